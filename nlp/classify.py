"""The reader: a line of talk in, a Reading out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from math import exp, log
from typing import Final, NamedTuple

from nlp import causes
from nlp.around import Around, Rate, Weights, around, danger, hints
from nlp.cars import read_plates
from nlp.context import ALONE, Context
from nlp.cutter import Cutter
from nlp.model import Model, Score
from nlp.normal import PLATE, normalise
from nlp.plate import find_plates
from nlp.reading import NONE, NOWHERE, Category, Cause, Reading, Urgency
from nlp.whereabouts import read_place
from nlp.words import Lexicon

Adjust = Mapping[str, Mapping[str, float]]
"""What an estate has learned: word -> category or "none" -> a bounded correction in log-odds."""

BAR: Final = -0.15
"""Log-odds from which a line is a request; in chat left out of the fit -0.15 to 0 is best, in petitions less."""
CLEARLY: Final = 0.3
"""How far above BAR the words of a line that names its building must be, so that no talk outweighs them."""
ALARM: Final = 0.0
"""Log-odds from which a request is urgent; what is usual in chat and in petitions is told apart by the fit."""
SECOND: Final = 0.22
"""Share of the categories from which a category stands beside the main one."""
_NEAR: Final = log(1 / SECOND - 1)
"""How far below the main one, in log-odds, a category has that share at most."""
_CATEGORIES: Final = tuple(Category)
_NAMES: Final = tuple(category.value for category in Category)
_SUREST: Final = 8
_QUIET: Final = tuple(Reading(confidence=1 / (1 + exp(-odds))) for odds in range(_SUREST + 1))
_RATED: Final = 256
"""Lines of talk whose scores are kept at hand."""
_STAFF: Final = Reading(context=("said by staff",))
_BUILDING = re.compile("[0一二三四五六七八九十](?:栋|号楼|幢|单元)")
_WORDLESS = re.compile(r"(?:\[[a-z\u4e00-\u9fff]{1,6}\]|[^\w\[])*")


class _Judged(NamedTuple):
    """What the words and the talk around them say of a line."""

    request: float
    categories: tuple[float, ...]
    urgent: float
    told: tuple[str, ...]


class Reader:
    """Reads lines with the dictionary and the fitted weights. Reads the same line always alike; safe among threads."""

    def __init__(self, model: Model, weights: Weights) -> None:
        self._model = model
        self._weights = weights
        # A line that others go on about is rated with each of them.
        self._rate: Rate = lru_cache(_RATED)(self._rated)

    @classmethod
    def load(cls) -> Reader:
        """Load dictionary and weights from the package: a second or two, 160 MB; call it off the event loop."""
        lexicon = Lexicon.load()
        return cls(Model.load(lexicon, Cutter(lexicon.groups)), Weights.load())

    def read(self, text: str, context: Context = ALONE, adjust: Adjust | None = None) -> Reading:
        """Read one line; any text has a reading.

        `context` is what the line is read with, `adjust` what the estate has learned. Lines that are no requests are
        told apart first, without jieba. The words that told the reading are not looked up: `explain` names them.
        """
        if context.by_staff:
            return _STAFF
        line = normalise(text)
        if _WORDLESS.fullmatch(line):
            return _QUIET[_SUREST]
        seen = self._around(line, context) if context.recent or context.quoted else None
        if not adjust:
            odds = self._asks(line, self._model.request(line), seen)
            if odds <= BAR:
                return _quiet(text, line, BAR - odds)
        return _reading(text, context, self._judge(line, seen, adjust or {}))

    def explain(self, text: str, context: Context = ALONE, adjust: Adjust | None = None) -> Reading:
        """The same reading with the words that told it, and with its exact confidence where it asks for nothing."""
        line = normalise(text)
        if context.by_staff or _WORDLESS.fullmatch(line):
            return self.read(text, context, adjust)
        reading = _reading(text, context, self._judge(line, self._around(line, context), adjust or {}))
        return replace(reading, because=self.causes(text, reading.main))

    def causes(self, text: str, label: str) -> tuple[Cause, ...]:
        """The words of `text` that speak for its having been read as `label` or against it, strongest first."""
        line = normalise(text)
        return () if _WORDLESS.fullmatch(line) else causes.of(text, line, label, self._model)

    def labels(self, text: str, context: Context = ALONE) -> tuple[str, ...]:
        """Only what `read` would name the line: for sorting a great many lines."""
        line = normalise(text)
        if context.by_staff or _WORDLESS.fullmatch(line):
            return (NONE,)
        seen = self._around(line, context)
        if self._asks(line, self._model.request(line), seen) <= BAR:
            return (NONE,)
        return _labels(self._judge(line, seen, {}).categories)

    def _around(self, line: str, context: Context) -> Around | None:
        """The talk around a line; None when it stands alone."""
        if not context.recent and not context.quoted:
            return None
        return around(len(line) - 2, context, self._rate)

    def _rated(self, text: str) -> Score:
        line = normalise(text)
        return self._model.score(line, self._model.cut(line))

    def _taught_rate(self, adjust: Adjust) -> Rate:
        """What was learned holds for the lines before as well."""
        return lambda text: _adjusted(self._rate(text), normalise(text), adjust)

    def _asks(self, line: str, odds: float, seen: Around | None) -> float:
        """Log-odds with the talk around the line, which speaks against no line that names its own place and asks:
        where a storm has passed, report follows report."""
        if seen is None:
            return odds
        asks = self._weights.asks(odds, seen)
        return max(asks, odds) if asks <= BAR < odds - CLEARLY and _BUILDING.search(line) else asks

    def _judge(self, line: str, seen: Around | None, adjust: Adjust) -> _Judged:
        score = self._model.score(line, self._model.cut(line))
        if adjust:
            score = _adjusted(score, line, adjust)
        request = self._asks(line, score.request, seen)
        if not seen or request <= BAR:
            return _Judged(request, score.categories, score.urgent, seen.told if seen else ())
        rate = self._taught_rate(adjust) if adjust else self._rate
        categories = self._weights.categories(score.categories, hints(line, score.categories, seen, rate))
        urgent = self._weights.alarms(danger(score.danger(categories), seen, rate))
        return _Judged(request, categories, urgent, seen.told)


def _reading(text: str, context: Context, judged: _Judged) -> Reading:
    asks = judged.request > BAR
    labels = _labels(judged.categories) if asks else (NONE,)
    place, source = read_place(text, context, labels[0]) if asks else (NOWHERE, "")
    plates, named = read_plates(text, context, labels[0])
    told = (*judged.told, *_taken(place=source, plate=named)) if source or named else judged.told
    return Reading(
        labels=labels,
        confidence=1 / (1 + exp(-abs(judged.request - BAR))),
        urgency=(Urgency.URGENT if judged.urgent > ALARM else Urgency.NORMAL) if asks else None,
        place=place,
        plates=plates,
        context=told,
    )


def _taken(**sources: str) -> Iterator[str]:
    """What was taken from elsewhere than the line itself, in words."""
    return (f"{what} from {where}" for what, where in sources.items() if where not in ("", "text"))


def _quiet(text: str, line: str, distance: float) -> Reading:
    """Nothing is asked for, and surely so; a plate is told all the same."""
    quiet = _QUIET[int(distance)] if distance < _SUREST else _QUIET[_SUREST]
    if PLATE in line and (plates := find_plates(text)):
        return replace(quiet, plates=plates)
    return quiet


def _labels(scores: tuple[float, ...]) -> tuple[str, ...]:
    """The strongest category, and the next one where it is strong too."""
    next_one, top = sorted(scores)[-2:]
    main = _NAMES[scores.index(top)]
    if next_one < top - _NEAR or exp(next_one - top) < SECOND * sum([exp(score - top) for score in scores]):
        return (main,)
    return (main, next(name for name, score in zip(_NAMES, scores, strict=True) if score == next_one and name != main))


def _adjusted(score: Score, line: str, adjust: Adjust) -> Score:
    """The score with what the estate has learned about the words in the line."""
    learned = [weights for word, weights in adjust.items() if word in line]
    if not learned:
        return score
    by_name = {name: sum(weights.get(name, 0.0) for weights in learned) for name in (*_CATEGORIES, NONE)}
    lift = sum(weight for name, weight in by_name.items() if name != NONE) - by_name[NONE]
    categories = tuple(old + by_name[name] for old, name in zip(score.categories, _CATEGORIES, strict=True))
    return score._replace(request=score.request + lift, categories=categories)
