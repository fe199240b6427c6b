"""What counts working time was reminded of on Saturdays, when nobody was at his desk."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import ZONE, Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"


async def test_working_time_has_no_weekend(chat: Chat) -> None:
    chat.clock.set(chat.clock.now() + timedelta(days=2))  # a Wednesday
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业", room="业委会群")
    said_on = []
    for _ in range(24 * 6):
        before = await chat.heard("物业群")
        await chat.passes(timedelta(hours=1))
        if await chat.heard("物业群") != before:
            said_on.append(f"{chat.clock.now().astimezone(ZONE):%a}")

    assert said_on == ["Thu", "Fri", "Mon"]
