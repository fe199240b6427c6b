"""When a reminder is due, as a value: once at a moment, or again and again on certain days at one time of day.

How such a value is kept in a row (`dumped`, `loaded`) and how it is said (`described`). The dates it comes to are
worked out where working days are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, TypeAdapter

from nlp.festivals import moon_day

WEEKDAYS = "一二三四五六日"
_NUMERALS = "零一二三四五六七八九"
LAST = -1
"""The last day of a month, or the last one of its Sundays."""


@dataclass(frozen=True, slots=True)
class Once:
    """At one moment (aware, UTC), told in the zone it was said in (IANA name)."""

    moment: datetime
    zone: str
    kind: Literal["once"] = "once"


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day, or every so many days counted from `start`."""

    every: int = 1
    start: date | None = None
    kind: Literal["daily"] = "daily"


@dataclass(frozen=True, slots=True)
class Weekly:
    """On weekdays (ISO: Monday is 1), each week or every so many weeks counted from the week of `start`."""

    weekdays: tuple[int, ...]
    every: int = 1
    start: date | None = None
    kind: Literal["weekly"] = "weekly"


@dataclass(frozen=True, slots=True)
class Monthly:
    """On days of the month, LAST for its last one, each month or every so many counted from the month of `start`.

    A month without that day is left out: the 31st comes seven times a year. Who wants the end of each month says so.
    """

    days: tuple[int, ...]
    every: int = 1
    start: date | None = None
    kind: Literal["monthly"] = "monthly"


@dataclass(frozen=True, slots=True)
class MonthlyWeekday:
    """On the nth (or LAST) Monday (1) to Sunday (7) of each month; a month without a fifth one is left out."""

    nth: int
    weekday: int
    kind: Literal["monthly_weekday"] = "monthly_weekday"


@dataclass(frozen=True, slots=True)
class LunarMonthly:
    """On days of each lunar month, leap months too: 初一, 十五."""

    days: tuple[int, ...]
    kind: Literal["lunar_monthly"] = "lunar_monthly"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """On the days offices work."""

    kind: Literal["working_days"] = "working_days"


@dataclass(frozen=True, slots=True)
class MonthlyWorkingDay:
    """On the nth (or LAST, or last but one: -2) day of each month on which offices work."""

    nth: int
    kind: Literal["monthly_working_day"] = "monthly_working_day"


@dataclass(frozen=True, slots=True)
class Yearly:
    """Each year `days_after` days after (before, if negative) the day that `nlp.festivals` knows by `name`."""

    name: str
    days_after: int = 0
    kind: Literal["yearly"] = "yearly"


Days = Annotated[
    Daily | Weekly | Monthly | MonthlyWeekday | LunarMonthly | WorkingDays | MonthlyWorkingDay | Yearly,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Recurring:
    """On `days` at the local time of day `at` of a zone (IANA name)."""

    days: Days
    at: time
    zone: str
    kind: Literal["recurring"] = "recurring"


Schedule = Annotated[Once | Recurring, Field(discriminator="kind")]


def dumped(schedule: Schedule) -> str:
    """The schedule as one short line of JSON, to be kept."""
    return _adapter().dump_json(schedule, exclude_defaults=False).decode()


def loaded(text: str) -> Schedule:
    """The schedule that `dumped` wrote. Raises ValueError when it is none."""
    return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[Schedule]:
    return TypeAdapter(Schedule)


def described(schedule: Schedule) -> str:
    """How the schedule is said: "2026-11-24 09:30", "每周一三五 20:00", "每月最后一个周日 15:00"."""
    if isinstance(schedule, Once):
        return f"{schedule.moment.astimezone(ZoneInfo(schedule.zone)):%Y-%m-%d %H:%M}"
    return f"{_days(schedule.days)} {schedule.at:%H:%M}"


def _days(days: Days) -> str:
    match days:
        case Daily(every):
            return _each(every, "天", "天")
        case Weekly(weekdays, every):
            return _each(every, "周", "周") + ("周" if every > 1 else "") + "".join(WEEKDAYS[n - 1] for n in weekdays)
        case Monthly(numbers, every):
            return _each(every, "月", "个月") + _numbers(numbers)
        case MonthlyWeekday(nth, weekday):
            return f"每月{order(nth)}个周{WEEKDAYS[weekday - 1]}"
        case LunarMonthly(numbers):
            return f"农历每月{'、'.join(moon_day(n) for n in numbers)}"
        case MonthlyWorkingDay(nth):
            return f"每月{order(nth)}个工作日"
        case WorkingDays():
            return "工作日"
        case Yearly(name, after):
            return f"每年{name}" + (f"{'后' if after > 0 else '前'}{abs(after)}天" if after else "")


def _each(every: int, one: str, several: str) -> str:
    return f"每{every}{several}" if every > 1 else f"每{one}"


def _numbers(numbers: tuple[int, ...]) -> str:
    if numbers == (LAST,):
        return "最后一天"
    return "、".join("最后一天" if n == LAST else str(n) for n in numbers) + ("" if numbers[-1] == LAST else "号")


def order(nth: int) -> str:
    """第二 of 2, 最后一 of LAST, 倒数第二 of -2."""
    tens = "十" if abs(nth) >= 10 else ""
    return "最后一" if nth == LAST else f"{'倒数' if nth < 0 else ''}第{tens}{_NUMERALS[abs(nth) % 10]}".rstrip("零")
