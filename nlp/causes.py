"""Why a line was read so: the fitted weights of all its features, gathered under the words of the line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp.model import COLUMNS, REQUEST, Row, Score, joined
from nlp.reading import NONE, Cause
from nlp.words import Lexicon

MOST: Final = 8
"""Causes that are named."""
FAINTEST: Final = 0.05
"""Log-odds below which a word is not worth naming."""


def of(line: str, score: Score, label: str, pieces: list[str], lexicon: Lexicon) -> tuple[Cause, ...]:
    """The words that speak for `label` or against it, strongest first.

    A feature's weight is shared out among the characters it covers, and each word gets that of its characters.
    """
    column = COLUMNS.index(label) if label != NONE else None
    heat = [0.0] * len(line)
    for key, row in score.parts:
        spans = list(_spans(key, line, lexicon))
        covered = [place for start, end in spans for place in range(start, end) if line[place] != " "]
        for place in covered:
            heat[place] += _said(row, column) * score.scale / len(covered)
    return _strongest(_gathered(pieces, heat), label)


def _said(row: Row, column: int | None) -> int:
    return -row[REQUEST] if column is None else row[REQUEST] + row[column]


def _spans(key: str, line: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    if key[0] == "g":
        for word in lexicon.words[key[1:]]:
            yield from _found(word, line)
    elif key[0] != "s":
        yield from _found(joined(key), line)


def _found(text: str, line: str) -> Iterator[tuple[int, int]]:
    start = line.find(text)
    while start >= 0:
        yield start, start + len(text)
        start = line.find(text, start + 1)


def _gathered(pieces: list[str], heat: list[float]) -> dict[str, float]:
    words: dict[str, float] = {}
    start = 0
    for piece in pieces:
        words[piece] = words.get(piece, 0.0) + sum(heat[start : start + len(piece)])
        start += len(piece)
    return words


def _strongest(words: dict[str, float], label: str) -> tuple[Cause, ...]:
    told = [Cause(word, label, round(weight, 2)) for word, weight in words.items() if abs(weight) >= FAINTEST]
    return tuple(sorted(told, key=lambda cause: (-abs(cause.weight), cause.word))[:MOST])
