"""The fitted weights: what every feature says for a request, for each category and for danger.

A line's score for a column is `bias + scale(line) * sum of the weights of its features`, in log-odds. Whether a line is
a request is told by one pass of an Aho-Corasick automaton over character runs and the lexicon; jieba's words are looked
at only where they can change something: for the category and the danger of what is a request.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp import features
from nlp.features import Cut
from nlp.normal import LONGEST
from nlp.reading import Category
from nlp.words import Lexicon

FILE: Final = Path(__file__).with_name("model.tsv.gz")
REQUESTS: Final = (0, 1)
"""The columns of a request by `nlp.features.is_written`: typed as in chat, written in sentences as in a petition."""
COLUMNS: Final = ("request", "request_written", "urgent", "urgent_written", *Category)
"""Petitions ask in other words than chat does, and call other things urgent."""
UNIT: Final = 100
"""Weights are kept as whole hundredths."""

Row = tuple[int, ...]


Spans = Mapping[str, list[tuple[int, int]]]
"""Features of a line by key, with where they stand (start, end); the length of a line stands nowhere."""


@dataclass(frozen=True, slots=True)
class Score:
    """Log-odds of a line by column."""

    request: float
    urgent: float
    categories: tuple[float, ...]


class Model:
    """Weights in memory with the automaton over all texts that matter. Pure after loading, safe among threads."""

    def __init__(self, rows: Mapping[str, Row], bias: Row, lexicon: Lexicon, cut: Cut) -> None:
        self.bias = bias
        self.cut = cut
        self._rows = rows
        self._asking = tuple(_Asking(rows, bias, column, lexicon) for column in REQUESTS)
        texts = features.unique([*lexicon.groups, *(key[1:] for key in rows if key[0] == "c")])
        self._find = AhoCorasick(texts, matchkind=MatchKind.Standard).find_matches_as_indexes
        self._runs = ["c" + text if "c" + text in rows else "" for text in texts]
        self._groups = {
            place: frozenset(key for name in lexicon.groups[text] if (key := "g" + name) in rows)
            for place, text in enumerate(texts)
            if text in lexicon.groups
        }
        self._named = frozenset(self._groups)
        self._packed = {key: _pack(row) for key, row in rows.items()}
        self._packed_runs = [self._packed.get(key, 0) for key in self._runs]

    @classmethod
    def load(cls, lexicon: Lexicon, cut: Cut, file: Path = FILE) -> Model:
        """Raises ValueError when the file is of another shape than this code."""
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            if tuple(next(lines).rstrip("\n").split("\t")[1:]) != COLUMNS:
                raise ValueError(f"{file.name}: other columns than {COLUMNS}; fit it again with python -m nlp.fit")
            rows = dict(map(parse, lines))
        return cls(rows, rows.pop("bias"), lexicon, cut)

    def request(self, line: str) -> float:
        """Log-odds that the line is a request; the same as `score` tells, without jieba."""
        return self._asking[features.is_written(line)](line)

    def score(self, line: str, pieces: list[str]) -> Score:
        """Everything the line says; `pieces` are its words as `cut` cuts them."""
        hits = set(map(_FIRST, self._find(line, overlapping=True)))
        names = frozenset().union(*map(self._groups.__getitem__, hits & self._named))
        keys = {features.step(line), *features.words(pieces), *names}
        packed = self._packed
        total = sum(map(self._packed_runs.__getitem__, hits)) + sum([packed[key] for key in keys if key in packed])
        scale = features.scale(line)
        asks, asks_written, urgent, urgent_written, *categories = [
            (bias + said * scale) / UNIT for bias, said in zip(self.bias, _unpack(total), strict=True)
        ]
        if features.is_written(line):
            return Score(asks_written, urgent_written, tuple(categories))
        return Score(asks, urgent, tuple(categories))

    def see(self, line: str, pieces: list[str]) -> Spans:
        """All features of the line that have weights, and where they stand."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for hit, start, end in self._find(line, overlapping=True):
            if key := self._runs[hit]:
                spans.setdefault(key, []).append((start, end))
            for name in self._groups.get(hit, ()):
                spans.setdefault(name, []).append((start, end))
        for key, start, end in features.placed_words(pieces):
            if key in self._rows:
                spans.setdefault(key, []).append((start, end))
        return spans

    def row(self, key: str) -> Row:
        """What a feature says by column, in hundredths before scaling; all 0 when nothing is known of it."""
        return self._rows.get(key, _SILENT)


class _Asking:
    """One column of a request alone: an automaton over the few texts that say something about asking."""

    def __init__(self, rows: Mapping[str, Row], bias: Row, column: int, lexicon: Lexicon) -> None:
        weights = {key: row[column] for key, row in rows.items() if row[column]}
        groups = {
            word: frozenset(key for name in names if (key := "g" + name) in weights)
            for word, names in lexicon.groups.items()
        }
        texts = features.unique(
            [*(word for word in groups if groups[word]), *(key[1:] for key in weights if key[0] == "c")]
        )
        self._find = AhoCorasick(texts, matchkind=MatchKind.Standard).find_matches_as_indexes
        self._runs = [weights.get("c" + text, 0) for text in texts]
        self._groups = {place: groups[text] for place, text in enumerate(texts) if groups.get(text)}
        self._named = frozenset(self._groups)
        self._weights = weights
        lines = ["x" * size for size in range(LONGEST + 3)]
        self._start = [
            bias[column] + weights.get(features.step(line), 0) * features.scale(line) for line in lines if line
        ]
        self._scale = [features.scale(line) for line in lines if line]

    def __call__(self, line: str) -> float:
        hits = set(map(_FIRST, self._find(line, overlapping=True)))
        total = sum(map(self._runs.__getitem__, hits))
        if named := hits & self._named:
            total += sum(map(self._weights.__getitem__, frozenset().union(*map(self._groups.__getitem__, named))))
        size = len(line) - 1
        return (self._start[size] + total * self._scale[size]) / UNIT


_FIRST: Final = itemgetter(0)


_SILENT: Final = (0,) * len(COLUMNS)
_BITS: Final = 24
_HALF: Final = 1 << (_BITS - 1)
_MASK: Final = (1 << _BITS) - 1
_MIDDLE: Final = sum(_HALF << (_BITS * place) for place in range(len(COLUMNS)))


def _pack(row: Row) -> int:
    """A row as one whole number, so that rows are added in one go: each column has 24 bits of its own."""
    return sum(weight << (_BITS * place) for place, weight in enumerate(row))


def _unpack(total: int) -> list[int]:
    total += _MIDDLE
    return [((total >> (_BITS * place)) & _MASK) - _HALF for place in range(len(COLUMNS))]


def parse(line: str) -> tuple[str, Row]:
    """A line of the model file as key and row."""
    key, *cells = line.rstrip("\n").split("\t")
    return key, tuple(int(cell) if cell else 0 for cell in cells)
