"""The main job: a resident talks, the committee gets a card, a member answers, the group reads what became of it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from bot.channels.base import Kind
from handlers.message import Outcome
from tests.support.chat import Chat


async def test_from_a_report_to_the_announcement(chat: Chat) -> None:
    await chat.says("3栋王姐", "沪A12345堵住消防通道了,车子进不来")

    card = await chat.last("业委会群")
    assert card.startswith("#1 【消防通道·紧急】")
    assert "3栋王姐(3栋群):沪A12345堵住消防通道了" in card
    assert "沪A12345" in card
    assert "已登记【消防通道·紧急】#1" in await chat.last("3栋群")

    await chat.says("张姐", "接单", room="业委会群", quote=card)
    assert (await chat.request()).status == "accepted"
    assert "#1" in await chat.last("3栋群")

    await chat.says("张姐", "1 办结 已拖走", room="业委会群")
    request = await chat.request()
    assert (request.status, request.closing_word) == ("resolved", "已拖走")
    assert "已拖走" in await chat.last("3栋群")


async def test_chatter_is_left_alone_and_not_stored(chat: Chat) -> None:
    for line in ("早上好", "有人要豌豆尖不 自家种的", "后门那几台车总算挪走了 物业辛苦", "晚上一起打羽毛球不 缺一个"):
        await chat.says("3栋王姐", line)

    assert await chat.requests() == []
    assert await chat.heard("3栋群") == []
    async with chat.app.store.reading() as work:
        assert await work.inbox.count("green", "done") == 4
        words = (await work.session.execute(text("SELECT group_concat(text || talker_name, '') FROM inbox"))).scalar()
    assert words == ""


async def test_neighbours_in_two_groups_make_one_request(chat: Chat) -> None:
    await chat.says("8-1-905 谭谭", "8栋1单元电梯又停在12楼不动了", room="5-8栋群")
    await chat.says("8-1-1802 凯文", "8栋1单元电梯坏了 按了没反应", room="5-8栋群")
    await chat.says("老李", "8栋1单元电梯是不是又坏了 我去串门走上去的 都停了半天了", room="3栋群")

    (request,) = await chat.requests()
    assert request.category == "repair"
    async with chat.app.store.reading() as work:
        assert await work.requests.reporters("green", 1) == 3
        assert len(await work.requests.rooms("green", 1)) == 2


async def test_the_same_matter_in_two_estates_stays_apart(chat: Chat) -> None:
    await chat.says("甲", "1栋电梯坏了 停在6楼不动", room="3栋群")
    await chat.says("乙", "1栋电梯坏了 停在6楼不动", room="蓝湾1栋群")

    assert len(await chat.requests("green")) == 1
    assert len(await chat.requests("blue")) == 1
    assert "#1" in await chat.last("蓝湾业委会群")


async def test_more_words_of_the_same_person_join_his_own_request(chat: Chat) -> None:
    first = await chat.says("3-2-702 小米妈", "3栋2单元电梯不动了 门开一半")
    second = await chat.says("3-2-702 小米妈", "这个月第三回了 上周才修过的")
    picture = await chat.says("3-2-702 小米妈", "[图片]", kind=Kind.IMAGE)

    assert len(await chat.requests()) == 1
    assert chat.handled[first].outcome is Outcome.REPORT
    assert chat.handled[second].number == 1
    assert chat.handled[picture].outcome is Outcome.ADDITION


async def test_danger_gets_the_number_to_call_at_once(chat: Chat) -> None:
    await chat.says("老周", "3栋1单元楼道里插线板冒烟了 有火花")

    assert "119" in await chat.last("3栋群")
    assert "·紧急" in await chat.last("业委会群")


async def test_not_so_by_the_reporter_withdraws(chat: Chat) -> None:
    await chat.says("3栋王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("3栋王姐", "不是")

    assert (await chat.request()).status == "withdrawn"
    assert "已撤回" in await chat.last("3栋群")
    assert "已撤回" in await chat.last("业委会群")


async def test_not_so_by_somebody_else_changes_nothing(chat: Chat) -> None:
    await chat.says("3栋王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("路人", "不是", quote=await chat.last("3栋群"))

    assert (await chat.request()).status == "reported"


async def test_a_recalled_message_takes_its_report_with_it(chat: Chat) -> None:
    said = await chat.says("3栋王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("3栋王姐", said, kind=Kind.RECALL)

    assert (await chat.request()).status == "withdrawn"


async def test_asking_how_far_it_got(chat: Chat) -> None:
    await chat.says("3栋王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("3栋王姐", "进度")
    assert "#1【卫生】" in await chat.last("3栋群")
    assert "待受理" in await chat.last("3栋群")

    await chat.says("路人", "进度 1")
    assert "王姐" not in await chat.last("3栋群")

    await chat.says("路人", "进度")
    assert "没找到" in await chat.last("3栋群")


async def test_a_reply_by_the_property_company_is_never_a_report(chat: Chat) -> None:
    await chat.says("小何", "3栋电梯坏了 停在7楼 维保师傅在路上")

    assert await chat.requests() == []


async def test_it_happens_again_after_it_was_resolved(chat: Chat) -> None:
    await chat.says("3-2-702 小米妈", "3栋2单元电梯不动了 门开一半")
    await chat.says("张姐", "1 办结 换了门机板", room="业委会群")
    chat.pass_time(timedelta(hours=20))
    await chat.says("3-2-702 小米妈", "3栋2单元电梯又不动了")

    assert (await chat.request()).status == "accepted"
    assert "重开" in await chat.last("业委会群")
