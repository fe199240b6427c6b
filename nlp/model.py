"""The fitted weights: what every feature says for a request, for each category and for danger.

A line's score for a column is `bias + scale(line) * sum of the weights of its features`, in log-odds. Whether a line is
a request is told by one pass of an Aho-Corasick automaton over character runs and the lexicon; jieba's words are looked
at only where they can change something: for the category and the danger of what is a request.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from nlp import features, kinds
from nlp.features import Cut
from nlp.normal import LONGEST
from nlp.reading import Category
from nlp.rows import Places, Row, Rows
from nlp.tally import Tally
from nlp.words import Lexicon

FILE: Final = Path(__file__).with_name("model.tsv.gz")
SIDE: Final = ("request", "urgent", *Category)
"""What is told of a line typed as in chat; the same again of a line written in sentences as in a petition, which asks
in other words and calls other things urgent (`nlp.features.is_written`)."""
COLUMNS: Final = (*SIDE, *(f"{name}_written" for name in SIDE))
BIAS: Final = "bias"
USUAL: Final = "usual"
"""The row of what the kinds of matter say of danger, in the columns of the categories (see `nlp.kinds`)."""
UNIT: Final = 100
"""Weights are kept as whole hundredths."""


class Score(NamedTuple):
    """Log-odds of a line by column of its side.

    `alarm` is what its words say of danger, `usual` what each kind of matter says of it.
    """

    request: float
    alarm: float
    categories: tuple[float, ...]
    usual: tuple[float, ...]

    def danger(self, categories: Sequence[float]) -> float:
        """Log-odds of danger now, of a matter of these categories."""
        return self.alarm + kinds.leaning(categories, self.usual)

    @property
    def urgent(self) -> float:
        """Log-odds of danger now, of a matter of the line's own categories."""
        return self.danger(self.categories)


class Model:
    """Weights in memory with the automatons over all texts that matter. Pure after loading, safe among threads."""

    def __init__(self, table: Mapping[str, Row], lexicon: Lexicon, cut: Cut) -> None:
        rows = {key: row for key, row in table.items() if key not in (BIAS, USUAL)}
        self._usual = tuple(
            tuple(float(weight) / UNIT for weight in side[-len(Category) :]) for side in _sides(table[USUAL])
        )
        self.cut = cut
        self._rows = Rows(rows, lexicon, sides=2)
        self._asking = tuple(
            Tally({key: int(row[column]) for key, row in rows.items() if row[column]}, lexicon).of
            for column in (0, len(SIDE))
        )
        lines = ["x" * max(1, size) for size in range(LONGEST + 3)]
        self._scale = [features.scale(line) / UNIT for line in lines]
        steps = [_sides(rows.get(features.step(line), (0,) * len(COLUMNS))) for line in lines]
        self._steps = [np.array([step[side] for step in steps]) for side in (0, 1)]
        self._bias = [np.array(side) / UNIT for side in _sides(table[BIAS])]
        self._asking_steps: list[list[int]] = [side[:, 0].tolist() for side in self._steps]
        self._asking_bias = [float(side[0]) for side in self._bias]

    @classmethod
    def load(cls, lexicon: Lexicon, cut: Cut, file: Path = FILE) -> Model:
        """Raises ValueError when the file is of another shape than this code."""
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            if tuple(next(lines).rstrip("\n").split("\t")[1:]) != COLUMNS:
                raise ValueError(f"{file.name}: other columns than {COLUMNS}; fit it again with python -m nlp.fit")
            return cls(dict(map(parse, lines)), lexicon, cut)

    def request(self, line: str) -> float:
        """Log-odds that the line is a request; the same as `score` tells, without jieba."""
        size, side = len(line), features.is_written(line)
        said = self._asking[side](line) + self._asking_steps[side][size]
        return self._asking_bias[side] + said * self._scale[size]

    def score(self, line: str, pieces: list[str]) -> Score:
        """Everything the line says; `pieces` are its words as `cut` cuts them."""
        size, side = len(line), features.is_written(line)
        said = self._rows.total(line, pieces, side) + self._steps[side][size]
        odds = self._bias[side] + said * self._scale[size]
        asks, alarm, *categories = odds.tolist()
        return Score(asks, alarm, tuple(categories), self._usual[side])

    def see(self, line: str, pieces: list[str]) -> list[tuple[Row, Places]]:
        """What the runs and words of the line say by column of its side, in hundredths before scaling, and where they
        stand."""
        return self._rows.see(line, pieces, features.is_written(line))


def _sides(row: Row) -> tuple[Row, Row]:
    return row[: len(SIDE)], row[len(SIDE) :]


def parse(line: str) -> tuple[str, Row]:
    """A line of the model file as key and row."""
    key, *cells = line.rstrip("\n").split("\t")
    return key, np.array([int(cell) if cell else 0 for cell in cells], dtype=np.int32)
