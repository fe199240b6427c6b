"""What could not be handled stayed so for ever: nothing tried it again after its cause was cured. And a line that bore
a time of next year stayed what the room is talking about."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.serve import retry
from handlers.talk import Talk
from nlp.context import Line
from tests.support.chat import NOON, Chat

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


async def test_what_failed_is_tried_again_when_the_operator_says_so(
    chat: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.inbox.route", lambda desk: 1 // 0)  # whatever is wrong with it
        await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    assert await chat.requests() == []

    config = tmp_path / "config.toml"
    database = f'url = "sqlite:///{tmp_path / "whistle.sqlite3"}"'
    config.write_text(re.sub(r"^url = .*sqlite.*$", database, EXAMPLE.read_text("utf-8"), flags=re.M), "utf-8")
    monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", "a-token")
    assert await retry(config) == 1
    await chat.app.settle()

    assert len(await chat.requests()) == 1


def test_a_line_of_next_year_is_no_context() -> None:
    talk = Talk()
    talk.remember("r", NOON + timedelta(days=365), Line("电梯坏了", "wx-a", 0.0, ("repair",)))
    talk.remember("r", NOON + timedelta(seconds=2), Line("又来了", "wx-b", 0.0, ("none",)))

    assert [line.text for line in talk.recent("r", NOON)] == ["又来了"]
