"""Finding the words of a text that say when: a day and a time of day, or a delay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from nlp.when.clock import CLOCK, PART, Clock, clock_of, said_clock
from nlp.when.delay import DELAY, Delay, delay_at
from nlp.when.form import DayForm, Meaning
from nlp.when.named_days import NAMED
from nlp.when.repeated_days import REPEATED
from nlp.when.single_days import SINGLE

_FORMS: tuple[DayForm, ...] = (*REPEATED, *NAMED, *SINGLE)
_REACH = 200
"""Characters in which a time is looked for."""


def _unnamed(*patterns: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", "|".join(patterns))


@cache
def _when() -> re.Pattern[str]:
    day = _unnamed(*(one.words.pattern for one in _FORMS))
    return re.compile(
        rf"(?:(?P<delay>{_unnamed(*DELAY)})|(?P<day>{day}))?\s*,?\s*的?(?P<part>{PART})?\s*(?P<clock>{_unnamed(CLOCK)})?"
        r"(?:左右|准时)?"
    )


_CLOCK = re.compile(CLOCK)
_LIMIT = re.compile(r"\s?(?:之前|以前|前(?![天门台面期往任几])|前?期间)")
_MORE = re.compile(rf"\s?(?:[到至~—、和及-]|或者?)\s?(?:(?:{PART})\s?)?(?:{_unnamed(CLOCK)})")
_UNREAD_EACH = re.compile(r"每[^ ,。:;提]{0,8}$")
_UNREAD = re.compile(r"(?:每[^ ,。:;提]{0,8}|(?<![老小阿])[一二三四五六七八九十廿年月周日节\d]|\d[./-]\d{1,2} ?)$")
_BLANK = re.compile(r"\s?的?\s?")
_AND_OR_NOTHING = re.compile(r"\s?(?:[到至~—、和及-]|或者?|的)?\s?")
_AND = re.compile(r"\s?(?:[到至~—、和及-]|或者?)\s?")


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A day, a time of day, or a delay with perhaps a time of day, as said from `start` to `end` of a text.

    `part` is a part of day ("早上"). `said` holds the words with what follows and turns a moment into a term
    ("前": `is_limit`) or into two ("到11点": `is_several`). `is_rest`: words that tell the day stand unread in front
    ("消防日上午9点", "二十八下午两点").
    """

    start: int
    end: int
    said: str
    day: re.Match[str] | None
    form: DayForm | None
    part: str
    clock: Clock | None
    delay: Delay | None
    is_limit: bool
    is_several: bool
    is_rest: bool

    def meaning(self, today: date) -> Meaning:
        """The day or days that are named; today when none is."""
        if self.form is not None and self.day is not None:
            return self.form.means(self.day, today)
        return self.delay.day(today) if self.delay else today

    def normal(self, today: date | None) -> str:
        """The normal form: "每周五 19:00", "下周一", "30分钟后"; "" when no such time can be."""
        clock = said_clock(self.part, self.clock) if self.clock else ""
        if self.is_rest or (self.clock and not clock):
            return ""
        if self.delay:
            return " ".join(filter(None, (self.delay.text, clock))) if self.delay.text else ""
        if self.form is None or self.day is None:
            return f"今天 {clock}"
        day = self.form.normal(self.day, today)
        return " ".join(filter(None, (day, clock or self.part))) if day else ""


def find_time(text: str, start: int = 0) -> TimePhrase | None:
    """The first time phrase of a text in half-width characters. A part of day alone ("早上") is none."""
    for found in _when().finditer(text, start, min(len(text), start + _REACH)):
        if found["delay"] or found["day"] or found["clock"]:
            return _phrase(text, found)
    return None


def _phrase(text: str, found: re.Match[str]) -> TimePhrase:
    begin = found.start() + len(found[0]) - len(found[0].lstrip(" ,的"))
    end = found.start() + len(found[0].rstrip(" ,的"))
    form, day = (_form_at(text, found.start("day")) if found["day"] else None) or (None, None)
    if not (day or found["delay"]) and (behind := _repeated_behind(text, end)):
        form, day = behind
        end = day.end()
    rest = (_UNREAD_EACH if day or found["delay"] else _UNREAD).search(text, max(0, begin - 12), begin)
    limit = _LIMIT.match(text, end)
    more = _MORE.match(text, end) or _second_day(text, end, linked=bool(day or found["delay"]))
    clock = _CLOCK.match(text, found.start("clock")) if found["clock"] else None
    return TimePhrase(
        start=begin,
        end=end,
        said=text[rest.start() if rest else begin : max(end, (limit or more or found).end())].rstrip(),
        day=day,
        form=form,
        part=found["part"] or "",
        clock=clock_of(clock) if clock else None,
        delay=delay_at(text, *found.span("delay")) if found["delay"] else None,
        is_limit=limit is not None,
        is_several=more is not None,
        is_rest=rest is not None,
    )


def _form_at(text: str, start: int) -> tuple[DayForm, re.Match[str]] | None:
    days = ((one, one.words.match(text, start)) for one in _FORMS)
    return next(((one, day) for one, day in days if day is not None), None)


def _repeated_behind(text: str, end: int) -> tuple[DayForm, re.Match[str]] | None:
    """The days of "晚上9点每天", where they stand behind the time of day."""
    link = _BLANK.match(text, end)
    behind = _form_at(text, link.end()) if link else None
    return behind if behind and behind[0] in REPEATED else None


def _second_day(text: str, end: int, *, linked: bool) -> re.Match[str] | None:
    """A further day ("明天和后天"); after a time without a day also one that only follows ("8点 明天停水")."""
    link = (_AND if linked else _AND_OR_NOTHING).match(text, end)
    second = _form_at(text, link.end()) if link else None
    return second[1] if second else None
