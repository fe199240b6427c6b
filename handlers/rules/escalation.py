"""When whoever holds a request is reminded of its two clocks, and when it goes further up. Standard library only.

Before and at the due time the holder is reminded; once it is over, again after a gap that doubles each time. From the
first gap on the committee hears of what the property company or the office holds, from the second on it is suggested
to whistle: the order of the street offices' 三位一体 practice, property company -> committee -> community.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


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


LEADS: Final = {Clock.ANSWER: timedelta(hours=1), Clock.RESOLVE: timedelta(days=1)}
"""The reminder before comes so long ahead at most, and never earlier than in the last quarter."""
GAPS: Final = {Clock.ANSWER: timedelta(hours=4), Clock.RESOLVE: timedelta(days=1)}
URGENT_GAPS: Final = {Clock.ANSWER: timedelta(minutes=30), Clock.RESOLVE: timedelta(hours=4)}
"""The first gap after the due time; each further one is twice as long."""
STEPS: Final = 7
TELLS_COMMITTEE: Final = 1
SUGGESTS_WHISTLE: Final = 2


def stages(clock: Clock, start: datetime, due: datetime, *, urgent: bool) -> Iterator[Stage]:
    """All moments of a clock that runs from `start` to `due`, in order."""
    lead = min(LEADS[clock], (due - start) / 4)
    if lead > timedelta(0):
        yield Stage(clock, -1, due - lead)
    gap = (URGENT_GAPS if urgent else GAPS)[clock]
    for step in range(STEPS + 1):
        yield Stage(clock, step, due + gap * (2**step - 1))


def reached(clock: Clock, start: datetime, due: datetime, now: datetime, *, urgent: bool) -> list[Stage]:
    """The moments that have come, latest last."""
    return [stage for stage in stages(clock, start, due, urgent=urgent) if stage.at <= now]
