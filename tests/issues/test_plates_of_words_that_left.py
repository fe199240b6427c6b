"""A plate stayed on the request when the words that named it were taken back or split off, and then for ever."""

from __future__ import annotations

from sqlalchemy import select

from storage.tables import EventRow, OutboxRow, ReportRow, RequestRow
from tests.support.chat import Chat

CAR = "沪A12345堵住3栋消防通道了"
BLOCKED = "3栋消防通道又被车堵了,快来人"
COMMITTEE = "业委会群"


async def forget(chat: Chat, who: str) -> None:
    await chat.says(who, "删除我的信息")
    await chat.says(who, "确认删除")


async def traces(chat: Chat, plate: str) -> list[str]:
    async with chat.app.store.reading() as work:
        found = [
            row.model_dump_json(exclude={"image"})
            for table in (RequestRow, EventRow, OutboxRow, ReportRow)
            for row in (await work.session.execute(select(table))).scalars()
        ]
    return [row for row in found if plate in row]


async def test_taken_back_then_erased(chat: Chat) -> None:
    await chat.says("王姐", CAR)
    await chat.says("赵哥", BLOCKED)
    assert (await chat.request()).plates == ["沪A12345"]
    await chat.says("王姐", "不是 #1")
    assert (await chat.request()).plates == []

    await forget(chat, "王姐")
    assert await traces(chat, "12345") == []


async def test_split_off(chat: Chat) -> None:
    await chat.says("赵哥", BLOCKED)
    await chat.says("王姐", CAR)
    await chat.says("张姐", "拆分 1 2", room=COMMITTEE)
    assert [one.plates for one in await chat.requests()] == [[], ["沪A12345"]]

    await forget(chat, "王姐")
    assert await traces(chat, "12345") == []


async def test_a_plate_that_a_neighbour_named_too_stays(chat: Chat) -> None:
    await chat.says("王姐", CAR)
    await chat.says("赵哥", f"{BLOCKED} 沪A12345")
    await chat.says("王姐", "不是 #1")
    assert (await chat.request()).plates == ["沪A12345"]

    await forget(chat, "王姐")
    assert (await chat.request()).plates == ["沪A12345"]
