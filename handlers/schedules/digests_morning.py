"""The committee's morning brief: yesterday in two numbers, what is due today, what is late, what nobody has taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from handlers import texts
from handlers.figuring import matter_of, requests_since
from handlers.rules.figures import Period, figures
from handlers.rules.lifecycle import OPEN, Status
from handlers.schedules.digests_occasion import Digest, Occasion
from handlers.schedules.round import Round
from nlp.moment import moment_of
from storage.tables import RequestRow

LINES: Final = 12
"""What a phone shows without thumbing."""


@dataclass(frozen=True, slots=True)
class _Section:
    title: Callable[[int], str]
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Late:
    """A clock of a request that is over since then."""

    since: datetime
    request: RequestRow
    answer: bool


async def morning_brief(round: Round, occasion: Occasion) -> Digest | None:
    """One message of at most 12 lines; None on a day that has nothing to say."""
    today = occasion.due.astimezone(round.estate.zone).date()
    begins, ends = (moment_of(today + timedelta(days=days), time(), round.estate.zone) for days in (0, 1))
    yesterday = Period(moment_of(today - timedelta(days=1), time(), round.estate.zone), begins)
    rows = await requests_since(round.work, round.estate.estate_id, yesterday.start)
    came = figures([matter_of(row) for row in rows], (), yesterday, round.now)
    running = [row for row in rows if row.status in OPEN and not matter_of(row).stands_still]
    sections, first = _sections(round, running, ends)
    if not sections and not came.registered and not came.solved:
        return None
    head = texts.brief_head(today, came.registered, came.solved)
    hint = [texts.brief_hint(first.number)] if first else []
    return Digest("\n".join([head, *_fitted(sections, LINES - 1 - len(hint)), *hint]))


def _sections(round: Round, running: Sequence[RequestRow], ends: datetime) -> tuple[list[_Section], RequestRow | None]:
    """What is to be told of open requests, each once, and the request that is told first."""
    late = sorted((one for row in running if (one := _late(row, round.now))), key=lambda one: one.since)
    rest = _without(running, [one.request for one in late])
    due = sorted((row for row in rest if _next_due(row) < ends), key=_next_due)
    untaken = [row for row in _without(rest, due) if row.status in (Status.REPORTED, Status.ORDERED)]
    sections = [
        _Section(texts.due_today, [_due_line(round, row) for row in due]),
        _Section(texts.overdue, [_late_line(round, one) for one in late]),
        _Section(texts.not_taken, [_untaken_line(row) for row in untaken]),
    ]
    told = [*due, *(one.request for one in late), *untaken]
    return [one for one in sections if one.lines], told[0] if told else None


def _without(rows: Iterable[RequestRow], told: Iterable[RequestRow]) -> list[RequestRow]:
    numbers = {row.number for row in told}
    return [row for row in rows if row.number not in numbers]


def _late(row: RequestRow, now: datetime) -> _Late | None:
    """The clock that is over: of both that of the resolution."""
    if row.resolve_due_at < now:
        return _Late(row.resolve_due_at, row, answer=False)
    return _Late(row.answer_due_at, row, answer=True) if _unanswered(row) and row.answer_due_at < now else None


def _next_due(row: RequestRow) -> datetime:
    return min(row.answer_due_at, row.resolve_due_at) if _unanswered(row) else row.resolve_due_at


def _unanswered(row: RequestRow) -> bool:
    return row.answered_at is None


def _who(row: RequestRow) -> str:
    return row.assignee or texts.HOLDER[row.holder]


def _due_line(round: Round, row: RequestRow) -> str:
    line = texts.answer_today if _unanswered(row) and row.answer_due_at <= row.resolve_due_at else texts.resolve_today
    due = texts.when(_next_due(row), round.now, round.estate.zone)
    return line(row.number, row.category, row.place, due, _who(row))


def _late_line(round: Round, late: _Late) -> str:
    row, over = late.request, round.now - late.since
    by = texts.so_long(over.days, over.seconds // 3600)
    line = texts.not_answered if late.answer else texts.not_resolved
    return line(row.number, row.category, row.place, by, _who(row))


def _untaken_line(row: RequestRow) -> str:
    return texts.untaken(row.number, row.category, row.place, _who(row) if row.status == Status.ORDERED else "")


def _fitted(sections: Sequence[_Section], room: int) -> list[str]:
    """The sections in at most `room` lines: their titles, and in turn a line of each as long as there is room."""
    shown = [0] * len(sections)
    left = room - len(sections)
    while left and (hungry := [n for n, one in enumerate(sections) if shown[n] < len(one.lines)]):
        for n in hungry[:left]:
            shown[n] += 1
        left -= len(hungry[:left])
    return [line for one, count in zip(sections, shown, strict=True) for line in _told(one, count)]


def _told(section: _Section, count: int) -> list[str]:
    *lines, last = section.lines[:count]
    total = len(section.lines)
    return [section.title(total), *lines, texts.and_more(last, total - count)]
