"""An unanswered 追问 and a 挂起 without a date stayed silent for ever, also when nobody was left to answer."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"
ROOM = "业委会群"


async def days(chat: Chat, count: int) -> list[str]:
    """What the committee's room hears meanwhile."""
    before = len(await chat.heard(ROOM))
    for _ in range(count):
        await chat.passes(timedelta(days=1))
    return (await chat.heard(ROOM))[before:]


async def test_an_unanswered_question_is_told_once(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 追问 哪个桶?", room=ROOM)

    assert await days(chat, 2) == []
    assert await days(chat, 30) == ["#1【卫生】3栋 追问3天了,反映人还没回话。不等了请回:1 恢复"]


async def test_a_pause_without_a_date_is_told_once(chat: Chat) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("张姐", "1 挂起 等配件", room=ROOM)

    assert await days(chat, 13) == []
    assert await days(chat, 30) == ["#1【维修】3栋2单元 挂起14天了,没定哪天接着办。要接着办请回:1 恢复"]


async def test_when_nobody_is_left_to_answer_the_clocks_run(chat: Chat) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("张姐", "1 追问 几楼?", room=ROOM)
    await chat.says("王姐", "删除我的信息")
    await chat.says("王姐", "确认删除")
    await chat.passes(timedelta(minutes=1))

    request = await chat.request()
    assert (request.holder, request.paused_at) == ("committee", None)
    assert "没人能回话了" in await chat.last(ROOM)
