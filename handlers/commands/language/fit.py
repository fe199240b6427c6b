"""Fit the weights of `handlers.commands.language.intents`: `python -m handlers.commands.language.fit`. Deterministic.

Needs scikit-learn (a development dependency); half a minute on two cores. In the corpus a line is what somebody typed,
`[card]` in front what he quoted, and behind ` => ` what it asks for; talk.txt holds what asks for nothing.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from handlers.commands.language.intents import FILE, UNIT, seen
from handlers.commands.language.line import read_line
from handlers.commands.language.parsed import NOTHING
from handlers.commands.language.segment import segment_of
from nlp import features

CORPUS: Final = Path(__file__).with_name("corpus")
RARE: Final = 2
"""How many lines a run of characters must stand in."""
QUOTING = re.compile(r"\[(#(?:[^\[\]]|\[[^\]]*\])*)\] (.*)")
Typed = tuple[str, str, str]
"""What was typed, what was quoted, and its intent."""


def examples(folder: Path = CORPUS) -> list[Typed]:
    """All lines of the corpus."""
    return [example for file in sorted(folder.glob("*.txt")) for example in read(file)]


def read(file: Path) -> Iterator[Typed]:
    """The lines of one file, without its remarks."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("# "):
            continue
        said, _, wanted = line.rpartition(" => ") if " => " in line else (line, "", NOTHING)
        quoting = QUOTING.fullmatch(said)
        text, quoted = (quoting[2], quoting[1]) if quoting else (said, "")
        yield text, quoted, wanted.split()[0]


def fit(lines: list[Typed]) -> Iterator[str]:
    """The model file's lines."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    told = [{*features.runs(seen(segment_of(read_line(text), quoted, None)))} for text, quoted, _ in lines]
    counts = Counter(key for keys in told for key in keys)
    known = sorted(key for key, count in counts.items() if count >= RARE)
    matrix: Any = csr_matrix(_matrix(told, known))
    fitted = LogisticRegression(C=100.0, max_iter=500).fit(matrix, np.array([intent for *_, intent in lines]))
    yield "\t".join(("key", *fitted.classes_))
    yield "\t".join(("bias", *(str(round(value * UNIT)) for value in fitted.intercept_)))
    for key, weights in zip(known, fitted.coef_.T, strict=True):
        yield "\t".join((key, *(str(round(weight * UNIT)) for weight in weights)))


def _matrix(told: list[set[str]], known: list[str]) -> Any:
    """Which line has which feature; all lines of one length."""
    from scipy.sparse import csr_matrix

    place = {key: column for column, key in enumerate(known)}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for keys in told:
        here = sorted(place[key] for key in keys if key in place)
        columns += here
        values += [len(here) ** -0.5] * len(here)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(told), len(known)))


def main() -> None:
    """Fit on the whole corpus and write the model's file."""
    lines = examples()
    text = "".join(line + "\n" for line in fit(lines)).encode()
    FILE.write_bytes(gzip.compress(text, compresslevel=9, mtime=0))
    print(f"{len(lines)} lines -> {FILE.name}, {FILE.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
