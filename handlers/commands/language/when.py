"""Time phrases of reminders, normalised: "明早九点" -> "明天 09:00", "每周五晚七点" -> "每周五 19:00".

Nothing is looked up on a clock except the year of a date: a day stays as relative as it was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nlp.when import find_time


@dataclass(frozen=True, slots=True)
class When:
    """A time phrase: its place in the folded text, its normal form, and its words with what limits them ("3点前").

    `text` is "" when the words name no time that can be ("2月30号", "过几天").
    """

    start: int
    end: int
    text: str
    said: str


def find_when(folded: str, now: datetime | None, start: int = 0) -> When | None:
    """The first time phrase of the text. A day, an hour or a delay must be named; "早上" alone is none."""
    phrase = find_time(folded, start)
    if phrase is None:
        return None
    return When(phrase.start, phrase.end, phrase.normal(now.date() if now else None), phrase.said)
