"""The figures of 统计: how many, how many of them in time, how content the reporters are, how fast."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import texts
from handlers.commands.language.parsed import Parsed
from handlers.commands.overview import about, reported_in
from handlers.commands.periods import span
from handlers.desk import Desk
from handlers.figuring import figures_of
from handlers.rates import MINUTE, rate_lines
from handlers.rooms import rooms_named
from handlers.rules.figures import OfCategory, Period

CATEGORIES_SHOWN = 6


async def figures(parsed: Parsed, desk: Desk) -> str:
    """What was registered in the period and became of it, and what is open now."""
    period = Period(*span(parsed.text("period"), desk.now.astimezone(desk.estate.zone)))
    fits, room = about(parsed, desk), parsed.text("room")
    rows = [row for row in await desk.work.requests.all(desk.estate.estate_id) if fits(row)]
    rows = await reported_in(desk, rows, room)
    rooms = [one.room_id for one in rooms_named(desk.estate, room)] if room else ()
    came = await figures_of(desk.work, desk.estate.estate_id, rows, period, desk.now, rooms)
    lines = [
        texts.figures(parsed.text("period") or texts.ALL_TIME, came.registered, came.solved, came.open, came.overdue),
        *rate_lines(came),
    ]
    if came.first_answer is not None:
        lines.append(texts.first_answer(came.first_answer // MINUTE))
    return "\n".join([*lines, *_by_category(came.categories)])


def _by_category(categories: Sequence[OfCategory]) -> list[str]:
    shown = [(one.category, one.registered, one.solved) for one in categories[:CATEGORIES_SHOWN]]
    others = sum(one.registered for one in categories[CATEGORIES_SHOWN:])
    return [texts.by_category(shown, others)] if shown else []
