"""What speaks for and against a report belonging to a known request, each piece by its name. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

UNKNOWN = 0.4
"""The likeness of texts of which one names nothing (`nlp.similar.UNKNOWN`)."""

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_PLAYGROUNDS = {"儿童游乐区": "儿童乐园"}
"""One place, whether its name or a slide in it was named."""
_HOURS_OF_ONE_NOISE = 4
_WIDE = frozenset({"property_deed", "fees_service"})
"""Categories whose matters mostly concern the whole estate."""
_GATES = ("东门", "西门", "南门", "北门", "正门", "后门", "侧门", "号门")


@dataclass(frozen=True, slots=True)
class Where:
    """A place as far as merging compares it; "" is not said. "3栋", "2单元", "东门", "B2"."""

    building: str = ""
    unit: str = ""
    spot: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One message that reports something.

    `said` is the place that the text itself names, `home` where the speaker lives (of the nickname, or of a room that
    serves one building). `bare`: the text names no thing, no place and no plate ("又来了"). `another`: it begins as
    something further ("还有那个滑梯").
    """

    at: datetime
    room_id: str
    talker_id: str
    labels: tuple[str, ...]
    said: Where = Where()
    home: Where = Where()
    plates: tuple[str, ...] = ()
    bare: bool = False
    another: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request of the same estate, open or lately closed, with its reports (one at least), oldest first.

    `similarity` (0..1) is how alike the new report's text is to the texts of `reports`; see `nlp.similar`.
    """

    number: int
    reports: Sequence[Report]
    similarity: float
    closed: bool = False


@dataclass(frozen=True)
class Scene:
    """A report among all the requests that it could belong to."""

    report: Report
    candidates: Sequence[Candidate]

    def candidate(self, number: int) -> Candidate:
        """The candidate with that number."""
        return next(one for one in self.candidates if one.number == number)

    @cached_property
    def in_room(self) -> dict[int, datetime]:
        """Request number -> when it was last reported in the report's room; the latest first."""
        return self._last(lambda one: one.room_id == self.report.room_id)

    @cached_property
    def by_talker(self) -> dict[int, datetime]:
        """Request number -> when the speaker last reported it; the latest first."""
        return self._last(lambda one: one.talker_id == self.report.talker_id)

    @cached_property
    def of_category(self) -> int:
        """How many of the requests have the report's main category."""
        return sum(one.reports[0].labels[0] == self.report.labels[0] for one in self.candidates)

    def _last(self, wanted: Callable[[Report], bool]) -> dict[int, datetime]:
        last = {
            one.number: max(times)
            for one in self.candidates
            if (times := [report.at for report in one.reports if wanted(report)])
        }
        return dict(sorted(last.items(), key=lambda item: item[1], reverse=True))


def evidence(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """The names of everything that speaks for or against `candidate` (points in `points.py`)."""
    report = scene.report
    yield from _car(report, candidate)
    category, words = _category(report, candidate), _words(report, candidate.similarity)
    yield category
    yield words
    yield f"{category}, {words}"
    yield from _place(report, candidate)
    yield from _talk(scene, candidate)
    yield from _speaker(scene, candidate)
    yield _age(report, candidate)
    if "noise" in report.labels and _other_hour(report, candidate):
        yield "noise at another hour"
    if candidate.reports[0].labels[0] == report.labels[0] and scene.of_category == 1:
        yield "only one of its category"


def same_car(report: Report, candidate: Candidate) -> bool | None:
    """Whether the plates can be of one car; None when one side names none."""
    known = [plate for one in candidate.reports for plate in one.plates]
    if not known or not report.plates:
        return None
    return any(_one_car(mine, theirs) for mine in report.plates for theirs in known)


def doubtful(scene: Scene, candidate: Candidate) -> bool:
    """Whether only the committee can tell, however much speaks for it."""
    if same_car(scene.report, candidate):
        return False
    names = set(evidence(scene, candidate))
    own = "speaker's latest, 3 min" in names
    fresh = own or not names.isdisjoint(_FRESH)
    if not own and names.isdisjoint(_ALIKE) and _another_of_speaker(scene, candidate):
        return True
    again = candidate.number in scene.by_talker and not names.isdisjoint(_ALIKE)
    if "other category" in names and "nothing named" not in names and not again:
        return True
    if not names.isdisjoint(_OTHER_PLACE) and not own:
        return True
    if scene.report.another and names.isdisjoint(_ALIKE):
        return True
    if "other things" in names:
        if "same category" in names and not names.isdisjoint(_NEXT_DOOR) and candidate.number not in scene.by_talker:
            return True
        return not names.isdisjoint(_NEW_MATTER) or (names.isdisjoint(_SAME_PLACE) and not fresh)
    return "said away from home" in names and not own


def another_matter(scene: Scene, candidate: Candidate) -> bool:
    """Whether the report names other things in another category: that both lie near each other is chance."""
    names = set(evidence(scene, candidate))
    return {"other category", "other things"} <= names and "speaker's latest, 3 min" not in names


_FRESH = frozenset({"latest in the room, 1 min", "latest in the room, 3 min"})
_ALIKE = frozenset({"alike", "very alike"})
_NEW_MATTER = frozenset({"other category", "car, none known"})
_OTHER_PLACE = frozenset({"other spot", "spot against building"})
_SAME_PLACE = frozenset({"same building", "same spot"})
_NEXT_DOOR = frozenset({"same building", "same spot", "home at home"})
"""Where a neighbour names another thing of one place: a lamp and a burst pipe are two matters."""


def _another_of_speaker(scene: Scene, candidate: Candidate) -> bool:
    """Whether the speaker reported another request that the new words may be meant for."""
    others = (one for one in scene.candidates if one is not candidate and one.number in scene.by_talker)
    return any(_main(one) == scene.report.labels[0] for one in others)


def elsewhere(report: Report, candidate: Candidate) -> bool:
    """Whether both name a building, a gate or a garage level, and not the same one."""
    mine, said = report.said, [one.said for one in candidate.reports]
    if mine.building and (buildings := {where.building for where in said} - {""}):
        return mine.building not in buildings
    if mine.level and (levels := {where.level for where in said} - {""}) and mine.level not in levels:
        return True
    gates = {where.spot for where in said if where.spot.endswith(_GATES)}
    return mine.spot.endswith(_GATES) and bool(gates) and not any(_part(mine.spot, gate) for gate in gates)


def _car(report: Report, candidate: Candidate) -> Iterator[str]:
    if same_car(report, candidate):
        yield "same car"
    elif report.plates:
        yield "car, none known"


def _one_car(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and (long.endswith(short) or long.startswith(short))


def _part(one: str, other: str) -> bool:
    one, other = _PLAYGROUNDS.get(one, one), _PLAYGROUNDS.get(other, other)
    return one in other or other in one


def _main(candidate: Candidate) -> str:
    return candidate.reports[0].labels[0]


def _category(report: Report, candidate: Candidate) -> str:
    main = candidate.reports[0].labels[0]
    if report.labels[0] == main:
        return "same wide category" if main in _WIDE else "same category"
    known = {label for one in candidate.reports for label in one.labels}
    return "shared category" if known & set(report.labels) else "other category"


def _place(report: Report, candidate: Candidate) -> Iterator[str]:
    said = [one.said for one in candidate.reports]
    buildings = {where.building for where in said} - {""}
    spots = {where.spot or where.level for where in said} - {""}
    mine = report.said.spot or report.said.level
    if report.said.building and buildings:
        yield "same building"
        yield from _unit(report.said, said)
    elif report.said.building or (report.home.building and not mine):
        yield from _home(report, candidate, buildings)
    if mine and spots:
        yield "same spot" if any(_part(mine, spot) for spot in spots) else "other spot"
    elif (mine and buildings) or (report.said.building and spots and not buildings):
        yield "spot against building"


def _unit(mine: Where, said: Sequence[Where]) -> Iterator[str]:
    units = {where.unit for where in said if where.building == mine.building} - {""}
    if mine.unit and units:
        yield "same unit" if mine.unit in units else "other unit"


def _home(report: Report, candidate: Candidate, buildings: set[str]) -> Iterator[str]:
    """A building that is said on one side only, against where the other side lives."""
    mine = report.said.building or report.home.building
    theirs = buildings or {one.home.building for one in candidate.reports} - {""}
    if not theirs:
        return
    kind = "said" if report.said.building or buildings else "home"
    yield f"{kind} at home" if mine in theirs else f"{kind} away from home"


def _words(report: Report, similarity: float) -> str:
    if report.bare:
        return "nothing named"
    if similarity < UNKNOWN / 2:
        return "other things"
    if similarity < UNKNOWN + 0.05:
        return "nothing to compare"
    return "alike" if similarity < 0.7 else "very alike"


def _talk(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """How lately, and how directly, the room spoke of it."""
    last = scene.in_room.get(candidate.number)
    if last is None:
        return
    gap = scene.report.at - last
    turn = "latest" if next(iter(scene.in_room)) == candidate.number else "earlier"
    for minutes in (1, 3, 8, 20, 60):
        if gap <= minutes * _MINUTE:
            yield f"{turn} in the room, {minutes} min"
            return


def _speaker(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """How lately the speaker reported it, and whether he reported something else since."""
    last = scene.by_talker.get(candidate.number)
    if last is None:
        if _another_of_speaker(scene, candidate):
            yield "speaker reported another like it"
        elif scene.by_talker:
            yield "speaker reported others only"
        return
    gap = scene.report.at - last
    turn = "latest" if next(iter(scene.by_talker)) == candidate.number else "earlier"
    for name, limit in (("3 min", 3 * _MINUTE), ("1 h", 60 * _MINUTE), ("1 day", _DAY)):
        if gap <= limit:
            yield f"speaker's {turn}, {name}"
            return
    yield f"speaker's {turn}, long ago"


def _other_hour(report: Report, candidate: Candidate) -> bool:
    """Whether all of it was heard at quite another time of the day."""
    return all(_hours_apart(report.at, one.at) > _HOURS_OF_ONE_NOISE for one in candidate.reports)


def _hours_apart(one: datetime, other: datetime) -> float:
    """Hours between two times of the day, 0 to 12."""
    hours = abs(one - other) / timedelta(hours=1) % 24
    return min(hours, 24 - hours)


def _age(report: Report, candidate: Candidate) -> str:
    gap = report.at - candidate.reports[-1].at
    for name, limit in (("10 min", 10 * _MINUTE), ("2 h", 120 * _MINUTE), ("1 day", _DAY), ("3 days", 3 * _DAY)):
        if gap <= limit:
            return f"reported within {name}"
    return "reported long ago"
