"""A database error that was logged carried the parameters of the statement: the words of a message."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from storage.tables import OutboxRow
from tests.support.chat import NOON, Chat

SECRET = "我家保险柜密码是314159"


async def test_a_refused_statement_names_no_words(chat: Chat) -> None:
    row = OutboxRow(
        estate_id="green", id=1, key="k", account="a", room_id="r", kind="no such kind", text=SECRET, created_at=NOON,
        not_before=NOON,
    )  # fmt: skip
    async with chat.app.store.writing() as work:
        with pytest.raises(IntegrityError) as refused:
            await work.outbox.say(row)
    assert SECRET not in str(refused.value)


async def test_a_message_that_cannot_be_handled_is_logged_by_its_id(
    chat: Chat, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("handlers.registering.matching.find", _fails)
    with caplog.at_level(logging.INFO):
        said = await chat.says("王姐", f"3栋门口垃圾桶满了没人收,臭死了,{SECRET}")

    assert said in caplog.text
    assert SECRET not in caplog.text
    async with chat.app.store.reading() as work:
        assert await work.inbox.count("green", "failed") == 1


async def _fails(*_: object) -> None:
    raise RuntimeError("the disk is full")
