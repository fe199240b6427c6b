"""A message that failed was tried again only after the lines behind it in its room: “不是” came before its report.
And one that failed for good was told to nobody but the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot import inbox
from bot.channels.base import Heard, Kind
from handlers.desk import Desk
from handlers.message import Deed, Handled
from handlers.router import route
from tests.support.chat import Chat

REPORT = "3栋门口垃圾桶满了没人收,臭死了"


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, word: str, times: int) -> Iterator[None]:
    """Messages with that word fail so many times."""
    left = times

    def wrong(desk: Desk) -> Handled | Deed:
        nonlocal left
        if word in desk.message.text and left > 0:
            left -= 1
            raise ZeroDivisionError
        return route(desk)

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "route", wrong)
        yield


def said(chat: Chat, id: str, text: str, room_id: str = "r3@chatroom") -> Heard:
    return Heard("local", id, room_id, "wx-王姐", "王姐", Kind.TEXT, text, chat.clock.now())


async def test_a_line_waits_for_the_one_before_it(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    with failing(monkeypatch, "垃圾桶", times=1):
        await chat.app.settle([said(chat, "m1", REPORT), said(chat, "m2", "不是")])

    assert (await chat.request()).status == "withdrawn"


async def test_other_rooms_do_not_wait(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = said(chat, "m2", "6栋1单元电梯坏了 停在半路不动", "r5@chatroom")
    with failing(monkeypatch, "垃圾桶", times=1):
        await chat.app.intake.keep([said(chat, "m1", REPORT), elsewhere], chat.clock.now())
        await chat.app.worker.work()

    assert [request.category for request in await chat.requests()] == ["repair"]


async def test_what_fails_for_good_lets_the_next_through_and_the_committee_hears_once(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    with failing(monkeypatch, "坏的", times=100):
        await chat.app.settle([said(chat, "m1", "坏的一句"), said(chat, "m2", "坏的两句"), said(chat, "m3", REPORT)])

    assert len(await chat.requests()) == 1
    told = [text for text in await chat.heard("业委会群") if "没处理成" in text]
    assert len(told) == 1
    assert "坏的" not in told[0]
    async with chat.app.store.reading() as work:
        assert await work.inbox.count("green", "failed") == 2
