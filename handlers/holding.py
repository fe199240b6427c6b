"""How long each side held a matter in a period, on the average."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final

from handlers.ledger import Part, stretches
from handlers.rules.figures import Period
from storage.tables import EventRow
from storage.unit_of_work import UnitOfWork

SIDES: Final = (Part.COMMITTEE, Part.PROPERTY, Part.OFFICE, Part.RESIDENT)
"""In the order of the way; while a matter is paused nobody holds it."""
LEAST: Final = timedelta(minutes=1)


async def holding_times(
    work: UnitOfWork, estate_id: str, numbers: Collection[int], period: Period
) -> list[tuple[Part, timedelta]]:
    """The sides that held any of these requests in the period, and for how long of it they held one on the average.

    The average is over the requests that somebody held at all then. What is shorter than a minute is left out.
    """
    held: dict[Part, timedelta] = defaultdict(timedelta)
    alive = 0
    for events in (await work.figures.histories(estate_id, numbers)).values():
        times = _within(events, period)
        alive += bool(times)
        for part, time in times:
            held[part] += time
    return [(part, held[part] / alive) for part in SIDES if alive and held[part] / alive >= LEAST]


def _within(events: Sequence[EventRow], period: Period) -> list[tuple[Part, timedelta]]:
    """The stretches of a request's life, as far as they lie in the period."""
    cut = [(one.part, one.end - max(one.start, period.start)) for one in stretches(events, period.end)]
    return [(part, time) for part, time in cut if time > timedelta() and part in SIDES]
