"""How alike two reports are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.similar import UNKNOWN, Fingerprint, begins_another, fingerprint, similarity, together


def alike(one: str, other: str) -> float:
    return similarity(fingerprint(one), fingerprint(other))


def test_the_same_thing_in_other_words() -> None:
    assert alike("3栋电梯又停了", "轿厢卡在7楼 按键没反应") > UNKNOWN
    assert alike("垃圾桶漫出来了", "桶桶还是满的") > UNKNOWN


def test_different_things() -> None:
    assert alike("3栋电梯又停了", "3栋楼下垃圾桶满了") < UNKNOWN / 2


def test_who_names_nothing_says_nothing() -> None:
    assert alike("又来了", "3栋电梯又停了") == UNKNOWN


def test_the_same_words_are_very_alike() -> None:
    assert alike("广场舞音响震得窗子响", "广场舞音响震得窗子响") == 1.0


def test_words_that_only_look_like_a_thing() -> None:
    assert "ice" not in fingerprint("冰箱里的肉都坏了").things


def test_a_request_speaks_of_all_that_its_reports_do() -> None:
    whole = together([fingerprint("电梯坏了"), fingerprint("灯不亮")])
    assert {"lift", "light"} <= whole.things
    assert together([]) == Fingerprint()


def test_something_further() -> None:
    assert begins_another("还有那个滑梯 螺丝都冒出来了")
    assert not begins_another("滑梯还有螺丝冒出来")


@given(st.text(max_size=40), st.text(max_size=40))
def test_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert 0.0 <= alike(one, other) <= 1.0
    assert alike(one, other) == alike(other, one)
