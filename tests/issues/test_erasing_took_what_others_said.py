"""Erasing one person looked for his name and words in the whole estate, and destroyed what others had said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from handlers.book import Actor, Book
from handlers.erasing import erase
from handlers.rules.lifecycle import Role
from handlers.voice import Voice
from storage.tables import EventRow, OutboxRow, ReportRow
from tests.support.chat import GREEN, Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"
COMMITTEE = "业委会群"


async def forget(chat: Chat, who: str, **options: Any) -> None:
    await chat.says(who, "删除我的信息", **options)
    await chat.says(who, "确认删除", **options)
    assert (await chat.last("3栋群")).startswith("已删除")


async def rows(chat: Chat, table: Any) -> list[Any]:
    async with chat.app.store.reading() as work:
        return list((await work.session.execute(select(table).order_by(table.id))).scalars())


async def lines(chat: Chat) -> list[str]:
    return [row.text for row in await rows(chat, OutboxRow)]


async def erase_by_operator(chat: Chat, person: str) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    async with chat.app.store.writing() as work:
        operator = Actor("operator", "operator", Role.BOT)
        await erase(Book(GREEN, work, now, operator), Voice(GREEN, work, "local", now, "erasing"), person)
        await work.commit()


@pytest.mark.parametrize("name", ["3栋2单元", "1201", "物业"])
async def test_a_nickname_that_is_a_place_or_a_word(chat: Chat, name: str) -> None:
    await chat.says("李姐", LAMP)
    await chat.says("赵哥", "3栋2单元电梯一直响,吵得睡不着")
    await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
    await chat.says("张姐", "1 进展 物业:配件12013号明天到3栋2单元", room=COMMITTEE)
    before, requests = await lines(chat), [(one.summary, one.assignee) for one in await chat.requests()]
    await chat.says(name, BIN, talker_id="wx-a")
    await forget(chat, name, talker_id="wx-a")

    assert (await lines(chat))[: len(before)] == before
    assert [(one.summary, one.assignee) for one in await chat.requests()][: len(requests)] == requests
    assert not any(f"{name}(3栋群)" in line for line in await lines(chat))
    assert (await chat.request(3)).summary == "(应本人要求已删除)"


async def test_a_neighbour_who_begins_alike(chat: Chat) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("赵哥", "3栋2单元楼道灯还是不亮,我妈昨晚摔了一跤")
    await forget(chat, "王姐")

    his, hers = await rows(chat, ReportRow)
    assert (his.text, hers.text) == ("", "3栋2单元楼道灯还是不亮,我妈昨晚摔了一跤")
    assert (await chat.request()).summary == hers.text
    assert any("赵哥" in line and hers.text in line for line in await lines(chat))


async def test_the_same_words_of_a_neighbour_elsewhere(chat: Chat) -> None:
    await chat.says("王姐", "电梯坏了")
    await chat.says("赵哥", "5栋电梯坏了,老人下不了楼", room="5-8栋群")
    await forget(chat, "王姐")

    assert [row.text for row in await rows(chat, ReportRow)][-1] == "5栋电梯坏了,老人下不了楼"
    assert "5栋电梯坏了,老人下不了楼" in [one.summary for one in await chat.requests()]


async def test_what_the_bot_noted_for_others(chat: Chat) -> None:
    await chat.says("赵哥", LAMP)
    await chat.says("赵哥", "不是")
    await chat.says("王姐", BIN)
    await chat.says("王姐", "不是")
    await forget(chat, "王姐")

    assert [row.note for row in await rows(chat, EventRow) if row.who_name == "赵哥"] == ["", "反映人说不是诉求"]
    assert [one.closing_word for one in await chat.requests()] == ["反映人说不是诉求"] * 2


async def test_a_colleague_who_gave_the_same_order(chat: Chat) -> None:
    await chat.says("赵哥", LAMP)
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
    await chat.says("罗主任", "2 派单 物业", room=COMMITTEE)
    await erase_by_operator(chat, "wx-zhang")

    orders = [(row.who_name, row.note) for row in await rows(chat, EventRow) if row.action == "order"]
    assert orders == [("", ""), ("罗主任", "派给物业")]


async def test_a_busy_neighbour(chat: Chat) -> None:
    """More names and words than a statement of SQLite takes."""
    await chat.says("王姐", BIN)
    async with chat.app.store.writing() as work:
        for n in range(400):
            await work.requests.add_report(
                ReportRow(
                    estate_id="green", number=1, id=0, account="local", message_id=f"z{n}", room_id="r3@chatroom",
                    talker_id="wx-王姐", talker_name="王姐", text=f"3栋{n + 100}室  门口垃圾又满了第{n}次",
                    labels=["sanitation"], said=[""] * 4, home=[""] * 4, plates=[], said_at=chat.clock.now(),
                )
            )  # fmt: skip
        await work.commit()
    await forget(chat, "王姐")

    assert {row.text for row in await rows(chat, ReportRow)} == {""}


async def test_words_by_which_another_request_was_known(chat: Chat) -> None:
    """The history of the request where the report was before it was split off tells them no more."""
    await chat.says("赵哥", BIN)
    await chat.says("王姐", "对,3栋的垃圾桶两天没人收了,苍蝇乱飞")
    await chat.says("李姐", "3栋垃圾桶还是没人收,我家在1单元门口都闻得到")
    await chat.says("赵哥", "不是 #1")
    await chat.says("张姐", "拆分 1 1", room=COMMITTEE)
    await forget(chat, "王姐")

    told = [row.model_dump_json() for table in (EventRow, OutboxRow, ReportRow) for row in await rows(chat, table)]
    assert not [row for row in told if "苍蝇乱飞" in row or "王姐" in row]


async def test_the_committee_s_word_on_a_request_that_was_not_his(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", LAMP)
    await chat.says("张姐", "2 办结 王姐帮忙换好了", room=COMMITTEE)
    await forget(chat, "王姐")

    (closing,) = [row.note for row in await rows(chat, EventRow) if row.action == "resolve"]
    assert (await chat.request(2)).closing_word == closing == "王姐帮忙换好了"
