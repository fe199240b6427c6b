"""At night the groups sleep: announcements wait until morning, danger does not."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.support.chat import ZONE, Chat

LATE = datetime(2026, 11, 23, 23, 0, tzinfo=ZONE)


async def test_an_announcement_waits_until_morning(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    said = await chat.heard("3栋群")
    chat.clock.set(LATE)
    await chat.says("张姐", "1 办结 已清运", room="业委会群")
    assert await chat.heard("3栋群") == said

    chat.clock.set(LATE + timedelta(hours=9))
    await chat.app.settle()
    assert "已清运" in await chat.last("3栋群")


async def test_danger_does_not_wait(chat: Chat) -> None:
    chat.clock.set(LATE)
    await chat.says("老周", "3栋1单元楼道里插线板冒烟了 有火花")

    assert "119" in await chat.last("3栋群")


async def test_how_a_danger_is_seen_to_is_told_at_night(chat: Chat) -> None:
    chat.clock.set(LATE)
    await chat.says("老周", "3栋1单元楼道里插线板冒烟了 有火花")
    said = await chat.heard("3栋群")
    await chat.says("张姐", "1 受理", room="业委会群")

    assert len(await chat.heard("3栋群")) == len(said) + 1
    assert "正在处理" in await chat.last("3栋群") or "已受理" in await chat.last("3栋群")


async def test_nobody_is_promised_an_answer_at_three_in_the_morning(chat: Chat) -> None:
    chat.clock.set(LATE - timedelta(hours=3))
    await chat.says("王姐", "3栋楼下路灯不亮 黑得看不见路")

    request = await chat.request()
    due = request.answer_due_at.astimezone(ZONE)
    assert request.urgency == "normal"
    assert due.hour >= 8
