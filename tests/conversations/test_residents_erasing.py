"""“删除我的信息”: a person goes out of every column of every table, the counts stay."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, inspect, select

from bot.channels.base import Kind
from nlp.classify import Reader
from tests.support.asked import satisfaction
from tests.support.chat import Chat, open_chat

WHO = "3-1-1203海棠未眠"
HIS_ID = "wxid_9f3k2canary"
CANARIES = ("紫檀木鱼", "灰喜鹊窝", "沪C7X21Q", "青花瓷缸", "墨绿雨棚", "银杏灯")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def chat(request: pytest.FixtureRequest, tmp_path: Path, reader: Reader) -> AsyncIterator[Chat]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    opened = await open_chat(tmp_path, reader, database_url=url)
    yield opened
    await opened.app.close()


async def says(chat: Chat, text: str, **options: Any) -> str:
    return await chat.says(WHO, text, talker_id=HIS_ID, **options)


async def everything(chat: Chat) -> dict[str, list[str]]:
    """Every table -> all its values as text, the JSON ones as people read them."""

    def tables(connection: Any) -> MetaData:
        known = MetaData()
        known.reflect(connection, only=[name for name in inspect(connection).get_table_names() if name[0] != "_"])
        return known

    async with chat.app.store.engine.connect() as connection:
        known = await connection.run_sync(tables)
        found = {}
        for table in known.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            found[table.name] = [json.dumps(list(map(_plain, row)), ensure_ascii=False) for row in rows]
    return found


def _plain(value: Any) -> Any:
    """JSON that the database gives as text is read, so that nothing hides behind an escape."""
    if isinstance(value, list | dict):
        return value
    try:
        return json.loads(str(value))
    except json.JSONDecodeError:
        return str(value)


async def traces(chat: Chat) -> list[str]:
    """Where he is still to be found."""
    return [
        f"{table}: {trace}"
        for table, rows in (await everything(chat)).items()
        for row in rows
        for trace in (HIS_ID, WHO, "海棠未眠", *CANARIES)
        if trace in row
    ]


async def a_busy_week(chat: Chat) -> None:
    """He reports, adds, shows, takes back, teaches, is answered, quoted and asked; neighbours report the same."""
    await says(chat, "3栋门口垃圾桶满了没人收,紫檀木鱼都扔在那,臭死了")
    await chat.says("老周", "3栋垃圾桶满了好几天了 没人收")
    await says(chat, "还有苍蝇 垃圾桶边上青花瓷缸也碎了一地,没人扫")
    await says(chat, "[图片]", kind=Kind.IMAGE)
    await says(chat, "沪C7X21Q 堵住消防通道了,车子进不来")
    await chat.says("张姐", "2 改类 停车", room="业委会群")
    await chat.says("张姐", "1 派单 物业", room="业委会群")
    await chat.says("张姐", "查看 1", room="业委会群")
    await chat.says("张姐", f"1 备注 {WHO}家电话打不通", room="业委会群")
    await says(chat, "3栋2单元电梯坏了 灰喜鹊窝那边 停在6楼不动")
    chat.pass_time(timedelta(minutes=12))
    await says(chat, "电梯还是不动 里面的银杏灯也灭了")
    await says(chat, "不是")
    await chat.says("张姐", "1 办结 已清运", room="业委会群")
    await says(chat, "没解决 墨绿雨棚下面还堆着")
    await chat.says("老周", f"@{WHO} 你说得对 3栋垃圾桶又满了没人收")
    await says(chat, "早上好")


async def test_nothing_of_him_is_left_and_the_counts_stay(chat: Chat) -> None:
    await a_busy_week(chat)
    assert {trace.split(":")[0] for trace in await traces(chat)} >= {
        "inbox", "reports", "events", "outbox", "surveys", "lessons",
    }  # fmt: skip
    before = {table: len(rows) for table, rows in (await everything(chat)).items() if table != "counters"}
    async with chat.app.store.reading() as work:
        counts = [await work.requests.reporters("green", number) for number in (1, 2, 3)]
    surveyed = await satisfaction(chat)

    await says(chat, "把我的信息删了")
    assert "确认删除" in await chat.last("3栋群")
    await says(chat, "确认删除")

    assert (await chat.last("3栋群")).startswith("已删除")
    assert await traces(chat) == []
    after = {table: len(rows) for table, rows in (await everything(chat)).items() if table != "counters"}
    for table in ("requests", "reports", "surveys", "lessons"):
        assert after[table] == before[table]
    async with chat.app.store.reading() as work:
        assert [await work.requests.reporters("green", number) for number in (1, 2, 3)] == counts
    assert await satisfaction(chat) == surveyed


async def test_the_request_stays_with_category_place_and_state(chat: Chat) -> None:
    await a_busy_week(chat)
    known = [(one.category, one.place, one.status) for one in await chat.requests()]
    await says(chat, "删除我的信息")
    await says(chat, "确认删除")

    assert [(one.category, one.place, one.status) for one in await chat.requests()] == known
    assert (await chat.request(1)).summary == "3栋垃圾桶满了好几天了 没人收"
    assert (await chat.request(2)).summary == "(应本人要求已删除)"
    assert (await chat.request(2)).plates == []
    await chat.says("张姐", "查看 1", room="业委会群")
    assert "删除信息" in await chat.last("业委会群")


async def test_lines_that_wait_for_the_morning_go_out_without_him(chat: Chat) -> None:
    chat.pass_time(timedelta(hours=11))
    await says(chat, "3栋门口垃圾桶满了没人收,紫檀木鱼都扔在那,臭死了")
    await chat.says("张姐", f"1 进展 {WHO}家门口先清", room="业委会群")
    await says(chat, "忘了我")
    await says(chat, "确认删除")
    chat.pass_time(timedelta(hours=9))
    await chat.app.settle()

    assert any(line.endswith("进展:某住户家门口先清") for line in await chat.heard("3栋群"))
    assert await traces(chat) == []


async def test_without_the_confirmation_nothing_goes(chat: Chat) -> None:
    await says(chat, "3栋门口垃圾桶满了没人收,臭死了")
    await says(chat, "删除我的个人信息")
    await chat.says("路人", "确认删除")
    assert await chat.last("3栋群") == "要删除您的信息,请先回:删除我的信息"

    chat.pass_time(timedelta(minutes=11))
    await says(chat, "确认删除")
    assert "请先回" in await chat.last("3栋群")
    assert (await chat.request()).summary.startswith("3栋门口垃圾桶满了")


async def test_staff_is_sent_to_the_operator(chat: Chat) -> None:
    await chat.says("张姐", "删除我的信息", room="业委会群")
    assert "管理员" in await chat.last("业委会群")


async def test_who_was_erased_is_a_new_neighbour_afterwards(chat: Chat) -> None:
    await says(chat, "3栋门口垃圾桶满了没人收,臭死了")
    await says(chat, "删除我的信息")
    await says(chat, "确认删除")
    await says(chat, "进度")
    assert "没找到" in await chat.last("3栋群")

    await chat.says("张姐", "1 办结 已清运", room="业委会群")
    assert await chat.last("3栋群") == "#1【卫生】3栋 已办结:已清运"
