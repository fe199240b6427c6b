"""撤销 gave reports back to the request they were split from, not to where they had been: requests without reports."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col

from storage.tables import EventRow
from tests.support.chat import Chat

ROOM = "业委会群"
BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"


async def reports(chat: Chat) -> dict[int, list[str]]:
    async with chat.app.store.reading() as work:
        return {
            request.number: [report.text for report in await work.requests.reports("green", [request.number])]
            for request in await work.requests.all("green")
        }


async def test_merged_split_and_both_taken_back(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", LAMP)
    for line in ("合并 2 到 1", "拆分 1 2", "撤销"):
        await chat.says("张姐", line, room=ROOM)
    assert await reports(chat) == {1: [BIN], 2: [LAMP], 3: []}

    await chat.says("张姐", "撤销", room=ROOM)
    assert [request.status for request in await chat.requests()] == ["reported", "reported", "merged"]


async def test_what_joined_the_split_off_request_follows_it(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", LAMP)
    await chat.says("张姐", "合并 2 到 1", room=ROOM)
    await chat.says("张姐", "拆分 1 2", room=ROOM)
    await chat.says("赵哥", "3栋2单元楼道灯还是不亮", room="3栋群")
    await chat.says("张姐", "撤销", room=ROOM)

    assert (await reports(chat))[2] == [LAMP]
    async with chat.app.store.reading() as work:
        assert await work.requests.reporters("green", 1) == 3


async def test_a_merge_is_not_taken_back_without_its_reports(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", LAMP)
    await chat.says("张姐", "合并 2 到 1", room=ROOM)
    await chat.says("罗主任", "拆分 1 2", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)

    assert (await chat.request(2)).status == "merged"
    assert "撤销不了" in await chat.last(ROOM)


async def test_what_was_done_before_changes_were_kept_cannot_be_taken_back(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    async with chat.app.store.writing() as work:
        await work.session.execute(update(EventRow).where(col(EventRow.number) == 1).values(changes={}))
        await work.commit()
    await chat.says("张姐", "撤销", room=ROOM)

    assert (await chat.request()).status == "resolved"
    assert "撤销不了" in await chat.last(ROOM)
    chat.pass_time(timedelta(minutes=1))
    await chat.says("张姐", "1 重开", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)
    assert (await chat.request()).status == "resolved"
