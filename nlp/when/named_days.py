"""Days that go by a name: festivals, solar terms, dates of the lunar calendar, with days before or after them.

"元宵节" is the coming one, "每年元宵节" comes again each year, "清明节前一天" counts back. Asked back are "八月十五", a
lunar date to some and a common one to others; 小年, a day later in the south; "明年腊月", which may be of either year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from nlp.festivals import NAMES, coming, common, in_year, is_lunar, lunar, moon_days
from nlp.schedule import Yearly
from nlp.when.form import DayForm, Meaning, N, form, number
from nlp.when.single_days import date_said
from nlp.when.unclear import Unclear

_ALSO = {
    "元旦节": "元旦", "三八节": "妇女节", "三八妇女节": "妇女节", "五一": "劳动节", "五一节": "劳动节",
    "五一劳动节": "劳动节", "五四": "青年节", "五四青年节": "青年节", "六一": "儿童节", "六一节": "儿童节",
    "六一儿童节": "儿童节", "七一": "建党节", "八一": "建军节", "八一建军节": "建军节", "十一国庆节": "国庆节",
    "国庆": "国庆节", "双11": "双十一", "双12": "双十二", "圣诞": "圣诞节", "元宵": "元宵节", "端午": "端午节",
    "七夕": "七夕节", "中秋": "中秋节", "重阳": "重阳节", "腊八": "腊八节", "除夕夜": "除夕",
    "大年三十": "除夕", "年三十": "除夕", "年三十儿": "除夕", "大年三十儿": "除夕", "大年夜": "除夕",
    "大年初一": "春节", "正月初一": "春节", "清明节": "清明", "冬至节": "冬至",
}  # fmt: skip
_BARE_OR_TIMED = ("雨水", "大雪", "小雪", "大寒", "小寒", "大暑", "小暑", "五一", "五四", "六一", "七一", "八一")
"""Also weather, water and numbers: a day only with a time of day or "那天" behind."""
_TIMED = r"(?=当[天日]|那[天日]|这[天日]|节气|[前后]|\s?的?(?:[早晚]|上午|中午|下午|傍晚|凌晨|\d{1,2}[:点]))"
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_BIG_DAY = rf"(?:大年|年)初(?P<first>{N})"
_LUNAR = rf"(?:(?P<calendar>农历|阴历|旧历|老历)(?P<any>{N}|[正冬腊])月|(?P<own>[正冬腊])月|(?P<month>{N})月(?=初))"
_EACH = r"(?P<each>每年|每逢|每到)?(?:(?P<year>[今明后]|20\d\d)年)?的?"
_SHIFT = (
    rf"(?:的?(?P<side>[前后])的?(?P<days>{N})[天日]|的?(?P<eve>头[一1]?[天日])|[当那这][天日]|[当那](?=[早晚])|节气)?"
)


def _name_of(words: str) -> str:
    return _ALSO.get(words, words)


def _words() -> str:
    longest_first = sorted({*NAMES, *_ALSO}, key=lambda word: (-len(word), word))
    return "|".join(f"{word}{_TIMED}" if word in _BARE_OR_TIMED else word for word in longest_first)


def _shift(found: re.Match[str]) -> int:
    if found["eve"]:
        return -1
    if not found["side"]:
        return 0
    return number(found["days"]) * (1 if found["side"] == "后" else -1)


def _shifted(name: str, shift: int) -> str:
    return f"{name}{'后' if shift > 0 else '前'}{abs(shift)}天" if shift else name


def _lunar_date(found: re.Match[str]) -> tuple[int, int]:
    if found["first"]:
        return 1, number(found["first"])
    said = found["any"] or found["own"] or found["month"]
    return _LUNAR_MONTHS[said] if said in _LUNAR_MONTHS else number(said), number(found["day"])


def _begins_next_year(name: str, today: date) -> bool:
    """Whether a lunar day of this lunar year is in the next common one."""
    day = in_year(name, today.year) if is_lunar(name) else None
    return day is not None and day.year > today.year


def _meaning(name: str, found: re.Match[str], today: date) -> Meaning:
    shift = _shift(found)
    if found["each"]:
        return Yearly(name, shift) if coming(name, today) else Unclear.IMPOSSIBLE
    if not found["year"]:
        return coming(name, today, days_after=shift) or Unclear.IMPOSSIBLE
    if found["year"].isdigit():
        day = in_year(name, int(found["year"]))
    elif _begins_next_year(name, today):
        return Unclear.AMBIGUOUS
    else:
        day = in_year(name, today.year + "今明后".index(found["year"]))
    return day + timedelta(days=shift) if day else Unclear.IMPOSSIBLE


def _festival(found: re.Match[str], today: date) -> Meaning:
    return _meaning(_name_of(found["name"]), found, today)


def _festival_said(found: re.Match[str], _: date | None) -> str:
    year = "每年" if found["each"] else f"{found['year']}年" if found["year"] else ""
    return year + _shifted(found["name"], _shift(found))


def _lunar_day(found: re.Match[str], today: date) -> Meaning:
    month, day = _lunar_date(found)
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return Unclear.IMPOSSIBLE
    return _meaning(lunar(month, day), found, today)


def _lunar_day_said(found: re.Match[str], _: date | None) -> str:
    year = "每年" if found["each"] else f"{found['year']}年" if found["year"] else ""
    return year + _shifted(found["lunar_day"], _shift(found))


def _each_year(found: re.Match[str], today: date) -> Meaning:
    name = common(number(found["month"]), number(found["day"]))
    return Yearly(name) if coming(name, today) else Unclear.IMPOSSIBLE


def _day_of_moon(found: re.Match[str], today: date) -> Meaning:
    day = number(found["day"])
    return next(moon_days((day,), today)) if 1 <= day <= 10 else Unclear.IMPOSSIBLE


NAMED: tuple[DayForm, ...] = (
    form(
        r"每年的?最后一天",
        "每年12月31号",
        Yearly(common(12, 31)),
    ),
    form(
        rf"每年的?(?P<month>{N})月(?P<day>{N})[号日]",
        lambda found, _: f"每年{number(found['month'])}月{number(found['day'])}号",
        _each_year,
    ),
    form(rf"{_EACH}(?P<name>{_words()}){_SHIFT}", _festival_said, _festival),
    form(rf"{_EACH}小年夜?(?![轻青])", None, Unclear.AMBIGUOUS),
    form(rf"{_EACH}(?P<lunar_day>{_BIG_DAY}|{_LUNAR}初?(?P<day>{N})(?:[日号])?){_SHIFT}", _lunar_day_said, _lunar_day),
    form(rf"初(?P<day>{N})", None, _day_of_moon),
    form(
        r"(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})(?![一二三四五六七八九十号日])",
        date_said,
        Unclear.AMBIGUOUS,
    ),
)
