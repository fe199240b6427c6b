"""Days that come again: "每周一三五", "每隔一周的周五", "每月15号", "每月最后一个周日", "工作日", "每天".

"每隔两周" is every second week to some people and every third to others, so it is asked back; "每两周" and "每隔一周"
are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from nlp.festivals import moon_day
from nlp.schedule import (
    LAST,
    WEEKDAYS,
    Daily,
    LunarMonthly,
    Monthly,
    MonthlyWeekday,
    MonthlyWorkingDay,
    Weekly,
    WorkingDays,
    order,
)
from nlp.when.form import AND, WEEK, WEEKDAY, DayForm, Meaning, N, form, number, numbers, weekday
from nlp.when.unclear import Unclear

_RUN = (
    r"(?:(?:一?二?三?四?五?六?[日天]?)(?<=[一二三四五六日天])(?![点时刻期栋号幢楼门单分月个起])"
    r"|[1-7](?=\s|[早晚上中下傍凌、和及]|$))"
)
"""Weekdays without a sign between them, which stand in the order of the week: 一三五, but not the 一 of 周五一起."""
_MORE = rf"(?:{AND}{WEEK}?|{WEEK}){_RUN}"
_WEEKDAYS = rf"(?P<days>{WEEKDAY}[到至~-]{WEEK}?{WEEKDAY}|{_RUN}(?:{_MORE})*|{WEEKDAY})"
_SEVERAL = (
    rf"(?<!上)(?<!上个)(?:[这本下]个?)?{WEEK}(?:{_RUN}(?:{_MORE})+|{_RUN}(?<=[一二三四五六日天][一二三四五六日天]))"
)
"""Several days without 每: this week's, or those of every week?"""
_EVERY = rf"(?:每(?P<every>{N})|(?:每间?隔|间隔|隔)(?P<left>{N})?)"
"""Every how many, or how many are left out between two."""
_EACH_DAY = "的?每[天日]"
WHICH = rf"(?:(?P<last>最后)一?|(?P<end>倒数)第?(?P<from_end>{N})|第(?P<nth>{N}))个"
"""Which Sunday of a month."""


def which(found: re.Match[str]) -> int:
    """1 for the first one, -1 for the last, -2 for the last but one."""
    if found["last"]:
        return LAST
    return -number(found["from_end"]) if found["end"] else number(found["nth"])


def _which_one(found: re.Match[str]) -> str:
    return order(which(found)) if which(found) else ""


def _monthly_working_day(found: re.Match[str], _: date) -> Meaning:
    nth = which(found)
    return MonthlyWorkingDay(nth) if nth and -15 <= nth <= 15 else Unclear.IMPOSSIBLE


def which_said(found: re.Match[str]) -> str:
    """ "最后一个周日", "第二个周六", "倒数第二个周五"."""
    nth = which(found)
    return f"{order(nth)}个周{WEEKDAYS[weekday(found['day']) - 1]}" if nth else ""


def _weekdays(found: re.Match[str]) -> tuple[int, ...]:
    said = [weekday(c) for c in re.findall("[一二三四五六日天1-7]", re.sub(WEEK, "", found["days"]))]
    if re.search("[到至~-]", found["days"]):
        return tuple(range(said[0], said[1] + 1)) if said[0] < said[1] else ()
    return tuple(sorted(set(said)))


def _weekly_said(found: re.Match[str], _: date | None) -> str:
    return "每周" + "".join(WEEKDAYS[n - 1] for n in _weekdays(found))


def _weekly(found: re.Match[str], _: date) -> Meaning:
    days = _weekdays(found)
    return Weekly(days) if days else Unclear.IMPOSSIBLE


def _every(found: re.Match[str]) -> int | None:
    """Every how many; None for "每隔两周", which people count in two ways."""
    if found["every"]:
        return number(found["every"])
    left = number(found["left"] or "一")
    return 2 if left == 1 else None


def _spaced(found: re.Match[str], days: Callable[[int], Meaning]) -> Meaning:
    every = _every(found)
    if every is None:
        return Unclear.AMBIGUOUS
    return days(every) if every else Unclear.IMPOSSIBLE


def _every_said(found: re.Match[str], unit: str, day: str) -> str:
    every = _every(found)
    return f"每{every}{unit}{day}" if every is not None else f"每隔{number(found['left'])}{unit}{day}"


def _every_weeks(found: re.Match[str], _: date) -> Meaning:
    weekdays = _weekdays(found)
    return _spaced(found, lambda every: Weekly(weekdays, every) if weekdays else Unclear.IMPOSSIBLE)


def _every_months(found: re.Match[str], _: date) -> Meaning:
    day = number(found["day"])
    return _spaced(found, lambda every: Monthly((day,), every) if 1 <= day <= 31 else Unclear.IMPOSSIBLE)


def _every_days(found: re.Match[str], _: date) -> Meaning:
    return _spaced(found, Daily)


def _monthly_said(found: re.Match[str], _: date | None) -> str:
    return f"每月{'、'.join(str(n) for n in numbers(found['days']))}号"


def _monthly(found: re.Match[str], _: date) -> Meaning:
    days = numbers(found["days"])
    return Monthly(days) if all(1 <= day <= 31 for day in days) else Unclear.IMPOSSIBLE


def _monthly_weekday(found: re.Match[str], _: date) -> Meaning:
    nth = which(found)
    return MonthlyWeekday(nth, weekday(found["day"])) if -5 <= nth <= 5 and nth else Unclear.IMPOSSIBLE


def _moon_days(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(day for day in numbers(found["days"].replace("初", " ")) if 1 <= day <= 30)


def _moon_said(found: re.Match[str], _: date | None) -> str:
    return f"农历每月{'、'.join(moon_day(day) for day in _moon_days(found))}"


def _moon(found: re.Match[str], _: date) -> Meaning:
    return LunarMonthly(_moon_days(found)) if _moon_days(found) else Unclear.IMPOSSIBLE


REPEATED: tuple[DayForm, ...] = (
    form(r"每一?[天日]|天天|日日|每(?=[早晚])", "每天", Daily()),
    form(r"(?<!每)隔[天日]", None, Unclear.AMBIGUOUS),  # the next day, or every other day
    form(
        rf"{_EVERY}个?{WEEK}的?{WEEK}?{_WEEKDAYS}(?!个)",
        lambda found, _: _every_said(found, "周", "周" + "".join(WEEKDAYS[n - 1] for n in _weekdays(found))),
        _every_weeks,
    ),
    form(rf"(?:每[个逢到]?|逢){WEEK}(?:的{WEEK})?{_WEEKDAYS}(?:{_EACH_DAY})?", _weekly_said, _weekly),
    form(rf"{WEEK}(?P<days>{WEEKDAY}[到至~-]{WEEK}?{WEEKDAY}){_EACH_DAY}", _weekly_said, _weekly),
    form(_SEVERAL, None, Unclear.AMBIGUOUS),
    form(rf"[单双]周的?{WEEK}?{WEEKDAY}", None, Unclear.AMBIGUOUS),
    form(rf"{_EVERY}个?{WEEK}", None, Unclear.VAGUE),
    form(rf"每个?月的?{WHICH}工作日", lambda found, _: f"每月{_which_one(found)}个工作日", _monthly_working_day),
    form(rf"每个?月的?{WHICH}{WEEK}(?P<day>{WEEKDAY})", lambda found, _: f"每月{which_said(found)}", _monthly_weekday),
    form(
        rf"{_EVERY}个月的?(?P<day>{N})[号日]",
        lambda found, _: _every_said(found, "个月", f"{number(found['day'])}号"),
        _every_months,
    ),
    form(rf"每个?月[的逢]?(?P<days>{N}(?:(?:[号日]?{AND}|[号日])(?:每月)?{N})*)[号日]", _monthly_said, _monthly),
    form(r"每个?月的?(?:第一天|头一天)", "每月1号", Monthly((1,))),
    form(r"每个?月的?(?:最后一天|月?末)", "每月最后一天", Monthly((LAST,))),
    form(r"每个?月的?月?底", "每月底", Monthly((LAST,))),
    form(
        rf"(?:农历)?(?:每个?月的?|每?逢)(?:农历)?(?P<days>初{N}(?:{AND}?(?:初{N}|十五|三十))*)",
        _moon_said,
        _moon,
    ),
    form(rf"(?:农历每个?月的?|每个?月农历)(?P<days>{N}(?:{AND}初?{N})*)", _moon_said, _moon),
    form(r"每个?月的?月?[初中]", "每月初", Unclear.VAGUE),
    form(rf"{_EVERY}[天日]", lambda found, _: _every_said(found, "天", ""), _every_days),
    form(rf"(?:每个?|每?逢)?(?:(?<!非)工作日|上班日)(?:{_EACH_DAY})?", "工作日", WorkingDays()),
    form(r"(?:每个?|每?逢)(?:周末|双休日)", "每周末", Weekly((6, 7))),
    form(rf"每隔?(?:{N}|半)?个?(?:小时|钟头|季度|季|半年)", None, Unclear.VAGUE),
)
