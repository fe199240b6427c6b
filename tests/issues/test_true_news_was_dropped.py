"""What waited for the morning was dropped or replaced with anything that happened to the same or another request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.tables import OutboxRow
from tests.support.chat import Chat

ROOM = "业委会群"
BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"
NOTICE = "明早8点半停水"


def night(chat: Chat) -> None:
    chat.clock.set(chat.clock.now().replace(hour=15))  # eleven at night


async def in_the_morning(chat: Chat, room: str = "3栋群") -> list[str]:
    """What the group reads after the night."""
    before = await chat.heard(room)
    await chat.passes(timedelta(hours=12))
    return [line for line in await chat.heard(room) if line not in before]


async def test_a_notice_outlives_a_withdrawal(chat: Chat) -> None:
    night(chat)
    await chat.says("王姐", BIN)
    await chat.says("张姐", f"公告 3栋:{NOTICE}", room=ROOM)
    await chat.says("王姐", "不是")

    assert await in_the_morning(chat) == [f"业委会公告:{NOTICE}"]


async def test_a_notice_outlives_a_withdrawal_in_another_group(chat: Chat) -> None:
    night(chat)
    await chat.says("张姐", f"公告 3栋:{NOTICE}", room=ROOM)
    await chat.says("陈姐", "7栋楼道灯坏了好几天,黑漆漆的", room="5-8栋群")
    await chat.says("陈姐", "不是", room="5-8栋群")

    assert await in_the_morning(chat) == [f"业委会公告:{NOTICE}"]


async def test_a_notice_that_names_a_request_stays_beside_its_news(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    night(chat)
    await chat.says("张姐", "公告 3栋:关于 #1 垃圾桶,明晚7点在架空层开会", room=ROOM)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)

    notice, news = await in_the_morning(chat)
    assert notice == "业委会公告:关于 #1 垃圾桶,明晚7点在架空层开会"
    assert news.startswith("#1【卫生】3栋 已办结:已清运")


async def test_news_of_the_old_request_does_not_replace_what_was_split_off(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", "对,3栋的垃圾桶两天没人收了,苍蝇乱飞")
    night(chat)
    await chat.says("张姐", "拆分 1 2", room=ROOM)
    await chat.says("张姐", "1 进展 明早来收", room=ROOM)

    split, news = await in_the_morning(chat)
    assert "单独登记为 #2【卫生】" in split
    assert news == "#1【卫生】3栋 进展:明早来收"


async def test_a_question_is_still_asked_and_calls_its_reporters(chat: Chat) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("赵哥", BIN)
    night(chat)
    await chat.says("张姐", "1 追问 几楼的灯?", room=ROOM)
    await chat.says("张姐", "1 进展 明天电工来", room=ROOM)
    await chat.says("张姐", "2 进展 明天来收", room=ROOM)

    question, news = await in_the_morning(chat)
    assert "业委会想问反映的邻居:几楼的灯?" in question
    assert news.splitlines() == ["#1【维修】3栋2单元 进展:明天电工来", "#2【卫生】3栋 进展:明天来收"]
    async with chat.app.store.reading() as work:
        rows = (await work.session.execute(select(OutboxRow))).scalars().all()
    assert [row.mentions for row in rows if row.text == question] == [["wx-王姐"]]


async def test_a_note_taken_back_takes_no_promise_with_it(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 受理", room=ROOM)
    await chat.says("张姐", "1 备注 钥匙在门岗", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)
    await chat.passes(timedelta(days=2))

    assert await chat.last("3栋群") == "#1【卫生】3栋 业委会已受理,正在处理。"


@pytest.mark.parametrize("command", ["1 受理", "1 备注 见过了", "1 追问 哪个桶?"])
async def test_what_is_taken_back_leaves_the_acknowledgement(chat: Chat, command: str) -> None:
    night(chat)
    await chat.says("王姐", BIN)
    await chat.says("张姐", command, room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)

    [line] = await in_the_morning(chat)
    assert line.startswith("已登记【卫生】#1(3栋)")


async def test_progress_outlives_the_handing_back(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    night(chat)
    await chat.says("张姐", "1 派单 物业", room=ROOM)
    await chat.says("小何", "1 进展 已到现场看过,桶是市政的", room="物业群")
    await chat.says("小何", "1 退回 市政的桶", room="物业群")

    assert await in_the_morning(chat) == ["#1【卫生】3栋 进展:已到现场看过,桶是市政的"]


async def test_an_acceptance_does_not_outlive_the_handing_back(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    night(chat)
    await chat.says("张姐", "1 派单 物业", room=ROOM)
    await chat.says("小何", "1 接单", room="物业群")
    await chat.says("小何", "1 退回 市政的桶", room="物业群")
    await chat.passes(timedelta(days=2))

    assert not any("已接单" in line for line in await chat.heard("3栋群"))


async def test_the_example_names_a_request_that_is_asked_about(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", LAMP)
    await chat.says("赵哥", "3栋电梯一直响,吵得睡不着")
    night(chat)
    for command in ("1 办结 已清运", "2 办结 已换灯", "3 办结 已调好", "撤销 1"):
        await chat.says("张姐", command, room=ROOM)

    [line] = await in_the_morning(chat)
    assert [part[:2] for part in line.splitlines()] == ["#2", "#3", "解决"]
    assert "例如:2 满意" in line


async def test_a_notice_is_a_message_of_its_own(chat: Chat) -> None:
    night(chat)
    await chat.says("王姐", BIN)
    await chat.says("张姐", f"公告 3栋:{NOTICE}", room=ROOM)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)

    assert sorted(line[:5] for line in await in_the_morning(chat)) == ["#1【卫生", "业委会公告"]
