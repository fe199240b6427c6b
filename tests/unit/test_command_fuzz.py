"""Whatever is typed, the parser answers: without an exception, and with arguments of the promised shapes."""

from __future__ import annotations

import os
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.commands import catalogue, parse
from handlers.commands.language.numbers import MOST
from tests.support.mangled import LINES, PIECES, mangled

WORDS = sorted({word for one in catalogue() for word in (*one.words, *one.says, *one.tells)})
ARGUMENTS = {"tickets", "to", "note", "reason", "into", "category", "when", "text", "until", "question"}

some_text = st.text(st.characters(exclude_categories=()), max_size=80)
mixed = st.lists(st.sampled_from(PIECES) | st.sampled_from(WORDS), max_size=14).map("".join)
repeated = st.tuples(st.sampled_from([*PIECES, *WORDS]), st.integers(1, 4000)).map(lambda p: p[0] * p[1])
damaged = st.tuples(st.sampled_from(LINES), st.integers(0, 30), some_text).map(
    lambda p: p[0][: p[1]] + p[2] + p[0][p[1] :]
)
anything = some_text | mixed | repeated | damaged


def check(text: str, quoted: str) -> None:
    parsed = parse(text, quoted=quoted)
    for one in (parsed, *parsed.also):
        assert isinstance(one.intent, str)
        assert all(isinstance(n, int) and 0 < n < 1_000_000 for n in one.tickets)
        assert len(one.tickets) <= 4 * MOST
        assert len(set(one.tickets)) == len(one.tickets)
        assert set(one.missing) <= ARGUMENTS
        for name in ("to", "note", "reason", "text", "room", "when", "until", "question"):
            assert not any("\ue000" <= c <= "\ue002" for c in one.text(name))
        if one.intent == "none":
            assert one.args == {}


@settings(max_examples=2000, deadline=None)
@given(anything, st.just("") | st.just("#18 [维修] 3栋") | anything)
def test_no_text_is_too_strange(text: str, quoted: str) -> None:
    check(text, quoted)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(LINES), st.sampled_from(["", "#18 [维修] 3栋", "#18 已办结"]))
def test_full_width_and_ascii_are_the_same(line: str, quoted: str) -> None:
    wide = line.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789#"})
    plain, widened = parse(line, quoted=quoted), parse(wide, quoted=quoted)
    assert (widened.intent, widened.tickets) == (plain.intent, plain.tickets)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_half_a_million_mangled_lines_are_answered() -> None:
    for number, line in enumerate(islice(mangled(seed=0), 500_000 if os.environ.get("CI") else 20_000)):
        check(line, "#18 [维修] 3栋" if number % 3 == 0 else "")
