"""Who was asked (追问, the survey) was erased, and the request waited for him for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.chat import Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"
COMMITTEE = "业委会群"


async def forget(chat: Chat, who: str) -> None:
    await chat.says(who, "删除我的信息")
    await chat.says(who, "确认删除")


async def test_the_only_one_who_was_asked_is_erased(chat: Chat) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("张姐", "1 派单 物业", room=COMMITTEE)
    await chat.says("张姐", "1 追问 几楼?", room=COMMITTEE)
    await forget(chat, "王姐")

    request = await chat.request()
    assert (request.holder, request.paused_at) == ("property", None)
    said = await chat.last(COMMITTEE)
    assert said.startswith("#1【维修】3栋2单元 问过的反映人已删除信息,没人能回话了。已恢复计时,在物业手上,")


async def test_a_neighbour_can_still_answer(chat: Chat) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("赵哥", "3栋2单元楼道灯还是不亮")
    await chat.says("张姐", "1 追问 几楼?", room=COMMITTEE)
    await forget(chat, "王姐")
    assert (await chat.request()).holder == "resident"

    await forget(chat, "赵哥")
    assert (await chat.request()).holder == "committee"


@pytest.mark.parametrize("before", ["", "满意"])
async def test_the_last_who_can_say_it_is_not_solved_opens_it_again(chat: Chat, before: str) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", "对,3栋的垃圾桶两天没人收了,苍蝇乱飞")
    await chat.says("张姐", "1 办结 已清运", room=COMMITTEE)
    if before:
        await chat.says("王姐", before)
    await forget(chat, "王姐")
    chat.pass_time(timedelta(hours=1))
    await chat.says("李姐", "没解决")

    assert (await chat.request()).status == "accepted"
    assert "已重开" in await chat.last("3栋群")


async def test_two_others_can_still_say_it(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("李姐", "对,3栋的垃圾桶两天没人收了,苍蝇乱飞")
    await chat.says("赵哥", "3栋垃圾桶还是没人收,我家门口都闻得到")
    await chat.says("张姐", "1 办结 已清运", room=COMMITTEE)
    await forget(chat, "王姐")
    await chat.says("李姐", "没解决")
    assert (await chat.request()).status == "resolved"

    await chat.says("赵哥", "没解决")
    assert (await chat.request()).status == "accepted"
