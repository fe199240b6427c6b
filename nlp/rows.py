"""The weights of all features as rows of a matrix a side, so that those of a line are added up in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from nlp.matcher import Matcher
from nlp.words import Lexicon

Row = Sequence[int] | NDArray[np.int32]
"""What a feature says by column, in hundredths before scaling."""
Places = list[tuple[int, int]]
"""Where something stands in a line: starts and ends."""


class Rows:
    """Rows of whole numbers by feature key (see `nlp.features`). Pure after loading, safe among threads.

    The first rows of a matrix belong to the texts of the matcher, each with the sum of its features' rows.
    """

    def __init__(self, rows: Mapping[str, Row], lexicon: Lexicon, sides: int = 1) -> None:
        """All rows are of one length, and cut into so many equal sides."""
        self._matcher = Matcher(rows, lexicon)
        row_of = {key: row for row, key in enumerate(rows)}
        words = [key for key in rows if key[0] == "w"]
        alone = np.array(list(rows.values()), dtype=np.int32)
        texts = [[row_of[key] for key in keys] for keys in self._matcher.keys]
        matrix = np.vstack([_summed(alone, texts), np.zeros_like(alone[:1]), alone[[row_of[key] for key in words]]])
        small = matrix.astype(np.int16)  # half as much to fetch for each line
        kept = small if np.array_equal(small, matrix) else matrix
        self._matrices = [np.ascontiguousarray(side) for side in np.split(kept, sides, axis=1)]
        self._words = {key[1:]: row for row, key in enumerate(words, len(texts) + 1)}

    def total(self, line: str, pieces: list[str], side: int = 0) -> NDArray[np.int64]:
        """The sum by column of a side over runs, the lexicon's words and jieba's (`pieces`), each counted once."""
        found = self._matcher.found(line).union(filter(None, map(self._words.get, pieces)))
        summed: NDArray[np.int64] = self._matrices[side].take([*found], 0).sum(0, dtype=np.int64)
        return summed

    def see(self, line: str, pieces: list[str], side: int = 0) -> list[tuple[Row, Places]]:
        """What `total` adds up, and where each of it stands."""
        places: dict[int, Places] = {}
        ends = list(accumulate(map(len, pieces)))
        words = ((self._words.get(piece), end - len(piece), end) for piece, end in zip(pieces, ends, strict=True))
        for row, start, end in (*self._matcher.find(line, True), *words):
            if row is not None:
                places.setdefault(row, []).append((start, end))
        return [(self._matrices[side][row].tolist(), spans) for row, spans in places.items()]


def _summed(rows: NDArray[np.int32], texts: list[list[int]]) -> NDArray[np.int32]:
    """For each text the sum of its rows; every text has one."""
    if not texts:
        return rows[:0]
    starts = [0, *accumulate(map(len, texts[:-1]))]
    summed: NDArray[np.int32] = np.add.reduceat(rows[[row for text in texts for row in text]], starts, dtype=np.int32)
    return summed
