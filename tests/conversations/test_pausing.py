"""What waits does not run out: 挂起, 恢复, 延期 and 追问, and what comes of it by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.channels.base import Kind
from bot.web.board import read_board
from handlers.message import Outcome
from tests.support.chat import ZONE, Chat

ROOM = "业委会群"
LAMP = "3栋楼下路灯不亮 黑得看不见路"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


async def due(chat: Chat) -> tuple[str, str]:
    """The first answer and the resolution, as the estate's clock shows them."""
    request = await chat.request()
    first, last = request.answer_due_at.astimezone(ZONE), request.resolve_due_at.astimezone(ZONE)
    return first.strftime("%m-%d %H:%M"), last.strftime("%m-%d %H:%M")


async def actions(chat: Chat) -> list[str]:
    async with chat.app.store.reading() as work:
        return [event.action for event in await work.requests.events("green", 1)]


class TestDeadlines:
    @pytest.mark.parametrize(
        ("said", "answer", "resolve"),
        [
            ("2026-11-23T11:59", "11-24 11:00", "11-26 12:00"),  # a Monday
            ("2026-11-23T22:29", "11-24 17:00", "11-26 18:00"),  # at night
            ("2026-11-27T16:59", "11-30 16:00", "12-02 17:00"),  # before a weekend
            ("2026-09-30T16:59", "10-08 16:00", "10-10 17:00"),  # before the National Day; that Saturday is worked
            ("2026-10-03T09:59", "10-08 17:00", "10-10 18:00"),  # during the National Day
            ("2026-09-18T16:59", "09-20 16:00", "09-22 17:00"),  # before a Sunday that is worked
        ],
    )
    async def test_a_repair_is_due_in_working_time(self, chat: Chat, said: str, answer: str, resolve: str) -> None:
        chat.clock.set(at(said))
        await chat.says("王姐", LAMP)

        assert (await chat.request()).category == "repair"
        assert await due(chat) == (answer, resolve)

    async def test_danger_does_not_wait_for_a_working_day(self, chat: Chat) -> None:
        chat.clock.set(at("2026-10-01T22:59"))
        await chat.says("老周", "3栋1单元楼道里插线板冒烟了 有火花")

        assert await due(chat) == ("10-01 23:30", "10-02 23:00")

    async def test_becoming_urgent_sets_them_anew_round_the_clock(self, chat: Chat) -> None:
        chat.clock.set(at("2026-10-01T11:59"))
        await chat.says("王姐", "3栋2单元电梯坏了 停在6楼不动")
        await chat.says("王姐", "3栋2单元电梯有人被困在里面")

        assert await due(chat) == ("10-01 12:31", "10-02 12:01")

    async def test_another_category_has_its_own_from_the_report_on(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 改类 绿化", room=ROOM)
        assert await due(chat) == ("11-24 12:01", "11-30 12:01")

        await chat.says("张姐", "1 延期 到12月5日 没料", room=ROOM)
        await chat.says("张姐", "1 改类 维修", room=ROOM)
        assert (await due(chat))[1] == "12-05 18:00"


class TestPausing:
    async def test_until_a_day_and_it_goes_on_by_itself(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)  # Monday 12:01
        await chat.says("张姐", "1 派单 小何", room=ROOM)
        await chat.says("张姐", "1 挂起 到周五 等配件", room=ROOM)
        assert await chat.last(ROOM) == "#1 已挂起,11月27日自动恢复。"
        assert await chat.last("3栋群") == "#1【维修】3栋 暂缓办理:等配件,预计11月27日继续。"

        await chat.passes(timedelta(days=3))
        assert (await chat.request()).paused_at is not None
        await chat.passes(at("2026-11-27T09:00") - chat.clock.now())
        request = await chat.request()
        assert (request.paused_at, request.paused_until, request.holder) == (None, None, "property")
        assert await chat.last(ROOM) == "#1【维修】3栋 挂起到期,已恢复计时,在物业手上,12月1日前办结。"
        assert await due(chat) == ("11-24 11:01", "12-01 17:58")
        assert await actions(chat) == ["report", "order", "pause", "resume"]

        said = await chat.heard(ROOM)
        await chat.passes(timedelta(minutes=1))
        assert await chat.heard(ROOM) == said

    async def test_without_a_day_it_needs_a_reason_and_waits_for_a_word(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 挂起", room=ROOM)
        assert (await chat.request()).paused_at is None
        await chat.says("张姐", "等业委会开会", room=ROOM)
        assert "要继续请回“恢复”" in await chat.last(ROOM)
        assert "等业委会开会" in await chat.last("3栋群")

        await chat.passes(timedelta(days=60))
        assert (await chat.request()).paused_at is not None
        await chat.says("张姐", "1 恢复", room=ROOM)
        assert (await chat.request()).paused_at is None
        assert "已恢复计时" in await chat.last(ROOM)

    @pytest.mark.parametrize(("said", "until"), [("3天", "11-26 09:00"), ("等配件,到周五", "11-27 09:00")])
    async def test_asked_for_a_reason_one_may_tell_until_when(self, chat: Chat, said: str, until: str) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 挂起", room=ROOM)
        await chat.says("张姐", said, room=ROOM)

        paused_until = (await chat.request()).paused_until
        assert paused_until is not None
        assert paused_until.astimezone(ZONE).strftime("%m-%d %H:%M") == until

    async def test_a_pause_over_the_national_day_gives_back_only_working_time(self, chat: Chat) -> None:
        chat.clock.set(at("2026-09-29T11:59"))
        await chat.says("王姐", LAMP)
        assert await due(chat) == ("09-30 11:00", "10-09 12:00")
        await chat.says("张姐", "1 受理", room=ROOM)
        chat.clock.set(at("2026-09-30T16:59"))
        await chat.says("张姐", "1 挂起 到10月9日 厂家放假", room=ROOM)
        await chat.passes(at("2026-10-09T09:00") - chat.clock.now())

        assert (await due(chat))[1] == "10-10 13:00"  # an hour of 30 September and the whole 8 October were lost

    async def test_what_is_paused_is_not_late_and_nobody_is_reminded(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 挂起 等业委会开会", room=ROOM)
        said = await chat.heard(ROOM)
        await chat.passes(timedelta(days=13))
        assert await chat.heard(ROOM) == said

        await chat.says("张姐", "超期的有哪些", room=ROOM)
        assert await chat.last(ROOM) == "没有符合的诉求。"
        await chat.says("张姐", "挂起的有哪些", room=ROOM)
        assert "#1" in await chat.last(ROOM)
        await chat.says("张姐", "待办", room=ROOM)
        assert await chat.last(ROOM) == "共1件:\n#1【维修】3栋 待受理 挂起"
        await chat.says("王姐", "进度 1")
        assert "计划12月9日前办结" in await chat.last("3栋群")

    @pytest.mark.parametrize(
        ("line", "due"),
        [
            ("1 挂起 到周五 等配件", "后天09:00接着办,在那之前不计时"),
            ("1 挂起 等配件", "什么时候接着办还没定,不计时"),
            ("1 追问 哪一盏", "等反映人回话,不计时"),
        ],
    )
    async def test_the_board_shows_what_it_waits_for(self, chat: Chat, line: str, due: str) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", line, room=ROOM)
        chat.pass_time(timedelta(days=2))
        (entry,) = await read_board(chat.app.store, chat.app.estates[0], chat.clock.now())

        assert (entry.due, entry.overdue) == (due, False)

    async def test_a_pause_that_was_over_while_the_bot_was_off_ends_once(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 挂起 3天 等配件", room=ROOM)
        await chat.passes(timedelta(days=7))
        await chat.passes(timedelta())

        assert await actions(chat) == ["report", "pause", "resume"]
        assert len([line for line in await chat.heard(ROOM) if "挂起到期" in line]) == 1
        await chat.says("张姐", "查看 1", room=ROOM)
        assert "机器人 恢复" in await chat.last(ROOM)

    async def test_at_night_it_goes_on_and_the_committee_reads_of_it_in_the_morning(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 挂起 到明天凌晨1点 等雨停", room=ROOM)
        said = await chat.heard(ROOM)
        await chat.passes(at("2026-11-24T01:00") - chat.clock.now())
        assert (await chat.request()).paused_at is None
        assert await chat.heard(ROOM) == said

        await chat.passes(at("2026-11-24T08:00") - chat.clock.now())
        assert "挂起到期" in "".join(await chat.heard(ROOM))

    async def test_whoever_takes_it_in_hand_sets_it_going(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 挂起 等业委会开会", room=ROOM)
        chat.pass_time(timedelta(days=1))
        await chat.says("张姐", "1 派单 物业", room=ROOM)

        assert (await chat.request()).paused_at is None
        assert (await due(chat))[1] == "11-27 12:02"

    async def test_what_was_closed_while_paused_is_not_paused_when_it_comes_back(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 挂起 等业委会开会", room=ROOM)
        await chat.says("张姐", "1 办结 换了灯泡", room=ROOM)
        chat.pass_time(timedelta(days=9))
        await chat.says("张姐", "1 重开 又坏了", room=ROOM)

        assert (await chat.request()).paused_at is None
        assert (await due(chat))[1] == "12-07 12:04"

    @pytest.mark.parametrize("line", ["1 挂起 到今天 等配件", "1 挂起 500天 等配件"])
    async def test_a_day_that_is_none_is_told_with_an_example(self, chat: Chat, line: str) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", line, room=ROOM)

        assert (await chat.request()).paused_at is None
        assert "例如:1 挂起 到下周三" in await chat.last(ROOM)

    async def test_what_is_not_paused_cannot_go_on(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 恢复", room=ROOM)

        assert await chat.last(ROOM) == "#1 没有挂起。如果是修好了,请回:1 办结 已恢复"
        assert await actions(chat) == ["report"]


class TestPostponing:
    async def test_the_reporters_are_told_once_and_the_old_date_stays_in_the_history(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        before = (await chat.request()).resolve_due_at
        await chat.says("张姐", "1 延期 到12月5日 配件缺货", room=ROOM)

        assert await chat.last(ROOM) == "#1 已延到12月5日,会告诉反映人。"
        assert await chat.last("3栋群") == "#1【维修】3栋 要晚一些:配件缺货。改到12月5日前办结,请谅解。"
        assert (await due(chat))[1] == "12-05 18:00"
        async with chat.app.store.reading() as work:
            changes = (await work.requests.events("green", 1))[-1].changes
        assert changes["resolve_due_at"][0] == before.isoformat()

    @pytest.mark.parametrize(
        ("line", "resolve"),
        [
            ("1 延期3天 没料", "12-01 12:01"),  # three working days more
            ("1 延期一周 没料", "12-03 12:01"),
            ("1 延期 到明天 没料", ""),
            ("1 延期 到周五下午3点 没料", "11-27 15:00"),
            ("1 延期 到月底 没料", "11-30 18:00"),
        ],
    )
    async def test_days_are_the_requests_own(self, chat: Chat, line: str, resolve: str) -> None:
        await chat.says("王姐", LAMP)
        before = await due(chat)
        await chat.says("张姐", line, room=ROOM)

        assert await due(chat) == ((before[0], resolve) if resolve else before)
        assert bool(resolve) or "更晚的日子" in await chat.last(ROOM)

    @pytest.mark.parametrize(
        ("said", "resolve"), [("3天", "12-01 12:01"), ("12月5日", "12-05 18:00"), ("到下周三吧", "12-02 18:00")]
    )
    async def test_day_and_reason_are_asked_for_one_after_the_other(self, chat: Chat, said: str, resolve: str) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 延期", room=ROOM)
        assert "到哪天" in await chat.last(ROOM)
        await chat.says("张姐", said, room=ROOM)
        assert "理由" in await chat.last(ROOM)
        await chat.says("张姐", "配件缺货", room=ROOM)

        assert (await due(chat))[1] == resolve

    async def test_a_paused_request_that_gets_a_date_goes_on(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 挂起 等厂家", room=ROOM)
        await chat.says("张姐", "1 延期 到12月8日 厂家排期", room=ROOM)

        assert (await chat.request()).paused_at is None
        assert (await due(chat))[1] == "12-08 18:00"


class TestAsking:
    async def test_the_reporters_answer_gives_it_back_to_who_held_it(self, chat: Chat) -> None:
        await chat.says("王姐", "3栋电梯坏了 停在6楼不动")
        await chat.says("张姐", "1 派单 小何", room=ROOM)
        await chat.says("张姐", "1 追问 具体是哪个单元?", room=ROOM)
        question = await chat.last("3栋群")
        assert question == "#1【维修】3栋 业委会想问反映的邻居:具体是哪个单元?(引用本条回一句就行)"
        request = await chat.request()
        assert (request.holder, request.assignee) == ("resident", "小何")

        chat.pass_time(timedelta(days=1))
        await chat.says("王姐", "2单元", quote=question)
        request = await chat.request()
        assert (request.holder, request.paused_at) == ("property", None)
        assert "反映人回话了。王姐:2单元" in await chat.last(ROOM)
        assert "在物业手上,11月27日前办结" in await chat.last(ROOM)
        assert await due(chat) == ("11-24 11:01", "11-27 12:02")
        assert await actions(chat) == ["report", "order", "ask", "resume"]

    async def test_a_further_report_of_the_same_person_is_an_answer(self, chat: Chat) -> None:
        await chat.says("王姐", "3栋电梯坏了 停在6楼不动")
        await chat.says("张姐", "1 追问 哪个单元", room=ROOM)
        await chat.says("王姐", "是3栋2单元的电梯坏了,停在6楼")

        assert (await chat.request()).holder == "committee"
        assert "反映人回话了" in await chat.last(ROOM)

    @pytest.mark.parametrize("said", ["2单元", "是2单元的", "3栋2单元"])
    async def test_a_short_line_that_tells_where_needs_no_quote(self, chat: Chat, said: str) -> None:
        await chat.says("王姐", "3栋电梯坏了 停在6楼不动")
        await chat.says("张姐", "1 追问 具体是哪个单元", room=ROOM)
        await chat.says("李哥", said)
        assert (await chat.request()).holder == "resident"

        await chat.says("王姐", said)
        assert (await chat.request()).holder == "committee"
        assert f"王姐:{said}" in await chat.last(ROOM)

    async def test_the_answer_goes_to_what_was_asked(self, chat: Chat) -> None:
        await chat.says("王姐", "3栋电梯坏了 停在6楼不动")
        await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
        await chat.says("张姐", "1 追问 哪个单元", room=ROOM)
        await chat.says("张姐", "2 追问 哪个门口", room=ROOM)
        await chat.says("王姐", "单元门", quote=(await chat.heard("3栋群"))[-1])

        assert [request.holder for request in await chat.requests()] == ["resident", "committee"]

    async def test_nobody_is_heard_who_was_not_asked(self, chat: Chat) -> None:
        line = await chat.says("王姐", "3栋2单元")

        assert chat.handled[line].outcome is Outcome.CHATTER

    async def test_danger_is_told_as_danger_and_the_clocks_run(self, chat: Chat) -> None:
        await chat.says("王姐", "3栋2单元电梯坏了 停在6楼不动")
        await chat.says("张姐", "1 追问 还停着吗", room=ROOM)
        await chat.says("王姐", "3栋2单元电梯有人被困在里面")

        request = await chat.request()
        assert (request.holder, request.paused_at, request.urgency) == ("committee", None, "urgent")
        assert "变紧急了" in await chat.last(ROOM)
        assert await due(chat) == ("11-23 12:33", "11-24 12:03")

    async def test_a_picture_is_an_answer(self, chat: Chat) -> None:
        await chat.says("王姐", "3栋电梯坏了 停在6楼不动")
        await chat.says("张姐", "1 追问 能拍张照吗", room=ROOM)
        await chat.says("王姐", "[图片]", kind=Kind.IMAGE)

        assert (await chat.request()).holder == "committee"

    async def test_what_others_say_is_no_answer(self, chat: Chat) -> None:
        await chat.says("王姐", "3栋电梯坏了 停在6楼不动")
        await chat.says("张姐", "1 追问 哪个单元", room=ROOM)
        question = await chat.last("3栋群")
        await chat.says("老李", "不是我报的", quote=question)
        await chat.says("王姐", "早上好")

        assert (await chat.request()).holder == "resident"

    async def test_a_quoted_line_is_an_answer_only_while_something_is_asked(self, chat: Chat) -> None:
        await chat.says("王姐", "3栋电梯坏了 停在6楼不动")
        acknowledged = await chat.last("3栋群")
        said = await chat.heard(ROOM)
        await chat.says("王姐", "好的谢谢", quote=acknowledged)

        assert await chat.heard(ROOM) == said
        async with chat.app.store.reading() as work:
            assert len(await work.requests.reports("green", [1])) == 1

    async def test_the_committee_can_go_on_without_an_answer(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 派单 小何", room=ROOM)
        await chat.says("张姐", "1 追问 哪盏灯", room=ROOM)
        await chat.says("张姐", "1 恢复", room=ROOM)

        request = await chat.request()
        assert (request.holder, request.paused_at) == ("property", None)

    async def test_the_property_company_that_had_it_can_still_close_it(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 派单 小何", room=ROOM)
        await chat.says("张姐", "1 追问 哪盏灯", room=ROOM)
        await chat.says("小何", "1 办结 都换了", room="物业群")

        request = await chat.request()
        assert (request.status, request.holder, request.paused_at) == ("resolved", "property", None)

    async def test_a_question_is_asked_for(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 追问", room=ROOM)
        assert "想问反映人什么" in await chat.last(ROOM)
        await chat.says("张姐", "哪一盏灯不亮", room=ROOM)

        assert "哪一盏灯不亮" in await chat.last("3栋群")


class TestFirstAnswer:
    @pytest.mark.parametrize(
        "line", ["1 受理", "1 进展 师傅在路上", "1 挂起 等配件", "1 延期3天 没料", "1 追问 哪一盏"]
    )
    async def test_what_the_reporters_hear_of_is_an_answer(self, chat: Chat, line: str) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", line, room=ROOM)

        assert (await chat.request()).answered_at is not None

    @pytest.mark.parametrize("line", ["1 备注 业主晚上在家", "1 派单 小何", "1 改类 卫生"])
    async def test_what_stays_among_the_committee_is_none(self, chat: Chat, line: str) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", line, room=ROOM)

        assert (await chat.request()).answered_at is None

    async def test_what_a_neighbour_reopens_wants_a_new_answer_by_a_new_date(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 办结 换了灯泡", room=ROOM)
        chat.pass_time(timedelta(days=1))
        await chat.says("王姐", "3栋楼下路灯又不亮了 黑得看不见路")

        request = await chat.request()
        assert (request.status, request.answered_at) == ("accepted", None)
        assert await due(chat) == ("11-25 11:03", "11-27 12:03")


class TestLedger:
    async def test_looking_tells_who_held_it_for_how_long(self, chat: Chat) -> None:
        await chat.says("王姐", LAMP)  # Monday 12:01
        chat.pass_time(timedelta(hours=2))
        await chat.says("张姐", "1 派单 小何", room=ROOM)
        chat.clock.set(at("2026-11-24T17:00"))
        await chat.says("张姐", "1 追问 哪一盏", room=ROOM)
        chat.clock.set(at("2026-11-25T17:00"))
        await chat.says("张姐", "1 恢复", room=ROOM)
        await chat.says("张姐", "1 挂起 等配件", room=ROOM)
        chat.clock.set(at("2026-11-26T17:00"))
        await chat.says("张姐", "查看 1", room=ROOM)

        assert "业委会2小时、物业1天3小时、反映人1天、挂起8小时(工作时间)" in await chat.last(ROOM)
        assert "张姐 追问:哪一盏" in await chat.last(ROOM)


class TestTakenBack:
    @pytest.mark.parametrize("line", ["1 挂起 等配件", "1 延期3天 没料", "1 追问 哪一盏", "1 挂起 3天"])
    async def test_everything_is_as_before(self, chat: Chat, line: str) -> None:
        await chat.says("王姐", LAMP)
        await chat.says("张姐", "1 受理", room=ROOM)
        before = await chat.request()
        await chat.says("张姐", line, room=ROOM)
        await chat.says("张姐", "撤销", room=ROOM)

        after = await chat.request()
        assert await due(chat) == ("11-24 11:01", "11-26 12:01")
        assert (after.holder, after.paused_at, after.paused_until) == (before.holder, None, None)
