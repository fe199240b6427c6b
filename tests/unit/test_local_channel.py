"""The embedded chat: what goes in, what comes out, and what is left after a crash."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.base import Echo, Event, Heard, Kind, Refused
from bot.channels.local import LONGEST_TEXT, Line, LocalChannel
from bot.timepiece import SetClock

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


async def take(events: AsyncIterator[Event], count: int) -> list[Event]:
    return [await asyncio.wait_for(anext(events), 5) for _ in range(count)]


async def test_what_residents_say_comes_out_in_order_with_its_quote() -> None:
    chat = LocalChannel("local", clock=SetClock(NOON))
    await chat.start()
    first = chat.says("room-a", "wang", "3栋王姐", "沪A12345堵住消防通道了")
    chat.says("room-a", "li", "3栋老李", "又是他", quoted_speaker="3栋王姐", quoted_text="沪A12345堵住消防通道了")
    one, two = await take(chat.events(), 2)
    assert isinstance(one, Heard)
    assert isinstance(two, Heard)
    assert (one.message_id, one.text, one.sent_at) == (first, "沪A12345堵住消防通道了", NOON)
    assert (two.talker_id, two.text, two.quoted_speaker) == ("li", "又是他", "3栋王姐")


async def test_a_picture_is_heard_as_a_picture_and_seen_in_the_room() -> None:
    chat, seen = LocalChannel(), list[Line]()
    chat.subscribe(seen.append)
    chat.says("room-a", "wang", "3栋王姐", "", image=b"png")
    (event,) = await take(chat.events(), 1)
    assert isinstance(event, Heard)
    assert event.kind is Kind.IMAGE
    assert seen[0].image == b"png"


async def test_the_bots_words_are_seen_in_the_room_and_echoed() -> None:
    chat, seen = LocalChannel(bot_name="小哨"), list[Line]()
    chat.subscribe(seen.append)
    said = await chat.say("room-a", "已登记")
    (echo,) = await take(chat.events(), 1)
    assert isinstance(echo, Echo)
    assert (echo.message_id, echo.room_id, echo.text) == (said, "room-a", "已登记")
    assert [(line.talker_name, line.text, line.by_bot) for line in seen] == [("小哨", "已登记", True)]


async def test_the_bots_picture_is_seen_after_its_words_and_the_words_are_the_echo() -> None:
    chat, seen = LocalChannel(), list[Line]()
    chat.subscribe(seen.append)
    said = await chat.say("room-a", "一周小结", image=b"png")
    (echo,) = await take(chat.events(), 1)
    assert isinstance(echo, Echo)
    assert (echo.message_id, echo.text) == (said, "一周小结")
    assert [(line.kind, line.text, line.image) for line in seen] == [
        (Kind.TEXT, "一周小结", None),
        (Kind.IMAGE, "", b"png"),
    ]
    assert len({line.message_id for line in seen}) == 2


async def test_own_words_are_on_disk_before_anybody_sees_them(tmp_path: Path) -> None:
    log = tmp_path / "said.jsonl"
    chat, sizes = LocalChannel(log=log), list[int]()
    chat.subscribe(lambda line: sizes.append(log.stat().st_size))
    await chat.say("room-a", "已登记")
    assert sizes == [log.stat().st_size]


async def test_a_restarted_process_reads_back_what_was_said_with_the_same_ids(tmp_path: Path) -> None:
    log, clock = tmp_path / "said.jsonl", SetClock(NOON)
    before = LocalChannel("local", log, clock=clock)
    early = await before.say("room-a", "早")
    clock.set(NOON + timedelta(minutes=5))
    late = await before.say("room-b", "晚 \ud800")
    after = LocalChannel("local", log, clock=clock)
    assert [echo.message_id for echo in await after.own_messages(NOON)] == [early, late]
    assert [echo.text for echo in await after.own_messages(NOON + timedelta(minutes=1))] == ["晚 \ud800"]
    assert await after.say("room-a", "再说一句") not in (early, late)


async def test_a_line_cut_short_by_a_crash_is_passed_over_and_harms_no_other(tmp_path: Path) -> None:
    log = tmp_path / "said.jsonl"
    await LocalChannel(log=log).say("room-a", "一")
    with log.open("ab") as file:
        file.write(b'{"id": "said-half", "room": "ro')
    await LocalChannel(log=log).say("room-a", "二")
    own = await LocalChannel(log=log).own_messages(datetime.min.replace(tzinfo=UTC))
    assert [echo.text for echo in own] == ["一", "二"]


async def test_health_follows_start_and_close_and_closing_ends_the_events() -> None:
    chat = LocalChannel()
    assert not chat.health().connected
    await chat.start()
    assert chat.health().connected
    await chat.close()
    assert not chat.health().connected
    assert [event async for event in chat.events()] == []


async def test_who_left_hears_nothing_more() -> None:
    chat, seen = LocalChannel(), list[Line]()
    leave = chat.subscribe(seen.append)
    leave()
    chat.says("room-a", "wang", "3栋王姐", "有人吗")
    assert seen == []


async def test_an_endless_line_is_refused() -> None:
    with pytest.raises(Refused):
        await LocalChannel().say("room-a", "长" * (LONGEST_TEXT + 1))
