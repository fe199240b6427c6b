"""A new matter within minutes of another, by the same speaker or the next, was joined to it because it was near; an
alarm without a place took that of whoever spoke next."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat

ROOM = "5-8栋群"


async def categories(chat: Chat) -> list[str]:
    return [request.category for request in await chat.requests()]


async def test_what_the_same_speaker_says_of_another_thing(chat: Chat) -> None:
    await chat.says("6-1-1201胖虎爸", "7栋楼下垃圾桶满了两天没人收,臭得很", room=ROOM)
    await chat.says("6-1-1201胖虎爸", "我家楼上半夜总是拖桌子,吵死了", room=ROOM)
    assert await categories(chat) == ["sanitation", "noise"]


async def test_what_he_goes_on_about_stays_one(chat: Chat) -> None:
    await chat.says("6-1-1201胖虎爸", "6栋广场舞音箱开到最大", room=ROOM)
    await chat.says("6-1-1201胖虎爸", "作业都没法写", room=ROOM)
    assert await categories(chat) == ["noise"]


async def test_a_complaint_of_something_else_after_an_alarm(chat: Chat) -> None:
    await chat.says("5-2-1504小刘", "楼道里煤气味好大,太吓人了", room=ROOM)
    chat.pass_time(timedelta(seconds=30))
    await chat.says("8-1-606阿姨", "8栋1单元对讲坏了", room=ROOM)
    alarm, other = await chat.requests()
    assert (alarm.category, other.category) == ("safety", "repair")


async def test_an_alarm_is_not_where_the_next_speaker_lives(chat: Chat) -> None:
    await chat.says("小刘", "楼道里煤气味好大,太吓人了", room=ROOM)
    await chat.says("6-1-303小金", "我也闻到了 好大的煤气味", room=ROOM)
    (alarm, *others) = await chat.requests()
    assert not others
    assert alarm.place == ""
    await chat.says("老王", "就是6栋1单元的煤气味", room=ROOM)
    (alarm, *others) = await chat.requests()
    assert not others
    assert alarm.place == "6栋1单元"
