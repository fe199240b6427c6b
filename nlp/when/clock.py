"""Times of day: "上午9点半", "下午七点", "晚8:30", "18:30".

What plain use decides: without a part of day, seven to twelve are read on the 24-hour clock and one to six are asked
back ("3点" is either); 中午 alone is twelve o'clock; 晚上12点 is the end of that day. An hour that does not fit its
part of day ("早上2点", "晚上1点": of which night?) is asked back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from nlp.when.form import N, number
from nlp.when.unclear import Unclear

PART = (
    r"一大早上?|大清早|大早上|清早|清晨|一早|凌晨|早上|早晨|早间|上午|中午|午间|正午|晌午|下午|午后|后晌|傍晚|黄昏"
    r"|晚上|晚间|夜里|夜间|夜晚|深夜|半夜|早(?!一?点)|晚(?!一?点)|夜(?=\d|[一二三四五六七八九十])"
)
_POINT = r"点(?!建议|意见|要求|问题|事|内容|说明|注意|心|评|赞|名)"
CLOCK = (
    r"(?<!\d)(?P<hour_of_12>1[0-2]|0?[1-9])(?::(?P<minute_of_12>\d{2}))?\s?(?P<half_day>[ap])\.?m\b\.?"
    r"|(?<!\d)(?P<colon_hour>\d{1,2}):(?P<colon_minute>\d{2})(?!\d)"
    r"|(?P<either>[一二三四五六七八九十]?[一二三四五六七八][二三四五六七八九]点)"
    rf"|(?!(?<=[早晚快慢多少差])一)(?P<hour>{N})\s?(?:{_POINT}|时(?![候间段常]))(?:[钟整]|\s?(?P<half>半)钟?|过?(?P<quarter>[一三1])刻"
    rf"|过?(?P<minute>\d{{2}}(?!\d|号|楼|栋|幢|单|期|户|人|个|门|年|月)分?|\d分|零[一二三四五六七八九]分?"
    r"|[二三四五]?十[一二三四五六七八九]?(?!号|楼|栋|幢|单|期|户|人|个|门|年|月|位|家)分?|[一二三四五六七八九]分))?"
)

_KINDS = {
    "凌晨": "凌晨", "上午": "上午", "中午": "中午", "午间": "中午", "正午": "中午", "晌午": "中午", "下午": "下午",
    "午后": "下午", "后晌": "下午", "傍晚": "傍晚", "黄昏": "傍晚",
}  # fmt: skip
_FITTING: dict[str, tuple[range, range]] = {
    "早上": (range(4, 12), range(0)),
    "上午": (range(6, 13), range(0)),
    "凌晨": (range(7), range(0)),
    "中午": (range(11, 15), range(1, 3)),
    "下午": (range(12, 20), range(1, 12)),
    "傍晚": (range(16, 21), range(4, 9)),
    "晚上": (range(17, 24), range(5, 12)),
    "": (range(7, 24), range(0)),
}
"""By part of day the hours that are meant as they are, and those twelve hours before what is meant."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as it was said: hour 0 to 24 or more (a slip), minute; `exact` when it was written like "06:30"."""

    hour: int
    minute: int
    exact: bool = False
    either: bool = False


def clock_of(found: re.Match[str]) -> Clock:
    """The clock of a match of CLOCK."""
    if found["either"]:
        return Clock(0, 0, either=True)
    if found["half_day"]:
        hour = int(found["hour_of_12"]) % 12 + (12 if found["half_day"] == "p" else 0)
        return Clock(hour, int(found["minute_of_12"] or 0), exact=True)
    if found["colon_hour"]:
        return Clock(int(found["colon_hour"]), int(found["colon_minute"]), exact=len(found["colon_hour"]) == 2)
    minute = 30 if found["half"] else 0
    if found["quarter"]:
        minute = 45 if found["quarter"] == "三" else 15
    if found["minute"]:
        minute = number(found["minute"].removesuffix("分"))
    return Clock(number(found["hour"]), minute)


def hour_on_24(part: str, clock: Clock) -> int | Unclear:
    """The hour of the day, 0 to 24; 24 is the midnight in which the named day ends."""
    if clock.either:
        return Unclear.AMBIGUOUS
    if clock.hour > 24 or clock.minute > 59 or (clock.hour == 24 and clock.minute):
        return Unclear.IMPOSSIBLE
    kind = _kind(part)
    as_said, twelve_later = _FITTING[kind]
    if clock.hour in as_said:
        return clock.hour
    if clock.hour in twelve_later:
        return clock.hour + 12
    if kind == "晚上" and clock.hour in (12, 24) and not clock.minute:
        return 24
    if not kind and (clock.exact or clock.hour in (0, 24)):
        return clock.hour
    return Unclear.AMBIGUOUS


def time_of_day(part: str, clock: Clock | None) -> tuple[time, int] | Unclear:
    """The time and on how many days after the named one (0 or 1)."""
    if clock is None:
        return (time(12), 0) if _kind(part) == "中午" else Unclear.MISSING_TIME
    hour = hour_on_24(part, clock)
    if isinstance(hour, Unclear):
        return hour
    return time(hour % 24, clock.minute), hour // 24


def said_clock(part: str, clock: Clock) -> str:
    """ "19:00" of 下午七点; an hour that fits nothing stays as it was said. "" when there is no such time."""
    if clock.either or clock.hour > 24 or clock.minute > 59:
        return ""
    hour = hour_on_24(part, clock)
    return f"{clock.hour if isinstance(hour, Unclear) else hour:02d}:{clock.minute:02d}"


def _kind(part: str) -> str:
    if not part:
        return ""
    return _KINDS.get(part) or ("早上" if "早" in part or "清" in part else "晚上")
