"""A message recalled after 办结 was ignored: its words, with a phone number, stayed on the request."""

from __future__ import annotations

from sqlalchemy import select

from bot.channels.base import Kind
from storage.tables import EventRow, ReportRow, RequestRow
from tests.support.chat import Chat

LAMP = "3栋2单元楼道灯坏了,我电话13850166789"


async def test_its_words_go_and_the_request_stays_resolved(chat: Chat) -> None:
    said = await chat.says("王姐", LAMP)
    await chat.says("张姐", "1 办结 已换", room="业委会群")
    spoken = len(await chat.heard("3栋群")) + len(await chat.heard("业委会群"))
    await chat.says("王姐", said, kind=Kind.RECALL)

    request = await chat.request()
    assert (request.status, request.closing_word) == ("resolved", "已换")
    assert request.summary == "反映人撤回了自己的话"
    assert len(await chat.heard("3栋群")) + len(await chat.heard("业委会群")) == spoken
    async with chat.app.store.reading() as work:
        kept = [
            row.model_dump_json()
            for table in (RequestRow, ReportRow)
            for row in (await work.session.execute(select(table))).scalars()
        ]
        events = (await work.session.execute(select(EventRow))).scalars().all()
        assert await work.requests.reporters("green", 1) == 1
    assert not [row for row in kept if "13850166789" in row]
    assert events[-1].action == "withdraw"


async def test_a_neighbour_s_words_become_the_summary(chat: Chat) -> None:
    said = await chat.says("王姐", LAMP)
    await chat.says("赵哥", "3栋2单元楼道灯还是不亮")
    await chat.says("张姐", "1 办结 已换", room="业委会群")
    await chat.says("王姐", said, kind=Kind.RECALL)

    assert (await chat.request()).summary == "3栋2单元楼道灯还是不亮"
