"""Text as people type it, cleaned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.clean import MAX_LENGTH, clean


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("", ""),
        ("  3栋\n\n电梯\t坏了  ", "3栋 电梯 坏了"),
        ("\uff21\uff11\uff12\uff13\uff0c你好", "A123,你好"),
        ("电\u200b梯\u200d坏\ufeff了", "电梯坏了"),
        ("\u202e反着写\u202c", "反着写"),
        ("停\x00水\x07了", "停水了"),
        ("断\ud83d电", "断电"),
        ("又停水了[捂脸]", "又停水了[捂脸]"),
        ("😭😭", "😭😭"),
        ("@王姐\u2005在吗", "@王姐 在吗"),
    ],
)
def test_what_it_makes_of_a_text(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


def test_a_very_long_message_is_cut() -> None:
    assert clean("停水" * 50_000) == "停水" * (MAX_LENGTH // 2)


def test_a_long_row_of_invisible_characters_hides_nothing() -> None:
    assert clean("\u200b" * 100_000 + "着火了") == "着火了"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert len(once) <= MAX_LENGTH
    assert once.encode("utf-8").decode() == once
    assert "\x00" not in once
