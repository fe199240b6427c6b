"""Days of the year that go by a name (festivals, solar terms, lunar dates) and the date each of them is in a year.

Lunar dates and solar terms come from the `tyme4py` library. A lunar day belongs to the lunar year, so that the twelfth
month of one year is at the beginning of the next; leap months have no festivals.
"""

from __future__ import annotations

import re
from calendar import monthcalendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from tyme4py.lunar import LunarDay, LunarMonth
from tyme4py.solar import SolarDay, SolarTerm

TERMS = (
    "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑",
    "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒",
)  # fmt: skip
"""The solar terms; each is once in a year of the common calendar."""

_FIXED = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "植树节": (3, 12), "劳动节": (5, 1), "青年节": (5, 4),
    "儿童节": (6, 1), "建党节": (7, 1), "建军节": (8, 1), "教师节": (9, 10), "国庆节": (10, 1), "双十一": (11, 11),
    "双十二": (12, 12), "平安夜": (12, 24), "圣诞节": (12, 25),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "元宵节": (1, 15), "龙抬头": (2, 2), "端午节": (5, 5), "七夕节": (7, 7), "中元节": (7, 15),
    "中秋节": (8, 15), "重阳节": (9, 9), "腊八节": (12, 8), "除夕": (12, 30),
}  # fmt: skip
_WEEKDAYS = {"母亲节": (5, 2, 7), "父亲节": (6, 3, 7), "感恩节": (11, 4, 4)}
"""Month, which one of it, ISO weekday."""

NAMES = (*_FIXED, *_LUNAR, *_WEEKDAYS, *TERMS)

_COMMON = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_MOON = re.compile(rf"农历(?P<month>{'|'.join(LunarMonth.NAMES)})(?P<day>{'|'.join(LunarDay.NAMES)})")


def common(month: int, day: int) -> str:
    """The name under which a date of the common calendar is asked for: "12月5日"."""
    return f"{month}月{day}日"


def lunar(month: int, day: int) -> str:
    """The name under which a lunar date is asked for: "农历十二月廿三". Raises IndexError for one that cannot be."""
    return f"农历{LunarMonth.NAMES[month - 1]}{moon_day(day)}"


def moon_day(day: int) -> str:
    """How a day of a lunar month is called, 1 to 30: 初一, 十五, 廿三."""
    return str(LunarDay.NAMES[day - 1])


def is_lunar(name: str) -> bool:
    """Whether the day moves with the moon."""
    return name in _LUNAR or name.startswith("农历")


def in_year(name: str, year: int) -> date | None:
    """The date of a name in that year (the lunar year for what is lunar); None when that year has none (29 February).

    The thirtieth of the twelfth lunar month is the last night of the year, also when that month has 29 days.
    Raises ValueError for a name that is neither in NAMES nor made by `common` or `lunar`.
    """
    return _finder(name)(year)


@cache
def _finder(name: str) -> Callable[[int], date | None]:
    if name in TERMS:
        return cache(lambda year: _term(name, year))
    if name in _WEEKDAYS:
        month, nth, weekday = _WEEKDAYS[name]
        return lambda year: nth_weekday(year, month, nth, weekday)
    if name in _FIXED:
        return lambda year: _common(year, *_FIXED[name])
    if name in _LUNAR:
        return cache(lambda year: _lunar(year, *_LUNAR[name]))
    if (found := _MOON.fullmatch(name)) is not None:
        moon = LunarMonth.NAMES.index(found["month"]) + 1, LunarDay.NAMES.index(found["day"]) + 1
        return cache(lambda year: _lunar(year, *moon))
    if (found := _COMMON.fullmatch(name)) is not None:
        month_day = int(found["month"]), int(found["day"])
        return lambda year: _common(year, *month_day)
    raise ValueError(f"no day of the year is called {name}")


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth Monday (1) to Sunday (7) of a month, -1 for the last; None when there are not so many."""
    days = [week[weekday - 1] for week in monthcalendar(year, month) if week[weekday - 1]]
    index = nth - 1 if nth > 0 else nth
    return date(year, month, days[index]) if -len(days) <= index < len(days) else None


def moon_days(days: tuple[int, ...], first: date) -> Iterator[date]:
    """The dates from `first` on that are those days (1 to 30, in order) of a lunar month, leap months too."""
    month = SolarDay.from_ymd(first.year, first.month, first.day).get_lunar_day().get_lunar_month()
    while True:
        new_moon, length = _date(month.get_first_julian_day().get_solar_day()), month.get_day_count()
        dates = (new_moon + timedelta(days=day - 1) for day in days if day <= length)
        yield from (day for day in dates if day >= first)
        month = month.next(1)


def _term(name: str, year: int) -> date:
    # the library begins its year with the winter solstice of the year before
    return _date(SolarTerm.from_name(year + (name == "冬至"), name).get_solar_day())


def _common(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _lunar(year: int, month: int, day: int) -> date | None:
    length = LunarMonth.from_ym(year, month).get_day_count()
    if day > length and month < 12:
        return None
    return _date(LunarDay.from_ymd(year, month, min(day, length)).get_solar_day())


def _date(day: SolarDay) -> date:
    return date(day.get_year(), day.get_month(), day.get_day())


def coming(name: str, today: date, *, days_after: int = 0) -> date | None:
    """The first date from `today` on that is `days_after` days after the named one; None within nine years of none."""
    for year in range(today.year - 1, today.year + 9):
        day = in_year(name, year)
        if day is not None and day + timedelta(days=days_after) >= today:
            return day + timedelta(days=days_after)
    return None
