"""Answers that led nowhere: what a merged request cannot do, and a pause that ended or began again without a word."""

from __future__ import annotations

from tests.support.chat import Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"
ROOM = "业委会群"


async def test_what_was_merged_says_where_it_goes_on(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", LAMP)
    await chat.says("张姐", "合并 2 到 1", room=ROOM)
    await chat.says("张姐", "2 办结 好了", room=ROOM)
    assert await chat.last(ROOM) == "#2 已并入 #1,请回:1 办结"

    await chat.says("王姐", "3栋电梯一直响,吵死了")
    await chat.says("张姐", "合并 3 到 2", room=ROOM)
    assert await chat.last(ROOM) == "#2 已并入 #1,请回:合并 3 到 1"


async def test_into_a_closed_one(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", LAMP)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.says("张姐", "合并 2 到 1", room=ROOM)

    assert await chat.last(ROOM) == "#1 已办结,别的单并不进来。要并请先回:重开 1"


async def test_postponing_says_that_the_pause_is_over(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 挂起 到下周三 等配件", room=ROOM)
    await chat.says("张姐", "1 延期 到12月5日 配件缺货", room=ROOM)

    assert "挂起到此为止" in await chat.last(ROOM)


async def test_pausing_twice_is_said_once(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 挂起 到下周三 等配件", room=ROOM)
    told = await chat.heard("3栋群")
    await chat.says("张姐", "1 挂起 到下周三 等配件", room=ROOM)

    assert await chat.heard("3栋群") == told
    assert "已经挂起到" in await chat.last(ROOM)
