"""What the committee asks the bot: lists, one request, figures, help; and what it has it say to the groups."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.base import Kind
from nlp.classify import Reader
from storage.tables import SurveyRow
from tests.support.chat import Chat, open_chat
from tests.support.harbour import HARBOUR

BIN = "3栋门口垃圾桶满了没人收,臭死了"
NOISE = "5栋2单元楼上半夜装修电钻吵死人"
COMMITTEE, PROPERTY, GROUP, FOURTH, SECOND = "业委会群", "物业群", "1-3栋群", "4栋群", "二期群"


@pytest.fixture
async def chat(tmp_path: Path, reader: Reader) -> AsyncIterator[Chat]:
    opened = await open_chat(tmp_path, reader, (HARBOUR,))
    yield opened
    await opened.app.close()


class TestLists:
    @pytest.fixture(autouse=True)
    async def two_requests(self, chat: Chat) -> None:
        await chat.says("王姐", BIN, room=GROUP)
        await chat.says("5栋老吴", NOISE, room=SECOND)
        await chat.says("张姐", "1 派单 小何", room=COMMITTEE)

    @pytest.mark.parametrize(
        ("line", "numbers"),
        [
            ("待办", {1, 2}),
            ("噪音的单子列一下", {2}),
            ("3栋的单子", {1}),
            ("二期群的单子", {2}),
            ("小何手上的单子", {1}),
            ("物业的单子", {1}),
            ("待受理的有哪些", {2}),
            ("已派单的单子", {1}),
            ("超期的单子", set()),
        ],
    )
    async def test_by_category_place_group_person_and_state(self, chat: Chat, line: str, numbers: set[int]) -> None:
        await chat.says("张姐", line, room=COMMITTEE)
        answer = await chat.last(COMMITTEE)
        assert {number for number in (1, 2) if f"#{number}" in answer} == numbers
        assert numbers or answer == "没有符合的诉求。"

    async def test_what_is_past_its_time(self, chat: Chat) -> None:
        chat.pass_time(timedelta(days=5))
        await chat.says("张姐", "超期的有哪些", room=COMMITTEE)
        assert "共2件" in await chat.last(COMMITTEE)
        assert "超期" in await chat.last(COMMITTEE)


async def test_a_long_list_goes_on_when_more_is_asked_for(chat: Chat) -> None:
    await chat.says("王姐", BIN, room=GROUP)
    async with chat.app.store.writing() as work:
        first = await work.requests.get("harbour", 1)
        assert first is not None
        for _ in range(16):
            await work.requests.add(type(first)(**first.model_dump()))
        await work.commit()
    await chat.says("张姐", "待办", room=COMMITTEE)
    page = (await chat.last(COMMITTEE)).splitlines()
    assert (page[0], len(page), page[-1]) == ("共17件:", 17, "还有2件,接着看请回:更多")
    await chat.says("张姐", "更多", room=COMMITTEE)
    assert [line[:3] for line in (await chat.last(COMMITTEE)).splitlines()[1:]] == ["#16", "#17"]
    before = await chat.heard(COMMITTEE)
    await chat.says("张姐", "更多", room=COMMITTEE)
    assert await chat.heard(COMMITTEE) == before


async def test_one_request_with_its_pictures_and_who_has_it_since_when(chat: Chat) -> None:
    await chat.says("王姐", BIN, room=GROUP)
    await chat.says("王姐", "", room=GROUP, kind=Kind.IMAGE)
    await chat.says("张姐", "1 派单 小何", room=COMMITTEE)
    chat.pass_time(timedelta(days=1))
    await chat.says("张姐", "1 吹哨 街道 没人管", room=COMMITTEE)
    await chat.says("张姐", "查看 1", room=COMMITTEE)
    head, words, held, so_far, *history = (await chat.last(COMMITTEE)).splitlines()
    assert "1户反映,照片1张" in head
    assert words == BIN
    assert held == "在物业(小何)手上,昨天12:03起,已吹哨街道"
    assert "物业" in so_far
    assert history[1] == "昨天12:03 张姐 派单:派给小何"
    await chat.says("张姐", "查看 9", room=COMMITTEE)
    assert "没有 #9" in await chat.last(COMMITTEE)


async def test_figures_tell_rates_contentment_and_categories(chat: Chat) -> None:
    await chat.says("王姐", BIN, room=GROUP)
    await chat.says("5栋老吴", NOISE, room=SECOND)
    await chat.says("张姐", "1 办结 已清运", room=COMMITTEE)
    await chat.says("王姐", "1 满意", room=GROUP)
    async with chat.app.store.writing() as work:
        for talker, answer in (("wx-李姐", 3), ("wx-赵姐", None)):
            asked = {"room_id": "h1@chatroom", "asked_at": chat.clock.now(), "answer": answer}
            work.session.add(SurveyRow(estate_id="harbour", number=1, closing=1, talker_id=talker, **asked))
        await work.commit()
    await chat.says("张姐", "本周统计", room=COMMITTEE)
    assert (await chat.last(COMMITTEE)).splitlines() == [
        "本周登记2件,办结1件;现在还有1件没办结,其中超期0件。",
        "按时答复1件(共1件),按时办结1件(共1件)。",
        "2户评价,1户满意,另有1户没回。",
        "首次答复一般要2分钟(中位数)。",
        "噪音1件(办结0)、卫生1件(办结1)。",
    ]
    await chat.says("张姐", "噪音类统计", room=COMMITTEE)
    assert (await chat.last(COMMITTEE)).splitlines()[1:] == ["噪音1件(办结0)。"]
    await chat.says("张姐", "上月统计", room=COMMITTEE)
    assert await chat.last(COMMITTEE) == "上月登记0件,办结0件;现在还有1件没办结,其中超期0件。"


class TestAnnouncing:
    async def test_in_the_chosen_groups_only(self, chat: Chat) -> None:
        await chat.says("张姐", "公告 4栋、二期:明天9点到12点清洗水箱", room=COMMITTEE)
        assert await chat.last(FOURTH) == "业委会公告:明天9点到12点清洗水箱"
        assert await chat.last(SECOND) == "业委会公告:明天9点到12点清洗水箱"
        assert await chat.last(GROUP) == ""
        assert await chat.last(COMMITTEE) == "公告已发到:4栋群、二期群"

    async def test_in_all_of_them_after_a_yes(self, chat: Chat) -> None:
        await chat.says("张姐", "发公告:周六上午业主大会\n地点:3栋架空层", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == (
            "要发到3个群(1-3栋群、4栋群、二期群):\n周六上午业主大会\n地点:3栋架空层\n要发请回“确认”,不发请回“算了”。"
        )
        assert await chat.last(GROUP) == ""
        await chat.says("罗主任", "确认", room=COMMITTEE)
        assert await chat.last(GROUP) == ""
        await chat.says("张姐", "确认", room=COMMITTEE)
        assert await chat.last(GROUP) == "业委会公告:周六上午业主大会\n地点:3栋架空层"
        assert len(await chat.heard(FOURTH)) == 1

    @pytest.mark.parametrize("answer", ["算了", "等一下,时间还没定"])
    async def test_not_without_a_yes(self, chat: Chat, answer: str) -> None:
        await chat.says("张姐", "公告 全部:周六上午业主大会", room=COMMITTEE)
        await chat.says("张姐", answer, room=COMMITTEE)
        await chat.says("张姐", "确认", room=COMMITTEE)
        assert await chat.heard(GROUP) == []

    async def test_a_long_one_is_shown_once_more(self, chat: Chat) -> None:
        text = "请大家注意用火用电安全," * 20
        await chat.says("张姐", f"公告 4栋:{text}", room=COMMITTEE)
        assert await chat.heard(FOURTH) == []
        await chat.says("张姐", "发", room=COMMITTEE)
        assert "用火用电" in await chat.last(FOURTH)

    async def test_the_night_holds_it(self, chat: Chat) -> None:
        chat.pass_time(timedelta(hours=11))
        await chat.says("张姐", "公告 4栋:明天停水", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == "夜里不打扰,明天08:00发到:4栋群"
        assert await chat.heard(FOURTH) == []
        chat.pass_time(timedelta(hours=10))
        await chat.app.settle()
        assert await chat.last(FOURTH) == "业委会公告:明天停水"

    async def test_an_unknown_group_is_said_and_missing_words_are_asked_for(self, chat: Chat) -> None:
        await chat.says("张姐", "公告 9栋:明天停水", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == "没有叫“9栋”的业主群。有:1-3栋群、4栋群、二期群"
        await chat.says("张姐", "发公告", room=COMMITTEE)
        assert await chat.last(COMMITTEE) == "公告写什么?直接回就行,例如:明天9点到12点清洗水箱"
        await chat.says("张姐", "周五晚上消防演练", room=COMMITTEE)
        assert "要发到3个群" in await chat.last(COMMITTEE)


class TestHelp:
    async def test_it_fits_on_a_phone(self, chat: Chat) -> None:
        await chat.says("张姐", "帮助", room=COMMITTEE)
        lines = (await chat.last(COMMITTEE)).splitlines()
        assert len(lines) <= 25
        assert "谁来办:受理、接单、派单、指派" in lines
        assert max(map(len, lines)) <= 60, "three lines on a phone at most"

    async def test_the_property_company_sees_its_five_with_examples(self, chat: Chat) -> None:
        await chat.says("小何", "帮助", room=PROPERTY)
        lines = (await chat.last(PROPERTY)).splitlines()
        assert [line.partition(":")[0] for line in lines[1:-1]] == ["接单", "退回", "进展", "办结"]

    async def test_one_command(self, chat: Chat) -> None:
        await chat.says("张姐", "帮助 拆分", room=COMMITTEE)
        assert "例如:拆分 12 2、3" in await chat.last(COMMITTEE)


class TestLanguage:
    async def test_what_is_said_of_a_further_number_is_not_read_to_residents(self, chat: Chat) -> None:
        await chat.says("王姐", BIN, room=GROUP)
        await chat.says("5栋老吴", NOISE, room=SECOND)
        await chat.says("张姐", "1办结 已清运,2再等等", room=COMMITTEE)
        assert [row.status for row in await chat.requests("harbour")] == ["resolved", "reported"]
        assert (await chat.last(GROUP)).startswith("#1【卫生】3栋 已办结:已清运。")

    @pytest.mark.parametrize("slip", ["手里1", "板结1", "1 结办"])
    async def test_a_slip_that_is_an_everyday_word_is_asked_back(self, chat: Chat, slip: str) -> None:
        await chat.says("王姐", BIN, room=GROUP)
        await chat.says("张姐", slip, room=COMMITTEE)
        assert "是不是想说" in await chat.last(COMMITTEE)
        assert (await chat.request(estate="harbour")).status == "reported"
