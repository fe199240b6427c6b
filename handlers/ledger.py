"""The ledger of a request: who held it for how long, in all and in the time its clocks count, read from its events.

A stretch belongs to whoever holds the request then; while it waits for its reporters to them, while it is paused to
nobody. What lies between closing and reopening belongs to no part: the request was not alive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from handlers import clocks, texts
from handlers.estate import Estate
from handlers.rules.lifecycle import OPEN, Role, Status
from handlers.rules.working_time import Calendar, Span, amount_of, elapsed
from storage.tables import EventRow, RequestRow


class Part(StrEnum):
    """Whose time it was; the words of the holders are those of the roles."""

    RESIDENT = "resident"
    COMMITTEE = "committee"
    PROPERTY = "property"
    OFFICE = "office"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end` (UTC) the request was that part's."""

    part: Part
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """How long, in all and in the time the request's clocks count."""

    total: timedelta = timedelta()
    counted: timedelta = timedelta()


_FOLLOWED: Final = ("status", "holder", "paused_at")


def stretches(events: Iterable[EventRow], until: datetime) -> Iterator[Stretch]:
    """The life of a request with these events, oldest first, up to then."""
    state: dict[str, Any] = {"status": Status.REPORTED, "holder": Role.COMMITTEE, "paused_at": None}
    since: datetime | None = None
    for event in events:
        if since is not None and since < min(event.at, until) and state["status"] in OPEN:
            yield Stretch(_part(state), since, min(event.at, until))
        since = max(since or event.at, event.at)
        state |= {"status": event.to_status}
        state |= {name: event.changes[name][1] for name in _FOLLOWED if name in event.changes}
    if since is not None and since < until and state["status"] in OPEN:
        yield Stretch(_part(state), since, until)


def ledger(events: Iterable[EventRow], until: datetime, calendar: Calendar) -> dict[Part, Held]:
    """How long each part held the request; those that never did are left out. The parts add up to its life."""
    held: dict[Part, Held] = {}
    for stretch in stretches(events, until):
        before = held.get(stretch.part, Held())
        held[stretch.part] = Held(
            before.total + (stretch.end - stretch.start),
            before.counted + elapsed(stretch.start, stretch.end, calendar),
        )
    return held


def told(estate: Estate, request: RequestRow, events: Sequence[EventRow], now: datetime) -> str:
    """The ledger in one line, in the order in which they first held it; "" while there is nothing to count."""
    calendar = clocks.calendar_of(estate, request)
    parts = [
        (part.value, lasting(held.counted, calendar))
        for part, held in ledger(events, now, calendar).items()
        if held.counted >= timedelta(minutes=1)
    ]
    return texts.held_by(parts, working=calendar is not None) if parts else ""


def lasting(counted: timedelta, calendar: Calendar) -> str:
    """A length of the calendar's time in words; a day of working time is a working day."""
    days, rest = divmod(counted, amount_of(Span(days=1), calendar))
    return texts.duration(days, rest // timedelta(minutes=1))


def _part(state: Mapping[str, Any]) -> Part:
    if state["holder"] == Role.RESIDENT:
        return Part.RESIDENT
    return Part.PAUSED if state["paused_at"] else Part(state["holder"])
