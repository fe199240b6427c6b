"""What residents hear, and when: few lines, each of them with something to tell."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.base import Kind
from handlers.message import Outcome
from tests.support.chat import Chat

BINS = "3栋门口垃圾桶满了没人收,臭死了"
LIFT = "8栋1单元电梯坏了 停在12楼不动"
COMMITTEE = "业委会群"


class TestAcknowledging:
    async def test_one_line_for_a_matter_and_the_third_household_is_counted(self, chat: Chat) -> None:
        await chat.says("王姐", BINS)
        await chat.says("老周", "3栋垃圾桶满了 没人收")
        assert len(await chat.heard("3栋群")) == 1

        chat.pass_time(timedelta(hours=3))
        await chat.says("小米妈", "3栋门口垃圾桶还是满的 没人收")
        assert await chat.last("3栋群") == "这件事已登记为【卫生】#1(3栋),已有3户反映,待受理。"
        await chat.says("路人", "3栋垃圾桶满了没人收 好臭")
        assert len(await chat.heard("3栋群")) == 2

    async def test_a_group_that_is_new_to_the_matter_is_told(self, chat: Chat) -> None:
        await chat.says("谭谭", LIFT, room="5-8栋群")
        await chat.says("老李", "8栋1单元电梯是不是又坏了 停在12楼不动 我去串门走上去的", room="3栋群")
        assert "已有2户反映" in await chat.last("3栋群")

    async def test_at_night_it_waits_and_comes_in_one_message(self, chat: Chat) -> None:
        chat.pass_time(timedelta(hours=11))
        await chat.says("王姐", BINS)
        await chat.says("谭谭", "3栋2单元电梯坏了 停在6楼不动")
        assert await chat.heard("3栋群") == []
        assert len(await chat.heard(COMMITTEE)) == 2

        chat.pass_time(timedelta(hours=9))
        await chat.app.settle()
        (morning,) = await chat.heard("3栋群")
        assert [line[:8] for line in morning.splitlines()] == ["已登记【卫生】#", "已登记【维修】#"]
        assert "今天17:00前答复" in morning

    async def test_that_it_was_taken_is_told_when_the_answer_is_due(self, chat: Chat) -> None:
        await chat.says("王姐", BINS)
        await chat.says("张姐", "1 受理", room=COMMITTEE)
        assert "已受理" not in await chat.last("3栋群")

        chat.clock.set((await chat.request()).answer_due_at)
        await chat.app.settle()
        assert await chat.last("3栋群") == "#1【卫生】3栋 业委会已受理,正在处理。"

    async def test_newer_news_takes_the_place_of_older_that_waits(self, chat: Chat) -> None:
        await chat.says("王姐", BINS)
        await chat.says("张姐", "1 受理", room=COMMITTEE)
        await chat.says("张姐", "1 办结 已清运", room=COMMITTEE)
        chat.pass_time(timedelta(hours=3))
        await chat.app.settle()

        assert [line[:6] for line in await chat.heard("3栋群")] == ["已登记【卫生", "#1【卫生】"]

    async def test_what_is_no_longer_true_is_not_said(self, chat: Chat) -> None:
        chat.pass_time(timedelta(hours=11))
        await chat.says("王姐", BINS)
        await chat.says("谭谭", "3栋2单元电梯坏了 停在6楼不动")
        await chat.says("谭谭", "不是")
        assert await chat.last("3栋群") == "好的,#2 已撤回,打扰了。"

        chat.pass_time(timedelta(hours=9))
        await chat.app.settle()
        assert [line for line in await chat.heard("3栋群") if "已登记" in line] == [
            "已登记【卫生】#1(3栋),已转业委会,今天17:00前答复。说得不对请回“不是”。"
        ]

    async def test_an_order_handed_back_was_not_accepted(self, chat: Chat) -> None:
        await chat.says("王姐", BINS)
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        await chat.says("小何", "1 接单", room="物业群")
        await chat.says("小何", "退回 1 这是环卫的桶", room="物业群")
        chat.pass_time(timedelta(days=3))
        await chat.app.settle()
        assert not [line for line in await chat.heard("3栋群") if "已接单" in line]

    async def test_danger_is_taken_on_in_the_open(self, chat: Chat) -> None:
        await chat.says("老周", "3栋1单元楼道里插线板冒烟了 有火花")
        await chat.says("张姐", "1 受理", room=COMMITTEE)
        assert "业委会已受理" in await chat.last("3栋群")


class TestAdding:
    async def test_the_committee_hears_additions_once_in_ten_minutes(self, chat: Chat) -> None:
        await chat.says("王姐", BINS)
        await chat.says("王姐", "[图片]", kind=Kind.IMAGE)
        await chat.says("王姐", "垃圾桶旁边还堆了两个沙发 没人收")
        await chat.says("王姐", "[图片]", kind=Kind.IMAGE)
        assert len(await chat.heard(COMMITTEE)) == 1

        chat.pass_time(timedelta(minutes=8))
        await chat.app.settle()
        assert (await chat.last(COMMITTEE)).splitlines() == [
            "#1 反映人补充。王姐:垃圾桶旁边还堆了两个沙发 没人收",
            "照片2张",
        ]
        async with chat.app.store.reading() as work:
            _, *added = await work.requests.reports("green", [1])
        assert [report.text for report in added if not report.picture] == ["垃圾桶旁边还堆了两个沙发 没人收"]
        assert sum(report.picture for report in added) == 2

    async def test_pictures_sent_before_the_words_belong_to_them(self, chat: Chat) -> None:
        await chat.says("路人", "[图片]", kind=Kind.IMAGE)
        picture = await chat.says("王姐", "[图片]", kind=Kind.IMAGE)
        await chat.says("王姐", BINS)

        async with chat.app.store.reading() as work:
            reports = await work.requests.reports("green", [1])
        assert {report.message_id for report in reports if report.picture} == {picture}


class TestAskingHowFar:
    @pytest.mark.parametrize(
        "text",
        [
            "进度",
            "进度 1",
            "1 到哪步了",
            "#1怎么样了?",
            "我报的怎么样了",
            "我反映的垃圾桶有人管吗",
            "@小助手 垃圾桶怎么样了",
        ],
    )
    async def test_the_reporter_hears_holder_last_progress_and_due_date(self, chat: Chat, text: str) -> None:
        await chat.says("王姐", BINS)
        await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
        await chat.says("张姐", "1 进展 已联系清运公司", room=COMMITTEE)
        said = await chat.says("王姐", text)

        assert chat.handled[said].outcome is Outcome.PROGRESS
        assert (await chat.last("3栋群")).startswith("#1【卫生】(3栋):已派单,物业在办,最近进展:已联系清运公司,计划")

    @pytest.mark.parametrize("text", ["怎么样了", "什么时候能好?", "有人管吗"])
    async def test_a_quote_of_the_bots_line_says_which_one_is_meant(self, chat: Chat, text: str) -> None:
        await chat.says("王姐", BINS)
        await chat.says("老周", text, quote=await chat.last("3栋群"))
        assert (await chat.last("3栋群")).startswith("#1【卫生】(3栋):待受理,计划")

    @pytest.mark.parametrize(
        "text",
        ["怎么样了", "孩子考得怎么样", "上次说的团购到哪了", "电梯怎么样了", "12栋怎么样了", "7 怎么样了", "有人管吗"],
    )
    async def test_what_is_not_meant_for_the_bot_gets_no_answer(self, chat: Chat, text: str) -> None:
        await chat.says("王姐", BINS)
        known = await chat.heard("3栋群")
        await chat.says("老周", text)
        assert await chat.heard("3栋群") == known

    async def test_of_several_the_one_that_is_named_is_told(self, chat: Chat) -> None:
        await chat.says("王姐", "3栋2单元楼下路灯不亮 黑得看不见路")
        chat.pass_time(timedelta(hours=1))
        await chat.says("王姐", BINS)
        await chat.says("王姐", "上次反映的路灯有人管吗")
        assert (await chat.last("3栋群")).startswith("#1【维修】")


class TestTakingBack:
    async def test_a_bare_not_so_in_later_talk_is_talk(self, chat: Chat) -> None:
        await chat.says("王姐", BINS)
        chat.pass_time(timedelta(minutes=20))
        await chat.says("王姐", "晚上谁去跳舞")
        await chat.says("老周", "王姐你是3栋的吧")
        await chat.says("王姐", "不是")
        assert (await chat.request()).status == "reported"

        await chat.says("王姐", "不是", quote=(await chat.heard("3栋群"))[0])
        assert (await chat.request()).status == "withdrawn"

    async def test_as_the_next_thing_said_it_counts(self, chat: Chat) -> None:
        await chat.says("王姐", BINS)
        chat.pass_time(timedelta(minutes=20))
        await chat.says("王姐", "不是")
        assert (await chat.request()).status == "withdrawn"

    async def test_in_the_morning_it_answers_the_line_of_the_night(self, chat: Chat) -> None:
        chat.pass_time(timedelta(hours=11))
        await chat.says("王姐", BINS)
        chat.pass_time(timedelta(hours=8, minutes=59))
        await chat.app.settle()
        await chat.says("王姐", "不是")
        assert (await chat.request()).status == "withdrawn"

    async def test_by_number(self, chat: Chat) -> None:
        await chat.says("王姐", BINS)
        chat.pass_time(timedelta(hours=5))
        await chat.says("王姐", "1 不是")
        assert (await chat.request()).status == "withdrawn"

    async def test_the_words_of_who_took_them_back_are_gone_from_the_request(self, chat: Chat) -> None:
        await chat.says("王姐", BINS)
        await chat.says("老周", "3栋垃圾桶满了 没人收")
        await chat.says("王姐", "弄错了", quote=(await chat.heard("3栋群"))[0])

        request = await chat.request()
        assert (request.status, request.summary) == ("reported", "3栋垃圾桶满了 没人收")
