"""撤销: a slip can be taken back, as long as nobody went on from it; whoever heard of it hears that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.audit import rebuilt, state_of
from tests.support.chat import Chat

ROOM = "业委会群"
BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"


@pytest.mark.parametrize(
    "command",
    [
        "1 受理",
        "1 派单 物业",
        "1 办结 已清运",
        "1 不予受理 不归我们管",
        "1 改类 停车",
        "1 吹哨 街道",
        "1 进展 下午来收",
    ],
)
async def test_what_was_commanded_is_taken_back(chat: Chat, command: str) -> None:
    await chat.says("王姐", BIN)
    before = state_of(await chat.request())
    await chat.says("张姐", command, room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)

    assert state_of(await chat.request()) == before
    assert "已撤销" in await chat.last(ROOM)


async def test_a_merge_is_taken_back_on_both(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", LAMP)
    await chat.says("张姐", "合并 2 到 1", room=ROOM)
    assert (await chat.request(2)).status == "merged"
    await chat.says("张姐", "撤销", room=ROOM)

    assert ((await chat.request(2)).status, (await chat.request(2)).merged_into) == ("reported", None)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    assert (await chat.request(2)).status == "reported"


async def test_reports_that_were_split_off_go_back(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", "对,3栋的垃圾桶两天没人收了,苍蝇乱飞")
    before = state_of(await chat.request())
    await chat.says("张姐", "拆分 1 2", room=ROOM)
    assert [request.status for request in await chat.requests()] == ["reported", "reported"]
    await chat.says("张姐", "撤销", room=ROOM)

    assert state_of(await chat.request()) == before
    assert ((await chat.request(2)).status, (await chat.request(2)).merged_into) == ("merged", 1)
    async with chat.app.store.reading() as work:
        assert await work.requests.reporters("green", 1) == 2


async def test_nobody_is_asked_about_what_was_not_resolved_after_all(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)
    before = await chat.heard("3栋群")
    await chat.says("王姐", "1 满意")

    assert await chat.heard("3栋群") == before
    assert (await chat.request()).status == "reported"


async def test_the_groups_that_had_read_it_read_the_correction(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业", room=ROOM)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)
    assert "更正" in await chat.last("3栋群")
    assert await chat.heard("5-8栋群") == []

    await chat.says("张姐", "撤回上一条", room=ROOM)
    assert "撤销了刚才的“派单”" in await chat.last("物业群")
    assert (await chat.request()).status == "reported"


async def test_what_was_not_yet_said_never_is(chat: Chat) -> None:
    chat.clock.set(chat.clock.now().replace(hour=15))  # eleven at night
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)
    await chat.passes(timedelta(hours=12))

    [line] = await chat.heard("3栋群")
    assert line.startswith("已登记【卫生】#1(3栋)")


async def test_nobody_takes_back_what_another_did(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 受理", room=ROOM)
    await chat.says("罗主任", "撤销", room=ROOM)

    assert (await chat.request()).status == "accepted"
    assert "没有找到" in await chat.last(ROOM)


async def test_what_somebody_went_on_from_stays(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业", room=ROOM)
    await chat.says("小何", "1 接单", room="物业群")
    await chat.says("张姐", "撤销 1", room=ROOM)

    assert (await chat.request()).status == "accepted"
    assert "又被小何动过" in await chat.last(ROOM)


async def test_a_command_on_several_requests_is_taken_back_on_all_of_them(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", LAMP)
    await chat.says("张姐", "1、2 受理", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)

    assert [request.status for request in await chat.requests()] == ["reported", "reported"]


async def test_taking_back_is_an_event_of_its_own_and_the_history_still_adds_up(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)

    async with chat.app.store.reading() as work:
        events = await work.requests.events("green", 1)
    assert [event.action for event in events] == ["report", "resolve", "undo"]
    assert events[2].undoes == events[1].id
    assert rebuilt(event.changes for event in events) == state_of(await chat.request())


async def test_a_lesson_goes_with_the_command_that_taught_it(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 改类 停车", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)

    async with chat.app.store.reading() as work:
        assert all(lesson.undone for lesson in await work.lessons.all("green"))


@pytest.mark.parametrize(
    "line", ["撤销他的委托", "他把投诉撤回了", "要不要撤销", "撤销这种事别急", "昨天撤回的那条是谁发的"]
)
async def test_talk_about_taking_back_is_talk(chat: Chat, line: str) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 受理", room=ROOM)
    await chat.says("张姐", line, room=ROOM)

    assert (await chat.request()).status == "accepted"
