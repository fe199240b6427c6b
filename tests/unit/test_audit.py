"""The history of a request tells what changed, so that the request can be rebuilt from it."""

from __future__ import annotations

from handlers.audit import rebuilt, state_of
from tests.support.chat import Chat

ROOM = "业委会群"


async def test_the_history_rebuilds_the_request(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("张姐", "1 派单 物业", room=ROOM)
    await chat.says("小何", "1 接单", room="物业群")
    await chat.says("张姐", "1 改类 停车", room=ROOM)
    await chat.says("张姐", "1 吹哨 街道", room=ROOM)
    await chat.says("小何", "1 办结 已清运", room="物业群")
    await chat.says("张姐", "1 重开 又满了", room=ROOM)

    async with chat.app.store.reading() as work:
        events = await work.requests.events("green", 1)
        request = await work.requests.get("green", 1)
    assert request is not None
    assert rebuilt(event.changes for event in events) == state_of(request)
    assert events[1].changes["holder"] == ["committee", "property"]


async def test_what_cannot_be_done_changes_nothing(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    before = state_of(await chat.request())
    await chat.says("张姐", "1 派单 物业", room=ROOM)

    assert state_of(await chat.request()) == before
