"""Answers to 追问 were lost: to old requests, after somebody had gone on, and to the property company that held it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.chat import Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"
ROOM, PROPERTY = "业委会群", "物业群"


async def test_about_a_report_of_two_weeks_ago(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 受理", room=ROOM)
    await chat.passes(timedelta(days=15))
    await chat.says("张姐", "1 追问 哪个桶?", room=ROOM)
    await chat.says("王姐", "左边绿色的那个", quote=await chat.last("3栋群"))

    assert (await chat.request()).holder == "committee"
    assert "王姐:左边绿色的那个" in await chat.last(ROOM)


@pytest.mark.parametrize(
    ("who", "line", "room"),
    [
        ("张姐", "1 派单 物业", ROOM),
        ("小何", "1 接单", PROPERTY),
        ("张姐", "1 受理", ROOM),
        ("张姐", "1 恢复", ROOM),
        ("张姐", "1 延期 3天 缺人", ROOM),
    ],
)
async def test_after_somebody_went_on(chat: Chat, who: str, line: str, room: str) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业", room=ROOM)
    await chat.says("张姐", "1 追问 哪个桶?", room=ROOM)
    question = await chat.last("3栋群")
    await chat.says(who, line, room=room)
    held_by = (await chat.request()).holder
    await chat.says("王姐", "左边绿色的那个", quote=question)

    assert (await chat.request()).holder == held_by
    assert await chat.last(ROOM) == "#1 反映人回话了。王姐:左边绿色的那个"
    if held_by == "property":
        assert await chat.last(PROPERTY) == "#1 反映人回话了:左边绿色的那个"


async def test_the_property_company_that_holds_it_hears_the_answer(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业", room=ROOM)
    await chat.says("张姐", "1 追问 哪个桶?", room=ROOM)
    await chat.says("王姐", "左边绿色的那个", quote=await chat.last("3栋群"))

    assert "反映人回话了:左边绿色的那个" in await chat.last(PROPERTY)
    assert "王姐" not in await chat.last(PROPERTY)
