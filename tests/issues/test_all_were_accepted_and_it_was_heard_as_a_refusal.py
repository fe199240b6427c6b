""" "从41到44全部受理" was heard as 不受理: 部 sounds like 不, and four requests would have been refused."""

from __future__ import annotations

import pytest

from handlers.commands import parse


@pytest.mark.parametrize(
    "line", ["从41到44 全部立案", "从41到44全部受理", "41到44全部受理", "这几个全部受理 41 42 43 44"]
)
def test_all_of_them_are_accepted(line: str) -> None:
    parsed = parse(line)
    assert (parsed.intent, parsed.tickets) == ("accept", [41, 42, 43, 44])


@pytest.mark.parametrize("line", ["保安部受理12", "工程部立案 12", "物业部受理了12"])
def test_what_a_department_does_is_no_refusal(line: str) -> None:
    assert parse(line).intent != "reject"


def test_a_refusal_is_still_heard_when_its_other_signs_are_mistyped() -> None:
    assert parse("12 不受里 邻居私人的事").intent == "reject"
