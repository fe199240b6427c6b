"""Why a line was read so: the fitted weights of all its features, gathered under the words of the line."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from nlp import features
from nlp.model import SIDE, UNIT, Model
from nlp.reading import NONE, Cause
from nlp.written import as_written

MOST: Final = 8
"""Causes that are named."""
FAINTEST: Final = 0.05
"""Log-odds below which a word is not worth naming."""


def of(text: str, line: str, label: str, model: Model) -> tuple[Cause, ...]:
    """The words of `text`, as they are written there, that speak for `label` or against it, strongest first.

    `line` is the text as normalised. A feature's weight is shared out among the characters it
    covers, and each word gets that of its characters.
    """
    change = [0.0] * (len(line) + 1)
    pieces = model.cut(line)
    scale = features.scale(line) / UNIT
    column = SIDE.index(label) if label != NONE else None
    for row, places in model.see(line, pieces):
        said = -row[0] if column is None else row[0] + row[column]
        share = said * scale / sum([end - start for start, end in places])
        for start, end in places:
            change[start] += share
            change[end] -= share
    return _strongest(_gathered(pieces, as_written(text, line, pieces), list(accumulate(change))), label)


def _gathered(pieces: list[str], written: list[str], heat: list[float]) -> dict[str, float]:
    words: dict[str, float] = {}
    start = 0
    for piece, word in zip(pieces, written, strict=True):
        words[word] = words.get(word, 0.0) + sum(heat[start : start + len(piece)])
        start += len(piece)
    words.pop("", None)
    return words


def _strongest(words: dict[str, float], label: str) -> tuple[Cause, ...]:
    told = [(word, round(weight, 2)) for word, weight in words.items() if abs(weight) >= FAINTEST]
    told.sort(key=lambda one: (-abs(one[1]), one[0]))
    return tuple(Cause(word, label, weight) for word, weight in told[:MOST])
