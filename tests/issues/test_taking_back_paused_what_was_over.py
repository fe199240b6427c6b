"""撤销 of a 受理 paused a request again that somebody else had closed meanwhile; found by random lives."""

from __future__ import annotations

from tests.support.chat import Chat

ROOM = "业委会群"


async def test_what_somebody_else_has_closed_is_not_paused_again(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("张姐", "1 受理", room=ROOM)
    await chat.says("张姐", "1 挂起 等配件", room=ROOM)
    await chat.says("罗主任", "1 恢复", room=ROOM)
    await chat.says("张姐", "1 不予受理 归市政管", room=ROOM)
    await chat.says("罗主任", "撤销 1", room=ROOM)

    request = await chat.request()
    assert request.status == "declined"
    assert request.paused_at is None
    assert "张姐" in await chat.last(ROOM)
