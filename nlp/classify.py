"""The reader: a line of talk in, a Reading out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Final

from nlp import causes
from nlp.around import Around, Rate, Weights, around, danger, hints
from nlp.context import ALONE, Context
from nlp.cutter import Cutter
from nlp.model import Model, Score
from nlp.normal import PLATE, normalise
from nlp.plate import find_plates
from nlp.reading import NONE, Category, Reading, Urgency
from nlp.whereabouts import read_place
from nlp.words import Lexicon

Adjust = Mapping[str, Mapping[str, float]]
"""What an estate has learned: word -> category or "none" -> a bounded correction in log-odds."""

BAR: Final = -0.15
"""Log-odds from which a line is a request; in chat left out of the fit -0.15 to 0 is best, in petitions less."""
ALARM: Final = 0.0
"""Log-odds from which a request is urgent; what is usual in chat and in petitions is told apart by the fit."""
SECOND: Final = 0.22
"""Share of the categories from which a category stands beside the main one."""
_CATEGORIES: Final = tuple(Category)
_QUIET: Final = tuple(Reading(confidence=1 / (1 + exp(-odds))) for odds in range(9))
_STAFF: Final = Reading(context=("said by staff",))
_WORDLESS = re.compile(r"(?:\[[a-z\u4e00-\u9fff]{1,6}\]|[^\w\[])*")


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the words and the talk around them say of a line."""

    pieces: list[str]
    request: float
    categories: tuple[float, ...]
    urgent: float
    told: tuple[str, ...]


class Reader:
    """Reads lines. Holds the dictionary and the fitted weights; never changes after loading, safe among threads."""

    def __init__(self, model: Model, weights: Weights) -> None:
        self._model = model
        self._weights = weights

    @classmethod
    def load(cls) -> Reader:
        """Load dictionary and weights from the package: a second or two, 200 MB; call it off the event loop."""
        lexicon = Lexicon.load()
        return cls(Model.load(lexicon, Cutter(lexicon.groups)), Weights.load())

    def read(self, text: str, context: Context = ALONE, adjust: Adjust | None = None) -> Reading:
        """Read one line; any text has a reading.

        `context` is what the line is read with, `adjust` what the estate has learned. Lines that are no requests are
        told apart first, without jieba, and name no causes; `explain` always does.
        """
        if context.by_staff:
            return _STAFF
        line = normalise(text)
        if _WORDLESS.fullmatch(line):
            return _QUIET[-1]
        seen = self._around(line, context)
        if not adjust and (odds := self._asks(self._model.request(line), seen)) <= BAR:
            return _quiet(text, line, BAR - odds)
        return self._reading(text, line, context, self._judge(line, seen, adjust or {}))

    def explain(self, text: str, context: Context = ALONE, adjust: Adjust | None = None) -> Reading:
        """The same reading with the words that told it, also for lines that ask for nothing."""
        line = normalise(text)
        if context.by_staff or _WORDLESS.fullmatch(line):
            return self.read(text, context, adjust)
        return self._reading(text, line, context, self._judge(line, self._around(line, context), adjust or {}))

    def labels(self, text: str, context: Context = ALONE) -> tuple[str, ...]:
        """Only what `read` would name the line: for sorting a great many lines."""
        line = normalise(text)
        if context.by_staff or _WORDLESS.fullmatch(line):
            return (NONE,)
        seen = self._around(line, context)
        if self._asks(self._model.request(line), seen) <= BAR:
            return (NONE,)
        return _labels(self._judge(line, seen, {}).categories)

    def _around(self, line: str, context: Context) -> Around | None:
        """The talk around a line; None when it stands alone."""
        if not context.recent and not context.quoted:
            return None
        return around(len(line) - 2, context, self._rate)

    def _rate(self, text: str) -> Score:
        line = normalise(text)
        return self._model.score(line, self._model.cut(line))

    def _asks(self, odds: float, seen: Around | None) -> float:
        return self._weights.asks(odds, seen) if seen else odds

    def _judge(self, line: str, seen: Around | None, adjust: Adjust) -> _Judged:
        pieces = self._model.cut(line)
        score = _adjusted(self._model.score(line, pieces), line, adjust)
        request = self._asks(score.request, seen)
        if not seen or request <= BAR:
            return _Judged(pieces, request, score.categories, score.urgent, seen.told if seen else ())
        rate = _once(lambda earlier: _adjusted(self._rate(earlier), normalise(earlier), adjust))
        categories = self._weights.categories(score.categories, hints(seen, rate))
        urgent = self._weights.alarms(danger(score.urgent, seen, rate))
        return _Judged(pieces, request, categories, urgent, seen.told)

    def _reading(self, text: str, line: str, context: Context, judged: _Judged) -> Reading:
        asks = judged.request > BAR
        labels = _labels(judged.categories) if asks else (NONE,)
        place, source = read_place(text, context, labels[0]) if asks else (Reading().place, "")
        where = (f"place from {source}",) if source not in ("", "text") else ()
        return Reading(
            labels=labels,
            confidence=1 / (1 + exp(-abs(judged.request - BAR))),
            urgency=(Urgency.URGENT if judged.urgent > ALARM else Urgency.NORMAL) if asks else None,
            place=place,
            plates=find_plates(text),
            because=causes.of(text, line, labels[0], judged.pieces, self._model),
            context=(*judged.told, *where),
        )


def _once(rate: Rate) -> Rate:
    """Each text is rated once for one line."""
    known: dict[str, Score] = {}

    def rated(text: str) -> Score:
        if text not in known:
            known[text] = rate(text)
        return known[text]

    return rated


def _quiet(text: str, line: str, distance: float) -> Reading:
    """Nothing is asked for, and surely so; a plate is told all the same."""
    confidence = _QUIET[min(len(_QUIET) - 1, int(distance))]
    if PLATE in line and (plates := find_plates(text)):
        return Reading(confidence=confidence.confidence, plates=plates)
    return confidence


def _labels(scores: tuple[float, ...]) -> tuple[str, ...]:
    """The strongest category, and the next one where it is strong too."""
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    whole = sum(shares)
    ranked = sorted(zip(shares, _CATEGORIES, strict=True), key=lambda pair: (-pair[0], pair[1]))
    second = (ranked[1][1].value,) if ranked[1][0] / whole >= SECOND else ()
    return (ranked[0][1].value, *second)


def _adjusted(score: Score, line: str, adjust: Adjust) -> Score:
    """The score with what the estate has learned about the words in the line."""
    learned = [weights for word, weights in adjust.items() if word in line]
    if not learned:
        return score
    by_name = {name: sum(weights.get(name, 0.0) for weights in learned) for name in (*_CATEGORIES, NONE)}
    lift = sum(weight for name, weight in by_name.items() if name != NONE) - by_name[NONE]
    categories = tuple(old + by_name[name] for old, name in zip(score.categories, _CATEGORIES, strict=True))
    return Score(score.request + lift, score.urgent, categories)
