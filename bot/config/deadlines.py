"""The table `deadlines` of an estate: which keys it may have, and what each of them comes to."""

from __future__ import annotations

from bot.config.tables import EstateTable
from handlers.rules import deadlines
from handlers.rules.deadlines import Deadline
from handlers.rules.working_time import WorkingTime, amount_of
from handlers.working_days import is_working_day
from nlp.reading import Category

URGENT = "urgent"
"""The row that holds for urgent requests of every category."""

DEADLINES = (*(category.value for category in Category), URGENT)


def deadline_of(estate: EstateTable, key: str) -> Deadline:
    """That of a category, or of the urgent; what the config does not say of it is as by default."""
    default = deadlines.URGENT if key == URGENT else deadlines.default_deadline(key)
    given = estate.deadlines.get(key)
    if given is None:
        return default
    return Deadline(given.answer, given.resolve, default.working if given.working is None else given.working)


def answer_comes_first(estate: EstateTable, key: str) -> bool:
    """Whether the first answer is due no later than the resolution: 24 working hours are more than two working days."""
    deadline, hours = deadline_of(estate, key), estate.working_hours
    calendar = WorkingTime(estate.time_zone, hours.start, hours.end, is_working_day) if deadline.working else None
    return amount_of(deadline.answer, calendar) <= amount_of(deadline.resolve, calendar)
