"""The demo's estate: who lives there, who works there, and which groups they are in. Read from estate.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from handlers.estate import Digests, Estate, Member, QuietHours, Room
from handlers.rules.deadlines import Deadline
from handlers.rules.lifecycle import Role, RoomRole
from handlers.rules.working_time import Span
from nlp.context import Gazetteer
from nlp.schedule import Recurring, Weekly


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the visitor can speak as. `rooms` are the ids of the groups he is in."""

    id: str
    name: str
    role: Role
    rooms: tuple[str, ...]

    @property
    def short(self) -> str:
        """The name without the door number in front of it."""
        return self.name.split()[-1]


@dataclass(frozen=True, slots=True)
class Town:
    """The estate as the bot sees it, with the people and the short room names that the page needs besides."""

    estate: Estate
    people: tuple[Person, ...]
    tabs: dict[str, str]

    def person(self, id: str) -> Person:
        """Raises KeyError for an unknown id."""
        return {person.id: person for person in self.people}[id]

    def people_in(self, room_id: str) -> tuple[Person, ...]:
        return tuple(person for person in self.people if room_id in person.rooms)


def load_town() -> Town:
    """The estate of estate.toml."""
    known = tomllib.loads(files(__package__).joinpath("estate.toml").read_text("utf-8"))
    people = tuple(_person(entry) for entry in known["person"])
    return Town(_estate(known, people), people, {room["id"]: room["tab"] for room in known["room"]})


def _estate(known: Mapping[str, Any], people: tuple[Person, ...]) -> Estate:
    about = known["estate"]
    start, end = (time.fromisoformat(at) for at in about["quiet"])
    rooms = tuple(_room(entry) for entry in known["room"])
    return Estate(
        estate_id=about["id"],
        name=about["name"],
        zone=ZoneInfo(about["zone"]),
        rooms=rooms,
        members=tuple(Member(one.id, one.name, one.role) for one in people if one.role is not Role.RESIDENT),
        gazetteer=Gazetteer(
            places={place: tuple(aliases) for place, aliases in known["places"].items()},
            buildings=tuple(building for room in rooms for building in room.buildings),
        ),
        quiet=QuietHours(start, end),
        deadlines={category: _deadline(entry) for category, entry in known["deadlines"].items()},
        digests=Digests(weekly=_weekly(known["digests"]["weekly"], about["zone"])),
    )


def _deadline(entry: Mapping[str, str]) -> Deadline:
    return Deadline(_span(entry["answer"]), _span(entry["resolve"]), working=True)


def _span(hours_and_minutes: str) -> Span:
    long = time.fromisoformat(hours_and_minutes)
    return Span(time=timedelta(hours=long.hour, minutes=long.minute))


def _weekly(entry: Mapping[str, Any], zone: str) -> Recurring:
    return Recurring(Weekly((entry["weekday"],)), time.fromisoformat(entry["at"]), zone)


def _room(entry: Mapping[str, Any]) -> Room:
    return Room(entry["id"], entry["name"], RoomRole(entry["role"]), tuple(entry.get("buildings", ())))


def _person(entry: Mapping[str, Any]) -> Person:
    role = Role(entry.get("role", Role.RESIDENT))
    return Person(entry["id"], entry["name"], role, tuple(entry["rooms"]))
