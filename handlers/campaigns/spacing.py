"""Campaigns leave room for each other: at most two lines a week, at most one a day, in any group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Final
from zoneinfo import ZoneInfo

from handlers.recurrence import upcoming
from nlp.schedule import Recurring, Schedule, Yearly

MOST_A_WEEK: Final = 2
_WEEK: Final = timedelta(days=7)


def gives_way(schedule: Schedule, due_at: datetime, all_on: Iterable[Schedule]) -> bool:
    """Whether what that schedule has due at that moment is left out for the sake of others; they include itself.

    What belongs to a day of the year goes before what comes every month, then the earlier before the later. A week
    begins on Monday.
    """
    zone = ZoneInfo(schedule.zone)
    today = due_at.astimezone(zone).date()
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), tzinfo=zone)
    taken: list[date] = []
    for _, moment, one in sorted(_of_week(all_on, monday), key=lambda line: line[:2]):
        day = moment.astimezone(zone).date()
        kept = len(taken) < MOST_A_WEEK and day not in taken
        if (one, moment) == (schedule, due_at):
            return not kept
        if kept:
            taken.append(day)
    return False


def _of_week(schedules: Iterable[Schedule], monday: datetime) -> Iterator[tuple[bool, datetime, Schedule]]:
    """(comes every month, when, schedule) of everything due in the week."""
    for one in schedules:
        every_month = not (isinstance(one, Recurring) and isinstance(one.days, Yearly))
        before = monday - timedelta(microseconds=1)
        for moment in takewhile(lambda moment: moment < monday + _WEEK, upcoming(one, before)):
            yield every_month, moment, one
