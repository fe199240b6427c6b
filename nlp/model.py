"""The fitted weights: what every feature says for a request, for each category and for danger.

A line's score for a column is `bias + scale(line) * sum of the weights of its features`, in log-odds. Whether a line is
a request is told by one pass of an Aho-Corasick automaton over character runs and the lexicon; jieba's words are looked
at only where they can change something: for the category and the danger of what is a request.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from nlp import features, kinds
from nlp.features import Cut
from nlp.normal import LONGEST
from nlp.reading import Category
from nlp.rows import Places, Row, Rows
from nlp.tally import Tally
from nlp.words import Lexicon

FILE: Final = Path(__file__).with_name("model.tsv.gz")
REQUESTS: Final = (0, 1)
"""The columns of a request by `nlp.features.is_written`: typed as in chat, written in sentences as in a petition."""
BIAS: Final = "bias"
COLUMNS: Final = ("request", "request_written", "urgent", "urgent_written", *Category)
"""Petitions ask in other words than chat does, and call other things urgent."""
USUAL: Final = ("usual_typed", "usual_written")
"""Rows of what the kinds of matter say of danger, in the columns of the categories (see `nlp.kinds`)."""
UNIT: Final = 100
"""Weights are kept as whole hundredths."""


@dataclass(frozen=True, slots=True)
class Score:
    """Log-odds of a line by column.

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
        rows = {key: row for key, row in table.items() if key != BIAS and key not in USUAL}
        self.bias = bias = table[BIAS]
        self._usual = tuple(tuple(weight / UNIT for weight in table[side][-len(Category) :]) for side in USUAL)
        self.cut = cut
        self._rows = Rows(rows, lexicon)
        self._asking = tuple(
            Tally({key: row[column] for key, row in rows.items() if row[column]}, lexicon).of for column in REQUESTS
        )
        lines = ["x" * max(1, size) for size in range(LONGEST + 3)]
        self._scale = [features.scale(line) for line in lines]
        steps = [rows.get(features.step(line), (0,) * len(bias)) for line in lines]
        self._asking_steps = tuple([step[column] for step in steps] for column in REQUESTS)
        self._steps, self._bias = np.array(steps), np.array(bias)

    @classmethod
    def load(cls, lexicon: Lexicon, cut: Cut, file: Path = FILE) -> Model:
        """Raises ValueError when the file is of another shape than this code."""
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            if tuple(next(lines).rstrip("\n").split("\t")[1:]) != COLUMNS:
                raise ValueError(f"{file.name}: other columns than {COLUMNS}; fit it again with python -m nlp.fit")
            return cls(dict(map(parse, lines)), lexicon, cut)

    def request(self, line: str) -> float:
        """Log-odds that the line is a request; the same as `score` tells, without jieba."""
        size, column = len(line), features.is_written(line)
        said = self._asking[column](line) + self._asking_steps[column][size]
        return (self.bias[column] + said * self._scale[size]) / UNIT

    def score(self, line: str, pieces: list[str]) -> Score:
        """Everything the line says; `pieces` are its words as `cut` cuts them."""
        size = len(line)
        said = self._rows.total(line, pieces) + self._steps[size]
        odds = ((self._bias + said * self._scale[size]) / UNIT).tolist()
        asks, asks_written, alarm, alarm_written, *categories = odds
        if features.is_written(line):
            return Score(asks_written, alarm_written, tuple(categories), self._usual[1])
        return Score(asks, alarm, tuple(categories), self._usual[0])

    def see(self, line: str, pieces: list[str]) -> list[tuple[Row, Places]]:
        """What the runs and words of the line say, in hundredths before scaling, and where they stand."""
        return self._rows.see(line, pieces)


def parse(line: str) -> tuple[str, Row]:
    """A line of the model file as key and row."""
    key, *cells = line.rstrip("\n").split("\t")
    return key, tuple(int(cell) if cell else 0 for cell in cells)
