"""“＃12” alone, as a Chinese keyboard types it, was talk, while "#12" showed the request."""

from __future__ import annotations

import pytest

from handlers.commands import parse


@pytest.mark.parametrize("typed", ["#12", "＃12", "＃１２"])
def test_a_number_alone_shows_the_request_however_wide_it_is_typed(typed: str) -> None:
    parsed = parse(typed)
    assert (parsed.intent, parsed.tickets) == ("show", [12])
