"""Fit the weights of `nlp.model` on the corpus: `python -m nlp.fit`. Deterministic; about a minute on two cores.

Needs scikit-learn (a development dependency). Linear models share the features: request or not, which category (of
requests), and danger now (of requests; as chat and as petitions name it).
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp import around, features, fit_talk
from nlp.around import Weights
from nlp.cutter import Cutter
from nlp.estimators import fit_apart, fit_categories, fit_danger, scaled, unseen_kinds
from nlp.model import BIAS, COLUMNS, FILE, SIDE, UNIT, USUAL, Model, Score, parse
from nlp.normal import normalise
from nlp.reading import NONE, Category
from nlp.words import Lexicon

CORPUS: Final = Path(__file__).with_name("corpus")
RARE: Final = {"c": 3, "w": 1, "g": 1, "s": 1}
"""How many lines of the corpus a feature of each kind must stand in."""
LOUD: Final = {"g": 3.0}
"""Kinds whose features count more before fitting, so that they are preferred to single runs of characters."""
QUIET: Final = {"g": 0.4}
"""Kinds that count less for category and danger: there the words themselves tell more than their groups."""
EAGER: Final = (0.0, 0.35)
"""Log-odds by side that are added to asking: letters mostly ask, and in files left out of the fit more are found so."""
ALARM: Final = (0.1, -0.5)
"""Log-odds by side that are 0 afterwards: from here most dangers and few others are found in files left out."""
QUIETEST: Final = 50
"""Features that say less than this (in hundredths) about asking are left out of that model, which is then fitted
again: a few of the features are as good and much faster."""
SMALLEST: Final = 25
"""Features whose weights all stay below this (in hundredths) are dropped."""
PICTURE = re.compile(r"(\[(图片|视频|语音|表情|文件|链接)\]\s*)+")


@dataclass(frozen=True, slots=True)
class Example:
    """One line of the corpus."""

    text: str
    labels: tuple[str, ...]
    urgent: bool
    source: str

    @property
    def asks(self) -> bool:
        return self.labels[0] != NONE


def examples(folder: Path = CORPUS) -> list[Example]:
    """All lines of the corpus with labels; pictures without words ask for nothing by themselves."""
    return [
        _example(json.loads(line), file)
        for file in sorted(folder.rglob("*.jsonl"))
        if file.name != "cases.jsonl"
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def _example(record: dict[str, Any], file: Path) -> Example:
    picture = bool(PICTURE.fullmatch(record["text"].strip()))
    labels = (NONE,) if picture else tuple(record["labels"])
    return Example(record["text"], labels, record.get("urgency") == "urgent" and not picture, _source(file))


def _source(file: Path) -> str:
    return file.relative_to(CORPUS).with_suffix("").as_posix()


@dataclass(frozen=True, slots=True)
class Fitted:
    """Rows of weights by feature, of the biases and of what kinds of matter say of danger, before rounding."""

    keys: list[str]
    weights: Any
    bias: Any
    usual: Any


def fit(lines: Sequence[Example], lexicon: Lexicon, cut: features.Cut) -> Fitted:
    """Fit all columns on the lines."""
    import numpy as np

    seen = [features.counts(normalise(line.text), lexicon, cut) for line in lines]
    counts = Counter(key for keys in seen for key in keys)
    known = sorted(key for key, count in counts.items() if count >= RARE[key[0]])
    size = np.array([_size(key, counts[key], len(lines)) for key in known])
    matrix = _matrix(lines, seen, known, size)
    wanted = np.array([line.asks for line in lines])
    asks, asks_bias = _fit_asking(matrix, lines, wanted, np.array([key[0] != "w" for key in known]), size)
    quiet = np.array([QUIET.get(key[0], 1.0) for key in known])
    told, told_bias, usual = _fit_told(scaled(matrix, quiet)[wanted], [line for line in lines if line.asks])
    weights = np.concatenate([asks[:, None], told * quiet], axis=1) * size
    bias = np.column_stack([asks_bias + np.array(EAGER), told_bias])
    nothing = np.zeros((2, len(SIDE) - len(Category)))
    return Fitted(known, weights.reshape(len(COLUMNS), -1).T, bias.ravel(), np.hstack([nothing, usual]).ravel())


def _fit_asking(matrix: Any, lines: Sequence[Example], wanted: Any, wordless: Any, size: Any) -> tuple[Any, Any]:
    """Request or not, typed and written, from the loudest features that are found without jieba."""
    import numpy as np

    written = _written(lines)
    first, _ = fit_apart(matrix[:, wordless], written, wanted, typed=0.0)
    loud = np.abs(first * size[wordless]).max(axis=0) * UNIT >= QUIETEST
    kept = np.flatnonzero(wordless)[loud]
    asks = np.zeros((2, len(size)))
    asks[:, kept], bias = fit_apart(matrix[:, kept], written, wanted, typed=0.0)
    return asks, bias


def _fit_told(matrix: Any, requests: Sequence[Example]) -> tuple[Any, Any, Any]:
    """What is told of requests: danger now, then the categories; and what their kinds say of danger."""
    import numpy as np

    written, main = _written(requests), np.array([line.labels[0] for line in requests])
    danger = np.array([line.urgent for line in requests])
    urgent, alarm, usual = fit_danger(matrix, written, danger, unseen_kinds(matrix, written, main))
    category, bias = fit_categories(matrix, written, main)
    return np.concatenate([urgent[:, None], category], axis=1), np.column_stack([alarm - np.array(ALARM), bias]), usual


def _written(lines: Sequence[Example]) -> Any:
    import numpy as np

    return np.array([float(features.is_written(normalise(line.text))) for line in lines])


def _size(key: str, count: int, lines: int) -> float:
    rarity = math.log((1 + lines) / (1 + count)) + 1
    return rarity * LOUD.get(key[0], 1.0) / 9


def _matrix(lines: Sequence[Example], seen: Sequence[Mapping[str, int]], known: list[str], size: Any) -> Any:
    from scipy.sparse import csr_matrix

    place = {key: column for column, key in enumerate(known)}
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for line, keys in zip(lines, seen, strict=True):
        scale = features.scale(normalise(line.text))
        here = sorted(place[key] for key in keys if key in place)
        columns += here
        values += [size[column] * scale * keys[known[column]] for column in here]
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(lines), len(known)))


def table(fitted: Fitted) -> Iterator[str]:
    """The model file's lines."""
    yield "\t".join(("key", *COLUMNS))
    yield _cells(BIAS, fitted.bias)
    yield _cells(USUAL, fitted.usual)
    for key, weights in zip(fitted.keys, fitted.weights, strict=True):
        if max(map(abs, weights)) * UNIT >= SMALLEST - 0.5:
            yield _cells(key, weights)


def _cells(key: str, weights: Sequence[float]) -> str:
    cells = [round(float(weight) * UNIT) for weight in weights]
    return "\t".join((key, *(str(cell) if cell else "" for cell in cells)))


def write(fitted: Fitted, file: Path = FILE) -> None:
    """Write the same bytes for the same weights."""
    text = "".join(line + "\n" for line in table(fitted)).encode()
    file.write_bytes(gzip.compress(text, compresslevel=9, mtime=0))


def model_of(fitted: Fitted, lexicon: Lexicon, cut: features.Cut) -> Model:
    """The model that the file would hold."""
    return Model(dict(parse(line) for line in list(table(fitted))[1:]), lexicon, cut)


def fit_talk_weights(lines: Sequence[Example], lexicon: Lexicon, cut: features.Cut) -> Weights:
    """Fit what the talk around a line says, each half of the days with words fitted without that half."""
    days = sorted(CORPUS.glob("*/transcript.jsonl"))
    rated: list[list[fit_talk.Said]] = []
    rates: dict[str, Score] = {}
    for half in (days[::2], days[1::2]):
        unseen = {_source(file) for file in half}
        model = model_of(fit([line for line in lines if line.source not in unseen], lexicon, cut), lexicon, cut)
        rate = fit_talk.rating(model, rates)
        rated += [fit_talk.day(file, rate, PICTURE) for file in half]
    return fit_talk.fit(rated, fit_talk.rating(model, rates))


def main() -> None:
    """Fit on the whole corpus and write the model's two files."""
    lexicon = Lexicon.load()
    cut = Cutter(lexicon.groups)
    lines = examples()
    fitted = fit(lines, lexicon, cut)
    write(fitted)
    print(f"{len(lines)} lines, {len(fitted.keys)} features, {FILE.stat().st_size / 1e6:.1f} MB -> {FILE.name}")
    weights = fit_talk_weights(lines, lexicon, cut)
    around.FILE.write_text(fit_talk.written(weights), encoding="utf-8")
    print(f"{len(weights.request)} signs, {len(weights.category)} hints -> {around.FILE.name}")


if __name__ == "__main__":
    main()
