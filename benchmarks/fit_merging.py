"""Fit the points of `handlers/rules/points.py`: `python -m benchmarks.fit_merging TRANSCRIPT.jsonl ...`.

Walks each transcript in time order with the true cases as the known requests, notes the evidence for each pair of a
report and a case, and fits a logistic regression. A share of the labels is changed at random (seeded), because the
reader that merging stands on makes mistakes too. Prints the table to paste.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.special import expit  # type: ignore[import-untyped]
from sklearn.feature_extraction import DictVectorizer

from benchmarks.merging import Known, candidate, estates, is_picture, reported, words_of
from handlers.rules.evidence import Report, Scene, evidence
from handlers.rules.merging import possible
from nlp.reading import Category

WRONG = (0.0, 0.12, 0.2)
"""Share of wrong labels in each walk through the transcripts."""
SEED = 7

SHRINK = 1.0
FOR = ("same", "speaker's", "alike", "very alike", "latest", "said at home", "home at home", "only one")
AGAINST = ("other", "said away", "home away", "spot against", "car, none", "noise at", "speaker reported")
PLAINLY_AGAINST = ("other spot", "other category")

Array = npt.NDArray[np.float64]
Pair = tuple[dict[str, int], bool]


def pairs(lines: Sequence[dict], wrong: float, chance: random.Random) -> Iterator[Pair]:
    """The evidence for each report with each case known before it, and whether it belongs there."""
    known: dict[str, Known] = {}
    for line in lines:
        text = words_of(line)
        if is_picture(text):
            continue
        report, mark = reported(line, text)
        report = _misread(report, wrong, chance)
        possibles = [one for case, one in known.items() if possible(report, candidate(one, mark))]
        scene = Scene(report, [candidate(one, mark) for one in possibles])
        for one, its in zip(possibles, scene.candidates, strict=True):
            yield dict.fromkeys(evidence(scene, its), 1), one is known.get(line["case"])
        home = known.setdefault(line["case"], Known(len(known) + 1))
        home.add(report, mark, line)


def _misread(report: Report, wrong: float, chance: random.Random) -> Report:
    if chance.random() >= wrong:
        return report
    return replace(report, labels=(chance.choice([*Category]).value, *report.labels[1:]))


def fit(found: Sequence[Pair]) -> dict[str, float]:
    """Evidence name -> log-odds."""
    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform([{"start": 1, **one} for one, _ in found])
    truth = np.where([same for _, same in found], 1.0, -1.0)
    names = [str(name) for name in vectorizer.get_feature_names_out()]

    def loss(points: Array) -> tuple[float, Array]:
        margin = truth * (table @ points)
        shrunk = points * np.array([name != "start" for name in names])
        slope = -table.T @ (truth * expit(-margin)) + SHRINK * shrunk
        return float(np.logaddexp(0, -margin).sum() + SHRINK * (shrunk @ shrunk) / 2), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=[_bounds(name) for name in names])
    return {name: float(value) for name, value in zip(names, best.x, strict=True)}


def _bounds(name: str) -> tuple[float | None, float | None]:
    """What plainly speaks against may never come out for, and the other way round, whatever the sample says."""
    if " category, " in name:  # a pair of names: the rest of what both tell together
        return None, None
    if name.startswith(AGAINST):
        return None, -1.0 if name in PLAINLY_AGAINST else 0.0
    return (0.0, None) if name.startswith(FOR) else (None, None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    chance = random.Random(SEED)
    found = [
        pair
        for path in options.files
        for lines in estates(path)
        for wrong in WRONG
        for pair in pairs(lines, wrong, chance)
    ]
    for name, value in fit(found).items():
        print(f'    "{name}": {value:.2f},')


if __name__ == "__main__":
    main()
