"""From words to a schedule, or to the reason why none can be told. No clock is looked at: now is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from nlp.clean import clean
from nlp.moment import moment_of
from nlp.schedule import Daily, Days, Monthly, Once, Recurring, Schedule, Weekly
from nlp.when.clock import time_of_day
from nlp.when.phrase import TimePhrase, find_time
from nlp.when.unclear import Unclear

_NIGHT_ENDS = 4
"""Before that hour "明早" is to many people the morning of the same date."""


def read_when(said: str, now: datetime, zone: ZoneInfo) -> Schedule | Unclear:
    """The schedule that the first time phrase of a text means, at `now` (aware) in a zone; or what is unclear about it.

    A moment that is not ahead of `now` is PAST, a text without a time phrase VAGUE.
    """
    phrase = find_time(clean(said).lower())
    if phrase is None or phrase.is_limit or phrase.is_rest:
        return Unclear.VAGUE
    if phrase.is_several:
        return Unclear.AMBIGUOUS
    return _schedule(phrase, now.astimezone(zone), zone)


def _schedule(phrase: TimePhrase, now: datetime, zone: ZoneInfo) -> Schedule | Unclear:
    if phrase.delay is not None:
        if not phrase.delay.text:
            return Unclear.IMPOSSIBLE
        if (moment := phrase.delay.moment(now.astimezone(UTC))) is not None:
            return Once(moment, zone.key) if phrase.clock is None else Unclear.AMBIGUOUS
    day = phrase.meaning(now.date())
    if isinstance(day, Unclear):
        return day
    at = time_of_day(phrase.part, phrase.clock)
    if isinstance(at, Unclear):
        return at
    if isinstance(day, date):
        return _once(phrase, day, *at, now, zone)
    return _recurring(day, *at, now, zone)


def _once(
    phrase: TimePhrase, day: date, at: time, days_after: int, now: datetime, zone: ZoneInfo
) -> Schedule | Unclear:
    if now.hour < _NIGHT_ENDS and phrase.day is not None and phrase.day[0].startswith(("明", "后")):
        return Unclear.AMBIGUOUS
    moment = moment_of(day + timedelta(days=days_after), at, zone)
    if moment > now:
        return Once(moment, zone.key)
    without_part = not phrase.part and at.hour < 12
    return Unclear.AMBIGUOUS if without_part and moment + timedelta(hours=12) > now else Unclear.PAST


def _recurring(days: Days, at: time, days_after: int, now: datetime, zone: ZoneInfo) -> Schedule | Unclear:
    """`days_after` is 1 for the midnight in which a day ends: it belongs to the day after."""
    if days_after and isinstance(days, Weekly):
        days = replace(days, weekdays=tuple(sorted(day % 7 + 1 for day in days.weekdays)))
    elif days_after and not isinstance(days, Daily):
        return Unclear.AMBIGUOUS
    if isinstance(days, Daily | Weekly | Monthly) and days.every > 1:
        days = replace(days, start=_first(days, at, now))
    return Recurring(days, at, zone.key)


def _first(days: Daily | Weekly | Monthly, at: time, now: datetime) -> date:
    """The first day from which every second (third, ...) one is counted."""
    ahead = now.date() + timedelta(days=0 if at > now.time() else 1)
    year_ahead = (ahead + timedelta(days=n) for n in range(366))
    if isinstance(days, Weekly):
        return next(day for day in year_ahead if day.isoweekday() in days.weekdays)
    return next(day for day in year_ahead if isinstance(days, Daily) or day.day in days.days)
