"""“不是” as the answer to 追问, or after an ordinary 进展, withdrew the request."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.chat import Chat

LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"
ROOM = "业委会群"


@pytest.mark.parametrize("quotes", [True, False])
async def test_no_answers_what_was_asked(chat: Chat, quotes: bool) -> None:
    await chat.says("王姐", LAMP)
    await chat.passes(timedelta(hours=1))
    await chat.says("张姐", "1 追问 是2单元吗?", room=ROOM)
    await chat.says("王姐", "不是", quote=await chat.last("3栋群") if quotes else "")

    request = await chat.request()
    assert (request.status, request.holder) == ("reported", "committee")
    assert "反映人回话了。王姐:不是" in await chat.last(ROOM)


@pytest.mark.parametrize("quotes", [True, False])
@pytest.mark.parametrize("after", [timedelta(minutes=20), timedelta(hours=1)])
async def test_no_after_news_is_talk(chat: Chat, quotes: bool, after: timedelta) -> None:
    await chat.says("王姐", LAMP)
    await chat.passes(after)
    await chat.says("张姐", "1 进展 电工说是灯泡坏了", room=ROOM)
    await chat.says("王姐", "不是", quote=await chat.last("3栋群") if quotes else "")

    assert (await chat.request()).status == "reported"


async def test_no_to_the_acknowledgement_withdraws_what_waits_for_an_answer(chat: Chat) -> None:
    await chat.says("王姐", LAMP)
    acknowledged = await chat.last("3栋群")
    await chat.says("张姐", "1 追问 是2单元吗?", room=ROOM)
    await chat.says("王姐", "不是", quote=acknowledged)

    assert (await chat.request()).status == "withdrawn"
