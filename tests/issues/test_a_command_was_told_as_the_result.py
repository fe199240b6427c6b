"""A line that began with a command's word was taken for the answer to the bot's question, and told to residents."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"


async def test_what_begins_like_a_command_is_no_answer(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 物业", room="业委会群")
    await chat.says("小何", "1 办结", room="物业群")
    await chat.says("小何", "派单 3 业委会", room="物业群")

    assert (await chat.request()).status == "ordered"
    assert "派单 3" not in "".join(await chat.heard("3栋群"))


async def test_in_a_silence_an_announcement_is_not_called_said(chat: Chat) -> None:
    await chat.says("张姐", "静默 2小时", room="业委会群")
    await chat.says("张姐", "公告 3栋:明天9点到12点清洗水箱", room="业委会群")
    assert await chat.heard("3栋群") == []
    assert "已发到" not in await chat.last("业委会群")

    await chat.passes(timedelta(hours=3))
    assert "清洗水箱" in await chat.last("3栋群")
