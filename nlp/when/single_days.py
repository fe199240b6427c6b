"""Days that come once: "明天", "下周三", "15号", "12月5号", "月底", "这个月最后一个周日".

What plain use decides: a week begins on Monday, so that on a Sunday "下周一" is tomorrow; "周三" is the coming one,
today included; "15号" is the coming fifteenth; a date without a year is the nearest one of that name, over if that is
behind; "月底" is the month's last day, while "月初" is vague; "过两天" is vague, "两天后" is not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from nlp.festivals import nth_weekday
from nlp.schedule import WEEKDAYS
from nlp.when.clock import PART
from nlp.when.form import WEEK, WEEKDAY, DayForm, Meaning, N, form, number, weekday
from nlp.when.repeated_days import WHICH, which, which_said
from nlp.when.unclear import Unclear

_HALF_A_YEAR = timedelta(days=183)
_MONTH = r"(?P<month>下下个?月|下个?月|这个?月|本月|当月)"
_DATE = rf"(?P<month>{N})月(?P<day>{N})"
_DIGITS = r"(?P<month>\d{1,2})月(?P<day>\d{1,2})"
_YEARS = {"今": 0, "本": 0, "明": 1, "后": 2}


def _days_from_today(days: int, words: str, normal: str) -> DayForm:
    return form(words, normal, lambda _, today: today + timedelta(days=days))


def _weeks(said: str | None) -> int:
    return {"下下下": 3, "下下": 2, "下": 1}.get(said or "", 0)


def _weekday_said(found: re.Match[str], _: date | None) -> str:
    which_week = {"这": "本"}.get(found["week"] or "", found["week"] or "")
    return f"{which_week}周{WEEKDAYS[weekday(found['day']) - 1]}"


def _weekday(found: re.Match[str], today: date) -> Meaning:
    day = weekday(found["day"])
    if not found["week"]:
        return today + timedelta(days=(day - today.isoweekday()) % 7)
    return today + timedelta(days=day - today.isoweekday(), weeks=_weeks(found["week"]))


def _month_from(said: str, today: date) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 + said.count("下")
    return months // 12, months % 12 + 1


def _date(year: int, month: int, day: int) -> Meaning:
    try:
        return date(year, month, day)
    except ValueError:
        return Unclear.IMPOSSIBLE


def _iso(meaning: Meaning) -> str:
    return meaning.isoformat() if isinstance(meaning, date) else ""


def _day_of_month(found: re.Match[str], today: date) -> Meaning:
    """The coming fifteenth; of a month that has no such day, none is guessed."""
    day = number(found["day"])
    ahead = day < today.day
    return _date(*_month_from("下" if ahead else "", today), day)


def _day_of_that_month(found: re.Match[str], today: date) -> Meaning:
    return _date(*_month_from(found["month"], today), number(found["day"]))


def _that_month(found: re.Match[str]) -> str:
    return "本月" if "下" not in found["month"] else found["month"].replace("个", "")


def _last_of_that_month(found: re.Match[str], today: date) -> Meaning:
    year, month = _month_from(found["month"] or "", today)
    return date(year, month, monthrange(year, month)[1])


def _weekday_of_a_month(found: re.Match[str], today: date) -> Meaning:
    """The last Friday of the coming December."""
    month = number(found["month"])
    if not 1 <= month <= 12:
        return Unclear.IMPOSSIBLE
    year = today.year + (month < today.month)
    return nth_weekday(year, month, which(found), weekday(found["day"])) or Unclear.IMPOSSIBLE


def _weekday_of_that_month(found: re.Match[str], today: date) -> Meaning:
    year, month = _month_from(found["month"], today)
    return nth_weekday(year, month, which(found), weekday(found["day"])) or Unclear.IMPOSSIBLE


def _dates(month: int, day: int, today: date) -> Iterator[date]:
    """All dates of that name from last year's on, as far as the leap day needs."""
    years = (_date(year, month, day) for year in range(today.year - 1, today.year + 9))
    return (found for found in years if isinstance(found, date))


def _nearest(month: int, day: int, today: date) -> Meaning:
    """The date of that name that is nearest to today; PAST when that one is behind."""
    known = list(_dates(month, day, today))
    if any(today - _HALF_A_YEAR < found < today for found in known):
        return Unclear.PAST
    return next((found for found in known if found >= today), Unclear.IMPOSSIBLE)


def date_said(found: re.Match[str], today: date | None) -> str:
    """With the year of the coming one; "11-15" as long as nobody knows what year it is."""
    month, day = number(found["month"]), number(found["day"])
    if today is None:
        return _iso(_date(2000, month, day))[5:]
    return next((found.isoformat() for found in _dates(month, day, today) if found >= today), "")


def _near(found: re.Match[str], today: date) -> Meaning:
    return _nearest(number(found["month"]), number(found["day"]), today)


def _month_end(found: re.Match[str], today: date) -> Meaning:
    month = number(found["month"])
    if not 1 <= month <= 12:
        return Unclear.IMPOSSIBLE
    year = today.year + (month < today.month)
    return date(year, month, monthrange(year, month)[1])


def _full(found: re.Match[str], _: date | None = None) -> Meaning:
    return _date(int(found["year"]), number(found["month"]), number(found["day"]))


def _of_year(found: re.Match[str], today: date | None) -> Meaning:
    if today is None:
        return Unclear.VAGUE
    return _date(today.year + _YEARS[found["year"]], number(found["month"]), number(found["day"]))


def _month_day_said(found: re.Match[str], _: date | None) -> str:
    return f"{_that_month(found)}{number(found['day'])}号"


SINGLE: tuple[DayForm, ...] = (
    form(r"[今明]明?后天|今明两?天|明后两?天", "", Unclear.AMBIGUOUS),
    _days_from_today(4, "大大后[天日]", "大大后天"),
    _days_from_today(3, "大后[天日]", "大后天"),
    _days_from_today(0, "今[天日]|今儿个?|今(?=[早晚夜])", "今天"),
    _days_from_today(1, "明[天日]|明儿个?|明(?=[早晚])", "明天"),
    _days_from_today(2, "后[天日]|后儿个?|后(?=晚)", "后天"),
    form(rf"昨[天日晚]|前天|(?:去年|前年|上上?个?月)(?=[^ ,]{{1,8}}(?:{PART}|[点:]))", "", Unclear.PAST),
    form(r"过[几两]天|这[几两]天|过段时间|过阵子|改[天日]", "", Unclear.VAGUE),
    form(rf"(?:这个?|本|下下?个?)?{WEEK}{WEEKDAY}[到至~-]{WEEK}?{WEEKDAY}", None, Unclear.AMBIGUOUS),
    form(
        rf"(?<!上)(?<!上个)(?P<week>下下下|下下|下|这|本)?个?{WEEK}(?P<day>{WEEKDAY})",
        _weekday_said,
        _weekday,
    ),
    form(r"(?:这个?|本|下个?)?周末", None, Unclear.AMBIGUOUS),
    form(rf"下个?{WEEK}", "下周", Unclear.VAGUE),
    form(
        rf"(?P<year>(?:19|20)\d{{2}})[-/.年](?P<month>{N})[-/.月](?P<day>{N})[日号]?",
        lambda found, _: _iso(_full(found)),
        _full,
    ),
    form(
        rf"(?P<year>[今本明后])年的?{_DATE}[号日]",
        lambda found, today: _iso(_of_year(found, today)),
        _of_year,
    ),
    form(rf"{N}月(?:月?初(?!{N})|上旬|中旬|下旬)", None, Unclear.VAGUE),
    form(rf"(?P<month>{N})月月?(?:底|末)", lambda found, _: f"{number(found['month'])}月底", _month_end),
    form(rf"{_MONTH}的?(?P<day>{N})[号日]", _month_day_said, _day_of_that_month),
    form(
        rf"(?P<month>{N})月份?的?{WHICH}{WEEK}(?P<day>{WEEKDAY})",
        lambda found, _: f"{number(found['month'])}月{which_said(found)}",
        _weekday_of_a_month,
    ),
    form(
        rf"{_MONTH}的?{WHICH}{WEEK}(?P<day>{WEEKDAY})",
        lambda found, _: _that_month(found) + which_said(found),
        _weekday_of_that_month,
    ),
    form(
        rf"{_MONTH}的?(?:月?底|月?末|最后一天)|(?P<end>月底|月末)",
        lambda found, _: "月底" if found["end"] else f"{_that_month(found)}底",
        _last_of_that_month,
    ),
    form(r"(?:下个?|这个?|本)?月[初中]|下个?月|年底|年前|年后|节[前后]", None, Unclear.VAGUE),
    form(rf"{_DATE}[号日]", date_said, _near),
    form(rf"{_DIGITS}(?!\d)", date_said, _near),
    form(
        r"(?<![\d./-])(?=\d{1,2}[./]|\d\d-\d\d)(?P<month>\d{1,2})[./-](?P<day>\d{1,2})"
        rf"(?=\s?(?:{PART}|(?:[01]?\d|2[0-4])[:点]))",
        date_said,
        _near,
    ),
    form(
        rf"(?P<day>{N})[号日](?!楼|栋|线|门)",
        lambda found, _: f"{number(found['day'])}号",
        _day_of_month,
    ),
)
