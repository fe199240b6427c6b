"""Putting requests right: taking them apart, how pressing they are, ending them with an answer, pressing for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.clocks import dates
from nlp.classify import Reader
from storage.tables import EventRow, ReportRow
from tests.support.chat import Chat, open_chat
from tests.support.harbour import HARBOUR

BIN = "3栋门口垃圾桶满了没人收,臭死了"
COMMITTEE, PROPERTY, OFFICE, GROUP, FOURTH, SECOND = "业委会群", "物业群", "社区群", "1-3栋群", "4栋群", "二期群"


@pytest.fixture
async def chat(tmp_path: Path, reader: Reader) -> AsyncIterator[Chat]:
    opened = await open_chat(tmp_path, reader, (HARBOUR,))
    await opened.says("王姐", BIN, room=GROUP)
    yield opened
    await opened.app.close()


async def events(chat: Chat, number: int = 1) -> list[EventRow]:
    async with chat.app.store.reading() as work:
        return list(await work.requests.events("harbour", number))


async def reports(chat: Chat, number: int = 1) -> list[ReportRow]:
    async with chat.app.store.reading() as work:
        return list(await work.requests.reports("harbour", [number]))


class TestSplitting:
    async def three_reports(self, chat: Chat) -> None:
        """Three people on what is one request now: two were put together by the committee."""
        await chat.says("4栋老周", "4栋电梯又停了,老人下不来", room=FOURTH)
        await chat.says("4栋小吴", "4栋电梯又坏了,按了没反应", room=FOURTH)
        await chat.says("张姐", "合并 2 到 1", room=COMMITTEE)

    async def test_reports_are_shown_with_numbers_and_the_answer_names_them(self, chat: Chat) -> None:
        await self.three_reports(chat)
        await chat.says("张姐", "拆分 1", room=COMMITTEE)
        assert (await chat.last(COMMITTEE)).splitlines() == [
            "#1 有这几条反映,哪几条分出来?直接回就行,例如:2、3",
            f"1. 王姐(1-3栋群):{BIN}",
            "2. 4栋老周(4栋群):4栋电梯又停了,老人下不来",
            "3. 4栋小吴(4栋群):4栋电梯又坏了,按了没反应",
        ]
        await chat.says("张姐", "第2条和第3条", room=COMMITTEE)
        new = await chat.request(3, "harbour")
        assert (new.status, new.category, new.place) == ("reported", "repair", "4栋")
        assert [report.talker_name for report in await reports(chat, 3)] == ["4栋老周", "4栋小吴"]
        assert [report.talker_name for report in await reports(chat, 1)] == ["王姐"]

    async def test_the_new_request_gets_a_card_and_its_reporters_hear_of_it_once(self, chat: Chat) -> None:
        await self.three_reports(chat)
        heard, other = await chat.heard(FOURTH), await chat.heard(GROUP)
        await chat.says("张姐", "拆分 1 2、3", room=COMMITTEE)
        card, answer = (await chat.heard(COMMITTEE))[-2:]
        assert card.startswith("#3 【维修")
        assert answer == "已从 #1 分出2条,登记为 #3。"
        (told,) = (await chat.heard(FOURTH))[len(heard) :]
        assert told.startswith("原来记在 #1 里的反映单独登记为 #3【维修】(4栋)")
        assert await chat.heard(GROUP) == other

    async def test_both_histories_tell_which_reports_went(self, chat: Chat) -> None:
        await self.three_reports(chat)
        await chat.says("张姐", "把1的第2条分出来", room=COMMITTEE)
        old, new = (await events(chat, 1))[-1], (await events(chat, 3))[-1]
        assert (old.action, new.action) == ("split", "split")
        assert old.changes["reports"] == [{"1": 1, "2": 2, "3": 2}, {"1": 1, "3": 2}]
        assert new.changes["reports"] == [{"2": 2}, {"2": 3}]

    @pytest.mark.parametrize(
        ("line", "answer"),
        [("拆分 1", "只有一条反映"), ("拆分 9", "没有 #9"), ("拆分", "是哪一件")],
    )
    async def test_what_cannot_be_split(self, chat: Chat, line: str, answer: str) -> None:
        await chat.says("张姐", line, room=COMMITTEE)
        assert answer in await chat.last(COMMITTEE)

    async def test_one_report_has_to_stay_and_a_closed_request_stays_as_it_is(self, chat: Chat) -> None:
        await self.three_reports(chat)
        await chat.says("张姐", "拆分 1 1、2、3", room=COMMITTEE)
        assert "至少要留下一条" in await chat.last(COMMITTEE)
        await chat.says("张姐", "1 办结 好了", room=COMMITTEE)
        await chat.says("张姐", "拆分 1 2", room=COMMITTEE)
        assert "#1 已办结,不能拆分" in await chat.last(COMMITTEE)
        assert len(await chat.requests("harbour")) == 2


class TestUrgency:
    async def test_an_urgent_one_has_shorter_clocks_and_its_holder_hears(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        before = await chat.request(estate="harbour")
        await chat.says("张姐", "1 改急 有老人滑倒", room=COMMITTEE)
        request = await chat.request(estate="harbour")
        assert request.urgency == "urgent"
        answer, resolve = dates(HARBOUR, "sanitation", True, chat.clock.now())
        assert request.answer_due_at == min(answer, before.answer_due_at)
        assert request.resolve_due_at == resolve < before.resolve_due_at
        assert await chat.last(COMMITTEE) == "#1 已改为紧急,明天12:03前办结。"
        assert await chat.last(PROPERTY) == "#1【卫生】3栋 改为紧急,请在明天12:03前办结:有老人滑倒"

    async def test_back_to_normal_and_nothing_twice(self, chat: Chat) -> None:
        before = await chat.request(estate="harbour")
        await chat.says("张姐", "把1改成紧急", room=COMMITTEE)
        await chat.says("张姐", "1 不急", room=COMMITTEE)
        request = await chat.request(estate="harbour")
        assert (request.urgency, request.resolve_due_at) == ("normal", before.resolve_due_at)
        await chat.says("张姐", "1 不急", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == "#1 本来就不算紧急,不用改。"
        assert [event.action for event in await events(chat)] == ["report", "prioritise", "prioritise"]

    async def test_several_and_closed_ones(self, chat: Chat) -> None:
        await chat.says("5栋老吴", "5栋楼上半夜装修电钻吵死人", room=SECOND)
        await chat.says("张姐", "1 办结 已清运", room=COMMITTEE)
        await chat.says("张姐", "1、2 改急", room=COMMITTEE)
        assert [row.urgency for row in await chat.requests("harbour")] == ["normal", "urgent"]
        assert "#1 已办结,不能改缓急" in await chat.last(COMMITTEE)

    async def test_a_missing_number_is_asked_and_answered(self, chat: Chat) -> None:
        await chat.says("张姐", "改急", room=COMMITTEE)
        await chat.says("张姐", "1", room=COMMITTEE)
        assert (await chat.request(estate="harbour")).urgency == "urgent"


class TestAnswering:
    async def test_it_ends_with_the_reason_and_does_not_count_as_solved(self, chat: Chat) -> None:
        await chat.says("张姐", "1 答复 规划里明年改造,暂时办不了", room=COMMITTEE)
        assert (await chat.request(estate="harbour")).status == "answered"
        assert await chat.last(GROUP) == "#1【卫生】3栋 答复:规划里明年改造,暂时办不了"
        await chat.says("张姐", "本周统计", room=COMMITTEE)
        assert "办结0件" in await chat.last(COMMITTEE)
        assert "按时答复1件(共1件),按时办结0件(共1件)" in await chat.last(COMMITTEE)

    async def test_the_reason_is_asked_and_answered(self, chat: Chat) -> None:
        await chat.says("张姐", "1 答复", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == "为什么现在解决不了?反映人会看到。直接回就行,例如:规划里明年改造"
        await chat.says("张姐", "要等维修基金批下来", room=COMMITTEE)
        assert (await chat.request(estate="harbour")).closing_word == "要等维修基金批下来"

    async def test_it_is_listed_and_can_be_opened_again(self, chat: Chat) -> None:
        await chat.says("张姐", "1 答复 明年改造", room=COMMITTEE)
        await chat.says("张姐", "1 答复 明年改造", room=COMMITTEE)
        assert "#1 已答复,不能答复" in await chat.last(COMMITTEE)
        await chat.says("张姐", "已答复的单子", room=COMMITTEE)
        assert "#1" in await chat.last(COMMITTEE)
        await chat.says("张姐", "1 重开 提前改造了", room=COMMITTEE)
        assert (await chat.request(estate="harbour")).status == "accepted"


class TestUrging:
    async def test_it_is_counted_and_reaches_whoever_holds_it(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 小何", room=COMMITTEE)
        await chat.says("张姐", "1 催办 都两天了", room=COMMITTEE)
        assert await chat.last(PROPERTY) == "业委会催办 #1【卫生】3栋,小何请看一下:都两天了"
        assert await chat.last(COMMITTEE) == "#1 已催小何,第1次。"
        chat.pass_time(timedelta(hours=5))
        await chat.says("张姐", "催一下1", room=COMMITTEE)
        assert await chat.last(PROPERTY) == "业委会催办(第2次) #1【卫生】3栋,小何请看一下。"

    async def test_not_again_within_four_hours_unless_it_is_urgent(self, chat: Chat) -> None:
        await chat.says("张姐", "1 派单 小何", room=COMMITTEE)
        await chat.says("张姐", "1 催办", room=COMMITTEE)
        before = await chat.heard(PROPERTY)
        await chat.says("张姐", "1 催办", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == ("#1 已催1次,最近一次今天12:03,今天16:03以后可以再催。等不及请回:1 改急")
        assert await chat.heard(PROPERTY) == before
        await chat.says("张姐", "1 改急", room=COMMITTEE)
        await chat.says("张姐", "1 催办", room=COMMITTEE)
        assert "第2次" in await chat.last(PROPERTY)

    async def test_the_office_and_a_colleague_are_reached_as_well(self, chat: Chat) -> None:
        await chat.says("张姐", "1 吹哨 街道 没人管", room=COMMITTEE)
        await chat.says("张姐", "1 催办", room=COMMITTEE)
        assert "催办" in await chat.last(OFFICE)
        await chat.says("5栋老吴", "5栋楼上半夜装修电钻吵死人", room=SECOND)
        await chat.says("张姐", "2 指派 罗主任", room=COMMITTEE)
        await chat.says("张姐", "2 催办", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == "#2 已催罗主任,第1次。"

    async def test_what_nobody_has_is_nobodys_to_be_pressed_for(self, chat: Chat) -> None:
        await chat.says("张姐", "1 催办", room=COMMITTEE)
        assert "没人可催" in await chat.last(COMMITTEE)
        await chat.says("张姐", "1 办结 已清运", room=COMMITTEE)
        await chat.says("张姐", "1 催办", room=COMMITTEE)
        assert "#1 已办结,不能催办" in await chat.last(COMMITTEE)
        assert "urge" not in [event.action for event in await events(chat)]
