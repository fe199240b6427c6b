"""What a way of saying a day is, and the words all of them share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nlp.numerals import value
from nlp.schedule import Days
from nlp.when.unclear import Unclear

N = r"(?:\d{1,2}|[二三四五]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|零?[一二两三四五六七八九]|[零〇])"
"""A number below a hundred, as days, hours and months are counted."""
WEEK = "(?:周|星期|礼拜)"
WEEKDAY = r"(?:[一二三四五六日天]|[1-7](?=\s|[早晚上中下傍凌、和及]|$))"
AND = "[、,/和及]"

Meaning = date | Days | Unclear


@dataclass(frozen=True, slots=True)
class DayForm:
    """One way of saying a day.

    `normal` and `means` get the match of `words` and today, `normal` None where today is not known. `normal` is as
    relative as the words were, only a date gets its year; "" stands for words that name no day.
    """

    words: re.Pattern[str]
    normal: Callable[[re.Match[str], date | None], str]
    means: Callable[[re.Match[str], date], Meaning]


def form(
    words: str,
    normal: Callable[[re.Match[str], date | None], str] | str | None,
    means: Callable[[re.Match[str], date], Meaning] | Meaning,
) -> DayForm:
    """A form whose normal form is a text of its own, or the words as they stand (None), or whose meaning is fixed."""
    said = normal if callable(normal) else lambda found, _: found[0] if normal is None else normal
    return DayForm(re.compile(words), said, means if callable(means) else lambda _, __: means)


def number(said: str) -> int:
    """The value of "12", "十二", "廿三", "零五"."""
    return int(said) if said.isdigit() else value(said.replace("廿", "二十").lstrip("零") or "零")


def numbers(said: str) -> tuple[int, ...]:
    """The different numbers of a list ("1号和15号"), in order."""
    return tuple(sorted({number(one) for one in re.findall(N, said)}))


def weekday(said: str) -> int:
    """ISO number of 一 to 日 (or 天, or a digit): Monday is 1."""
    return int(said) if said.isdigit() else "一二三四五六日".index(said.replace("天", "日")) + 1
