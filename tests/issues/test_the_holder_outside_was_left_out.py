"""The property company and the office read in their own rooms, and were not told what became of what they held."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from nlp.classify import Reader
from tests.support.chat import Chat, open_chat
from tests.support.harbour import HARBOUR

BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"
ROOM, PROPERTY, OFFICE, GROUP = "业委会群", "物业群", "社区群", "1-3栋群"


@pytest.fixture
async def chat(tmp_path: Path, reader: Reader) -> AsyncIterator[Chat]:
    opened = await open_chat(tmp_path, reader, (HARBOUR,))
    yield opened
    await opened.app.close()


async def ordered(chat: Chat, words: str = BIN, number: int = 1) -> None:
    await chat.says("王姐", words, room=GROUP)
    await chat.says("张姐", f"{number} 派单 物业", room=ROOM)


async def test_new_danger_on_what_is_paused(chat: Chat) -> None:
    await ordered(chat, "3栋2单元电梯坏了,停在5楼")
    await chat.says("张姐", "1 吹哨 社区", room=ROOM)
    await chat.says("张姐", "1 挂起 到下周三 等配件", room=ROOM)
    await chat.says("李姐", "3栋2单元电梯里困着人了,快来", room=GROUP)

    for room in (PROPERTY, OFFICE):
        assert "#1 变紧急了" in await chat.last(room)
        assert "困着人" in await chat.last(room)
        assert "李姐" not in await chat.last(room)


async def test_merged(chat: Chat) -> None:
    await chat.says("王姐", BIN, room=GROUP)
    await ordered(chat, LAMP, 2)
    await chat.says("张姐", "合并 2 到 1", room=ROOM)

    assert "已并入 #1(业委会在办)" in await chat.last(PROPERTY)


async def test_withdrawn_by_the_reporter(chat: Chat) -> None:
    await ordered(chat)
    await chat.says("王姐", "不是 #1", room=GROUP)

    assert "反映人撤回了,不用再办" in await chat.last(PROPERTY)


async def test_reopened_by_the_survey(chat: Chat) -> None:
    await ordered(chat)
    await chat.says("小何", "1 办结 已清运", room=PROPERTY)
    await chat.says("王姐", "没解决", room=GROUP)

    assert "已重开,在物业手上" in await chat.last(PROPERTY)
    assert "业委会" not in await chat.last(GROUP)


async def test_reopened_by_a_new_report(chat: Chat) -> None:
    await ordered(chat)
    await chat.says("小何", "1 办结 已清运", room=PROPERTY)
    await chat.passes(timedelta(days=1))
    await chat.says("王姐", "3栋门口垃圾桶又满了没人收,臭死了", room=GROUP)

    assert "已重开,在物业手上" in await chat.last(PROPERTY)


async def test_reopened_by_the_committee(chat: Chat) -> None:
    await ordered(chat)
    await chat.says("小何", "1 办结 已清运", room=PROPERTY)
    await chat.says("张姐", "1 重开 又满了", room=ROOM)

    assert "已重开,在业委会手上" in await chat.last(PROPERTY)


async def test_taken_over_by_the_office(chat: Chat) -> None:
    await ordered(chat)
    await chat.says("张姐", "1 吹哨 社区", room=ROOM)
    await chat.says("社区小周", "1 接单", room=OFFICE)

    assert "已改由社区/街道办,你们不用再跟" in await chat.last(PROPERTY)


@pytest.mark.parametrize("line", ["1 受理", "1 派单 社区"])
async def test_given_away_and_taken_back(chat: Chat, line: str) -> None:
    await ordered(chat)
    await chat.says("张姐", line, room=ROOM)
    assert "你们不用再跟" in await chat.last(PROPERTY)
    await chat.says("张姐", "撤销", room=ROOM)

    assert "还在你们手上" in await chat.last(PROPERTY)
    if "社区" in line:
        assert "先不用按那条办" in await chat.last(OFFICE)


async def test_the_pause_is_over(chat: Chat) -> None:
    await ordered(chat)
    await chat.says("张姐", "1 挂起 到明天 等车", room=ROOM)
    await chat.passes(timedelta(days=1))

    assert "挂起到期,已恢复计时" in await chat.last(PROPERTY)


async def test_nothing_is_said_twice_where_it_was_typed(chat: Chat) -> None:
    await ordered(chat)
    await chat.says("小何", "1 办结 已清运", room=PROPERTY)

    assert len(await chat.heard(PROPERTY)) == 2


class TestMerging:
    async def test_what_is_urgent_stays_so(self, chat: Chat) -> None:
        await ordered(chat)
        await chat.says("李姐", LAMP, room=GROUP)
        await chat.says("张姐", "2 改急", room=ROOM)
        urgent = (await chat.requests("harbour"))[1]
        await chat.says("张姐", "合并 2 到 1", room=ROOM)

        request = await chat.request(1, "harbour")
        assert (request.urgency, request.resolve_due_at) == ("urgent", urgent.resolve_due_at)
        assert "#1【卫生】3栋 改为紧急" in await chat.last(PROPERTY)

        await chat.says("张姐", "撤销", room=ROOM)
        assert (await chat.request(1, "harbour")).urgency == "normal"

    async def test_the_whistle_goes_along(self, chat: Chat) -> None:
        await chat.says("王姐", BIN, room=GROUP)
        await chat.says("李姐", "4栋楼道灯坏了好几天", room="4栋群")
        await chat.says("张姐", "2 吹哨 社区", room=ROOM)
        await chat.says("张姐", "合并 2 到 1", room=ROOM)

        assert (await chat.request(1, "harbour")).whistled_to == "社区"
        assert "已并入 #1" in await chat.last(OFFICE)
        await chat.says("社区小周", "1 接单", room=OFFICE)
        assert (await chat.request(1, "harbour")).holder == "office"


class TestHandingBack:
    async def test_while_the_reporters_are_asked(self, chat: Chat) -> None:
        await ordered(chat)
        await chat.says("张姐", "1 追问 哪个桶?", room=ROOM)
        await chat.says("小何", "1 退回 不是我们的桶", room=PROPERTY)

        request = await chat.request(1, "harbour")
        assert (request.status, request.holder, request.paused_at) == ("reported", "committee", None)

    async def test_by_the_office_ends_the_whistle(self, chat: Chat) -> None:
        await chat.says("王姐", BIN, room=GROUP)
        await chat.says("张姐", "1 吹哨 社区", room=ROOM)
        await chat.says("社区小周", "1 接单", room=OFFICE)
        await chat.says("社区小周", "1 退回 不归社区", room=OFFICE)

        assert (await chat.request(1, "harbour")).whistled_to == ""

    async def test_the_one_before_the_question_holds_it_after_an_undo(self, chat: Chat) -> None:
        await ordered(chat)
        await chat.says("张姐", "1 追问 哪个桶?", room=ROOM)
        question = await chat.last(GROUP)
        await chat.says("张姐", "1 受理", room=ROOM)
        await chat.says("张姐", "撤销", room=ROOM)
        await chat.says("王姐", "门口左边那个", room=GROUP, quote=question)

        assert (await chat.request(1, "harbour")).holder == "property"
