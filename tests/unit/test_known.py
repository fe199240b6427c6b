"""What the room has reported in the last days tells the car and the place that a line means without naming them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.talk import KNOWN_FOR, REPORTS, Talk
from nlp.cars import read_plates
from nlp.context import Context, Line
from nlp.place import find_place
from nlp.whereabouts import read_place

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
BLOCKED = "北门口那辆冀R5N770横着挺 出都出不去"
WALL = "10栋后面堡坎裂了条缝"
DANCING = "中庭广场舞跳到十点"


def known(*reports: tuple[str, str, str]) -> Context:
    """What 强子 says days after reports of (who, text, category)."""
    lines = tuple(Line(text, who, 0.0, (category,), find_place(text)) for who, text, category in reports)
    return Context(talker_id="强子", nickname="6-1-1502强子", known=lines)


@pytest.mark.parametrize(
    ("text", "context", "plates"),
    [
        ("北门又堵上了 还是那车", known(("老周", BLOCKED, "parking")), ("冀R5N770",)),
        ("那车又来了", known(("强子", BLOCKED, "parking")), ("冀R5N770",)),
        ("那车又来了", known(("老周", BLOCKED, "parking")), ()),
        ("南门又堵上了 还是那车", known(("老周", BLOCKED, "parking")), ()),
        ("北门又堵上了", known(("老周", BLOCKED, "parking")), ()),
        ("北门还是那车", known(("老周", BLOCKED, "parking"), ("老王", "北门停着沪B23456", "parking")), ()),
        ("那车位又被占了", known(("强子", BLOCKED, "parking")), ()),
        ("北门还是那车", known(("老周", "北门卖菜的冀R5N770 便宜", "greening")), ()),
    ],
)
def test_that_car_is_the_one_that_was_reported(text: str, context: Context, plates: tuple[str, ...]) -> None:
    assert read_plates(text, context, "parking")[0] == plates


@pytest.mark.parametrize(
    ("text", "category", "context", "place"),
    [
        ("堡坎那里警戒线吹断了", "safety", known(("老周", WALL, "safety")), "10栋"),
        ("广场舞又是这个点", "noise", known(("老周", DANCING, "noise")), "中庭"),
        ("冀R5N770又停起了", "parking", known(("老周", BLOCKED, "parking")), "北门"),
        ("还是占我D17", "parking", known(("老周", "地下二层D17被占了", "parking")), "地库B2"),
        ("电梯又停了", "repair", known(("老周", "3栋电梯坏了", "repair")), "6栋1单元"),
        ("广场舞又是这个点", "noise", known(("老周", DANCING, "noise"), ("老王", "东门广场舞吵", "noise")), "6栋1单元"),
        ("8栋的堡坎也裂了", "safety", known(("老周", WALL, "safety")), "8栋"),
    ],
)
def test_the_thing_is_where_it_was(text: str, category: str, context: Context, place: str) -> None:
    assert read_place(text, context, category)[0].text == place


def test_reports_are_known_for_a_week_and_forgotten_with_their_author() -> None:
    talk = Talk()
    line = Line(BLOCKED, "老周", 0.0, ("parking",), find_place(BLOCKED), request=7)
    talk.remember("r", NOON, line)
    talk.remember("r", NOON, Line("北门今天热闹", "老王", 0.0, ("none",), find_place("北门")))
    talk.remember("r", NOON, Line("北门在处理了", "物业", 0.0, ("parking",), find_place("北门"), by_staff=True))
    assert talk.known("r", NOON + KNOWN_FOR) == (line,)
    assert talk.known("r", NOON + KNOWN_FOR + timedelta(seconds=1)) == ()
    assert talk.known("other", NOON) == ()
    talk.take_back("老周", 7)
    assert talk.known("r", NOON) == ()
    talk.remember("r", NOON, line)
    talk.forget("老周")
    assert talk.known("r", NOON) == ()


def test_only_so_many_reports_are_known() -> None:
    talk = Talk()
    for number in range(REPORTS + 5):
        talk.remember("r", NOON, Line(f"{number % 9 + 1}栋漏水", "老周", 0.0, ("repair",), find_place("1栋")))
    assert len(talk.known("r", NOON)) == REPORTS
