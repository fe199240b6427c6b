"""A report of the evening, acknowledged in the morning, was promised an answer by a time that was over by then."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.support.chat import ZONE, Chat


async def test_no_time_is_promised_that_is_over_when_it_is_said(chat: Chat) -> None:
    chat.clock.set(datetime(2026, 11, 23, 22, 30, tzinfo=ZONE))
    await chat.says("王姐", "5栋2单元楼上半夜装修电钻吵死人", room="5-8栋群")
    due = (await chat.request()).answer_due_at
    chat.pass_time(timedelta(hours=10))
    await chat.app.settle()

    said = await chat.last("5-8栋群")
    assert said.startswith("已登记【噪音】#1(5栋2单元),已转业委会")
    assert ("答复" in said) == (due > datetime(2026, 11, 24, 8, 0, tzinfo=ZONE))
