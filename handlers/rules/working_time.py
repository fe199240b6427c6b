"""Working time: when a span of it is over, and how much of it lies between two moments. Standard library only.

Every function takes a calendar: a `WorkingTime`, or None for time that runs round the clock. Moments are aware; results
are in UTC. Amounts are real time, so that a change to or from summer time neither gives nor takes any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

LONGEST_BREAK: Final = 366
"""Days; no calendar is without a working day for so long."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as it was written: days stay days, because a working day is shorter than one of the clock."""

    days: int = 0
    time: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """From `start` to `end` (local time of `zone`, on one day) on every day of which `is_working_day` says so."""

    zone: tzinfo
    start: time
    end: time
    is_working_day: Callable[[date], bool]

    @property
    def day(self) -> timedelta:
        """How much working time a working day has."""
        return timedelta(
            hours=self.end.hour - self.start.hour,
            minutes=self.end.minute - self.start.minute,
            seconds=self.end.second - self.start.second,
        )

    def hours_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The opening and closing (UTC) of each working day that is not over at `moment`.

        Raises ValueError when no working day follows for a year.
        """
        day = moment.astimezone(self.zone).date()
        idle = 0
        while idle <= LONGEST_BREAK:
            idle += 1
            if self.is_working_day(day):
                opens, closes = (datetime.combine(day, at, self.zone).astimezone(UTC) for at in (self.start, self.end))
                if closes >= moment:
                    yield opens, closes
                idle = 0
            day += timedelta(days=1)
        raise ValueError(f"no working day in the {LONGEST_BREAK} days before {day}")


Calendar = WorkingTime | None


def amount_of(span: Span, calendar: Calendar) -> timedelta:
    """The span in the calendar's own time: three days are three working days of it, or 72 hours of the clock."""
    return span.days * (calendar.day if calendar else timedelta(days=1)) + span.time


def due(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """When so much of the calendar's time has passed since `start`; without any, the first working moment from then."""
    start = start.astimezone(UTC)
    if calendar is None:
        return start + amount
    hours = calendar.hours_from(start)
    while True:
        opens, closes = next(hours)
        begins = max(opens, start)
        if begins + amount <= closes:
            return begins + amount
        amount -= closes - begins


def elapsed(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much of the calendar's time lies between the two; none when `end` is not after `start`."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end <= start:
        return timedelta()
    if calendar is None:
        return end - start
    total = timedelta()
    for opens, closes in calendar.hours_from(start):
        if opens >= end:
            break
        total += min(closes, end) - max(opens, start)
    return total


def moved(moment: datetime, still_from: datetime, still_to: datetime, calendar: Calendar) -> datetime:
    """A due date whose clock stood still between the two: as much of its time remains, or is overdrawn, as before."""
    lost = elapsed(still_from, still_to, calendar)
    return due(moment, lost, calendar) if lost else moment
