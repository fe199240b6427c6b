"""What a period comes to: how many, how many in time, how content, how long it took. Standard library only.

The rates are the three by which 接诉即办 is judged (response, solution, satisfaction: Beijing's regulation of 2021 on
handling complaints at once), each with what it is a share of. A clock is counted once, in the period in which it was
decided: when somebody acted in time, or else when it ran out. What was withdrawn or merged never counts, what was
answered without being solved (ANSWERED) or declined never counts as solved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from handlers.rules.lifecycle import CLOSED, OPEN, Status

FEWEST: Final = 3
"""A share of fewer is told in counts: one of two is not 50 %."""
CONTENT: Final = (1, 2)
"""Answers to the survey that count as content: solved, and mostly solved."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` until before `end`, both aware."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime | None) -> bool:
        return moment is not None and self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Matter:
    """A request as the figures see it. `stands_still`: no clock runs, it is paused or waits for its reporter."""

    category: str
    status: Status
    created_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    answer_due_at: datetime
    resolve_due_at: datetime
    stands_still: bool = False

    @property
    def counts(self) -> bool:
        """Not what was none, or is counted as another request."""
        return self.status not in (Status.WITHDRAWN, Status.MERGED)


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, 0 <= part <= whole."""

    part: int = 0
    whole: int = 0

    @property
    def percent(self) -> int | None:
        """Rounded, but 100 only for all and 0 only for none; None where the whole is too small for a rate."""
        if self.whole < FEWEST:
            return None
        if self.part in (0, self.whole):
            return 100 * self.part // self.whole
        return min(99, max(1, round(100 * self.part / self.whole)))


@dataclass(frozen=True, slots=True)
class Contentment:
    """What the households said that were asked. `silent` did not answer: they stand beside the share, not in it."""

    content: Share = Share()
    silent: int = 0


@dataclass(frozen=True, slots=True)
class OfCategory:
    """A category's figures; `took` is the median time from report to solution of what was solved, None for none."""

    category: str
    registered: int
    solved: int
    took: timedelta | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A period's figures. `categories` has those that registered or solved something, the largest first.

    `open` and `overdue` are as of now, whatever the period.
    """

    registered: int
    solved: int
    answered_in_time: Share
    solved_in_time: Share
    first_answer: timedelta | None
    """The median time to the first answer of what was registered and answered."""
    contentment: Contentment
    categories: Sequence[OfCategory]
    open: int
    overdue: int

    @property
    def slowest(self) -> OfCategory | None:
        """The category whose matters took longest; None where there are no two to compare."""
        solved = [one for one in self.categories if one.took is not None]
        return max(solved, key=lambda one: one.took or timedelta()) if len(solved) > 1 else None


def figures(matters: Iterable[Matter], answers: Iterable[int | None], period: Period, now: datetime) -> Figures:
    """The figures of these matters in the period, as of `now`.

    `answers` are those of the households asked in the period: 1 (solved), 2 (mostly), 3 (not), None for silence.
    """
    counted = [one for one in matters if one.counts]
    new = [one for one in counted if one.created_at in period]
    waits = [one.answered_at - one.created_at for one in new if one.answered_at is not None]
    return Figures(
        registered=len(new),
        solved=sum(is_solved(one, period) for one in counted),
        answered_in_time=_share(_answered_in_time(one, period, now) for one in counted),
        solved_in_time=_share(_solved_in_time(one, period, now) for one in counted),
        first_answer=_middle(waits),
        contentment=contentment(answers),
        categories=_by_category(counted, period),
        open=sum(one.status in OPEN for one in counted),
        overdue=sum(is_overdue(one, now) for one in counted),
    )


def is_solved(matter: Matter, period: Period) -> bool:
    """Was it resolved in the period, and is it still?"""
    return matter.status is Status.RESOLVED and matter.closed_at in period


def is_overdue(matter: Matter, now: datetime) -> bool:
    """Is it past the time by which it was to be resolved, with its clock running?"""
    return matter.status in OPEN and not matter.stands_still and matter.resolve_due_at < now


def contentment(answers: Iterable[int | None]) -> Contentment:
    """The content among those who answered, and the silent beside them."""
    said = list(answers)
    answered = [answer for answer in said if answer is not None]
    return Contentment(Share(sum(answer in CONTENT for answer in answered), len(answered)), len(said) - len(answered))


def _answered_in_time(matter: Matter, period: Period, now: datetime) -> bool | None:
    return _verdict(matter.answered_at, matter.answer_due_at, period, _running(matter, now))


def _solved_in_time(matter: Matter, period: Period, now: datetime) -> bool | None:
    ended = matter.closed_at if matter.status in CLOSED else None
    verdict = _verdict(ended, matter.resolve_due_at, period, _running(matter, now))
    return verdict and matter.status is Status.RESOLVED


def _running(matter: Matter, now: datetime) -> datetime | None:
    """Until when its clocks have run, None where they stand still."""
    return None if matter.stands_still else now


def _verdict(done: datetime | None, due: datetime, period: Period, now: datetime | None) -> bool | None:
    """Was it done in time? None when that was not decided in the period."""
    if done is not None and done <= due:
        return True if done in period else None
    ran_out = done is not None or (now is not None and due < now)
    return False if ran_out and due in period else None


def _share(verdicts: Iterable[bool | None]) -> Share:
    decided = [verdict for verdict in verdicts if verdict is not None]
    return Share(sum(decided), len(decided))


def _by_category(matters: Iterable[Matter], period: Period) -> list[OfCategory]:
    registered: dict[str, int] = defaultdict(int)
    times: dict[str, list[timedelta]] = defaultdict(list)
    for one in matters:
        registered[one.category] += one.created_at in period
        if is_solved(one, period) and one.closed_at is not None:
            times[one.category].append(one.closed_at - one.created_at)
    found = [OfCategory(name, count, len(times[name]), _middle(times[name])) for name, count in registered.items()]
    some = [one for one in found if one.registered or one.solved]
    return sorted(some, key=lambda one: (-max(one.registered, one.solved), one.category))


def _middle(times: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(time.total_seconds() for time in times)) if times else None
