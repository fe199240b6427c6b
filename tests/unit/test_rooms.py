"""Which groups a piece of a name or of the estate stands for."""

from __future__ import annotations

import pytest

from handlers.commands.periods import span
from handlers.estate import Estate, Room
from handlers.rooms import rooms_named
from handlers.rules.lifecycle import RoomRole
from tests.support.chat import NOON, ZONE

ESTATE = Estate(
    estate_id="e",
    name="",
    zone=ZONE,
    rooms=(
        Room("a", "1-5栋群", RoomRole.BUILDING, ("1栋", "2栋", "3栋", "4栋", "5栋")),
        Room("b", "3号楼业主群", RoomRole.BUILDING, ("3栋",)),
        Room("c", "11栋群", RoomRole.BUILDING, ("11栋",)),
        Room("d", "海棠里二期大群", RoomRole.BUILDING, ("12栋", "13栋")),
        Room("x", "业委会3栋小组", RoomRole.COMMITTEE),
    ),
)


@pytest.mark.parametrize(
    ("fragment", "ids"),
    [
        ("全部", "abcd"),
        ("3栋", "b"),
        ("三号楼", "b"),
        ("3栋业主群", "b"),
        ("1栋", "a"),
        ("1-5栋", "a"),
        ("1—5号楼", "a"),
        ("4-11栋", "ac"),
        ("二期", "d"),
        ("二期群", "d"),
        ("3栋、二期", "bd"),
        ("3栋和11栋", "bc"),
        ("13幢", "d"),
        ("9栋", ""),
        ("业委会", ""),
        ("", ""),
    ],
)
def test_by_name_first_and_then_by_the_buildings_served(fragment: str, ids: str) -> None:
    assert "".join(room.room_id for room in rooms_named(ESTATE, fragment)) == ids


def test_other_rooms_only_where_they_are_asked_for() -> None:
    rooms = rooms_named(ESTATE, "业委会", roles=frozenset({RoomRole.COMMITTEE}))
    assert [room.room_id for room in rooms] == ["x"]


def test_a_group_for_all_buildings_serves_the_one_that_has_none_of_its_own() -> None:
    estate = Estate(
        "e", "", ZONE, (Room("a", "业主群", RoomRole.BUILDING), Room("b", "B群", RoomRole.BUILDING, ("1栋",)))
    )
    assert [room.room_id for room in rooms_named(estate, "2栋")] == ["a"]
    assert [room.room_id for room in rooms_named(estate, "1栋")] == ["b"]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("今天", "2026-11-23", "2026-11-24"),
        ("昨天", "2026-11-22", "2026-11-23"),
        ("本周", "2026-11-23", "2026-11-24"),
        ("上周", "2026-11-16", "2026-11-23"),
        ("上月", "2026-10-01", "2026-11-01"),
        ("本季度", "2026-10-01", "2026-11-24"),
        ("去年", "2025-01-01", "2026-01-01"),
        ("上半年", "2026-01-01", "2026-07-01"),
        ("近7天", "2026-11-16", "2026-11-24"),
        ("近2周", "2026-11-09", "2026-11-24"),
        ("近半年", "2026-05-25", "2026-11-24"),
        ("2026-02", "2026-02-01", "2026-03-01"),
        ("", "0002-01-01", "2026-11-24"),
        ("9999-99", "0002-01-01", "2026-11-24"),
    ],
)
def test_periods_as_they_are_named(period: str, first: str, last: str) -> None:
    start, end = span(period, NOON)
    assert (start.date().isoformat(), end.date().isoformat()) == (first, last)
