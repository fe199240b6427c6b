"""Fit the weights of `nlp.around` on the whole days of talk in the corpus. Called by `nlp.fit`.

The words' scores must come from a model that has not seen the day they are used on, and the lines before a line are
taken as the reader itself would have read them, not as they were labelled: so that is how the weights are fitted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from nlp.around import CATEGORIES, LOUDEST, Around, Rate, Weights, around, danger, hints
from nlp.classify import BAR
from nlp.context import Context, Line
from nlp.model import Model, Score
from nlp.normal import normalise
from nlp.quote import split_quote
from nlp.reading import NONE
from nlp.titles import title_of

WINDOW: Final = 1800.0
LINES: Final = 40
ROUNDS: Final = 3
STRENGTH: Final = 0.3
SLACK: Final = 0.002
"""How much F1 is given so that less talk is taken for requests."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a day of talk with its label and what its own words say."""

    at: float
    room: str
    line: Line
    quoted: str
    label: str
    urgent: bool
    score: Score

    @property
    def fits(self) -> bool:
        return not self.line.by_staff


def day(file: Path, rate: Rate, is_picture: re.Pattern[str]) -> list[Said]:
    """The lines of a transcript in order, rated by a model that has not seen them."""
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    said = [_said(record, rate, is_picture) for record in records]
    return sorted(said, key=lambda one: one.at)


def _said(record: dict[str, Any], rate: Rate, is_picture: re.Pattern[str]) -> Said:
    quote = split_quote(record["text"])
    label = NONE if is_picture.fullmatch(record["text"].strip()) else record["labels"][0]
    staff = bool(title_of(record["talker"]))
    line = Line(quote.reply, record["talker_id"], 0.0, (NONE if staff else label,), by_staff=staff)
    at = datetime.fromisoformat(record["time"]).timestamp()
    return Said(at, record["room"], line, quote.quoted, label, record["urgency"] == "urgent", rate(quote.reply))


def fit(days: Sequence[Sequence[Said]], rate: Rate) -> Weights:
    """Fit signs and hints; each round takes the lines before a line as the round before has read them."""
    read = [[one.line.labels for one in lines] for lines in days]
    for _ in range(ROUNDS):
        scenes = [
            (one, seen)
            for lines, labels in zip(days, read, strict=True)
            for one, seen in _scenes(lines, labels, rate)
            if one.fits
        ]
        asking = [(one, seen) for one, seen in scenes if one.label != NONE]
        named = _hints(asking, rate)
        weights = Weights(_signs(scenes), named, _danger(asking, Weights({}, named, {}), rate))
        read = [_read(lines, weights, rate) for lines in days]
    return weights


def _scenes(lines: Sequence[Said], labels: Sequence[tuple[str, ...]], rate: Rate) -> Iterator[tuple[Said, Around]]:
    for place, one in enumerate(lines):
        yield one, around(len(one.line.text), _context(lines, labels, place), rate)


def _context(lines: Sequence[Said], labels: Sequence[tuple[str, ...]], place: int) -> Context:
    one = lines[place]
    before = (
        replace(earlier.line, age=one.at - earlier.at, labels=label)
        for earlier, label in zip(lines[:place], labels[:place], strict=True)
        if earlier.room == one.room and one.at - earlier.at <= WINDOW
    )
    return Context(talker_id=one.line.talker_id, quoted=one.quoted, recent=tuple(before)[-LINES:])


def _read(lines: Sequence[Said], weights: Weights, rate: Rate) -> list[tuple[str, ...]]:
    labels: list[tuple[str, ...]] = []
    for place, one in enumerate(lines):
        seen = around(len(one.line.text), _context(lines, labels, place), rate)
        asks = one.fits and weights.asks(one.score.request, seen) > BAR
        scores = _named(one, seen, weights, rate) if asks else ()
        labels.append((CATEGORIES[scores.index(max(scores))].value if asks else NONE,))
    return labels


def _named(one: Said, seen: Around, weights: Weights, rate: Rate) -> tuple[float, ...]:
    """Category scores of a line with the talk around it."""
    return weights.categories(one.score.categories, hints(one.line.text, one.score.categories, seen, rate))


def _signs(scenes: Iterable[tuple[Said, Around]]) -> dict[str, float]:
    rows, wanted = [], []
    for one, seen in scenes:
        words = max(-LOUDEST, min(LOUDEST, one.score.request))
        rows.append({**seen.signs, "words": words, "words_open": words * seen.open})
        wanted.append(one.label != NONE)
    weights = {"words": 0.0, "words_open": 0.0} | _logistic(rows, wanted)
    return _moved(weights, rows, wanted, BAR, SLACK)


def _danger(asking: Sequence[tuple[Said, Around]], named: Weights, rate: Rate) -> dict[str, float]:
    rows = [danger(one.score.danger(_named(one, seen, named, rate)), seen, rate) for one, seen in asking]
    urgent = [one.urgent for one, _ in asking]
    return _moved(_logistic(rows, urgent), rows, urgent, 0.0)


def _moved(
    weights: Mapping[str, float],
    rows: Sequence[Mapping[str, float]],
    wanted: Sequence[bool],
    bar: float,
    slack: float = 0.0,
) -> dict[str, float]:
    """The weights with a bias by which most of what is wanted, and little else, is above `bar`."""
    odds = [weights["bias"] + sum(weights[name] * value for name, value in row.items()) for row in rows]
    return {**weights, "bias": weights["bias"] - _best_bar(odds, wanted, slack) + bar}


def _best_bar(odds: Sequence[float], wanted: Sequence[bool], slack: float) -> float:
    """The log-odds from which most of what is wanted and little else is found (highest F1): of those that are about as
    good, the one that finds least.
    """

    def found(bar: float) -> float:
        hits = sum(yes for value, yes in zip(odds, wanted, strict=True) if value > bar)
        return 2 * hits / max(1, sum(wanted) + sum(value > bar for value in odds))

    bars = [step / 10 for step in range(-20, 21)]
    best = max(map(found, bars))
    return max(bar for bar in bars if found(bar) >= best - slack)


def _logistic(rows: Sequence[Mapping[str, float]], wanted: Sequence[bool]) -> dict[str, float]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    names = DictVectorizer()
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit(names.fit_transform(rows), wanted)
    found = dict(zip(names.get_feature_names_out(), map(float, fitted.coef_[0]), strict=True))
    return {"bias": float(fitted.intercept_[0])} | found


def _hints(asking: Sequence[tuple[Said, Around]], rate: Rate) -> dict[str, float]:
    import numpy as np
    from scipy.optimize import minimize

    named = [
        {"line": one.score.categories, **hints(one.line.text, one.score.categories, seen, rate)} for one, seen in asking
    ]
    names = sorted({name for row in named for name in row})
    nothing = (0.0,) * len(CATEGORIES)
    cube = np.array([[row.get(name, nothing) for name in names] for row in named])
    wanted = np.array([CATEGORIES.index(one.label) for one, _ in asking])
    each = np.arange(len(wanted))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = np.einsum("n,rnc->rc", weights, cube)
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        off = shares.copy()
        off[each, wanted] -= 1
        missed = -np.log(shares[each, wanted] + 1e-12).sum() + 0.01 * weights @ weights
        return float(missed), np.einsum("rc,rnc->n", off, cube) + 0.02 * weights

    best = minimize(loss, np.full(len(names), 0.8), jac=True, method="L-BFGS-B")
    return dict(zip(names, map(float, best.x), strict=True))


def written(weights: Weights) -> str:
    """The weights as TOML."""
    tables = (("request", weights.request), ("category", weights.category), ("urgent", weights.urgent))
    blocks = [
        f"[{title}]\n" + "".join(f"{name} = {value:.3f}\n" for name, value in sorted(table.items()))
        for title, table in tables
    ]
    return "# Written by python -m nlp.fit: how much the talk around a line counts, in log-odds.\n" + "\n".join(blocks)


def rating(model: Model, known: dict[str, Score]) -> Rate:
    """Rate texts with a model's score, each text once; what is known already stays as it is."""

    def rate(text: str) -> Score:
        if text not in known:
            line = normalise(text)
            known[text] = model.score(line, model.cut(line))
        return known[text]

    return rate
