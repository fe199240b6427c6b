"""When whoever holds a request is reminded of its two clocks, and when it goes further up. Standard library only.

Before and at the due time the holder is reminded; once it is over, again after a gap that doubles each time. From the
first gap on the committee hears of what the property company or the office holds, from the second on it is suggested
to whistle: the order of the street offices' 三位一体 practice, property company -> committee -> community.

Leads and gaps are counted in the time of the request: nobody is asked on a Saturday for what waits for a desk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Final

from handlers.rules.working_time import Calendar, Span, amount_of, elapsed
from handlers.rules.working_time import due as later


class Clock(StrEnum):
    """ANSWER: the first answer. RESOLVE: the end of the matter."""

    ANSWER = "answer"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True)
class Stage:
    """A moment of a clock: step -1 is before it runs out, 0 when it does, 1, 2, ... each further reminder."""

    clock: Clock
    step: int
    at: datetime


LEADS: Final = {Clock.ANSWER: Span(time=timedelta(hours=1)), Clock.RESOLVE: Span(days=1)}
"""The reminder before comes so long ahead at most, and never earlier than in the last quarter."""
GAPS: Final = {Clock.ANSWER: Span(time=timedelta(hours=4)), Clock.RESOLVE: Span(days=1)}
URGENT_GAPS: Final = {Clock.ANSWER: Span(time=timedelta(minutes=30)), Clock.RESOLVE: Span(time=timedelta(hours=4))}
"""The first gap after the due time; each further one is twice as long."""
STEPS: Final = 7
TELLS_COMMITTEE: Final = 1
SUGGESTS_WHISTLE: Final = 2


def stages(clock: Clock, start: datetime, due: datetime, *, urgent: bool, calendar: Calendar = None) -> Iterator[Stage]:
    """All moments of a clock that runs from `start` to `due` in that calendar, in order."""
    runs = elapsed(start, due, calendar)
    lead = min(amount_of(LEADS[clock], calendar), runs / 4)
    if lead > timedelta(0):
        yield Stage(clock, -1, later(start, runs - lead, calendar))
    yield Stage(clock, 0, due)
    at, gap = due, amount_of((URGENT_GAPS if urgent else GAPS)[clock], calendar)
    for step in range(1, STEPS + 1):
        at = later(at, gap * 2 ** (step - 1), calendar)
        yield Stage(clock, step, at)


def reached(
    clock: Clock, start: datetime, due: datetime, now: datetime, *, urgent: bool, calendar: Calendar = None
) -> list[Stage]:
    """The moments that have come, latest last."""
    return list(takewhile(lambda stage: stage.at <= now, stages(clock, start, due, urgent=urgent, calendar=calendar)))


def begins_to_speak(clock: Clock, now: datetime, calendar: Calendar) -> datetime:
    """No clock of that calendar that is due later than this speaks by `now`."""
    return later(now, amount_of(LEADS[clock], calendar), calendar) + timedelta(minutes=1)
