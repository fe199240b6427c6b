"""The reader: a line of talk in, a Reading out."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import Final

from nlp import causes
from nlp.context import ALONE, Context
from nlp.cutter import Cutter
from nlp.model import Model, Score
from nlp.normal import normalise
from nlp.reading import NONE, Category, Cause, Reading, Urgency
from nlp.words import Lexicon

Adjust = Mapping[str, Mapping[str, float]]
"""What an estate has learned: word -> category or "none" -> a bounded correction in log-odds."""

BAR: Final = 0.0
"""Log-odds from which a line is a request."""
ALARM: Final = 0.0
"""Log-odds from which a request is urgent."""
SECOND: Final = 0.22
"""Share of the categories from which a category stands beside the main one."""
_CATEGORIES: Final = tuple(Category)
_QUIET: Final = tuple(Reading(confidence=1 / (1 + exp(-odds))) for odds in range(9))


class Reader:
    """Reads lines. Holds the dictionary and the fitted weights; never changes after loading, safe among threads."""

    def __init__(self, lexicon: Lexicon, cutter: Cutter, model: Model) -> None:
        self._lexicon = lexicon
        self._cutter = cutter
        self._model = model

    @classmethod
    def load(cls) -> Reader:
        """Load dictionary and weights from the package: a second or two, 150 MB; call it off the event loop."""
        lexicon = Lexicon.load()
        cutter = Cutter(lexicon.groups)
        return cls(lexicon, cutter, Model.load(lexicon, cutter))

    def read(self, text: str, context: Context = ALONE, adjust: Adjust | None = None) -> Reading:
        """Read one line; any text has a reading.

        Lines that cannot be requests, whatever jieba would cut, are told apart first and name no causes;
        `explain` always does.
        """
        line = normalise(text)
        if context.by_staff:
            return Reading(context=("staff",))
        if not adjust and (most := self._model.most(line)) < BAR:
            return _QUIET[min(len(_QUIET) - 1, int(BAR - most))]
        return self._judge(line, adjust or {})

    def explain(self, text: str, context: Context = ALONE, adjust: Adjust | None = None) -> Reading:
        """The same reading with the words that told it, also for lines that ask for nothing."""
        if context.by_staff:
            return Reading(context=("staff",))
        return self._judge(normalise(text), adjust or {})

    def _judge(self, line: str, adjust: Adjust) -> Reading:
        score = _adjusted(self._model.score(line), line, adjust)
        asks = score.request > BAR
        confidence = 1 / (1 + exp(-abs(score.request)))
        if not asks:
            return Reading(confidence=confidence, because=self._because(line, score, NONE))
        labels = _labels(score.categories)
        return Reading(
            labels=labels,
            confidence=confidence,
            urgency=Urgency.URGENT if score.urgent > ALARM else Urgency.NORMAL,
            because=self._because(line, score, labels[0]),
        )

    def _because(self, line: str, score: Score, label: str) -> tuple[Cause, ...]:
        return causes.of(line, score, label, self._cutter(line), self._lexicon)


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
    return Score(score.request + lift, score.urgent, categories, score.parts, score.scale)
