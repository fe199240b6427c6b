"""What a reporter added within ten minutes of the card never reached the committee."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat


async def test_it_is_told_when_the_ten_minutes_are_over(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("王姐", "垃圾桶旁边还堆了两个沙发 没人收")
    chat.pass_time(timedelta(minutes=10))
    await chat.app.settle()

    assert await chat.last("业委会群") == "#1 反映人补充。王姐:垃圾桶旁边还堆了两个沙发 没人收"
