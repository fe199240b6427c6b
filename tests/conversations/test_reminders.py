"""Reminders, campaigns and silences as the committee's room types them, and what the groups hear of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.reminding import LONGEST, MOST_LIVE
from nlp.classify import Reader
from tests.support.chat import ZONE, Chat, open_chat

ROOM = "业委会群"
WEEKLY = "提醒 每周四 18:30 5-8栋群 明早收旧衣服"


async def says(chat: Chat, *lines: str, who: str = "张姐") -> str:
    """Lines in the committee's room; the bot's last answer there."""
    for line in lines:
        await chat.says(who, line, room=ROOM)
    return await chat.last(ROOM)


async def until(chat: Chat, *at: int, zone: ZoneInfo = ZONE, by: int = 1) -> None:
    """By the hour, or so many of them, to that local moment, as the clock goes."""
    moment = datetime(*at, tzinfo=zone)  # type: ignore[misc, arg-type]
    while chat.clock.now() < moment:
        await chat.passes(min(timedelta(hours=by), moment - chat.clock.now()))


async def reminded(chat: Chat, room: str) -> list[str]:
    return [line for line in await chat.heard(room) if line.startswith("【提醒】")]


class TestSetting:
    async def test_what_recurs_is_repeated_back_with_its_next_dates_and_counts_after_a_yes(self, chat: Chat) -> None:
        answer = await says(chat, WEEKLY)
        assert "提醒1,发到5-8栋群" in answer
        assert "每周四18:30 → 11/26、12/3、12/10,对吗?" in answer
        assert "11月26日周四18:30" in await says(chat, "对")

        await until(chat, 2026, 12, 4)
        assert await reminded(chat, "5-8栋群") == ["【提醒】明早收旧衣服"] * 2
        assert await reminded(chat, "3栋群") == []

    async def test_a_plain_moment_counts_at_once(self, chat: Chat) -> None:
        answer = await says(chat, "提醒 明天9点 3栋群 清洗水箱")
        assert answer.startswith("好的,提醒1:明天(11月24日周二)09:00发到3栋群:")

        await until(chat, 2026, 11, 24, 8)
        assert await reminded(chat, "3栋群") == []
        await until(chat, 2026, 11, 24, 9)
        assert await reminded(chat, "3栋群") == ["【提醒】清洗水箱"]
        await until(chat, 2026, 11, 26)
        assert len(await reminded(chat, "3栋群")) == 1

    @pytest.mark.parametrize("no", ["不对", "不是", "取消", "算了"])
    async def test_a_no_drops_it(self, chat: Chat, no: str) -> None:
        assert await says(chat, WEEKLY, no) == "好的,没有设。"
        assert "现在没有提醒" in await says(chat, "提醒列表")

    @pytest.mark.parametrize(
        ("correction", "then"),
        [
            ("不,20:00", "每周四20:00 → 11/26"),
            ("不对,每周五", "每周五18:30 → 11/27"),
            ("改到周六晚上7点", "11月28日周六19:00"),
            ("3栋群", "发到3栋群"),
            ("不是,晚上8点半", "每周四20:30"),
        ],
    )
    async def test_a_correction_changes_it_and_is_repeated_back(self, chat: Chat, correction: str, then: str) -> None:
        answer = await says(chat, WEEKLY, correction)
        assert then in answer
        assert "对吗?" in answer
        assert "设好了" in await says(chat, "好的")

    async def test_talk_in_between_does_not_answer_and_others_cannot(self, chat: Chat) -> None:
        before = await says(chat, WEEKLY)
        assert await says(chat, "今天好冷", "对", who="罗主任") == before
        assert await says(chat, "吃饭没") == before
        assert "设好了" in await says(chat, "确认")

    async def test_without_a_yes_within_ten_minutes_it_is_not_set_and_its_author_hears_so(self, chat: Chat) -> None:
        await says(chat, WEEKLY)
        await chat.passes(timedelta(minutes=11))
        assert await chat.last(ROOM) == "提醒1没等到“对”,没有设上。还要的话请回:恢复提醒 1"
        assert "11月26日周四18:30" in await says(chat, "恢复提醒 1")

    @pytest.mark.parametrize(
        ("line", "question", "answer", "at"),
        [
            ("提醒 明天 3栋 收衣服", "几点提醒", "18:30", "明天(11月24日周二)18:30"),
            ("提醒 明天3点 3栋 收衣服", "两种意思", "下午", "明天(11月24日周二)15:00"),
            ("提醒 明天3点 3栋 收衣服", "两种意思", "下午3点半", "明天(11月24日周二)15:30"),
            ("提醒 今天上午9点 3栋 收衣服", "已经过了", "明天上午9点", "明天(11月24日周二)09:00"),
            ("提醒 2月30号9点 3栋 收衣服", "没有“2月30号9点”这个时间", "周五9:00", "11月27日周五09:00"),
            ("提醒 过几天 3栋 收衣服", "请说到几点", "后天10点", "后天(11月25日周三)10:00"),
        ],
    )
    async def test_an_unclear_time_gets_one_question_with_an_example(
        self, chat: Chat, line: str, question: str, answer: str, at: str
    ) -> None:
        asked = await says(chat, line)
        assert question in asked
        assert "例如" in asked
        assert at in await says(chat, answer)

    @pytest.mark.parametrize(
        ("when", "example"),
        [
            ("明天3点", "明天下午3点"),
            ("每隔两周的周五 20:00", "每两周的周五 20:00"),
            ("这个周末上午10点", "周六上午10点"),
        ],
    )
    async def test_the_example_of_a_question_is_clear_itself(self, chat: Chat, when: str, example: str) -> None:
        assert (await says(chat, f"提醒 {when} 3栋 收衣服")).endswith(f"例如:{example}")
        assert "提醒1" in await says(chat, example)

    async def test_a_festival_is_repeated_back_even_when_it_comes_once(self, chat: Chat) -> None:
        answer = await says(chat, "提醒 腊月二十三上午十点 全部 清一清阳台")
        assert "2027年1月30日周六10:00,对吗?" in answer
        assert "全部2个业主群" in answer

    async def test_rooms_that_are_not_named_are_asked_for(self, chat: Chat) -> None:
        assert "有:3栋群、5-8栋群" in await says(chat, "提醒 明天9点 收衣服")
        assert "发到3栋群" in await says(chat, "3栋")
        assert "没有叫“9栋”的群" in await says(chat, "提醒 明天9点 9栋群 收衣服")
        assert "发到全部2个业主群" in await says(chat, "全部")

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("提醒我们明天下午三点开会", "【提醒】开会"),
            ("明天下午三点提醒我打电话", "【提醒】张姐,打电话"),
            ("提醒老张明天下午三点交周报", "【提醒】老张,交周报"),
            ("明天下午三点提醒 #12 回访", "【提醒】#12 回访"),
        ],
    )
    async def test_we_and_single_people_are_reminded_in_the_committees_room(
        self, chat: Chat, line: str, said: str
    ) -> None:
        assert "发到业委会群" in await says(chat, line)
        await until(chat, 2026, 11, 24, 15)
        assert await chat.last(ROOM) == said

    async def test_everything_missing_is_asked_for_one_by_one(self, chat: Chat) -> None:
        assert "什么时候提醒" in await says(chat, "提醒")
        assert "提醒什么" in await says(chat, "明天9点")
        assert "发到哪些群" in await says(chat, "收旧衣服")
        assert "提醒1:明天" in await says(chat, "全部")

    async def test_only_the_committee_sets_reminders(self, chat: Chat) -> None:
        await chat.says("小何", WEEKLY, room="物业群")
        assert "要业委会的成员来发" in await chat.last("物业群")
        await chat.says("王姐", WEEKLY)
        assert await reminded(chat, "3栋群") == []

    async def test_too_long_and_too_many_are_refused_in_one_line(self, chat: Chat) -> None:
        assert f"最多{LONGEST}个字" in await says(chat, f"提醒 明天9点 3栋 {'收衣服' * 200}")
        for _ in range(MOST_LIVE):
            await says(chat, "提醒 明天9点 3栋 收衣服")
        assert "满了" in await says(chat, "提醒 明天9点 3栋 收衣服")


class TestKeeping:
    async def test_the_list_tells_when_where_and_who(self, chat: Chat) -> None:
        await says(chat, WEEKLY, "对", "提醒 明天9点 3栋 清洗水箱")
        answer = await says(chat, "提醒列表")
        assert "1. 每周四18:30 5-8栋群,下次11/26\n 明早收旧衣服(设置人:张姐)" in answer
        assert "2. 明天(11月24日周二)09:00 3栋群" in answer

    async def test_cancelled_is_never_said_and_can_be_found_again(self, chat: Chat) -> None:
        await says(chat, WEEKLY, "对")
        assert "已取消" in await says(chat, "取消提醒 1")
        await until(chat, 2026, 11, 27)
        assert await reminded(chat, "5-8栋群") == []
        assert "12月3日周四18:30" in await says(chat, "恢复提醒 1")

    async def test_paused_is_not_said_until_it_is_resumed(self, chat: Chat) -> None:
        await says(chat, WEEKLY, "对", "暂停提醒 1")
        await until(chat, 2026, 11, 27)
        assert await reminded(chat, "5-8栋群") == []
        await says(chat, "恢复提醒 1")
        await until(chat, 2026, 12, 4)
        assert len(await reminded(chat, "5-8栋群")) == 1

    @pytest.mark.parametrize(
        ("line", "answer"),
        [
            ("改提醒 1 20:00", "提醒1改为每周四20:00 → 11/26、12/3、12/10。"),
            ("改提醒 1 每周五", "提醒1改为每周五18:30 → 11/27、12/4、12/11。"),
            ("改提醒 1 3栋", "提醒1改为发到3栋群。"),
            ("改提醒 1 内容 明早收旧书", "提醒1的内容已改。"),
        ],
    )
    async def test_time_rooms_or_words_are_changed(self, chat: Chat, line: str, answer: str) -> None:
        await says(chat, WEEKLY, "对")
        assert await says(chat, line) == answer

    async def test_without_a_number_it_is_the_only_one_or_asked_back(self, chat: Chat) -> None:
        await says(chat, "提醒 明天9点 3栋 收衣服")
        assert "提醒1已取消" in await says(chat, "取消提醒")
        await says(chat, "提醒 明天9点 3栋 收衣服", "提醒 明天10点 3栋 晒被子")
        assert "是哪一条" in await says(chat, "取消提醒")
        assert "提醒3已取消" in await says(chat, "3")

    async def test_an_unknown_number_gets_one_line(self, chat: Chat) -> None:
        for line in ("取消提醒 9", "改提醒 9 20:00", "恢复提醒 9", "补发提醒 9"):
            assert await says(chat, line) == "没有提醒9。看现有的请回:提醒列表"

    async def test_undoing_right_after_setting_one_touches_no_request(self, chat: Chat) -> None:
        await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
        answer = await says(chat, "1 受理", "提醒 明天9点 3栋 清洗水箱", "撤销")
        assert answer.startswith("您刚才设的是提醒1,不要了请回:取消提醒 1")
        assert (await chat.request()).status == "accepted"
        assert "已撤销" in await says(chat, "撤销 1")

    async def test_a_quoted_line_about_a_reminder_is_no_request(self, chat: Chat) -> None:
        """A reminder's number never looks like a request's."""
        await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
        told = await says(chat, "提醒 明天9点 3栋 清洗水箱")
        await chat.says("张姐", "办结 已处理", room=ROOM, quote=told)
        assert (await chat.request()).status == "reported"


class TestLateness:
    async def test_a_moment_missed_by_more_than_two_hours_is_told_to_its_author_only(self, chat: Chat) -> None:
        await says(chat, "提醒 今天14:00 3栋 清洗水箱")
        await chat.passes(timedelta(hours=5))
        assert await reminded(chat, "3栋群") == []
        assert "提醒1错过了(该在今天(11月23日周一)14:00发" in await chat.last(ROOM)

        assert await says(chat, "补发提醒 1") == "提醒1已补发到3栋群。"
        assert await reminded(chat, "3栋群") == ["【提醒】清洗水箱"]

    async def test_within_two_hours_it_is_still_said(self, chat: Chat) -> None:
        await says(chat, "提醒 今天14:00 3栋 清洗水箱")
        await chat.passes(timedelta(hours=3, minutes=50))
        assert await reminded(chat, "3栋群") == ["【提醒】清洗水箱"]

    async def test_of_several_missed_dates_the_latest_is_said(self, chat: Chat) -> None:
        await says(chat, "提醒 每天 12:30 3栋 收衣服", "对")
        await chat.passes(timedelta(days=3, hours=2))
        assert await reminded(chat, "3栋群") == ["【提醒】收衣服"]
        await until(chat, 2026, 11, 27, 13)
        assert len(await reminded(chat, "3栋群")) == 2

    async def test_missed_reminders_are_told_in_one_message(self, chat: Chat) -> None:
        for hour in range(13, 21):
            await says(chat, f"提醒 今天{hour}:30 3栋 第{hour}件事")
        await chat.passes(timedelta(days=1))
        (told,) = [line for line in await chat.heard(ROOM) if "错过了(" in line]
        assert "还有3条也错过了" in told

    async def test_a_night_that_was_slept_through_is_no_lateness(self, chat: Chat) -> None:
        """It would have waited for the morning anyway."""
        await says(chat, "提醒 今天23:00 3栋 关门窗")
        await chat.passes(timedelta(hours=20, minutes=30))  # 8:30
        assert await reminded(chat, "3栋群") == ["【提醒】关门窗"]


class TestQuiet:
    async def test_a_time_at_night_is_told_when_it_is_set(self, chat: Chat) -> None:
        answer = await says(chat, "提醒 今天23:00 3栋 关门窗")
        assert "那时是安静时段,到点先不发,早上08:00再发。" in answer
        await until(chat, 2026, 11, 24, 7)
        assert await reminded(chat, "3栋群") == []
        await until(chat, 2026, 11, 24, 8)
        assert await reminded(chat, "3栋群") == ["【提醒】关门窗"]

    async def test_a_silence_holds_ordinary_lines_back_and_danger_not(self, chat: Chat) -> None:
        await says(chat, "提醒 今天14:00 3栋 收衣服")
        answer = await says(chat, "静默 到 明早8点")
        assert "全小区静默到明天(11月24日周二)08:00" in answer
        await until(chat, 2026, 11, 23, 20)
        assert await reminded(chat, "3栋群") == []
        await chat.says("王姐", "3栋2单元楼道着火了,好大的烟")
        assert "119" in await chat.last("3栋群")
        await until(chat, 2026, 11, 24, 8)
        assert await reminded(chat, "3栋群") == ["【提醒】收衣服"]

    async def test_lifting_it_lets_what_waited_go(self, chat: Chat) -> None:
        await says(chat, "提醒 今天14:00 3栋 收衣服", "静默")
        await until(chat, 2026, 11, 23, 15)
        assert await reminded(chat, "3栋群") == []
        assert await says(chat, "取消静默") == "静默已取消,积压的消息会马上依次发出。"
        assert await reminded(chat, "3栋群") == ["【提醒】收衣服"]
        assert await says(chat, "解除静默") == "现在没有静默。"

    async def test_one_group_may_be_silent_alone(self, chat: Chat) -> None:
        await says(chat, "提醒 今天14:00 全部 收衣服")
        assert "3栋群静默到今天(11月23日周一)16:0" in await says(chat, "静默 3栋 4小时")
        await until(chat, 2026, 11, 23, 14)
        assert (await reminded(chat, "3栋群"), len(await reminded(chat, "5-8栋群"))) == ([], 1)

    @pytest.mark.parametrize(
        ("line", "answer"), [("静默 到 昨天8点", "没看懂或已经过了"), ("静默 到 12月30号8点", "最长7天")]
    )
    async def test_no_end_in_the_past_and_none_far_away(self, chat: Chat, line: str, answer: str) -> None:
        assert answer in await says(chat, line)


class TestCampaigns:
    async def test_one_line_switches_one_on_and_tells_the_next_dates(self, chat: Chat) -> None:
        answer = await says(chat, "开启活动 消防通道")
        assert "活动“消防通道”已开,发到全部2个业主群,接下来是12/30、1/27、4/29。" in answer
        await until(chat, 2026, 12, 31, by=4)
        (line,) = await reminded(chat, "3栋群")
        assert "元旦" in line
        assert await reminded(chat, "5-8栋群") == [line]

    async def test_the_list_tells_which_are_on(self, chat: Chat) -> None:
        await says(chat, "活动 防冻 开")
        answer = await says(chat, "活动列表")
        assert "防冻:小雪到大寒按节气说水管防冻(已开,下次12/7)" in answer
        assert answer.count("(未开)") == 7

    async def test_switched_off_it_says_nothing_more(self, chat: Chat) -> None:
        await says(chat, "开启活动 防冻", "关闭活动 防冻")
        assert await says(chat, "关闭活动 防冻") == "活动“防冻”本来就没开。"
        await until(chat, 2026, 12, 9, by=4)
        assert await reminded(chat, "3栋群") == []

    async def test_named_groups_only(self, chat: Chat) -> None:
        assert "发到3栋群" in await says(chat, "开启活动 防冻 3栋")
        await until(chat, 2026, 12, 9, by=4)
        assert (len(await reminded(chat, "3栋群")), await reminded(chat, "5-8栋群")) == (1, [])

    async def test_switched_on_twice_it_speaks_once(self, chat: Chat) -> None:
        await says(chat, "开启活动 防冻", "开启活动 防冻")
        await until(chat, 2026, 12, 9, by=4)
        assert len(await reminded(chat, "3栋群")) == 1

    async def test_its_reminders_are_not_cancelled_one_by_one(self, chat: Chat) -> None:
        await says(chat, "开启活动 防冻")
        assert await says(chat, "取消提醒 1") == "提醒1是活动“防冻”的,请用:关闭活动 防冻"

    async def test_an_unknown_one_gets_the_names(self, chat: Chat) -> None:
        assert "没有“广场舞”这个活动。有:" in await says(chat, "开启活动 广场舞")


@pytest.mark.parametrize("line", ["活动室今天开门吗", "静默期间大家别出门", "提醒得对", "改天提醒他们", "周末有活动"])
async def test_everyday_talk_is_no_command(chat: Chat, line: str) -> None:
    await says(chat, line)
    assert await chat.heard(ROOM) == []


async def test_a_restart_forgets_nothing(tmp_path: Path, reader: Reader) -> None:
    chat = await open_chat(tmp_path, reader)
    await says(chat, WEEKLY, "对", "提醒 每周五 18:30 3栋 关灯")
    await chat.app.close()

    again = await open_chat(tmp_path, reader)
    again.clock.set(chat.clock.now())
    again.pass_time(timedelta(minutes=1))
    await again.says("张姐", "对", room=ROOM, message_id="after-restart")
    assert "11月27日周五18:30" in await again.last(ROOM)
    await until(again, 2026, 11, 28)
    assert (len(await reminded(again, "5-8栋群")), len(await reminded(again, "3栋群"))) == (1, 1)
    await again.app.close()
