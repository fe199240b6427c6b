"""Homes that nicknames tell."""

from __future__ import annotations

import pytest

from nlp.nickname import place_of
from nlp.reading import NOWHERE, Place


@pytest.mark.parametrize(
    ("nickname", "home"),
    [
        ("3-2-1102小雨妈", Place("3栋", "2单元", door="1102")),
        ("5#1单元 静静", Place("5栋", "1单元")),
        ("3栋2单元-张姐", Place("3栋", "2单元")),
        ("周周(3-2)", Place("3栋", "2单元")),
        ("2栋刘叔", Place("2栋")),
        ("钱老师1-901", Place("1栋", door="901")),
        ("11-1703王", Place("11栋", door="1703")),
        ("杜 电车5-2", Place("5栋", "2单元")),
    ],
)
def test_tells(nickname: str, home: Place) -> None:
    assert place_of(nickname) == home


@pytest.mark.parametrize(
    "nickname", ["", "平安是福", "7-11便利店", "Lily2019", "2020-3-1", "苏E沪漂", "24小时", "大海"]
)
def test_tells_nothing(nickname: str) -> None:
    assert place_of(nickname) == NOWHERE


def test_in_the_group_of_one_building_a_short_number_is_the_unit() -> None:
    assert place_of("朱朱1-2001", "5栋") == Place("5栋", "1单元", door="2001")
    assert place_of("钱老师5-1-901", "5栋") == Place("5栋", "1单元", door="901")
