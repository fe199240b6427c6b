"""What the talk around a line says about it: who asked for what just before, what was quoted, who answered.

A dozen signs with fitted weights (nlp/around.toml) are added to what the line's own words say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Final

from nlp.context import Context, Line
from nlp.model import Score
from nlp.reading import NONE, Category
from nlp.similar import fingerprint

FILE: Final = Path(__file__).with_name("around.toml")
CATEGORIES: Final = tuple(Category)
LOUDEST: Final = 5.0
"""Log-odds beyond which a line's own words count no more."""
CLEAR: Final = 0.6
"""Share by which the likeliest category must lead for the line's own words to be clear."""
_LATELY: Final = 600.0
_LATELY_LINES: Final = 8
_SHORT: Final = 4
_MIDDLE: Final = 10
_FADING: Final = 0.6
_SPREAD: Final = 0.2
_WITNESSES: Final = 3
Rate = Callable[[str], Score]
"""Scores a text by its own words."""
Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Around:
    """The talk around one line, made ready: signs for a request, and the lines that can name the category."""

    signs: Signs
    own: tuple[Line, ...]
    asking: tuple[Line, ...]
    quoted: Score | None
    open: bool

    @property
    def witnesses(self) -> tuple[Line, ...]:
        """The requests that the line may go on about: the speaker's own, else the room's, latest first."""
        return (self.own or self.asking)[:_WITNESSES]

    @property
    def told(self) -> tuple[str, ...]:
        """The context that was used, in words."""
        own = (f"same speaker {self.own[0].age:.0f} s ago",) if self.own else ()
        topic = (f"talk about {self.asking[0].labels[0]}",) if self.open and not own else ()
        return (*own, *topic, *(("quoted line",) if self.quoted else ()))


def around(size: int, context: Context, rate: Rate) -> Around:
    """Look around a line of `size` characters. Only a quoted text is scored here."""
    recent = context.recent[::-1]
    asking = tuple(line for line in recent if _asks(line))
    own = tuple(line for line in recent if line.talker_id == context.talker_id) if context.talker_id else ()
    quoted = rate(context.quoted) if context.quoted else None
    lately = [line for line in recent if line.age <= _LATELY][:_LATELY_LINES]
    is_open = any(map(_asks, lately))
    signs: Signs = {"share": sum(map(_asks, recent[:5])) / 5}
    if is_open:
        signs |= {"open": 1.0, f"open_{_size(size)}": 1.0}
    signs |= _own_signs(own, recent, size) | _last_signs(recent, context.talker_id)
    if quoted:
        signs |= {"quote": 1.0, "quote_odds": max(-4.0, min(4.0, quoted.request))}
    return Around(signs, tuple(filter(_asks, own)), asking, quoted, is_open)


def _own_signs(own: Sequence[Line], recent: Sequence[Line], size: int) -> Signs:
    if not own:
        return {}
    latest = own[0]
    kind = "asked" if _asks(latest) else "talked"
    when = "now" if latest.age <= 60 else "lately" if latest.age <= 300 else "before"
    signs = {f"own_{kind}_{when}": 1.0}
    if _asks(latest):
        signs[f"own_asked_{_size(size)}"] = 1.0
    asked = next(filter(_asks, own), None)
    if asked:
        signs["own_asked"] = 1.0
        if any(line.by_staff and line.age < asked.age for line in recent):
            signs["own_answered"] = 1.0
    return signs


def _last_signs(recent: Sequence[Line], talker: str) -> Signs:
    if not recent:
        return {}
    last = recent[0]
    signs = {f"last_{'staff' if last.by_staff else 'asked' if _asks(last) else 'talked'}": 1.0}
    if talker and last.talker_id == talker and last.age <= 90:
        signs[f"going_on_{'asked' if _asks(last) else 'talked'}"] = 1.0
    return signs


def _asks(line: Line) -> bool:
    return line.labels[0] != NONE


def _size(size: int) -> str:
    return "short" if size <= _SHORT else "middle" if size <= _MIDDLE else "long"


def hints(text: str, scores: Sequence[float], seen: Around, rate: Rate) -> dict[str, tuple[float, ...]]:
    """What points to a category, by kind of hint: a number for each category.

    `scores` are what the line's own words say. Where they are clear and the line names a thing of its own, the talk
    says nothing: a lamp that is out is no rubbish because the room has just talked of rubbish.
    """
    if _is_clear(scores) and _names_something_else(text, seen):
        return {}
    return _told_by_talk(seen, rate)


def _is_clear(scores: Sequence[float]) -> bool:
    first, second, *_ = sorted(_shares(scores), reverse=True)
    return first - second >= CLEAR


def _names_something_else(text: str, seen: Around) -> bool:
    things = fingerprint(text).things
    talk = seen.own[:_WITNESSES] + seen.asking[:_WITNESSES]
    return bool(things) and not any(things & fingerprint(line.text).things for line in talk)


def _told_by_talk(seen: Around, rate: Rate) -> dict[str, tuple[float, ...]]:
    found: dict[str, tuple[float, ...]] = {"trail": (0.0,) * len(CATEGORIES)}
    if seen.own:
        found[f"own_{_fresh(seen.own[0], 300)}"] = _one(seen.own[0])
    if seen.asking:
        found[f"last_{_fresh(seen.asking[0], 180)}"] = _one(seen.asking[0])
        found["trail"] = _summed(
            [tuple(0.5**place * hit for hit in _one(line)) for place, line in enumerate(seen.asking[:4])]
        )
    if seen.quoted and seen.quoted.request > -1:
        found["quote"] = _shares(seen.quoted.categories)
    if seen.witnesses:
        found["words"] = _summed([_leaning(rate(line.text), place) for place, line in enumerate(seen.witnesses)])
    return found


def danger(odds: float, seen: Around, rate: Rate) -> dict[str, float]:
    """Signs of danger: what the line's own words say, and what those of the requests before it said."""
    before = [rate(line.text).urgent for line in seen.witnesses]
    signs = {"words": odds}
    if before:
        signs |= {"going_on": 1.0, "before": max(before), "words_going_on": odds}
    return signs


def _fresh(line: Line, limit: float) -> str:
    return "new" if line.age <= limit else "old"


def _one(line: Line) -> tuple[float, ...]:
    return tuple(float(name == line.labels[0]) for name in CATEGORIES)


def _leaning(score: Score, place: int) -> tuple[float, ...]:
    middle = sum(score.categories) / len(score.categories)
    return tuple((value - middle) * _FADING**place * _SPREAD for value in score.categories)


def _summed(rows: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(map(sum, zip(*rows, strict=True)))


def _shares(scores: Sequence[float]) -> tuple[float, ...]:
    top = max(scores)
    parts = [exp(score - top) for score in scores]
    return tuple(part / sum(parts) for part in parts)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign and hint counts."""

    request: Mapping[str, float]
    category: Mapping[str, float]
    urgent: Mapping[str, float]

    @classmethod
    def load(cls, file: Path = FILE) -> Weights:
        """Raises ValueError when the file is not what `python -m nlp.fit` writes."""
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
            return cls(tables["request"], tables["category"], tables["urgent"])
        except (tomllib.TOMLDecodeError, KeyError) as wrong:
            raise ValueError(f"{file.name}: {wrong}; fit it again with python -m nlp.fit") from wrong

    def asks(self, odds: float, seen: Around) -> float:
        """Log-odds of a request, of a line whose own words say `odds`."""
        weights = self.request
        own_words = weights["words"] + weights["words_open"] * seen.open
        signs = sum(weights.get(name, 0.0) * value for name, value in seen.signs.items())
        return weights["bias"] + own_words * max(-LOUDEST, min(LOUDEST, odds)) + signs

    def alarms(self, signs: Mapping[str, float]) -> float:
        """Log-odds of danger now, of a request with these signs of it."""
        return self.urgent["bias"] + sum(self.urgent.get(name, 0.0) * value for name, value in signs.items())

    def categories(self, scores: Sequence[float], found: Mapping[str, tuple[float, ...]]) -> tuple[float, ...]:
        """Category scores of a line whose own words say `scores`."""
        rows = [tuple(self.category["line"] * score for score in scores)]
        rows += [tuple(self.category.get(name, 0.0) * value for value in hint) for name, hint in found.items()]
        return _summed(rows)
