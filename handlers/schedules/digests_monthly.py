"""The office's monthly report on an estate: figures by category, who held matters how long, what was whistled for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Final

from handlers import texts
from handlers.figuring import figures_of, matter_of, requests_since
from handlers.holding import holding_times
from handlers.rates import MINUTE, rate_lines
from handlers.rules.figures import Period
from handlers.rules.lifecycle import OPEN
from handlers.schedules.digests_occasion import Digest, Occasion
from handlers.schedules.digests_picture import picture_of
from handlers.schedules.round import Round
from nlp.moment import moment_of
from storage.tables import RequestRow

WHISTLED_SHOWN: Final = 6


async def monthly_report(round: Round, occasion: Occasion) -> Digest | None:
    """Whole days from the day it was due before to the one before it is due now: on the 1st, the month before.

    None for an estate in which nothing was registered, solved or open. It names no resident.
    """
    estate = round.estate
    first, after = (moment.astimezone(estate.zone).date() for moment in (occasion.since, occasion.due))
    month = Period(*(moment_of(day, time(), estate.zone) for day in (first, after)))
    rows = await requests_since(round.work, estate.estate_id, month.start)
    figures = await figures_of(round.work, estate.estate_id, rows, month, round.now)
    if not figures.registered and not figures.solved and not figures.open:
        return None
    period = _called(first, after)
    lines = [
        texts.month_head(estate.name, period, figures.registered, figures.solved, figures.open, figures.overdue),
        *rate_lines(figures),
    ]
    if figures.categories:
        lines.append(texts.of_categories([(one.category, one.registered, one.solved) for one in figures.categories]))
    lines += await _held(round, rows, month)
    lines += _whistled(rows, month)
    return Digest("\n".join(lines), picture_of(figures, texts.PICTURE_MONTH, estate.name, period))


def _called(first: date, after: date) -> str:
    """The name of the month, or the days from the first to the last."""
    is_month = first.day == after.day == 1 and (first + timedelta(days=31)).replace(day=1) == after
    return texts.month(first) if is_month else texts.days(first, after - timedelta(days=1))


async def _held(round: Round, rows: Sequence[RequestRow], month: Period) -> list[str]:
    numbers = [row.number for row in rows if matter_of(row).counts]
    times = await holding_times(round.work, round.estate.estate_id, numbers, month)
    return [texts.holding_times([(part, time // MINUTE) for part, time in times])] if times else []


def _whistled(rows: Sequence[RequestRow], month: Period) -> list[str]:
    """What the committee whistled for that is open or was closed in the month, and how far it got."""
    whistled = [row for row in rows if row.whistled_to and (row.status in OPEN or row.closed_at in month)]
    lines = [
        texts.whistled_matter(row.number, row.category, row.place, row.whistled_to, row.status)
        for row in whistled
        if matter_of(row).counts
    ]
    shown = lines[:WHISTLED_SHOWN]
    return [texts.whistled_matters(shown, len(lines) - len(shown))] if shown else []
