"""The committee drives requests by typing, as neighbours do; the groups read what became of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.chat import Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"
NOISE = "5栋2单元楼上半夜装修电钻吵死人"
ROOM = "业委会群"


async def events(chat: Chat, number: int = 1) -> list[str]:
    async with chat.app.store.reading() as work:
        return [event.action for event in await work.requests.events("green", number)]


async def test_taking_telling_and_resolving(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "受理1", room=ROOM)
    assert (await chat.request()).assignee == "张姐"

    await chat.says("张姐", "1 进展 已联系清运公司,下午来", room=ROOM)
    assert "已联系清运公司" in await chat.last("3栋群")

    await chat.says("张姐", "1 备注 王姐电话打不通", room=ROOM)
    assert "电话" not in "".join(await chat.heard("3栋群"))

    await chat.says("张姐", "办结1,已清运", room=ROOM)
    assert (await chat.last("3栋群")).startswith("#1【卫生】3栋 已办结:已清运。解决了吗?")
    assert await events(chat) == ["report", "take", "progress", "note", "resolve"]


async def test_ordering_from_the_property_company_and_accepting_there(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业,下午三点前", room=ROOM)
    card = await chat.last("物业群")
    assert card.startswith("#1 ")
    assert "下午三点前" in card
    assert "王姐" not in card

    await chat.says("小何", "接单", room="物业群", quote=card)
    request = await chat.request()
    assert (request.status, request.holder, request.assignee) == ("accepted", "property", "小何")
    assert "小何" in await chat.last(ROOM)

    await chat.says("小何", "修好了桶盖,清走了 办结", room="物业群", quote=card)
    assert (await chat.request()).status == "resolved"
    assert "清走了" in await chat.last("3栋群")


async def test_the_property_company_hands_back_with_a_reason(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1派给小何", room=ROOM)
    await chat.says("小何", "退回 1 这是环卫的桶", room="物业群")

    request = await chat.request()
    assert (request.status, request.holder) == ("reported", "committee")
    assert "这是环卫的桶" in await chat.last(ROOM)
    assert "环卫" not in "".join(await chat.heard("3栋群"))


@pytest.mark.parametrize("line", ["1 办结 已清运", "1 接单", "1 进展 马上去"])
async def test_the_property_company_moves_only_what_was_ordered_from_it(chat: Chat, line: str) -> None:
    await chat.says("王姐", BIN)
    await chat.says("小何", line, room="物业群")

    assert (await chat.request()).status == "reported"
    assert "没有派给你们" in await chat.last("物业群")


@pytest.mark.parametrize(
    "line", ["1 受理", "1 派单 小何", "1 备注 记一下", "合并 1 到 2", "1 改类 噪音", "待办", "催办 1"]
)
async def test_what_only_the_committee_may_do(chat: Chat, line: str) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业", room=ROOM)
    await chat.says("小何", line, room="物业群")

    assert (await chat.request()).status == "ordered"
    assert "业委会" in await chat.last("物业群")


async def test_closing_without_a_word_is_asked_and_the_next_line_answers(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "办结 1", room=ROOM)
    assert (await chat.request()).status == "reported"
    assert "例如" in await chat.last(ROOM)

    await chat.says("罗主任", "晚上开会吗", room=ROOM)
    await chat.says("张姐", "清运车来过了,桶也洗了", room=ROOM)
    request = await chat.request()
    assert (request.status, request.closing_word) == ("resolved", "清运车来过了,桶也洗了")


async def test_a_missing_number_is_asked_and_a_quote_answers(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    card = await chat.last(ROOM)
    await chat.says("张姐", "受理", room=ROOM)
    assert "编号" in await chat.last(ROOM)
    await chat.says("张姐", "#1", room=ROOM, quote=card)

    assert (await chat.request()).status == "accepted"


async def test_a_question_is_dropped_by_never_mind_and_by_time(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "办结 1", room=ROOM)
    await chat.says("张姐", "算了", room=ROOM)
    await chat.says("张姐", "已清运", room=ROOM)
    assert (await chat.request()).status == "reported"

    await chat.says("张姐", "办结 1", room=ROOM)
    chat.pass_time(timedelta(minutes=20))
    await chat.says("张姐", "已清运", room=ROOM)
    assert (await chat.request()).status == "reported"


async def test_a_new_command_takes_the_place_of_a_question(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "办结 1", room=ROOM)
    await chat.says("张姐", "1 受理", room=ROOM)

    assert (await chat.request()).status == "accepted"


async def test_declining_needs_a_reason_and_tells_it(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "驳回 1", room=ROOM)
    assert (await chat.request()).status == "reported"
    await chat.says("张姐", "桶在马路对面,归市政", room=ROOM)

    assert (await chat.request()).status == "declined"
    assert "归市政" in await chat.last("3栋群")


async def test_what_cannot_be_done_is_said_in_one_line(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    before = await chat.heard("3栋群")
    await chat.says("张姐", "1 受理", room=ROOM)

    assert "#1 已办结,不能受理" in await chat.last(ROOM)
    assert await chat.heard("3栋群") == before


async def test_several_numbers_and_several_commands_in_one_line(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("5栋老周", NOISE, room="5-8栋群")
    await chat.says("张姐", "1 2 99 受理", room=ROOM)
    assert [request.status for request in await chat.requests()] == ["accepted", "accepted"]
    assert "没有 #99" in await chat.last(ROOM)

    await chat.says("张姐", "1办结 已清运,2派给小何", room=ROOM)
    assert [request.status for request in await chat.requests()] == ["resolved", "ordered"]
    assert "已清运" not in "".join(await chat.heard("5-8栋群"))


async def test_merging_tells_both_groups_from_then_on(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("5栋老周", NOISE, room="5-8栋群")
    await chat.says("张姐", "合并 2 到 1", room=ROOM)
    merged = await chat.request(2)
    assert (merged.status, merged.merged_into) == ("merged", 1)
    assert "#1" in await chat.last("5-8栋群")

    await chat.says("张姐", "1 办结 都处理了", room=ROOM)
    assert "都处理了" in await chat.last("3栋群")
    assert "都处理了" in await chat.last("5-8栋群")


async def test_of_two_numbers_the_first_named_stays(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("5栋老周", NOISE, room="5-8栋群")
    await chat.says("张姐", "1和2同一个事 并了吧", room=ROOM)

    assert (await chat.request(2)).merged_into == 1


async def test_changing_the_category(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1不是卫生,是邻里", room=ROOM)

    assert (await chat.request()).category == "neighbour_dispute"
    assert await events(chat) == ["report", "reclassify"]


async def test_reopening(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.says("张姐", "1 又满了 重开", room=ROOM)

    request = await chat.request()
    assert (request.status, request.closing_word, request.closed_at) == ("accepted", "", None)
    assert "重开" in await chat.last("3栋群")


async def test_urging_whoever_holds_it(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1派给小何", room=ROOM)
    await chat.says("张姐", "催一下1 都两天了", room=ROOM)

    assert "小何" in await chat.last("物业群")
    assert "都两天了" in await chat.last("物业群")


async def test_looking(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("5栋老周", NOISE, room="5-8栋群")
    await chat.says("张姐", "1 受理", room=ROOM)

    await chat.says("张姐", "待办", room=ROOM)
    assert "共2件" in await chat.last(ROOM)
    await chat.says("张姐", "噪音的单子列一下", room=ROOM)
    assert "#2" in await chat.last(ROOM)
    assert "#1" not in await chat.last(ROOM)
    await chat.says("张姐", "查看 1", room=ROOM)
    assert "张姐 受理" in await chat.last(ROOM)
    await chat.says("张姐", "本周统计", room=ROOM)
    assert "登记2件" in await chat.last(ROOM)
    await chat.says("张姐", "3栋有哪些超期的单子", room=ROOM)
    assert await chat.last(ROOM) == "没有符合的诉求。"


async def test_help_shows_what_the_speaker_may_use(chat: Chat) -> None:
    await chat.says("张姐", "帮助", room=ROOM)
    assert "不予受理" in await chat.last(ROOM)
    await chat.says("小何", "帮助", room="物业群")
    assert "办结" in await chat.last("物业群")
    assert "改类" not in await chat.last("物业群")
    await chat.says("张姐", "怎么派单", room=ROOM)
    assert "例如:12 派单 物业" in await chat.last(ROOM)


async def test_a_slip_is_asked_back_and_talk_is_left_alone(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    before = await chat.heard(ROOM)
    for line in ("20号我请假", "先别关 #1", "要不要把#1转给街道 你们怎么看", "1号那家我认识", "收到"):
        await chat.says("罗主任", line, room=ROOM)
    assert await chat.heard(ROOM) == before

    await chat.says("张姐", "1 办给", room=ROOM)
    assert "是不是想说“办结”" in await chat.last(ROOM)
    assert (await chat.request()).status == "reported"


async def test_a_line_that_may_have_been_lost_is_said_again_when_the_committee_wants_it(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    async with chat.app.store.writing() as work:
        row = await work.outbox.get("green", 1)
        assert row is not None
        row.state = "held"
        await work.commit()
    held = row.text
    assert held not in await chat.heard("3栋群") + await chat.heard(ROOM)

    await chat.says("张姐", "补发 1", room=ROOM)
    assert held in await chat.heard("3栋群") + await chat.heard(ROOM)
    await chat.says("张姐", "补发 1", room=ROOM)
    assert "没有等着补发的 1" in await chat.last(ROOM)


@pytest.mark.parametrize("slip", ["1 接早", "等一下我问问物业", "我去看看", "再联系一下"])
async def test_a_slip_after_the_question_is_not_read_to_the_residents(chat: Chat, slip: str) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    before = await chat.heard("3栋群")
    await chat.says("张姐", "1 办结", room="业委会群")
    await chat.says("张姐", slip, room="业委会群")

    assert await chat.heard("3栋群") == before
    assert (await chat.request()).status == "reported"


async def test_whistling_where_nobody_can_be_told_says_so(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    before = await chat.heard("3栋群")
    await chat.says("张姐", "1 吹哨 街道 一周没人管", room="业委会群")

    assert "请您直接联系" in await chat.last("业委会群")
    assert await chat.heard("3栋群") == before


async def test_an_order_that_reaches_nobody_says_so(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 社区", room=ROOM)
    assert await chat.last(ROOM) == "#1 没派成:这里没有社区的群。要请社区来办请回:1 吹哨 社区"
    assert (await chat.request()).status == "reported"

    await chat.says("蓝湾王姐", "1栋电梯又停了,老人下不来", room="蓝湾1栋群")
    await chat.says("钱会长", "1 派单 物业", room="蓝湾业委会群")
    assert "请您转告" in await chat.last("蓝湾业委会群")


async def test_a_line_that_gives_a_command_and_leaves_the_rest_open(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1搞定了,2再等等", room=ROOM)
    assert "办得怎么样" in await chat.last(ROOM)
    await chat.says("张姐", "桶换过了", room=ROOM)
    assert (await chat.request()).closing_word == "桶换过了"
