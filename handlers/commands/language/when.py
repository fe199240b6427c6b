"""Time phrases of reminders, normalised: "明早九点" -> "明天 09:00", "每周五晚七点" -> "每周五 19:00".

Nothing is looked up on a clock except the year of a date: a day stays as relative as it was said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from handlers.commands.language.numbers import numeral

_N = r"(?:\d{1,2}|[零一二两三四五六七八九十]{1,3})"
_WEEK = r"(?:周|星期|礼拜)"
_DAY = (
    rf"每(?:个)?{_WEEK}(?:[一二三四五六日天][、,和 ]?)+(?:{_WEEK}[一二三四五六日天])?"
    rf"|每个?月最后一个{_WEEK}[一二三四五六日天]"
    rf"|每个?月(?:最后一天|月?底|月?初|{_N}[号日])|(?:每个?)?工作日|每逢?周末|每天|每日|天天|每(?=[早晚])"
    r"|大后天|今天|今日|今儿|明天|明日|明儿个?|后天|后儿|今(?=[早晚])|明(?=[早晚])|后(?=晚)"
    rf"|(?:下下|下|这个?|本)?个?{_WEEK}[一二三四五六日天]|这个?周末|本?周末|下周"
    rf"|\d{{4}}[-/.年]{_N}[-/.月]{_N}[日号]?|{_N}月(?:底|{_N}[号日]?)|(?:下个?月|这个?月|本月){_N}[号日]"
    rf"|{_N}[号日](?!楼|栋|线|门)"
    r"|(?:正月|腊月|冬月)(?:初)?[一二三四五六七八九十]{1,3}|除夕|元宵节?|清明节?|端午节?|中秋节?|国庆节?|元旦节?|春节"
)
_PART = r"一?大?清早|凌晨|早上|早晨|早间|上午|中午|午间|下午|后晌|傍晚|晚上|晚间|夜里|早|晚"
_CLOCK = (
    rf"(?P<h1>\d{{1,2}}):(?P<m1>\d{{2}})|(?P<h2>{_N})(?:点|时(?!候|间))(?:钟|整)?(?:(?P<half>半)|"
    rf"(?P<quarter>[一三])刻|(?P<m2>{_N})分?(?!钟))?"
)
_AFTER = (
    r"(?:再?过)?(?P<amount>一个半|两个半|半个?|\d{1,4}|[一二两三四五六七八九十百]{1,4})\s?个?(?P<unit>分钟"
    r"|分|小时|钟头|天|日|周|星期|月)"
    r"(?:之后|以后|后|过后)"
)
_WHEN = re.compile(
    rf"{_AFTER}(?:的?(?P<part2>{_PART})?\s?(?P<clock2>{_N}点半?))?|(?:(?P<day>{_DAY}))?\s?的?"
    rf"(?P<part>{_PART})?\s?(?P<clock>{_CLOCK})?"
)
_SAME = {
    said: day
    for day, ways in {
        "今天": "今日 今儿 今",
        "明天": "明日 明儿 明儿个 明",
        "后天": "后 后儿",
        "每天": "每日 天天 每",
        "工作日": "每工作日 每个工作日",
    }.items()
    for said in ways.split()
}
_LATE = ("下午", "后晌", "傍晚", "晚上", "晚间", "晚", "夜里")


@dataclass(frozen=True, slots=True)
class When:
    """A time phrase: its place in the folded text and its normal form. `vague` ones name no clear time ("早上")."""

    start: int
    end: int
    text: str


def find_when(folded: str, now: datetime | None, start: int = 0) -> When | None:
    """The first time phrase of the text. A day, an hour or a delay must be named; "早上" alone is none."""
    for found in _WHEN.finditer(folded, start, min(len(folded), start + 200)):
        if not found[0].strip() or not (found["amount"] or found["day"] or found["clock"]):
            continue
        text = _after(found) if found["amount"] else _at(found, now)
        if text:
            lead = len(found[0]) - len(found[0].lstrip(" 的"))
            return When(found.start() + lead, found.start() + len(found[0].rstrip()), text)
    return None


def _after(found: re.Match[str]) -> str:
    amount, unit = (
        found["amount"],
        {"分": "分钟", "钟头": "小时", "日": "天", "星期": "周"}.get(found["unit"], found["unit"]),
    )
    halves = {"一个半": 3, "两个半": 5, "半": 1, "半个": 1}.get(amount)
    if halves is not None:
        if unit == "小时":
            return f"{halves * 30}分钟后"
        return f"{halves * 15}天后" if unit == "月" else ""
    value = numeral(amount)
    if value <= 0:
        return ""
    clock = found["clock2"]
    if not clock:
        return f"{value}{'个月' if unit == '月' else unit}后"
    hour = _late(numeral(re.sub("点半?", "", clock)), found["part2"] or "")
    return f"{value}{unit}后 {hour:02d}:{30 if clock.endswith('半') else 0:02d}" if 0 <= hour < 24 else ""


def _at(found: re.Match[str], now: datetime | None) -> str:
    day = _day(found["day"] or "", now)
    part = found["part"] or ""
    if not found["clock"]:
        return f"{day} {part}" if part else day
    hour = numeral(found["h1"] or found["h2"])
    minute = int(found["m1"]) if found["m1"] else _minute(found)
    hour = _late(hour, part)
    if not (0 <= hour < 24 and 0 <= minute < 60):
        return ""
    return f"{day or '今天'} {hour:02d}:{minute:02d}"


def _minute(found: re.Match[str]) -> int:
    if found["half"]:
        return 30
    if found["quarter"]:
        return 15 if found["quarter"] == "一" else 45
    return numeral(found["m2"]) if found["m2"] else 0


def _late(hour: int, part: str) -> int:
    if (part in _LATE and 1 <= hour < 12) or (part in ("中午", "午间") and 1 <= hour < 3):
        return hour + 12
    return hour


def _day(day: str, now: datetime | None) -> str:
    day = _SAME.get(day, day)
    if (
        week := re.fullmatch(rf"(每|下下|下|这|本)?个?{_WEEK}((?:[一二三四五六日天]|[、,和 ]|{_WEEK})+)", day)
    ) is not None:
        days = "".join("日" if c == "天" else c for c in week[2] if c in "一二三四五六日天")
        return {"这": "本"}.get(week[1] or "", week[1] or "") + "周" + days
    if (full := re.fullmatch(rf"(\d{{4}})\D({_N})\D({_N})\D?", day)) is not None:
        return _date(int(full[1]), numeral(full[2]), numeral(full[3]))
    if (month := re.fullmatch(rf"({_N})月({_N})[号日]?", day)) is not None:
        return _in_year(numeral(month[1]), numeral(month[2]), now)
    if (monthly := re.fullmatch(rf"(每个?月|下个?月|这个?月|本月)?({_N})[号日]", day)) is not None:
        prefix = {"每": "每月", "下": "下月", "这": "本月", "本": "本月"}.get((monthly[1] or " ")[0], "")
        return f"{prefix}{numeral(monthly[2])}号"
    return re.sub(r"每个月", "每月", re.sub(r"最后一个(?:星期|礼拜)", "最后一个周", day))


def _in_year(month: int, day: int, now: datetime | None) -> str:
    """The coming date of that name; without a clock the year stays open: "11-15"."""
    if now is None:
        return f"{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
    this_year = _date(now.year, month, day)
    return this_year if this_year >= now.date().isoformat() else _date(now.year + 1, month, day)


def _date(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
