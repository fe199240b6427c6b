"""Delays: "半小时后", "一个半小时后", "2小时20分钟后", "三刻钟后", "过10分钟", "3天后", "两个月后"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlp.when.form import N, number

_HALVES = r"(?P<halves>[一二两三四五六七八九1-9]个半|\d{1,2}\.5个?|半个?)"
_LATER = "(?:之后|以后|过后|后)"
_AMOUNT = rf"(?P<amount>\d{{1,4}}|{N}|一百[二五]十)"
_UNIT = r"(?P<unit>分钟|分|小时|钟头|天|日|周|星期|礼拜|(?<=个)月)"
_SPAN = (
    rf"(?<![\d.])(?:(?P<hours>{N})个?(?:小时|钟头)零?(?P<minutes>{N})分钟?|(?P<quarters>[一三1-3])刻钟"
    rf"|{_HALVES}(?P<of>小时|钟头|月)|{_AMOUNT}\s?个?{_UNIT})"
)
_BARE = rf"再?过(?!(?:两|2|几)[天日周])(?=.{{0,6}}(?:分钟|小时|钟头|[天周月]|星期|刻钟)){_SPAN}"
DELAY = (
    rf"(?:再?过)?{_SPAN}{_LATER}",
    _BARE,
)
_PATTERNS = tuple(re.compile(words) for words in DELAY)
_SHORT = {"分": "分钟", "钟头": "小时", "日": "天", "星期": "周", "礼拜": "周", "月": "个月"}


@dataclass(frozen=True, slots=True)
class Delay:
    """So many 分钟, 小时, 天, 周 or 个月 from now."""

    amount: int
    unit: str

    @property
    def text(self) -> str:
        """ "30分钟后"; "" for a delay of nothing."""
        return f"{self.amount}{self.unit}后" if self.amount > 0 else ""

    def moment(self, now: datetime) -> datetime | None:
        """The moment of a delay in hours or minutes (UTC if `now` is); None for one that only names a day."""
        if self.unit not in ("分钟", "小时"):
            return None
        return now + (timedelta(minutes=self.amount) if self.unit == "分钟" else timedelta(hours=self.amount))

    def day(self, today: date) -> date:
        """The day a delay in days, weeks or months names; a month without that day gives its last one."""
        if self.unit != "个月":
            return today + timedelta(days=self.amount * (7 if self.unit == "周" else 1))
        months = today.year * 12 + today.month - 1 + self.amount
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))


def delay_at(text: str, start: int, end: int) -> Delay | None:
    """The delay that stands exactly there."""
    for pattern in _PATTERNS:
        found = pattern.match(text, start)
        if found is not None and found.end() == end:
            return _delay(found)
    return None


def _delay(found: re.Match[str]) -> Delay:
    if found["hours"]:
        return Delay(number(found["hours"]) * 60 + number(found["minutes"]), "分钟")
    if found["quarters"]:
        return Delay(number(found["quarters"]) * 15, "分钟")
    if found["halves"]:
        whole = 0 if found["halves"].startswith("半") else number(re.split("[.个]", found["halves"])[0])
        return Delay(whole * 30 + 15, "天") if found["of"] == "月" else Delay(whole * 60 + 30, "分钟")
    unit = found["unit"]
    return Delay(number(found["amount"]), _SHORT.get(unit, unit))
