"""From storage to figures: which requests a period is about, and what came of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from handlers.clocks import stands_still
from handlers.rules.figures import Figures, Matter, Period, figures
from handlers.rules.lifecycle import Status
from storage.tables import RequestRow
from storage.unit_of_work import UnitOfWork

A_NIGHT: Final = timedelta(days=1)
"""Who is to be asked about what was resolved in the evening is asked in the morning, perhaps in the next period."""


async def requests_since(
    work: UnitOfWork, estate_id: str, since: datetime, room_ids: Collection[str] = ()
) -> list[RequestRow]:
    """Every request that something happened to since then, or shortly before, or that is open, by number.

    With `room_ids` only those that were reported in one of these rooms, themselves or as one merged into them.
    """
    touched = await work.requests.touched_since(estate_id, since - A_NIGHT)
    found = {row.number: row for row in (*touched, *await work.requests.open(estate_id))}
    if room_ids:
        reported = await work.figures.reported_in(estate_id, room_ids)
        found = {number: row for number, row in found.items() if number in reported}
    return [found[number] for number in sorted(found)]


async def figures_of(
    work: UnitOfWork,
    estate_id: str,
    rows: Iterable[RequestRow],
    period: Period,
    now: datetime,
    room_ids: Collection[str] = (),
) -> Figures:
    """The figures of these requests in the period; with `room_ids` only of the households that were asked there."""
    by_number = {row.number: row for row in rows}
    asked = await work.figures.survey(estate_id, period.start, period.end)
    answers = [
        answer
        for (number, room_id, _), answer in asked.items()
        if number in by_number and (not room_ids or room_id in room_ids)
    ]
    return figures([matter_of(row) for row in by_number.values()], answers, period, now)


def matter_of(row: RequestRow) -> Matter:
    """A request as the figures see it."""
    return Matter(
        category=row.category,
        status=Status(row.status),
        created_at=row.created_at,
        answered_at=row.answered_at,
        closed_at=row.closed_at,
        answer_due_at=row.answer_due_at,
        resolve_due_at=row.resolve_due_at,
        stands_still=stands_still(row),
    )
