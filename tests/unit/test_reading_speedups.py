"""Every short way of the reader ends where the plain way ends: on the corpus, and on texts that nobody would write."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import features, normal, numerals, place, plate
from nlp.classify import Reader
from nlp.cutter import Cutter, tokenizer
from nlp.fit import examples
from nlp.normal import LONGEST, folded, normalise
from nlp.rows import Rows
from nlp.tally import Tally
from nlp.words import Lexicon

_WRITTEN = """
沪A12345 沪 京N7 B2 负二 十二栋 三号楼 二单元 2 702 1102 - 杠 # 号门 东 门 二期 地下一层 7楼 F 我家 不是 @小王 中庭
快递柜 没有 广场 舞 车位 D17 座 幢 樓 號 東門 ２ ① ß ı é 一二零二 七一电梯 尾号 挪车 停车 停车场 又停了 修好了 谢谢
垃圾桶 没人管 [图片] [ok] 😂 +1 a区 t恤 γ射线 囧 _ . % ㈱ ﷺ
"""
_PIECES = [*_WRITTEN.split(), " ", ",", ",", "。", "\r\n", "\u3000", "\u200b", "\ud800", "\ufe0f"]
talk = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)
texts = talk | st.text(max_size=30) | st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=30)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.fixture(scope="module")
def jieba(lexicon: Lexicon) -> Callable[[str], list[str]]:
    known: Any = tokenizer(lexicon.groups)
    return lambda line: list(known.cut(line, HMM=False))


@pytest.fixture(scope="module")
def cut(lexicon: Lexicon) -> Cutter:
    return Cutter(lexicon.groups)


@pytest.fixture(scope="module")
def corpus() -> list[str]:
    return [example.text for example in examples()[::4]]


def test_lines_are_cut_as_jieba_cuts_them(cut: Cutter, jieba: Callable[[str], list[str]], corpus: list[str]) -> None:
    for text in corpus:
        assert cut(text) == jieba(text)
        assert cut(normalise(text)) == jieba(normalise(text))


@given(text=texts)
def test_any_text_is_cut_as_jieba_cuts_it(cut: Cutter, jieba: Callable[[str], list[str]], text: str) -> None:
    assert cut(text) == jieba(text)


def test_nothing_has_to_be_done_about_settled_signs() -> None:
    settled = re.compile(f"[{normal.SETTLED}]")
    for sign in filter(settled.match, map(chr, range(0x110000))):
        assert unicodedata.normalize("NFKC", sign) == sign == sign.lower()
        assert not normal.INVISIBLE.match(sign)
        assert not sign.isspace()
        assert sign != "@"
        assert not (sign.isascii() and sign.isalnum())


def test_the_short_way_of_normalising_ends_where_the_long_way_ends(corpus: list[str]) -> None:
    for text in (*corpus, "", " ", "我" * LONGEST, "我" * (LONGEST + 1), "我 " * LONGEST):
        assert normalise(text) == folded(text)


@given(text=texts)
def test_any_text_is_normalised_the_long_way_alike(text: str) -> None:
    assert normalise(text) == folded(text)


_KEYS = st.sampled_from(["c停", "c停车", "c车", "c又", "c又停", "gparking.parked", "grepair.lift", "gspeech.repeated"])
_GROUPS = {
    "停": ("repair.lift",),
    "停车": ("parking.parked", "repair.lift"),
    "乱停": ("parking.parked",),
    "又": ("speech.repeated",),
    "又停": ("speech.repeated", "repair.lift"),
}


line = st.text(alphabet="停车又乱了", min_size=1, max_size=15)


def _told(line: str, pieces: list[str]) -> Counter[str]:
    """What is seen of a line, without its length, which the model adds by itself."""
    told = features.counts(line, Lexicon(_GROUPS, {}), lambda _: pieces)
    return Counter({key: count for key, count in told.items() if key[0] != "s"})


@given(numbers=st.dictionaries(_KEYS, st.integers(-2000, 2000).filter(bool)), line=line)
def test_a_tally_adds_up_every_run_and_every_word_of_a_group(numbers: dict[str, int], line: str) -> None:
    plain = sum(count * numbers.get(key, 0) for key, count in _told(line, []).items())
    assert Tally(numbers, Lexicon(_GROUPS, {})).of(line) == plain


@given(
    rows=st.dictionaries(_KEYS | st.just("w停车"), st.tuples(*[st.integers(-(10**5), 10**5)] * 3), min_size=1),
    line=line,
)
def test_rows_add_up_as_their_features_do_and_all_of_it_can_be_seen(rows: dict[str, Any], line: str) -> None:
    pieces = re.findall("停车|.", line)
    told = _told(line, pieces)
    plain = [sum(told[key] * row[column] for key, row in rows.items()) for column in range(3)]
    summed = Rows(rows, Lexicon(_GROUPS, {}))
    assert summed.total(line, pieces).tolist() == plain
    seen = summed.see(line, pieces)
    assert [sum(row[column] for row, _ in seen) for column in range(3)] == plain
    assert all(0 <= start < end <= len(line) for _, places in seen for start, end in places)


@given(text=texts)
def test_a_place_is_what_all_patterns_find(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        found = place.find_place(text), plate.locate(text), numerals.with_digits(text)
        always = re.compile("")
        for module, name in (
            (place, "_LATIN"),
            (place, "_TRADITIONAL_SIGN"),
            (place, "_DASH"),
            (plate, "_LATIN"),
            (plate, "_SIGN"),
        ):
            patch.setattr(module, name, always)
        patch.setattr(place, "_THREE_DIGITS", always)
        patch.setattr(numerals, "_STEPS", tuple((always, pattern) for _, pattern in numerals._STEPS))
        assert (place.find_place(text), plate.locate(text), numerals.with_digits(text)) == found


@given(text=texts)
def test_reading_and_explaining_decide_alike(reader: Reader, text: str) -> None:
    read, explained = reader.read(text), reader.explain(text)
    assert (read.labels, read.urgency, read.place) == (explained.labels, explained.urgency, explained.place)
    assert set(read.plates) <= set(explained.plates)
    assert reader.causes(text, read.main) == explained.because
