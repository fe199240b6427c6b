"""Who gets a request and what he may do with it: the committee, the property company, the office next door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nlp.classify import Reader
from tests.support.chat import Chat, open_chat
from tests.support.harbour import HARBOUR

BIN = "3栋门口垃圾桶满了没人收,臭死了"
COMMITTEE, PROPERTY, OFFICE, GROUP = "业委会群", "物业群", "社区群", "1-3栋群"


@pytest.fixture
async def chat(tmp_path: Path, reader: Reader) -> AsyncIterator[Chat]:
    opened = await open_chat(tmp_path, reader, (HARBOUR,))
    await opened.says("王姐", BIN, room=GROUP)
    yield opened
    await opened.app.close()


async def state(chat: Chat) -> tuple[str, str, str]:
    request = await chat.request(estate="harbour")
    return request.status, request.holder, request.assignee


async def mentioned(chat: Chat, room: str) -> list[str]:
    """Whom the bot's last line in that room calls."""
    room_id = next(one.room_id for one in HARBOUR.rooms if one.name == room)
    async with chat.app.store.reading() as work:
        said = await work.outbox.page("harbour", after=0, limit=1000)
    return [row.mentions for row in said if row.room_id == room_id][-1]


class TestOrdering:
    async def test_from_the_property_company(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 物业 下午三点前", room=COMMITTEE)
        assert await state(chat) == ("ordered", "property", "物业")
        assert "下午三点前" in await chat.last(PROPERTY)
        assert "王姐" not in await chat.last(PROPERTY)
        assert await mentioned(chat, PROPERTY) == []

    async def test_from_a_person_there_who_alone_is_mentioned(self, chat: Chat) -> None:
        await chat.says("张姐", "1派给小何", room=COMMITTEE)
        assert await state(chat) == ("ordered", "property", "小何")
        assert await mentioned(chat, PROPERTY) == ["wx-he"]

    async def test_from_the_office(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 社区", room=COMMITTEE)
        assert await state(chat) == ("ordered", "office", "社区")
        assert (await chat.last(OFFICE)).startswith("#1 ")
        assert await chat.last(PROPERTY) == ""

    async def test_from_a_colleague_who_is_mentioned_in_the_committees_room(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 罗主任", room=COMMITTEE)
        assert await state(chat) == ("ordered", "committee", "罗主任")
        assert await mentioned(chat, COMMITTEE) == ["wx-luo"]

    async def test_whom_two_people_fit_is_asked_back(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派给经理", room=COMMITTEE)
        assert "叫“经理”的有陈经理、李经理" in await chat.last(COMMITTEE)
        assert (await state(chat))[0] == "reported"

    async def test_anew_from_somebody_else_and_the_first_hears_of_it(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 老李", room=COMMITTEE)
        await chat.says("张姐", "1 派单 社区", room=COMMITTEE)
        assert "不用再跟" in await chat.last(PROPERTY)
        assert await chat.last(OFFICE) != ""

    async def test_missing_whom_is_asked_and_answered(self, chat: Chat) -> None:
        await chat.says("张姐", "派单 1", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == "派给谁?直接回就行,例如:物业"
        await chat.says("张姐", "物业", room=COMMITTEE)
        assert (await state(chat))[1] == "property"

    async def test_what_is_closed_is_not_ordered(self, chat: Chat) -> None:
        await chat.says("张姐", "1 办结 已清运", room=COMMITTEE)
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        assert "不能派单" in await chat.last(COMMITTEE)
        assert await chat.last(PROPERTY) == ""


class TestAppointing:
    async def test_one_of_the_committees_own(self, chat: Chat) -> None:
        await chat.says("张姐", "1 指派 罗主任", room=COMMITTEE)
        assert await state(chat) == ("reported", "committee", "罗主任")
        assert await chat.last(COMMITTEE) == "#1 已指派罗主任。"
        assert await mentioned(chat, COMMITTEE) == ["wx-luo"]

    async def test_several_of_the_property_company_by_pieces_of_their_names(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        await chat.says("张姐", "1 指派 小何、老李", room=COMMITTEE)
        assert await state(chat) == ("ordered", "property", "小何、老李")
        assert await mentioned(chat, PROPERTY) == ["wx-he", "wx-老李"]
        await chat.says("张姐", "老李的单子", room=COMMITTEE)
        assert "#1" in await chat.last(COMMITTEE)

    async def test_somebody_of_another_side_gets_it_ordered(self, chat: Chat) -> None:
        await chat.says("张姐", "1 指派 陈经理", room=COMMITTEE)
        assert await state(chat) == ("ordered", "property", "陈经理")
        assert await mentioned(chat, PROPERTY) == ["wx-陈经理"]

    async def test_an_unknown_name_is_said(self, chat: Chat) -> None:
        await chat.says("张姐", "1 指派 孟大姐", room=COMMITTEE)
        assert (await state(chat))[2] == ""
        assert "没有叫“孟大姐”的成员" in await chat.last(COMMITTEE)

    async def test_people_of_two_sides_are_refused(self, chat: Chat) -> None:
        await chat.says("张姐", "1 指派 罗主任、小何", room=COMMITTEE)
        assert (await state(chat))[2] == ""
        assert "同一边" in await chat.last(COMMITTEE)

    async def test_missing_whom_is_asked_and_answered(self, chat: Chat) -> None:
        await chat.says("张姐", "指派 1", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == "让谁去办?直接回就行,例如:小何"
        await chat.says("张姐", "罗主任", room=COMMITTEE)
        assert (await state(chat))[2] == "罗主任"


class TestPropertyRoom:
    async def test_accepting_telling_and_resolving_what_was_ordered(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        card = await chat.last(PROPERTY)
        await chat.says("小何", "接单", room=PROPERTY, quote=card)
        assert await state(chat) == ("accepted", "property", "小何")
        assert "小何:处理中" in await chat.last(COMMITTEE)
        await chat.says("小何", "1 进展 车在路上", room=PROPERTY)
        assert "车在路上" in await chat.last(GROUP)
        await chat.says("小何", "1 办结 已清运", room=PROPERTY)
        assert "已清运" in await chat.last(GROUP)
        assert "小何:已办结" in await chat.last(COMMITTEE)

    async def test_handing_back_needs_a_reason_and_the_residents_do_not_hear_it(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        before = await chat.heard(GROUP)
        await chat.says("小何", "退回 1", room=PROPERTY)
        assert await chat.last(PROPERTY) == "为什么退回?业委会会看到。直接回就行,例如:这是市政的桶".replace(
            "。直", "。直"
        )
        await chat.says("小何", "这是环卫的桶", room=PROPERTY)
        assert await state(chat) == ("reported", "committee", "")
        assert "这是环卫的桶" in await chat.last(COMMITTEE)
        assert await chat.heard(GROUP) == before

    @pytest.mark.parametrize("line", ["1 驳回 不归物业管", "1不归我们管,退了"])
    async def test_declining_is_handing_back_there(self, chat: Chat, line: str) -> None:
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        await chat.says("小何", line, room=PROPERTY)
        assert (await state(chat))[:2] == ("reported", "committee")

    async def test_handing_back_is_declining_in_the_committees_room(self, chat: Chat) -> None:
        await chat.says("张姐", "1 退回 邻居家的私事", room=COMMITTEE)
        assert (await state(chat))[0] == "declined"
        assert "邻居家的私事" in await chat.last(GROUP)

    @pytest.mark.parametrize("line", ["1 接单", "1 进展 马上去", "1 办结 清了", "1 退回 不归我们"])
    async def test_nothing_is_moved_that_was_not_ordered(self, chat: Chat, line: str) -> None:
        await chat.says("小何", line, room=PROPERTY)
        assert (await state(chat))[0] == "reported"
        assert await chat.last(PROPERTY) == "#1 还没有派给你们。需要的话,请业委会先派单。"

    @pytest.mark.parametrize(
        "line",
        ["1 受理", "1 派单 小何", "1 指派 小何", "1 备注 记一下", "1 答复 办不了", "合并 1 到 2", "拆分 1",
         "1 改类 噪音", "1 改急", "1 不急", "1 催办", "1 吹哨 街道", "1 重开 又坏了", "查看 1", "待办", "本周统计",
         "公告 4栋:明天停水"],
    )  # fmt: skip
    async def test_nothing_else_is_theirs(self, chat: Chat, line: str) -> None:
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        before = await chat.heard("4栋群")
        await chat.says("小何", line, room=PROPERTY)
        assert (await state(chat))[0] == "ordered"
        assert "要业委会的成员来发。您可以用:接单、退回、进展、办结、帮助" in await chat.last(PROPERTY)
        assert await chat.heard("4栋群") == before

    async def test_they_hear_when_the_committee_closes_it(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        await chat.says("张姐", "1 办结 环卫来收了", room=COMMITTEE)
        assert await chat.last(PROPERTY) == "#1 张姐:已办结,环卫来收了"


class TestOfficeRoom:
    async def test_what_was_whistled_for_is_accepted_told_and_resolved(self, chat: Chat) -> None:
        await chat.says("张姐", "1 吹哨 社区 环卫一周没来", room=COMMITTEE)
        card = await chat.last(OFFICE)
        assert "环卫一周没来" in card
        assert "王姐" not in card
        await chat.says("社区小周", "接单", room=OFFICE, quote=card)
        assert await state(chat) == ("accepted", "office", "社区小周")
        await chat.says("社区小周", "1 进展 已联系环卫所", room=OFFICE)
        assert "已联系环卫所" in await chat.last(GROUP)
        await chat.says("社区小周", "1 办结 今天收了", room=OFFICE)
        assert (await state(chat))[0] == "resolved"
        assert "今天收了" in await chat.last(COMMITTEE)

    async def test_what_others_are_at_work_on_stays_with_them(self, chat: Chat) -> None:
        await chat.says("张姐", "1 受理", room=COMMITTEE)
        await chat.says("张姐", "1 吹哨 街道 没人管", room=COMMITTEE)
        await chat.says("社区小周", "1 接单", room=OFFICE)
        assert await state(chat) == ("accepted", "committee", "张姐")
        await chat.says("社区小周", "1 退回 不归社区", room=OFFICE)
        assert "不用退" in await chat.last(OFFICE)
        assert (await state(chat))[0] == "accepted"

    async def test_what_was_not_whistled_for_is_not_theirs(self, chat: Chat) -> None:
        await chat.says("社区小周", "1 办结 好了", room=OFFICE)
        assert (await state(chat))[0] == "reported"
        assert "没有派给你们" in await chat.last(OFFICE)

    async def test_an_office_that_is_not_here_is_not_told(self, chat: Chat) -> None:
        await chat.says("张姐", "1 吹哨 住建局 没人管", room=COMMITTEE)
        assert await chat.last(OFFICE) == ""
        assert "请您直接联系" in await chat.last(COMMITTEE)
        await chat.says("张姐", "1 吹哨", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == "请谁来?直接回就行,例如:街道"
        await chat.says("张姐", "街道", room=COMMITTEE)
        assert "业委会吹哨" in await chat.last(OFFICE)

    async def test_an_order_is_handed_back_with_a_reason(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 社区", room=COMMITTEE)
        await chat.says("社区小周", "1 退回 归环卫所", room=OFFICE)
        assert await state(chat) == ("reported", "committee", "")
        assert "归环卫所" in await chat.last(COMMITTEE)

    async def test_it_hears_when_the_order_goes_to_somebody_else(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 社区", room=COMMITTEE)
        await chat.says("张姐", "1 派单 李经理", room=COMMITTEE)
        assert "不用再跟" in await chat.last(OFFICE)


class TestReopening:
    async def test_it_is_the_committees_again_and_nobody_of_the_others(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 小何", room=COMMITTEE)
        await chat.says("小何", "1 办结 清了", room=PROPERTY)
        await chat.says("张姐", "1 重开 又满了", room=COMMITTEE)
        assert await state(chat) == ("accepted", "committee", "")
        await chat.says("小何", "1 办结 又清了", room=PROPERTY)
        assert (await state(chat))[0] == "accepted"


class TestInABuildingGroup:
    @pytest.mark.parametrize("line", ["1 答复 明年改造", "1 改急", "拆分 1", "1 指派 罗主任"])
    async def test_nothing_is_done_and_the_committee_is_told_where_to_say_it(self, chat: Chat, line: str) -> None:
        before = await chat.heard(GROUP)
        await chat.says("张姐", line, room=GROUP)
        assert (await state(chat))[0] == "reported"
        assert "指令请发在本群" in await chat.last(COMMITTEE)
        assert await chat.heard(GROUP) == before


async def test_several_names_answer_whom(chat: Chat) -> None:
    await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
    await chat.says("张姐", "1 指派", room=COMMITTEE)
    await chat.says("张姐", "小何、老李", room=COMMITTEE)
    assert (await state(chat))[2] == "小何、老李"
