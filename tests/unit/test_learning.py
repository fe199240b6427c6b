"""What a correction is worth, and how far corrections go together."""

from __future__ import annotations

import pytest

from nlp.classify import Reader
from nlp.learning import MOST_OF_A_LINE, MOST_OF_A_WORD, Taught, confirmation, lesson, together, within_a_line
from nlp.reading import NONE

OILY = "3栋楼下充电桩位子被油车占了 电车充不了电"


def test_lessons_add_up_to_the_bound_of_a_word_and_no_further() -> None:
    one = {"车棚": {"charging": 0.5, "parking": -0.5}}
    assert together([one, one]) == {"车棚": {"charging": 1.0, "parking": -1.0}}
    assert together([one] * 9) == {"车棚": {"charging": MOST_OF_A_WORD, "parking": -MOST_OF_A_WORD}}


def test_the_words_of_a_line_move_it_to_its_bound_and_no_further() -> None:
    words = "甲乙丙丁戊"
    known = {word: {"noise": MOST_OF_A_WORD} for word in words}
    assert within_a_line(known, "甲乙") == {word: {"noise": MOST_OF_A_WORD} for word in "甲乙"}
    assert sum(one["noise"] for one in within_a_line(known, words).values()) == pytest.approx(MOST_OF_A_LINE)


def test_a_lesson_is_about_words_and_not_about_places_plates_or_what_stands_everywhere(reader: Reader) -> None:
    learned = lesson(reader, "3栋业主 沪A12345油车天天占充电桩 小区没人管", "greening")
    assert learned
    assert all(word.isalpha() and len(word) > 1 for word in learned)
    assert learned.keys().isdisjoint({"3栋", "0栋", "业主", "天天", "小区", "没人"})


def test_a_lesson_that_two_people_give_puts_the_line_right(reader: Reader) -> None:
    for right in ("parking", "charging"):
        one = lesson(reader, OILY, right)
        assert Taught(reader, together([one, one])).read(OILY).main == right


def test_what_was_learned_wrongly_can_be_taught_back(reader: Reader) -> None:
    read = reader.read(OILY).main
    other = "parking" if read == "charging" else "charging"
    wrong = lesson(reader, OILY, other)
    known = together([wrong, wrong])
    assert Taught(reader, known).read(OILY).main == other

    back = lesson(reader, OILY, read, known)
    assert Taught(reader, together([wrong, wrong, back, back])).read(OILY).main == read


def test_a_confirmation_makes_the_reader_surer(reader: Reader) -> None:
    before = reader.read(OILY)
    taught = Taught(reader, confirmation(reader, OILY, before.main))
    assert taught.read(OILY).confidence > before.confidence


def test_a_clear_request_stays_one_after_two_lessons_on_another_line(reader: Reader) -> None:
    one = lesson(reader, "今晚架空层打鼓的队伍还差两个人", NONE)
    taught = Taught(reader, together([one, one]))
    for line in ("3栋2单元电梯坏了 停在7楼不动", "6栋楼上半夜打鼓 吵得睡不着", "架空层的灯坏了 黑漆漆的"):
        assert taught.read(line).labels == reader.read(line).labels


def test_lines_without_a_learned_word_are_read_as_ever(reader: Reader) -> None:
    taught = Taught(reader, {"充电桩": {"parking": MOST_OF_A_WORD}})
    for line in ("早上好", "3栋2单元电梯坏了 停在7楼不动", "", "㊋"):
        assert taught.read(line) == reader.read(line)
        assert taught.explain(line) == reader.explain(line)
