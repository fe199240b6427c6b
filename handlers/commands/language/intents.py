"""What a line most likely asks for: a linear model over its runs of characters.

It is fitted by `handlers.commands.language.fit`. The rules of the grammar come first; this is for what none of them has
thought of.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from math import exp, sqrt
from pathlib import Path
from typing import Final

from handlers.commands.language.numbers import BARE, NAMED, STRONG
from handlers.commands.language.segment import Segment
from nlp.rows import Row, Rows
from nlp.words import Lexicon

FILE: Final = Path(__file__).with_name("intents.tsv.gz")
UNIT: Final = 100
"""Weights are kept as whole hundredths."""
LONGEST: Final = 60
"""Characters of a line that are looked at."""
_MARKS: Final = str.maketrans({STRONG: "A", NAMED: "B", BARE: "C"})
_DIGITS = re.compile(r"\d+")


def seen(segment: Segment) -> str:
    """The line as the model sees it: capitals tell what surrounds it and where numbers of requests stand."""
    around = f"{'Q' if segment.quotes else 'N'}{'X' if segment.quoted_closed else ''}"
    said = _DIGITS.sub("0", segment.folded.translate(_MARKS))[:LONGEST]
    return f"{around}^{said}$"


class Intents:
    """Log-odds of the intents. Never changes after loading; safe among threads."""

    def __init__(self, names: tuple[str, ...], bias: Row, rows: Mapping[str, Row]) -> None:
        """`rows` by feature (see `nlp.features`), in hundredths; one column an intent."""
        self._names, self._bias = names, bias
        counted = {key: (*row, 1) for key, row in rows.items()}
        self._rows = Rows(counted, Lexicon({}, {}))

    @classmethod
    def load(cls, file: Path = FILE) -> Intents:
        """Load the fitted weights from the package."""
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            names = tuple(next(lines).rstrip("\n").split("\t")[1:])
            rows = {key: tuple(map(int, cells)) for key, *cells in (line.rstrip("\n").split("\t") for line in lines)}
        return cls(names, rows.pop("bias"), rows)

    def likely(self, segment: Segment) -> tuple[str, float]:
        """The likeliest intent and its probability; "none" for talk."""
        probabilities = self.probabilities(segment)
        intent = max(probabilities, key=probabilities.__getitem__)
        return intent, probabilities[intent]

    def probabilities(self, segment: Segment) -> dict[str, float]:
        """The probability of every intent."""
        *said, count = self._rows.total(seen(segment), []).tolist()
        scale = 1 / sqrt(max(count, 1)) / UNIT
        odds = [bias / UNIT + weight * scale for bias, weight in zip(self._bias, said, strict=True)]
        top = max(odds)
        shares = [exp(one - top) for one in odds]
        whole = sum(shares)
        return {name: share / whole for name, share in zip(self._names, shares, strict=True)}
