"""Digests come by themselves: each room reads its own, once, at its time, by day, and only when there is something."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.channels.local import Line, LocalChannel
from handlers import chart
from handlers.estate import Digests, QuietHours, Room
from handlers.rules.lifecycle import RoomRole
from nlp.classify import Reader
from nlp.schedule import Daily, Monthly, Recurring, Weekly
from storage.tables import SilenceRow
from tests.support.chat import BLUE, GREEN, ZONE, Chat, open_chat

COMMITTEE, GROUP, OTHER_GROUP, OFFICE = "业委会群", "3栋群", "5-8栋群", "社区群"
BIN = "3栋门口垃圾桶满了没人收,臭死了"
NOISE = "5栋2单元楼上天天半夜装修电钻吵死人"
LIFT = "3栋2单元电梯坏了按哪层都不亮"


def digests(zone: ZoneInfo = ZONE, *, morning: time = time(8, 30)) -> Digests:
    return Digests(
        Recurring(Daily(), morning, zone.key),
        Recurring(Weekly((7,)), time(19), zone.key),
        Recurring(Monthly((1,)), time(9), zone.key),
    )


AWAKE = replace(
    GREEN, digests=digests(), rooms=(*GREEN.rooms, Room("ro@chatroom", OFFICE, RoomRole.OFFICE))
)  # fmt: skip
NEIGHBOURS = replace(BLUE, digests=digests())


@pytest.fixture
async def chat(tmp_path: Path, reader: Reader) -> AsyncIterator[Chat]:
    opened = await open_chat(tmp_path, reader, (AWAKE, NEIGHBOURS))
    await opened.passes(timedelta())  # nothing has happened yet: nothing to be told late
    yield opened
    await opened.app.close()


async def until(chat: Chat, *date: int) -> None:
    """The bot is awake until then, looking at the clock every few hours and at the very moment."""
    moment = datetime(*date, tzinfo=ZONE)  # type: ignore[misc, arg-type]
    while chat.clock.now() < moment:
        await chat.passes(min(timedelta(hours=4), moment - chat.clock.now()))
    await chat.passes(timedelta(seconds=30))  # one room after the other


async def asleep_until(chat: Chat, *date: int) -> None:
    """The bot was not running until then."""
    await chat.passes(datetime(*date, tzinfo=ZONE) - chat.clock.now())  # type: ignore[misc, arg-type]


async def briefs(chat: Chat, room: str = COMMITTEE) -> list[str]:
    return [line for line in await chat.heard(room) if line.startswith("早报")]


async def reports(chat: Chat, room: str = GROUP) -> list[str]:
    return [line for line in await chat.heard(room) if "一周小结" in line or "月报" in line]


class TestMorningBrief:
    async def test_it_tells_yesterday_and_what_is_due_late_and_not_taken(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        await chat.says("5栋老周", NOISE, room=OTHER_GROUP)
        await chat.says("2单元刘哥", LIFT)
        await chat.says("罗主任", "1 办结 已清运", room=COMMITTEE)
        await chat.says("张姐", "2 派单 小何", room=COMMITTEE)
        await until(chat, 2026, 11, 24, 8, 30)

        (brief,) = await briefs(chat)
        head, *rest = brief.splitlines()
        assert head == "早报 11月24日周二:昨天新登记3件,办结1件。"
        assert "#1【" not in brief
        assert any(line.startswith("#2【噪音】5栋2单元") for line in rest)
        assert any(line.startswith("#3【维修】3栋2单元 今天") and line.endswith("前答复(业委会)") for line in rest)
        assert rest[-1] == f"看一件回“查看 {brief.partition('#')[2][0]}”,看全部回“待办”。"

    async def test_what_is_due_today_is_told_with_who_holds_it_and_what_is_late_with_the_latest_first(
        self, chat: Chat
    ) -> None:
        await chat.says("王姐", BIN)
        await chat.says("张姐", "1 派单 小何", room=COMMITTEE)
        await chat.says("小何", "1 接单", room="物业群")
        await until(chat, 2026, 11, 24, 12)
        await chat.says("2单元刘哥", LIFT)
        await chat.says("张姐", "2 受理", room=COMMITTEE)
        first, second = await chat.request(1), await chat.request(2)
        day = first.resolve_due_at.astimezone(ZONE)
        await until(chat, day.year, day.month, day.day, 8, 30)
        brief = (await briefs(chat))[-1]
        assert "今天到时限1件:" in brief
        assert f"#1【卫生】3栋 今天{day:%H:%M}前办结(小何)" in brief

        later = max(first.resolve_due_at, second.resolve_due_at).astimezone(ZONE) + timedelta(days=2)
        await until(chat, later.year, later.month, later.day, 8, 30)
        lines = (await briefs(chat))[-1].splitlines()
        assert "已超期2件:" in lines
        oldest = "#1【" if first.resolve_due_at < second.resolve_due_at else "#2【"
        assert lines[lines.index("已超期2件:") + 1].startswith(oldest)

    async def test_it_stays_short_whatever_there_is(self, chat: Chat) -> None:
        matters = ("路灯不亮了", "水管爆了", "垃圾没人收", "楼道堆满杂物", "门禁坏了", "外墙渗水")
        for building in (5, 6, 7, 8):
            for what in matters:
                await chat.says(f"{building}栋{what}", f"{building}栋{what}", room=OTHER_GROUP)
        many = len(await chat.requests())
        assert many > 10
        await until(chat, 2026, 11, 24, 8, 30)
        lines = (await briefs(chat))[-1].splitlines()
        assert len(lines) == 12
        assert any("还有" in line for line in lines)

    async def test_a_day_without_anything_is_silent(self, chat: Chat) -> None:
        await until(chat, 2026, 11, 26, 12)
        assert await briefs(chat) == []

    async def test_what_is_paused_or_waits_for_its_reporter_is_left_alone(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        async with chat.app.store.writing() as work:
            row = await work.requests.get("green", 1)
            assert row is not None
            row.paused_at = chat.clock.now()
            await work.commit()
        await until(chat, 2026, 11, 25, 12)
        assert ["#1" in brief for brief in await briefs(chat)] == [False]

    async def test_each_estate_reads_its_own(self, chat: Chat) -> None:
        await chat.says("1栋小丁", "1栋门口垃圾桶满了没人收,臭死了", room="蓝湾1栋群")
        await until(chat, 2026, 11, 24, 9)
        assert len(await briefs(chat, "蓝湾业委会群")) == 1
        assert await briefs(chat) == []


class TestWhen:
    async def test_once_however_often_the_clock_rings(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        await until(chat, 2026, 11, 24, 8, 30)
        for _ in range(5):
            await chat.passes(timedelta(seconds=5))
        assert len(await briefs(chat)) == 1

    async def test_a_brief_a_few_hours_late_is_said_and_one_of_the_morning_not_in_the_evening(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        await asleep_until(chat, 2026, 11, 24, 13)
        assert len(await briefs(chat)) == 1
        await asleep_until(chat, 2026, 11, 25, 19)
        await asleep_until(chat, 2026, 11, 26, 8, 31)
        assert len(await briefs(chat)) == 2

    async def test_a_weekly_report_may_be_a_day_late_and_tells_of_its_week(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        await asleep_until(chat, 2026, 11, 30, 18)
        (report,) = await reports(chat)
        assert "11月23日-11月29日" in report
        await chat.says("2单元刘哥", LIFT)
        await asleep_until(chat, 2026, 12, 7, 20)
        assert len(await reports(chat)) == 1

    async def test_it_waits_for_the_morning(self, tmp_path: Path, reader: Reader) -> None:
        early = replace(GREEN, digests=digests(morning=time(6)), quiet=QuietHours(time(22), time(8)))
        chat = await open_chat(tmp_path, reader, (early,))
        await chat.passes(timedelta())
        await chat.says("王姐", BIN)
        await until(chat, 2026, 11, 24, 7, 59)
        assert await briefs(chat) == []
        await until(chat, 2026, 11, 24, 8)
        assert len(await briefs(chat)) == 1
        await chat.app.close()

    async def test_a_silence_of_days_is_not_followed_by_a_brief_for_each(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        async with chat.app.store.writing() as work:
            end = datetime(2026, 11, 27, 12, tzinfo=ZONE)
            await work.silences.set(SilenceRow(estate_id="green", room_id="", until_at=end, who_id="wx-zhang",
                                               who_name="张姐", set_at=chat.clock.now()))  # fmt: skip
            await work.commit()
        await until(chat, 2026, 11, 27, 13)
        assert len(await briefs(chat)) == 1

    @pytest.mark.parametrize(
        ("day", "at"), [((2026, 3, 8), time(2, 30)), ((2026, 11, 1), time(1, 30))], ids=["gap", "twice"]
    )
    async def test_clocks_that_are_changed_make_it_neither_two_nor_none(
        self, tmp_path: Path, reader: Reader, day: tuple[int, int, int], at: time
    ) -> None:
        zone = ZoneInfo("America/New_York")
        abroad = replace(GREEN, zone=zone, quiet=None, digests=digests(zone, morning=at))
        chat = await open_chat(tmp_path, reader, (abroad,))
        chat.clock.set(datetime(*day, tzinfo=zone) - timedelta(hours=8))
        await chat.says("王姐", BIN)
        for _ in range(4 * 24):
            await chat.passes(timedelta(minutes=15))
        assert len(await briefs(chat)) == 1
        await chat.app.close()

    async def test_where_none_is_wanted_none_is_said(self, tmp_path: Path, reader: Reader) -> None:
        chat = await open_chat(tmp_path, reader, (replace(AWAKE, digests=Digests()),))
        await chat.says("王姐", BIN)
        await until(chat, 2026, 12, 2, 12)
        assert await briefs(chat) == await reports(chat) == await reports(chat, OFFICE) == []
        await chat.app.close()


class TestWeeklyReport:
    async def test_a_group_reads_about_itself(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        await chat.says("2单元刘哥", LIFT)
        await chat.says("5栋老周", NOISE, room=OTHER_GROUP)
        await chat.says("1栋小丁", "1栋门口垃圾桶满了没人收,臭死了", room="蓝湾1栋群")
        await chat.says("张姐", "1 受理", room=COMMITTEE)
        await chat.says("罗主任", "1 办结 已清运", room=COMMITTEE)
        await chat.says("张姐", "2 派单 小何", room=COMMITTEE)
        await chat.says("小何", "2 接单", room="物业群")
        await until(chat, 2026, 11, 29, 19)

        (report,) = await reports(chat)
        assert report.startswith("本群一周小结(11月23日-11月29日):登记2件,办结1件。")
        assert "按时答复2件(共2件)" in report
        assert "办结的有:卫生(3栋)。" in report
        assert report.endswith("谢谢张姐、罗主任、物业出力。")
        assert "噪音" not in report
        (other,) = await reports(chat, OTHER_GROUP)
        assert "登记1件,办结0件" in other
        assert "谢谢" not in other
        (abroad,) = await reports(chat, "蓝湾1栋群")
        assert "登记1件,办结0件" in abroad

    async def test_a_week_in_which_nothing_happened_is_not_reported(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        await until(chat, 2026, 12, 6, 20)
        assert len(await reports(chat)) == 1
        assert await reports(chat, OTHER_GROUP) == []

    async def test_an_answer_is_no_solution_and_what_was_withdrawn_was_never_there(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        await chat.says("2单元刘哥", LIFT)
        await chat.says("王姐", "不是")
        await chat.says("张姐", "2 答复 明年换新电梯", room=COMMITTEE)
        await until(chat, 2026, 11, 29, 19)
        (report,) = await reports(chat)
        assert "登记1件,办结0件" in report
        assert "按时办结0件(共1件)" in report

    async def test_households_that_did_not_answer_stand_beside_those_who_did(self, chat: Chat) -> None:
        for who in ("王姐", "老吴", "小丁", "孟姨"):
            await chat.says(who, BIN)
        await chat.says("罗主任", "1 办结 已清运", room=COMMITTEE)
        await chat.says("王姐", "1 满意")
        await chat.says("老吴", "1 没解决")
        await until(chat, 2026, 11, 29, 19)
        assert "2户评价,1户满意,另有2户没回。" in (await reports(chat))[0]

    async def test_the_picture_follows_and_is_kept_with_the_words(self, chat: Chat) -> None:
        shown: list[Line] = []
        channel = chat.app.channel
        assert isinstance(channel, LocalChannel)
        channel.subscribe(shown.append)
        await chat.says("王姐", BIN)
        await until(chat, 2026, 11, 29, 19)
        (line,) = [one for one in shown if one.image]
        assert line.room_id == "r3@chatroom"
        assert line.image is not None
        assert line.image.startswith(b"\x89PNG\r\n\x1a\n")
        assert int.from_bytes(line.image[16:20], "big") == 1080

    async def test_danger_does_not_queue_behind_the_reports_of_many_groups(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        await chat.says("5栋老周", NOISE, room=OTHER_GROUP)
        await asleep_until(chat, 2026, 11, 29, 19)
        assert [len(await reports(chat, room)) for room in (GROUP, OTHER_GROUP)] == [1, 0]
        chat.clock.set(chat.clock.now() - timedelta(minutes=1))
        await chat.says("7栋小孟", "7栋2单元电梯里困了人出不来,老人在里面喊", room=OTHER_GROUP)
        assert "119" in await chat.last(OTHER_GROUP)
        await chat.passes(timedelta(seconds=10))
        assert len(await reports(chat, OTHER_GROUP)) == 1

    async def test_nobody_waits_while_it_is_drawn(
        self, chat: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The database can be written to meanwhile: another connection takes the lock, without patience."""
        font, drawn = chart._font, list[bool]()

        def another_writer() -> object:
            with closing(sqlite3.connect(tmp_path / "whistle.sqlite3", timeout=0)) as other:
                other.execute("BEGIN IMMEDIATE")
            drawn.append(True)
            return font()

        monkeypatch.setattr(chart, "_font", another_writer)
        await chat.says("王姐", BIN)
        await until(chat, 2026, 11, 29, 19)
        assert drawn == [True]

    async def test_the_words_go_out_even_when_nothing_can_be_drawn(
        self, chat: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def no_font() -> None:
            raise OSError("no font")

        monkeypatch.setattr(chart, "_font", no_font)
        await chat.says("王姐", BIN)
        await until(chat, 2026, 11, 29, 19)
        assert len(await reports(chat)) == 1
        assert "could not be drawn" in caplog.text


class TestMonthlyReport:
    async def test_the_office_reads_figures_and_what_was_whistled_for_but_no_names(self, chat: Chat) -> None:
        await chat.says("王姐", BIN)
        await chat.says("2单元刘哥", LIFT)
        await chat.says("罗主任", "1 办结 已清运", room=COMMITTEE)
        await chat.says("张姐", "2 派单 小何", room=COMMITTEE)
        await until(chat, 2026, 11, 25, 12)
        await chat.says("张姐", "2 吹哨 社区 物业不管", room=COMMITTEE)
        await until(chat, 2026, 12, 1, 9)
        (report,) = await reports(chat, OFFICE)
        assert report.startswith("青园2026年11月诉求月报:登记2件,办结1件;现在还有1件没办结")
        assert "按类别:维修1件(办结0)、卫生1件(办结1)。" in report
        assert re.search(r"\n平均每件停留:业委会\d分钟、物业3天\d+小时。\n", report)
        assert "#2【维修】3栋2单元 报社区," in report
        assert not {"王姐", "刘哥", "张姐", "罗主任"} & {
            name for name in ("王姐", "刘哥", "张姐", "罗主任") if name in report
        }

    async def test_an_estate_without_an_office_group_has_none(self, chat: Chat) -> None:
        await chat.says("1栋小丁", "1栋门口垃圾桶满了没人收,臭死了", room="蓝湾1栋群")
        await until(chat, 2026, 12, 1, 10)
        assert not any("月报" in line for line in await chat.heard("蓝湾1栋群") + await chat.heard("蓝湾业委会群"))
