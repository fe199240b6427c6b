"""改急 of what was overdue named a date in the past; 不急 and 改类 kept the old dates after 重开 and 拆分."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"
ROOM, PROPERTY = "业委会群", "物业群"


async def test_hurrying_what_is_overdue_names_no_date(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业", room=ROOM)
    await chat.passes(timedelta(days=6))
    await chat.says("张姐", "1 改急", room=ROOM)

    assert await chat.last(ROOM) == "#1 已改为紧急。办结时限已过,请马上办。"
    assert await chat.last(PROPERTY) == "#1【卫生】3栋 改为紧急,办结时限已过,请马上办。"


async def test_calmed_after_it_was_reopened(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.passes(timedelta(days=20))
    await chat.says("张姐", "1 重开 又满了", room=ROOM)
    before = (await chat.request()).resolve_due_at
    await chat.says("张姐", "1 改急", room=ROOM)
    assert (await chat.request()).resolve_due_at < before
    await chat.says("张姐", "1 不急", room=ROOM)

    assert (await chat.request()).resolve_due_at == before


async def test_reclassified_after_it_was_split_off_and_after_it_was_reopened(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", "对,3栋的垃圾桶两天没人收了,苍蝇乱飞")
    await chat.says("张姐", "拆分 1 2", room=ROOM)
    before = (await chat.request(2)).resolve_due_at
    await chat.says("张姐", "2 改类 消防通道", room=ROOM)
    assert (await chat.request(2)).resolve_due_at < before

    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.says("张姐", "1 重开 又满了", room=ROOM)
    before = (await chat.request()).resolve_due_at
    await chat.says("张姐", "1 改类 消防通道", room=ROOM)
    assert (await chat.request()).resolve_due_at < before
