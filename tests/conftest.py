"""Fixtures for everybody: the reader is loaded once, a chat is new for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nlp.classify import Reader
from tests.support.chat import Chat, open_chat

pytest_plugins = ["tests.support.postgres"]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture
async def chat(tmp_path: Path, reader: Reader) -> AsyncIterator[Chat]:
    opened = await open_chat(tmp_path, reader)
    yield opened
    await opened.app.close()
