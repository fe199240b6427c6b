"""Whether a report belongs to a request that is known already. Pure rules, standard library only.

What cannot be one matter (another car, another building, another gate) is out at once. For the rest the evidence is
added up. Wrongly merged is worse than split: between the two bars the committee is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from handlers.rules.evidence import (
    Candidate,
    Report,
    Scene,
    Where,
    another_matter,
    doubtful,
    elsewhere,
    evidence,
    same_car,
)
from handlers.rules.points import POINTS

__all__ = ["Candidate", "Decision", "Doubt", "New", "Report", "Same", "Where", "decide"]

SAME_BAR = 0.0
"""Log-odds from which a report is taken for the same matter."""
DOUBT_BAR = -1.5
"""Log-odds from which the committee is asked."""
CLEAR = 0.5
"""By so much the best request must lead the next one; else the committee is asked."""
CLOSED_COUNTS_FOR = timedelta(days=7)
"""So long a matter that was resolved counts as the same when it happens again."""


@dataclass(frozen=True, slots=True)
class Same:
    """The report belongs to request `number`."""

    number: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A new request, and the committee is asked whether it is the same as `number`."""

    number: int


@dataclass(frozen=True, slots=True)
class New:
    """A matter that is not known yet."""


Decision = Same | Doubt | New


def decide(report: Report, candidates: Iterable[Candidate]) -> Decision:
    """Same, Doubt or New for a report among the requests of its estate."""
    scene = Scene(report, [one for one in candidates if possible(report, one)])
    ranked = sorted(((total(scene, one), one.number) for one in scene.candidates), reverse=True)
    if not ranked or ranked[0][0] < DOUBT_BAR:
        return New()
    best, number = ranked[0]
    clear = len(ranked) == 1 or best - ranked[1][0] >= CLEAR
    sure = best >= SAME_BAR and clear and not doubtful(scene, scene.candidate(number))
    if sure:
        return Same(number)
    return New() if another_matter(scene, scene.candidate(number)) else Doubt(number)


def total(scene: Scene, candidate: Candidate) -> float:
    """The log-odds that the scene's report belongs to `candidate`."""
    return POINTS.get("start", 0.0) + sum(POINTS.get(name, 0.0) for name in evidence(scene, candidate))


def possible(report: Report, candidate: Candidate) -> bool:
    """Whether nothing rules out that the two are one matter."""
    if candidate.closed and report.at - candidate.reports[-1].at > CLOSED_COUNTS_FOR:
        return False
    car = same_car(report, candidate)
    return car is True or (car is None and not elsewhere(report, candidate))
