"""Campaigns: what a committee says to all owners year after year, ready to be switched on.

One TOML file each: when it is said (`schedules`), and texts that take turns, so that no month reads like the last.
The sources of practice stand in the files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from importlib.resources import files
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from nlp.schedule import Days, Recurring, Schedule, Yearly

LONGEST = 80
"""Characters of a text: it is read on a phone, between two other things."""
DAY = "{day}"
"""Stands in a text for the festival that its schedule counts from."""
_TURNS_OF_A_YEAR = 13
"""Twelve months and one more, so that the same month of the next year reads differently."""


class _Times(BaseModel):
    """Days and the local time of day on them, as a template writes them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Days
    at: time


class _Words(BaseModel):
    """A template as its file holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    words: tuple[str, ...] = ()
    about: str
    schedules: Annotated[tuple[_Times, ...], Field(min_length=1)]
    texts: Annotated[tuple[Annotated[str, StringConstraints(max_length=LONGEST)], ...], Field(min_length=3)]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A template. `key` is its file's name, `words` are further names that people type."""

    key: str
    name: str
    words: tuple[str, ...]
    about: str
    times: tuple[tuple[Days, time], ...]
    texts: tuple[str, ...]

    def schedules(self, zone: ZoneInfo) -> Sequence[Schedule]:
        """When it is said in an estate of that zone."""
        return [Recurring(days, at, zone.key) for days, at in self.times]

    def text_at(self, schedule: Schedule, at: datetime) -> str:
        """The text whose turn it is when that schedule of this campaign is due at that moment (aware)."""
        local = at.astimezone(ZoneInfo(schedule.zone))
        days = schedule.days if isinstance(schedule, Recurring) else None
        if len(self.times) == 1:
            turn = local.year * _TURNS_OF_A_YEAR + local.month
        else:
            turn = local.year * len(self.times) + next((n for n, (own, _) in enumerate(self.times) if own == days), 0)
        day = days.name if isinstance(days, Yearly) else ""
        return self.texts[turn % len(self.texts)].replace(DAY, day)


@cache
def templates() -> tuple[Campaign, ...]:
    """All campaigns, by key. Raises ValueError (pydantic's) when a file is not as it should be."""
    found = sorted((one for one in files(__name__).iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return tuple(_campaign(one.name.removesuffix(".toml"), tomllib.loads(one.read_text("utf-8"))) for one in found)


def find(key: str) -> Campaign | None:
    """The campaign of that key."""
    return next((one for one in templates() if one.key == key), None)


def named(words: str) -> Campaign | None:
    """The campaign that people call so; by a part of its name too, where that is clear."""
    exact = [one for one in templates() if words in (one.name, one.key, *one.words)]
    near = exact or [one for one in templates() if words and any(words in name for name in (one.name, *one.words))]
    return near[0] if len(near) == 1 else None


def _campaign(key: str, table: dict[str, Any]) -> Campaign:
    words = _Words.model_validate(table)
    times = tuple((one.days, one.at) for one in words.schedules)
    return Campaign(key, words.name, words.words, words.about, times, words.texts)
