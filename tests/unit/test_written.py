"""The words that a reading names are words of the text, as a person wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.classify import Reader
from nlp.normal import normalise
from nlp.written import as_written

WRITTEN = (
    ("3栋12单元电梯坏了", " |0栋|0单元|电梯|坏了| ", ["3栋", "12单元", "电梯", "坏了"]),
    ("沪A·12345堵门", " |㊋|堵|门| ", ["沪A·12345", "堵", "门"]),
    ("@张三 WiFi密码", " |@|wifi|密码| ", ["@张三", "WiFi", "密码"]),
    ("  打  12345 ,没人管", " |打| |9| |,|没人管| ", ["打", "12345", "没人管"]),
    ("３号楼\u200b电梯", " |0|号楼|电梯| ", ["３", "号楼", "电梯"]),
    ("B2区灯坏了", " |㊐区|灯|坏了| ", ["B2区", "灯", "坏了"]),
    ("e\u0301 3栋 电梯", " |é| |0栋| |电梯| ", ["é", "电梯"]),  # cannot be traced: signs are left out
)
READ = ("3栋12单元电梯坏了", "沪A·12345堵门", "早上好 3栋的WiFi密码是多少", "缺井盖!!! 12号楼@物业")
SIGNS = "3栋1单元沪A·12345bB2区@张三 \u2005\u3000,。!３ＡａI\u0130e\u0301㊋0\u200bﬁ½😂\ud83d"
LINES = st.text(SIGNS, max_size=40)


@pytest.mark.parametrize(("text", "cut", "words"), WRITTEN)
def test_signs_are_told_as_they_were_written(text: str, cut: str, words: list[str]) -> None:
    line = normalise(text)
    pieces = cut.split("|")
    assert "".join(pieces) == line
    assert [word for word in as_written(text, line, pieces) if word] == words


@given(LINES)
def test_whatever_is_written_is_cut_out_of_the_text(text: str) -> None:
    line = normalise(text)
    shown = as_written(text, line, list(line))
    assert len(shown) == len(line)
    traced = [word for word in shown if word and word not in text]
    assert all(normalise(word) == f" {word} " for word in traced), "what cannot be traced is shown as it was read"


@pytest.mark.parametrize("text", READ)
def test_a_reading_names_words_of_the_text(reader: Reader, text: str) -> None:
    because = reader.explain(text).because
    assert because
    assert [cause.word for cause in because if cause.word not in text] == []
    assert all(any(sign.isalnum() for sign in cause.word) for cause in because)
