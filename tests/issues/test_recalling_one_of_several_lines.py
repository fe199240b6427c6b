"""Recalling one of several own lines withdrew the whole request."""

from __future__ import annotations

from bot.channels.base import Kind
from tests.support.chat import Chat


async def test_the_other_lines_still_report(chat: Chat) -> None:
    await chat.says("3-2-702 小米妈", "3栋2单元电梯不动了 门开一半")
    second = await chat.says("3-2-702 小米妈", "3栋2单元电梯这个月第三回坏了")
    assert len(await chat.requests()) == 1
    await chat.says("3-2-702 小米妈", second, kind=Kind.RECALL)

    assert (await chat.request()).status == "reported"
    async with chat.app.store.reading() as work:
        assert len(await work.requests.reports("green", [1])) == 1
