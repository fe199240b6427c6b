"""Until when: "到下周三 等配件", "3天", "配件缺货,延到12月5日", with the reason that stands behind or before it.

What a day is called, and which one it is, is known by `nlp.when`; here stands what people say around it, and how they
say a length of time that begins now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from handlers.commands.language.line import read_line
from handlers.commands.language.segment import SEP, STOPS
from nlp.when import Unclear, find_time
from nlp.when.clock import time_of_day
from nlp.when.delay import Delay

LONGEST: Final = timedelta(days=366)

_TO = r"(?:一直|先|再|就|给|延期|延长|顺延|延|推迟|推|挂起|挂|放|缓|等|截止)*(?:到|至)?"
_LEAD = re.compile(rf"{SEP}*{_TO}{SEP}*")
_TAIL = re.compile(r"(?:左右)?(?:为止|止|之前|以前|前|以后|之后|后)?(?:再说|再办|再看|再弄|再处理|恢复|继续|吧)*")
_STARTS = re.compile(
    rf"{SEP}+|(?:延|推|推迟|延期|挂|放)[到至]|(?:延期|延长|推迟|顺延|延)(?=[\d一二两三四五六七八九十半])"
)
_SPAN = re.compile(
    r"(?:半个?|[一二两三四五六七八九]个半|\d{1,3}|[二三四五]?十[一二三四五六七八九]?|[一二两三四五六七八九])\s?个?"
    r"(?:工作日|小时|钟头|天|周(?![一二三四五六日天末])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])"
    r"|(?<=[个半])月)(?![前内])"
)
_LOOSE = (
    (re.compile(r"下个?(?:周|星期|礼拜)(?![一二三四五六日天末])"), "下周一"),
    (re.compile(r"(?:这个?|本)?(?:周|星期)末"), "周六"),
    (re.compile(r"下个?月(?=$|[ ,。再后])"), "下月1号"),
    (re.compile(r"年底"), "12月31日"),
)
"""Days said loosely, and those on which they begin, or end."""
_LINKS = re.compile(rf"^(?:{SEP}|[{STOPS}]|因为|由于|原因是?|理由是?)+|(?:{SEP}|[{STOPS}])+$")


@dataclass(frozen=True, slots=True)
class Until:
    """What was said of the time, in its normal form ("" when nothing was), and the rest of the words."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in the estate's zone, with a time of day where one was named; or so much later than something else."""

    day: date | None = None
    at: time | None = None
    later: Delay | None = None

    def after(self, base: datetime, default: time) -> datetime:
        """That moment in the zone of `base`, from which a length counts; `default` is the time of a mere day."""
        if self.later is None:
            return datetime.combine(self.day or base.date(), self.at or default, base.tzinfo)
        exact = self.later.moment(base.astimezone(UTC))
        return exact or datetime.combine(self.later.day(base.date()), default, base.tzinfo)


def split(words: str, now: datetime | None) -> Until:
    """ "到下周三 等配件" -> 下周三 and 等配件. A time in the middle of a sentence is a part of the reason."""
    line = read_line(words)
    folded, shown = line.folded, line.shown
    found = _time_at(folded, _end(_LEAD, folded, 0), now)
    if found is not None:
        rest = _end(_TAIL, folded, found[1])
        goes_on = rest == found[1] and rest < len(folded) and not re.match(SEP, folded[rest:])
        return Until(found[0], _bare(shown[0 if goes_on else rest :]))
    for start in _STARTS.finditer(folded):
        found = _time_at(folded, _end(_LEAD, folded, start.start()), now)
        if found is not None and _end(_TAIL, folded, found[1]) == len(folded):
            return Until(found[0], _bare(shown[: start.start()]))
    return Until("", _bare(shown))


def moment_of(text: str, now: datetime) -> Moment | None:
    """What a time in its normal form means at `now` (local to the estate); None when it names no one day."""
    phrase = find_time(text)
    if phrase is None:
        return None
    if phrase.delay is not None:
        return Moment(later=phrase.delay) if phrase.delay.text else None
    day = phrase.meaning(now.date())
    at = time_of_day(phrase.part, phrase.clock) if phrase.clock else None
    if not isinstance(day, date) or isinstance(at, Unclear):
        return None
    return Moment(day + timedelta(days=at[1]) if at else day, at[0] if at else None)


def _time_at(folded: str, start: int, now: datetime | None) -> tuple[str, int] | None:
    """The normal form of the time that stands exactly there, and where it ends."""
    span = _SPAN.match(folded, start)
    if span is not None:
        return _normal(span[0].replace("工作日", "天").replace("半天", "4小时") + "后", span.end(), now)
    for words, meant in _LOOSE:
        if (loose := words.match(folded, start)) is not None:
            return _normal(meant, loose.end(), now)
    phrase = find_time(folded, start)
    if phrase is None or phrase.start != start or phrase.is_several:
        return None
    return _normal(folded[phrase.start : phrase.end], phrase.end, now)


def _normal(said: str, end: int, now: datetime | None) -> tuple[str, int] | None:
    phrase = find_time(said)
    text = phrase.normal(now.date() if now else None) if phrase else ""
    return (text, end) if text and (now is None or moment_of(text, now) is not None) else None


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _bare(words: str) -> str:
    return _LINKS.sub("", " ".join(words.split()))
