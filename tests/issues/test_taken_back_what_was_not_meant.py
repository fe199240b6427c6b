"""撤销 took back an older command than the last, and corrected what the groups had never heard."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat

ROOM = "业委会群"
BIN = "3栋门口垃圾桶满了没人收,臭死了"


async def test_an_announcement_that_is_out_was_the_last_command(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.says("张姐", "公告 3栋:明天停水", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)

    assert (await chat.request()).status == "resolved"
    assert "公告已经发到3栋群" in await chat.last(ROOM)

    await chat.says("张姐", "撤销 1", room=ROOM)
    assert (await chat.request()).status == "reported"


async def test_an_announcement_that_waits_is_not_said(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 受理", room=ROOM)
    chat.clock.set(chat.clock.now().replace(hour=15))  # eleven at night
    await chat.says("张姐", "公告 3栋:明天停水", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)
    assert "公告撤销了" in await chat.last(ROOM)
    assert (await chat.request()).status == "accepted"

    await chat.says("张姐", "撤销", room=ROOM)
    assert (await chat.request()).status == "reported"
    await chat.passes(timedelta(hours=12))
    assert not any("公告" in line for line in await chat.heard("3栋群"))


async def test_another_members_announcement_is_his(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 受理", room=ROOM)
    await chat.says("罗主任", "公告 3栋:明天停水", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)

    assert (await chat.request()).status == "reported"


async def test_what_only_the_committee_read_is_not_corrected_in_the_groups(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 备注 钥匙在门岗", room=ROOM)
    await chat.says("罗主任", "1 进展 下午来收", room=ROOM)
    before = await chat.heard("3栋群")
    await chat.says("张姐", "撤销", room=ROOM)

    assert "已撤销" in await chat.last(ROOM)
    assert await chat.heard("3栋群") == before


async def test_what_was_said_in_one_message_with_other_news_is_corrected(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", "3栋2单元楼道灯坏了好几天,黑漆漆的")
    chat.clock.set(chat.clock.now().replace(hour=15))  # eleven at night
    await chat.says("张姐", "1 办结 已清运", room=ROOM)
    await chat.says("罗主任", "2 进展 明天电工来", room=ROOM)
    await chat.passes(timedelta(hours=12))
    await chat.says("张姐", "撤销", room=ROOM)

    assert await chat.last("3栋群") == "#1【卫生】3栋 更正:刚才的“办结”作废,请以后续通知为准。"
