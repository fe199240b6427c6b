"""Whether a report belongs to a request that is known already. Pure rules, standard library only.

Evidence for and against is added up in points. What cannot be one matter (another car, another building, another
gate) is out before any adding. Wrongly merged is worse than split: between the two bars the committee is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SAME_BAR = 4.0
DOUBT_BAR = 2.5
CLOSED_COUNTS_FOR = timedelta(days=7)
"""So long a matter that was resolved counts as the same when it happens again."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place as far as merging compares it; "" is not said. "3栋", "2单元", "东门"."""

    building: str = ""
    unit: str = ""
    spot: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One message that reports something.

    `said` is the place that the text itself names, `home` where the speaker lives (of the nickname, or of a room that
    serves one building). `bare`: the text names neither a thing nor a place nor a plate ("又来了").
    """

    at: datetime
    room_id: str
    talker_id: str
    labels: tuple[str, ...]
    said: Where = Where()
    home: Where = Where()
    plates: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request of the same estate, open or lately closed, with its reports, oldest first.

    `similarity` (0..1) is how alike the new report's text is to the texts of `reports`; see `nlp.similar`.
    """

    number: int
    reports: Sequence[Report]
    similarity: float
    closed: bool = False


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
    """Same, Doubt or New for a report among the candidates of its estate."""
    known = list(candidates)
    latest = _latest_in_room(report, known)
    points = sorted(
        ((worth, one.number) for one in known if (worth := score(report, one, latest)) is not None), reverse=True
    )
    if not points or points[0][0] < DOUBT_BAR:
        return New()
    worth, number = points[0]
    return Same(number) if worth >= SAME_BAR else Doubt(number)


def score(report: Report, candidate: Candidate, latest: int | None) -> float | None:
    """The points for `candidate`; None when it cannot be the same matter.

    `latest` is the number of the request that was last reported in the report's room.
    """
    if _expired(report, candidate) or _plates(report, candidate) == _OTHER:
        return None
    same_car = _plates(report, candidate) == _SAME
    place = _place(report, candidate)
    if place is None and not same_car:
        return None
    return (
        (_SAME_CAR if same_car else 0.0)
        + (place or 0.0)
        + _labels(report, candidate)
        + _words(candidate.similarity)
        + _talk(report, candidate, is_latest=candidate.number == latest)
        + _speaker(report, candidate)
        + _age(report, candidate)
    )


_SAME, _OTHER, _UNTOLD = "same", "other", "untold"
_SAME_CAR = 5.0
_WHOLE_PLATE = 7
_UNKNOWN_WORDS = 0.4  # the similarity of texts that cannot be compared
_GATES = ("东门", "西门", "南门", "北门", "正门", "后门", "侧门")
_WIDE = frozenset({"property_deed", "fees_service"})


def _expired(report: Report, candidate: Candidate) -> bool:
    return candidate.closed and report.at - candidate.reports[-1].at > CLOSED_COUNTS_FOR


def _plates(report: Report, candidate: Candidate) -> str:
    known = [plate for one in candidate.reports for plate in one.plates]
    if not known or not report.plates:
        return _UNTOLD
    if any(_one_car(mine, theirs) for mine in report.plates for theirs in known):
        return _SAME
    return _OTHER


def _one_car(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and (long.endswith(short) or long.startswith(short))


def _place(report: Report, candidate: Candidate) -> float | None:
    said = [one.said for one in candidate.reports]
    if report.said.building and any(where.building for where in said):
        return _buildings(report.said, said)
    points = _spots(report.said.spot, [where.spot for where in said if where.spot])
    if points is None:
        return None
    return points + _homes(report, candidate)


def _buildings(mine: Where, said: Sequence[Where]) -> float | None:
    if all(where.building != mine.building for where in said if where.building):
        return None
    units = {where.unit for where in said if where.building == mine.building and where.unit}
    if not mine.unit or not units:
        return 2.0
    return 3.0 if mine.unit in units else 0.0


def _spots(mine: str, theirs: Sequence[str]) -> float | None:
    if not mine or not theirs:
        return 0.0
    if mine in theirs:
        return 2.0
    if any(mine in spot or spot in mine for spot in theirs):
        return 1.5
    gates = [spot for spot in theirs if spot.endswith(_GATES)]
    return None if mine.endswith(_GATES) and gates else -2.0


def _homes(report: Report, candidate: Candidate) -> float:
    mine = report.said.building or report.home.building
    theirs = {one.said.building for one in candidate.reports} - {""}
    if not theirs:
        theirs = {one.home.building for one in candidate.reports} - {""}
    if not mine or not theirs:
        return 0.0
    if mine in theirs:
        return 1.0
    return -1.5 if report.said.building else -0.5


def _labels(report: Report, candidate: Candidate) -> float:
    main = candidate.reports[0].labels[0]
    known = {label for one in candidate.reports for label in one.labels}
    wide = 1.5 if main in _WIDE else 0.0
    if report.labels[0] == main:
        return 1.0 + wide
    return 0.5 if known & set(report.labels) else -3.0


def _words(similarity: float) -> float:
    if similarity >= _UNKNOWN_WORDS:
        return 3.0 * (similarity - _UNKNOWN_WORDS) / (1 - _UNKNOWN_WORDS)
    return 3.0 * (similarity - _UNKNOWN_WORDS) / _UNKNOWN_WORDS


def _talk(report: Report, candidate: Candidate, *, is_latest: bool) -> float:
    gap = _gap(report, [one for one in candidate.reports if one.room_id == report.room_id])
    if gap is None:
        return 0.0
    points = _by_gap(gap, ((2, 3.0), (5, 2.5), (15, 1.5), (45, 0.5)))
    return points if is_latest else points / 2


def _speaker(report: Report, candidate: Candidate) -> float:
    gap = _gap(report, [one for one in candidate.reports if one.talker_id == report.talker_id])
    return 0.0 if gap is None else _by_gap(gap, ((5, 2.5), (60, 2.0), (4 * 24 * 60, 1.5)))


def _age(report: Report, candidate: Candidate) -> float:
    gap = _gap(report, candidate.reports) or timedelta()
    return -0.5 * min(4.0, gap / timedelta(days=2)) - (0.5 if candidate.closed else 0.0)


def _gap(report: Report, reports: Sequence[Report]) -> timedelta | None:
    return report.at - max(one.at for one in reports) if reports else None


def _by_gap(gap: timedelta, steps: Sequence[tuple[int, float]]) -> float:
    """The points of the first step (minutes, points) that the gap does not pass, else 0."""
    return next((points for minutes, points in steps if gap <= timedelta(minutes=minutes)), 0.0)


def _latest_in_room(report: Report, candidates: Sequence[Candidate]) -> int | None:
    """The request that was last reported in the report's room."""
    last = [
        (one.at, candidate.number)
        for candidate in candidates
        for one in candidate.reports
        if one.room_id == report.room_id
    ]
    return max(last)[1] if last else None
