"""Any place that an asked person named, in any group, was taken for his answer and opened the news to that group."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.chat import Chat

LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"
ROOM = "业委会群"


@pytest.mark.parametrize(
    ("question", "room", "after"),
    [
        ("几点能看到?", "5-8栋群", timedelta(hours=3)),
        ("几点能看到?", "3栋群", timedelta(minutes=2)),
        ("在哪一层?", "5-8栋群", timedelta(minutes=2)),
        ("在哪一层?", "3栋群", timedelta(hours=3)),
    ],
)
async def test_what_does_not_fit_the_question_is_talk(chat: Chat, question: str, room: str, after: timedelta) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("张姐", f"1 追问 {question}", room=ROOM)
    chat.pass_time(after)
    await chat.says("王姐", "我在5栋楼下等快递", room=room)

    assert (await chat.request()).holder == "resident"
    async with chat.app.store.reading() as work:
        assert list(await work.requests.rooms("green", 1)) == ["r3@chatroom"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("几点能看到?", "晚上8点以后"),
        ("现在还亮着吗", "没有"),
        ("灯罩还在吗", "没了"),
        ("是不是二楼", "是的"),
        ("在几楼", "三楼"),
    ],
)
async def test_what_fits_it_needs_no_quote_right_after(chat: Chat, question: str, said: str) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("张姐", f"1 追问 {question}", room=ROOM)
    await chat.says("王姐", "早上好")
    await chat.says("王姐", "没有快递了")
    assert (await chat.request()).holder == "resident"

    await chat.says("王姐", said)
    assert (await chat.request()).holder == "committee"
    assert f"反映人回话了。王姐:{said}" in await chat.last(ROOM)
