"""The scripted day: what is said when, by whom and where. Read from day.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from importlib.resources import files
from typing import Any

from handlers.working_days import is_working_day


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One line to be said. `quote` and `card` name an earlier line: that line itself, or the bot's first line on the
    request it made. "{fire}" in the text stands for the number of the request that the line named "fire" made.
    """

    at: time
    room_id: str
    who: str
    text: str
    name: str = ""
    quote: str = ""
    card: str = ""
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A whole day, in order. `begins` and `ends` are local times of the estate, `weekday` is 1 to 7, Monday first."""

    weekday: int
    begins: time
    ends: time
    lines: tuple[ScriptLine, ...]

    def last(self, today: date) -> date:
        """The last such weekday up to today on which people work, so that deadlines are the same whenever it plays."""
        day = today - timedelta(days=(today.isoweekday() - self.weekday) % 7)
        while not is_working_day(day):
            day -= timedelta(days=7)
        return day


def load_day() -> Day:
    """The day of day.toml."""
    known = tomllib.loads(files(__package__).joinpath("day.toml").read_text("utf-8"))
    lines = tuple(_line(entry) for entry in known["line"])
    return Day(known["weekday"], time.fromisoformat(known["begins"]), time.fromisoformat(known["ends"]), lines)


def _line(entry: Mapping[str, Any]) -> ScriptLine:
    return ScriptLine(
        at=time.fromisoformat(entry["at"]),
        room_id=entry["room"],
        who=entry["who"],
        text=entry["text"],
        name=entry.get("name", ""),
        quote=entry.get("quote", ""),
        card=entry.get("card", ""),
        picture=entry.get("picture", False),
    )
