"""A reminder about a number that was said twice had it twice; found by mangled lines."""

from __future__ import annotations

from handlers.commands import parse


def test_each_request_is_named_once() -> None:
    assert parse("#52提醒 #53合并,以#52为准").tickets == [52, 53]
