"""The fitted weights: what every feature says for a request, for each category and for danger.

A line's score for a column is `bias + scale(line) * sum of the weights of its features`, in log-odds.
All features but jieba's words are found in one pass of an Aho-Corasick automaton. The pass also bounds what jieba's
words could add, so jieba is asked only where it can change whether the line is a request.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp import features
from nlp.features import Cut
from nlp.reading import Category
from nlp.words import Lexicon

FILE: Final = Path(__file__).with_name("model.tsv.gz")
REQUEST: Final = 0
URGENT: Final = 1
COLUMNS: Final = ("request", "urgent", *Category)
UNIT: Final = 100
"""Weights are kept as whole hundredths."""

Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Log-odds of a line by column, and the features that made them with their scaled weights by column."""

    request: float
    urgent: float
    categories: tuple[float, ...]
    parts: tuple[tuple[str, Row], ...]
    scale: float


class Model:
    """Weights in memory with the automaton over all texts that matter. Pure after loading, safe among threads."""

    def __init__(self, rows: Mapping[str, Row], bias: Row, lexicon: Lexicon, cut: Cut) -> None:
        self._rows = rows
        self._bias = bias
        self._cut = cut
        texts = features.unique([*lexicon.groups, *(joined(key) for key in rows if key[0] in "cwv")])
        self._automaton = AhoCorasick(texts, matchkind=MatchKind.Standard)
        self._runs = [_key_if_known("c" + text, rows) for text in texts]
        self._groups = [tuple("g" + name for name in lexicon.groups.get(text, ())) for text in texts]
        wordy: dict[str, int] = {}
        for key, row in rows.items():
            if key[0] in "wv":
                wordy[joined(key)] = wordy.get(joined(key), 0) + max(0, row[REQUEST])
        self._most = [self._upper(text, lexicon, wordy) for text in texts]

    @classmethod
    def load(cls, lexicon: Lexicon, cut: Cut, file: Path = FILE) -> Model:
        """Raises ValueError when the file is of another shape than this code."""
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            if tuple(next(lines).rstrip("\n").split("\t")[1:]) != COLUMNS:
                raise ValueError(f"{file.name}: other columns than {COLUMNS}; fit it again with python -m nlp.fit")
            rows = dict(map(parse, lines))
        return cls(rows, rows.pop("bias"), lexicon, cut)

    def most(self, line: str) -> float:
        """The highest log-odds of a request that the line could have, whatever jieba makes of it."""
        hits = {hit[0] for hit in self._automaton.find_matches_as_indexes(line, overlapping=True)}
        most = sum(map(self._most.__getitem__, hits)) + self._weight(features.step(line))
        return (self._bias[REQUEST] + most * features.scale(line)) / UNIT

    def score(self, line: str) -> Score:
        """Everything the line's features say, jieba's words included."""
        found = [key for key in self._seen(line) if key in self._rows]
        return self._sum(found, line)

    def _seen(self, line: str) -> set[str]:
        hits = {hit[0] for hit in self._automaton.find_matches_as_indexes(line, overlapping=True)}
        seen = {key for hit in hits if (key := self._runs[hit])}
        seen.update(name for hit in hits for name in self._groups[hit])
        seen.update(features.words(self._cut(line)))
        seen.add(features.step(line))
        return seen

    def _sum(self, found: list[str], line: str) -> Score:
        scale = features.scale(line)
        rows = [self._rows[key] for key in sorted(found)]
        sums = map(sum, zip(*rows, strict=True)) if rows else [0] * len(COLUMNS)
        request, urgent, *categories = [
            (bias + total * scale) / UNIT for bias, total in zip(self._bias, sums, strict=True)
        ]
        parts = tuple(zip(sorted(found), rows, strict=True))
        return Score(request, urgent, tuple(categories), parts, scale / UNIT)

    def _upper(self, text: str, lexicon: Lexicon, wordy: Mapping[str, int]) -> int:
        named = sum(max(0, self._weight("g" + name)) for name in lexicon.groups.get(text, ()))
        return self._weight("c" + text) + named + wordy.get(text, 0)

    def _weight(self, key: str) -> int:
        row = self._rows.get(key)
        return row[REQUEST] if row else 0


def parse(line: str) -> tuple[str, Row]:
    """A line of the model file as key and row."""
    key, *cells = line.rstrip("\n").split("\t")
    return key, tuple(int(cell) if cell else 0 for cell in cells)


def joined(key: str) -> str:
    """The text that a feature of runs or words stands in."""
    return key[1:].replace("_", "") if key[0] == "v" else key[1:]


def _key_if_known(key: str, rows: Mapping[str, Row]) -> str:
    return key if key in rows else ""
