"""One matter or two: reports as neighbours make them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.rules.evidence import Scene, evidence
from handlers.rules.merging import Candidate, Decision, Doubt, New, Report, Same, Where, decide
from handlers.rules.points import POINTS
from nlp.nickname import place_of
from nlp.place import find_place
from nlp.plate import find_plates
from nlp.reading import Place
from nlp.similar import begins_another, fingerprint, similarity, together

MORNING = datetime(2025, 11, 6, 8, 0, tzinfo=UTC)


class Estate:
    """Says lines in groups and keeps what became of each, as the bot would."""

    def __init__(self) -> None:
        self.known: dict[int, list[tuple[str, Report]]] = {}
        self.closed: set[int] = set()

    def hears(self, minute: float, who: str, text: str, label: str, room: str = "大群") -> Decision:
        report = reported(minute, who, text, label, room)
        mark = fingerprint(text)
        decision = decide(report, [self._candidate(number, mark) for number in self.known])
        number = decision.number if isinstance(decision, Same) else len(self.known) + 1
        self.known.setdefault(number, []).append((text, report))
        return decision

    def _candidate(self, number: int, mark: object) -> Candidate:
        texts, reports = zip(*self.known[number], strict=True)
        likeness = similarity(mark, together(map(fingerprint, texts)))  # type: ignore[arg-type]
        return Candidate(number, reports, likeness, closed=number in self.closed)


def reported(minute: float, who: str, text: str, label: str, room: str = "大群") -> Report:
    said, plates = find_place(text), find_plates(text)
    return Report(
        at=MORNING + timedelta(minutes=minute),
        room_id=room,
        talker_id=who,
        labels=(label,),
        said=where(said),
        home=where(place_of(who)),
        plates=plates,
        bare=not (said or plates or fingerprint(text).things),
        another=begins_another(text),
    )


def where(place: Place) -> Where:
    return Where(place.building, place.unit, place.spot, place.level)


@pytest.fixture
def estate() -> Estate:
    return Estate()


def test_neighbours_go_on_about_it(estate: Estate) -> None:
    assert estate.hears(0, "3-2-702小米妈", "3栋2单元电梯又停了 门开一半", "repair") == New()
    assert estate.hears(2, "3-2-1501老李", "我从15楼走下来的 左边那部", "repair") == Same(1)
    assert estate.hears(3, "3-2-1102小雨妈", "又来了", "repair") == Same(1)


def test_another_building_is_another_matter(estate: Estate) -> None:
    estate.hears(0, "3-2-702小米妈", "3栋2单元电梯又停了", "repair")
    assert estate.hears(1, "8-1-905谭谭", "8栋1单元电梯也停了", "repair") == New()


def test_another_thing_in_the_same_building(estate: Estate) -> None:
    estate.hears(0, "5-3-201陈孃", "5栋楼下垃圾桶漫出来了", "sanitation")
    assert not isinstance(estate.hears(700, "5-1-1603阿杰", "5栋底下那排路灯没亮", "repair"), Same)


def test_one_car_in_two_groups(estate: Estate) -> None:
    estate.hears(0, "沉默是金", "北门口那辆冀R5N770横着", "parking", room="一期群")
    assert estate.hears(280, "魏老师", "北门那车太缺德了 冀R5N770", "parking", room="二期群") == Same(1)
    assert estate.hears(2000, "老佟", "尾号770又堵北门了", "parking", room="一期群") == Same(1)


def test_another_car_is_another_matter(estate: Estate) -> None:
    estate.hears(0, "沉默是金", "北门口那辆冀R5N770横着", "parking")
    assert estate.hears(1, "老佟", "渝B3K926也横在北门", "parking") == New()


def test_gates_and_garage_levels_are_apart(estate: Estate) -> None:
    estate.hears(0, "甲", "东门井盖没了", "safety")
    assert estate.hears(1, "乙", "西门井盖没了", "safety") == New()
    estate.hears(2, "丙", "负一漏水", "repair")
    assert estate.hears(3, "丁", "负二漏水", "repair") == New()


def test_something_further_is_asked_about_or_new(estate: Estate) -> None:
    estate.hears(0, "1-502潘潘妈", "儿童乐园那边冒黑水 沙井盖都顶起来了", "sanitation")
    assert not isinstance(estate.hears(2, "1-502潘潘妈", "还有那个滑梯 螺丝冒出来一颗", "safety"), Same)


def test_the_reporter_comes_back_next_day(estate: Estate) -> None:
    estate.hears(0, "3-2-702小米妈", "3栋2单元电梯又停了", "repair")
    assert estate.hears(24 * 60, "3-2-702小米妈", "电梯按键还是没修", "repair") == Same(1)


def test_it_happens_again_after_it_was_resolved(estate: Estate) -> None:
    estate.hears(0, "3-2-702小米妈", "3栋2单元电梯又停了", "repair")
    estate.closed.add(1)
    assert estate.hears(2 * 24 * 60, "3-2-702小米妈", "3栋2单元电梯又坏了", "repair") == Same(1)


def test_what_was_resolved_long_ago_is_over(estate: Estate) -> None:
    estate.hears(0, "3-2-702小米妈", "3栋2单元电梯又停了", "repair")
    estate.closed.add(1)
    assert estate.hears(30 * 24 * 60, "3-2-702小米妈", "3栋2单元电梯又坏了", "repair") == New()


def test_with_two_that_fit_alike_the_committee_is_asked() -> None:
    one = reported(0, "3-1-101甲", "3栋电梯停了", "repair")
    two = replace(one, talker_id="3-1-102乙")
    later = reported(300, "3-1-103丙", "3栋电梯停了", "repair")
    assert isinstance(decide(later, [Candidate(1, [one], 0.9)]), Same | Doubt)
    assert isinstance(decide(later, [Candidate(1, [one], 0.9), Candidate(2, [two], 0.9)]), Doubt)


def test_nothing_known_is_new() -> None:
    assert decide(reported(0, "甲", "电梯停了", "repair"), []) == New()


def test_each_piece_of_evidence_has_points(estate: Estate) -> None:
    first = reported(0, "3-2-702小米妈", "3栋2单元电梯又停了", "repair")
    again = reported(1, "3-2-702小米妈", "3栋2单元电梯又停了", "repair")
    named = set(names(again, [Candidate(1, [first], 1.0)]))
    assert {"same category", "same building", "same unit", "very alike"} <= named
    assert named <= POINTS.keys()


def names(report: Report, candidates: list[Candidate]) -> Iterable[str]:
    return evidence(Scene(report, candidates), candidates[0])
