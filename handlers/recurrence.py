"""The moments a schedule comes to. Local times of day are kept across a change of the clocks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

from handlers.working_days import is_working_day
from nlp.festivals import coming, moon_days
from nlp.moment import moment_of
from nlp.schedule import (
    Daily,
    Days,
    LunarMonthly,
    Monthly,
    MonthlyWeekday,
    MonthlyWorkingDay,
    Once,
    Recurring,
    Schedule,
    Weekly,
    WorkingDays,
    Yearly,
)


def next_due(schedule: Schedule, after: datetime) -> datetime | None:
    """The first due moment later than `after` (aware), in UTC; None when there is none any more.

    A time of day that the clocks skip is due at the first moment after the gap, one that they show twice only once: the
    first time.
    """
    return next(upcoming(schedule, after), None)


def upcoming(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    """The due moments later than `after` (aware), in UTC and in order, without end if the schedule has none."""
    if isinstance(schedule, Once):
        if schedule.moment > after:
            yield schedule.moment
        return
    last = after
    for day in _days(schedule, after):
        due = moment_of(day, schedule.at, ZoneInfo(schedule.zone))
        if due > last:  # two days may fall on one moment where a zone left a whole day out
            yield due
            last = due


def three_next(schedule: Schedule, after: datetime) -> list[datetime]:
    """At most three due moments later than `after`: what is repeated back."""
    return list(islice(upcoming(schedule, after), 3))


def _days(schedule: Recurring, after: datetime) -> Iterator[date]:
    """The schedule's days from the one before that of `after` on."""
    first = after.astimezone(ZoneInfo(schedule.zone)).date() - timedelta(days=1)
    days: Days = schedule.days
    match days:
        case WorkingDays():
            return (day for day in _each_day(first) if is_working_day(day))
        case MonthlyWorkingDay(nth):
            return _working_day_of_months(nth, first)
        case LunarMonthly(numbers):
            return moon_days(numbers, first)
        case Yearly():
            return _each_year(days, first)
        case Daily() | Weekly() | Monthly() | MonthlyWeekday():
            start = datetime.combine(first, time())
            return (found.date() for found in _rule(days, first).xafter(start, inc=True))


def _each_day(first: date) -> Iterator[date]:
    return (found.date() for found in rrule(DAILY, dtstart=datetime.combine(first, time())))


def _working_day_of_months(nth: int, first: date) -> Iterator[date]:
    for begins in rrule(MONTHLY, bymonthday=1, dtstart=datetime.combine(first.replace(day=1), time())):
        month = (begins.date() + timedelta(days=n) for n in range(monthrange(begins.year, begins.month)[1]))
        day = [one for one in month if is_working_day(one)][nth - 1 if nth > 0 else nth]
        if day >= first:
            yield day


def _each_year(days: Yearly, first: date) -> Iterator[date]:
    day = coming(days.name, first, days_after=days.days_after)
    while day is not None:
        yield day
        day = coming(days.name, day + timedelta(days=1), days_after=days.days_after)


def _rule(days: Daily | Weekly | Monthly | MonthlyWeekday, first: date) -> rrule:
    if isinstance(days, MonthlyWeekday):
        return rrule(MONTHLY, byweekday=weekday(days.weekday - 1, days.nth), dtstart=datetime.combine(first, time()))
    start = datetime.combine(days.start or first, time())
    match days:
        case Daily(every):
            return rrule(DAILY, interval=every, dtstart=start)
        case Weekly(weekdays, every):
            return rrule(WEEKLY, interval=every, byweekday=[n - 1 for n in weekdays], wkst=0, dtstart=start)
        case Monthly(numbers, every):
            return rrule(MONTHLY, interval=every, bymonthday=numbers, dtstart=start)
