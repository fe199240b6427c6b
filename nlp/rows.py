"""The weights of all features as rows of one matrix, so that those of a line are added up in one go."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from nlp.matcher import Matcher
from nlp.words import Lexicon

Row = tuple[int, ...]
"""What a feature says by column, in hundredths before scaling."""
Places = list[tuple[int, int]]
"""Where something stands in a line: starts and ends."""


class Rows:
    """Rows of whole numbers by feature key (see `nlp.features`). Pure after loading, safe among threads.

    The first rows of the matrix belong to the texts of the matcher, each with the sum of its features' rows.
    """

    def __init__(self, rows: Mapping[str, Row], lexicon: Lexicon) -> None:
        """All rows are of one length."""
        self._matcher = Matcher(rows, lexicon)
        texts = [tuple(map(sum, zip(*map(rows.__getitem__, keys), strict=True))) for keys in self._matcher.keys]
        words = [key for key in rows if key[0] == "w"]
        nothing = (0,) * len(next(iter(rows.values())))
        self._matrix = np.array([*texts, nothing, *map(rows.__getitem__, words)], dtype=np.int32)
        self._words = {key[1:]: row for row, key in enumerate(words, len(texts) + 1)}

    def total(self, line: str, pieces: list[str]) -> NDArray[np.int64]:
        """The sum by column over the runs, the lexicon's words and jieba's words (`pieces`), each counted once."""
        found = self._matcher.found(line).union(filter(None, map(self._words.get, pieces)))
        summed: NDArray[np.int64] = self._matrix.take([*found], 0).sum(0, dtype=np.int64)
        return summed

    def see(self, line: str, pieces: list[str]) -> list[tuple[Row, Places]]:
        """What `total` adds up, and where each of it stands."""
        places: dict[int, Places] = {}
        ends = list(accumulate(map(len, pieces)))
        words = ((self._words.get(piece), end - len(piece), end) for piece, end in zip(pieces, ends, strict=True))
        for row, start, end in (*self._matcher.find(line, True), *words):
            if row is not None:
                places.setdefault(row, []).append((start, end))
        return [(tuple(self._matrix[row].tolist()), spans) for row, spans in places.items()]
