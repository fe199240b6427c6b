"""A complete week of two estates: what the bot promises holds from Monday to Sunday."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import text

from handlers.message import Outcome
from handlers.rules.lifecycle import OPEN, RoomRole, Status
from handlers.rules.quiet import end_of_quiet
from nlp.classify import Reader
from storage.tables import OutboxRow
from tests.conversations.week import CLOUD, ESTATES, NIGHT, RIVER, ZONE, Week, play, script
from tests.support.asked import satisfaction
from tests.support.chat import Chat, open_chat

REPORTING = (Outcome.REPORT, Outcome.JOINED, Outcome.ADDITION)
ERASED = "3幢1004阿杰"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> AsyncIterator[tuple[Chat, Week]]:
    chat = await open_chat(tmp_path_factory.mktemp("week"), reader, ESTATES)
    yield chat, await play(chat)
    await chat.app.close()


pytestmark = pytest.mark.asyncio(loop_scope="module")


def by_night(row: OutboxRow) -> bool:
    assert row.sent_at is not None
    return end_of_quiet(row.sent_at, ZONE, NIGHT.start, NIGHT.end) != row.sent_at


async def test_it_is_a_whole_week_of_mostly_talk() -> None:
    lines = list(script())
    requests = sum(line.reports for line in lines)

    assert (lines[-1].at - lines[0].at).days == 6
    assert len(lines) >= 250
    assert requests >= 60
    assert len({line.room for line in lines}) == 9


async def test_one_line_of_the_bot_for_four_request_lines(played: tuple[Chat, Week]) -> None:
    _, week = played
    said = Counter(row.kind for row in week.in_building_rooms())

    assert said.total() <= week.request_lines() / 4, said


async def test_what_people_mean_as_a_request_is_heard_as_one(played: tuple[Chat, Week]) -> None:
    _, week = played
    missed = [line.text for line, handled in week.lines if line.reports and (not handled or handled.number is None)]
    invented = [
        line.text
        for line, handled in week.lines
        if handled and handled.outcome in REPORTING and not line.reports and not line.picture
    ]
    assert invented == []
    assert len(missed) <= week.request_lines() * 0.1, missed


async def test_one_matter_is_one_request(played: tuple[Chat, Week]) -> None:
    chat, _ = played
    assert [(one.number, one.category) for one in await chat.requests("cloud")] == [
        (1, "repair"), (2, "sanitation"), (3, "noise"), (4, "safety"),
    ]  # fmt: skip
    assert [(one.number, one.category) for one in await chat.requests("river")] == [
        (1, "repair"), (2, "noise"), (3, "repair"),
    ]  # fmt: skip


async def test_nothing_is_said_twice(played: tuple[Chat, Week]) -> None:
    _, week = played
    twice = [said for said, times in Counter((row.room_id, row.text) for row in week.in_building_rooms()).items()
             if times > 1]  # fmt: skip
    assert twice == []


async def test_at_night_only_danger_is_told(played: tuple[Chat, Week]) -> None:
    _, week = played
    alarm, *news = [row for row in week.in_building_rooms() if by_night(row)]

    assert alarm.kind == "alarm"
    assert "119" in alarm.text
    assert [(row.kind, row.number) for row in news] == [("alarm", alarm.number)]


async def test_every_group_that_reported_hears_the_end(played: tuple[Chat, Week]) -> None:
    chat, week = played
    async with chat.app.store.reading() as work:
        for estate in ESTATES:
            for request in await work.requests.all(estate.estate_id):
                assert request.status not in OPEN
                for room_id in await work.requests.rooms(estate.estate_id, request.number):
                    heard = [row.text for row in week.said if row.room_id == room_id]
                    assert any(f"#{request.number}【" in line and request.closing_word in line for line in heard)


async def test_nothing_crosses_estates_and_no_neighbour_is_named(played: tuple[Chat, Week]) -> None:
    _, week = played
    rooms = {estate.estate_id: {room.room_id for room in estate.rooms} for estate in ESTATES}
    assert all(row.room_id in rooms[row.estate_id] for row in week.said)

    people = {line.speaker for line, _ in week.lines if line.room in ("A1", "A4", "B1", "B5")}
    for row in week.in_building_rooms():
        assert not [name for name in people if name in row.text]
    for estate, others in ((CLOUD, RIVER), (RIVER, CLOUD)):
        theirs = {line.speaker for line, _ in week.lines if line.room_id in rooms[others.estate_id]}
        said = "".join(row.text for row in week.said if row.estate_id == estate.estate_id)
        assert not [name for name in theirs if name in said]


async def test_the_matter_that_was_not_solved_came_back_and_was_solved(played: tuple[Chat, Week]) -> None:
    chat, _ = played
    async with chat.app.store.reading() as work:
        events = [event.action for event in await work.requests.events("cloud", 3)]
    assert [action for action in events if action in ("resolve", "reopen")] == ["resolve", "reopen", "resolve"]
    assert (await chat.request(3, "cloud")).status == Status.RESOLVED
    said = await satisfaction(chat, "cloud")
    assert (said.solved + said.mostly + said.unsolved, said.unsolved) == (15, 2)


async def test_who_asked_to_be_erased_is_gone(played: tuple[Chat, Week]) -> None:
    chat, week = played
    assert any(line.speaker == ERASED and line.reports for line, _ in week.lines)
    async with chat.app.store.reading() as work:
        for table in ("reports", "events", "outbox", "requests", "inbox", "surveys"):
            rows = await work.session.execute(text(f"SELECT * FROM {table}"))
            assert not [row for row in rows if ERASED in str(row)]
        assert await work.requests.reporters("river", 3) == 7


async def test_committee_property_and_office_were_all_spoken_to(played: tuple[Chat, Week]) -> None:
    _, week = played
    spoken = {row.room_id for row in week.said}
    for estate in ESTATES:
        for role in (RoomRole.COMMITTEE, RoomRole.PROPERTY, RoomRole.OFFICE):
            assert {room.room_id for room in estate.rooms_of(role)} <= spoken
