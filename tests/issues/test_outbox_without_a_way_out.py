"""Lines that were stuck, lost or taken for delivered: rooms that left the config, answers that never came twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot.assemble import App, assemble
from bot.channels.base import Echo, Heard, Kind, NotSent, Unknown
from bot.outbox import TRIES, Pace
from bot.timepiece import SetClock
from handlers.commands import parse
from handlers.estate import Estate
from nlp.classify import Reader
from storage.tables import OutboxRow
from tests.support.chat import GREEN, NOON, Chat
from tests.support.unsure import UnsureChannel

ROOM, COMMITTEE = "r3@chatroom", "rc@chatroom"


class Bench:
    """An outbox, its channel and its clock."""

    def __init__(self, app: App, channel: UnsureChannel, clock: SetClock) -> None:
        self.app, self.channel, self.clock = app, channel, clock

    async def put(self, text: str, kind: str = "announcement", room_id: str = ROOM, estate_id: str = "green") -> int:
        now = self.clock.now()
        row = OutboxRow(
            estate_id=estate_id, id=0, key=f"{text}/{now}", account="local", room_id=room_id, kind=kind, text=text,
            created_at=now, not_before=now,
        )  # fmt: skip
        async with self.app.store.writing() as work:
            await work.outbox.say(row)
            await work.commit()
        return row.id

    async def row(self, id: int, estate_id: str = "green") -> OutboxRow:
        async with self.app.store.reading() as work:
            found = await work.outbox.get(estate_id, id)
        assert found is not None
        return found

    async def state(self, id: int, estate_id: str = "green") -> str:
        return (await self.row(id, estate_id)).state

    async def go_on(self, by: timedelta = timedelta(minutes=11)) -> None:
        self.clock.set(self.clock.now() + by)
        await self.app.outbox.reconcile()
        await self.app.outbox.send_due()


async def bench_of(folder: Path, reader: Reader, estate: Estate) -> Bench:
    channel, clock = UnsureChannel(), SetClock(NOON.astimezone(UTC))
    app = await assemble(
        [estate],
        database_url=f"sqlite+aiosqlite:///{folder / 'whistle.sqlite3'}",
        channel=channel,
        clock=clock,
        pace=Pace(gap=0.0, jitter=0.0, grace=0.0),
        reader=reader,
    )
    await channel.start()
    return Bench(app, channel, clock)


@pytest.fixture
async def bench(tmp_path: Path, reader: Reader) -> AsyncIterator[Bench]:
    opened = await bench_of(tmp_path, reader, GREEN)
    yield opened
    await opened.app.close()


async def test_a_line_for_a_room_that_left_the_config_is_not_said(tmp_path: Path, reader: Reader) -> None:
    without = replace(GREEN, rooms=tuple(room for room in GREEN.rooms if room.room_id != ROOM))
    bench = await bench_of(tmp_path, reader, without)
    id = await bench.put("#1 已办结")
    await bench.app.outbox.send_due()

    assert bench.channel.said == []
    assert await bench.state(id) == "dropped"
    await bench.app.close()


async def test_a_line_of_an_estate_that_left_the_config_does_not_hold_up_the_others(bench: Bench) -> None:
    gone = await bench.put("#1 已办结", room_id="gone@chatroom", estate_id="gone")
    async with bench.app.store.writing() as work:
        row = await work.outbox.get("gone", gone)
        assert row is not None
        row.state, row.claimed_at = "sending", bench.clock.now()
        await work.commit()
    bench.channel.error = Unknown("cut off")
    unsure = await bench.put("#2 已办结")
    await bench.app.outbox.send_due()
    bench.channel.error = None
    await bench.go_on()

    assert await bench.state(gone, "gone") == "dropped"
    assert await bench.state(unsure) == "held"


async def test_a_line_that_stays_unknown_twice_is_asked_about_twice(bench: Bench) -> None:
    id = await bench.put("#1 已办结")
    for _ in range(2):
        bench.channel.error = Unknown("cut off")
        await bench.app.outbox.send_due()
        bench.channel.error = None
        await bench.go_on()
        assert await bench.state(id) == "held"
        async with bench.app.store.writing() as work:
            row = await work.outbox.get("green", id)
            assert row is not None
            await work.outbox.settle(row, "pending", now=bench.clock.now())
            await work.commit()

    assert len([text for room, text in bench.channel.said if room == COMMITTEE and f"补发 {id}" in text]) == 2


async def test_a_room_that_takes_nothing_is_given_up_and_the_committee_hears_so(bench: Bench) -> None:
    id = await bench.put("#1 已办结")
    bench.channel.error = NotSent("not in the room")
    for _ in range(TRIES):
        await bench.go_on()
    bench.channel.error = None
    await bench.go_on()

    assert await bench.state(id) == "dropped"
    assert [room for room, _ in bench.channel.said] == [COMMITTEE]
    assert "没能发到“3栋群”" in bench.channel.said[0][1]


async def test_a_reminder_is_said_once_more_though_the_platform_was_away_before(bench: Bench) -> None:
    await bench.put("明早收旧衣服", kind="reminder")
    bench.channel.error = NotSent("not connected")
    await bench.app.outbox.send_due()
    bench.channel.error = Unknown("cut off")
    await bench.go_on()
    bench.channel.error = None
    await bench.go_on()

    assert bench.channel.said == [(ROOM, "明早收旧衣服")]


async def test_a_reminder_that_stays_unknown_is_not_said_a_third_time(bench: Bench) -> None:
    id = await bench.put("明早收旧衣服", kind="reminder")
    for error in (Unknown("cut off"), NotSent("not connected"), Unknown("cut off")):
        bench.channel.error = error
        await bench.go_on()
    bench.channel.error = None
    await bench.go_on()

    assert await bench.state(id) == "dropped"
    assert bench.channel.said == []


async def test_nothing_is_decided_while_no_echo_can_come(bench: Bench) -> None:
    id = await bench.put("#1 已办结")
    bench.channel.error = Unknown("cut off")
    await bench.app.outbox.send_due()
    await bench.channel.close()
    await bench.go_on()
    assert await bench.state(id) == "sending"

    await bench.channel.start()
    await bench.go_on()
    assert await bench.state(id) == "held"


async def test_the_echo_of_one_line_does_not_prove_the_next_with_the_same_words(bench: Bench) -> None:
    await bench.put("没有符合的诉求。", kind="reply")
    await bench.app.outbox.send_due()
    bench.channel.seen.append(Echo("local", "said-1", ROOM, "没有符合的诉求。", bench.clock.now()))
    await bench.app.intake.keep(bench.channel.seen, bench.clock.now())

    bench.clock.set(bench.clock.now() + timedelta(seconds=30))
    second = await bench.put("没有符合的诉求。", kind="reply")
    bench.channel.error = Unknown("cut off")
    await bench.app.outbox.send_due()
    bench.channel.error = None
    await bench.go_on(timedelta(seconds=30))

    assert await bench.state(second) == "held"


async def test_a_quoted_question_means_the_line_and_not_the_request_it_names(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    async with chat.app.store.writing() as work:
        held = await work.outbox.get("green", 2)
        assert held is not None
        held.state = "held"
        await work.commit()
    question = "这句话可能没发到“3栋群”:#1 已登记\n那边没看到请回:补发 2;看到了不用回。"
    assert parse("补发", quoted=question).tickets == [1]

    await chat.says("张姐", "补发", room="业委会群", quote=question)

    assert "再发一次到“3栋群”" in "".join(await chat.heard("业委会群"))


async def test_a_line_whose_echo_came_late_is_not_said_again(bench: Bench) -> None:
    id = await bench.put("#1 已办结")
    bench.channel.error = Unknown("cut off")
    await bench.app.outbox.send_due()
    bench.channel.error = None
    await bench.go_on()
    echo = Echo("local", "late", ROOM, "#1 已办结", bench.clock.now())
    await bench.app.intake.keep([echo], bench.clock.now())
    now = bench.clock.now()
    await bench.app.settle([Heard("local", "m1", COMMITTEE, "wx-zhang", "张姐", Kind.TEXT, f"补发 {id}", now)])

    assert await bench.state(id) == "sent"
    assert (ROOM, "#1 已办结") not in bench.channel.said
