"""The bot asked for a question and took the question it had given as example for talk; it asked for a day, and lost the
reason that came with it."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat

COMMITTEE = "业委会群"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"


@pytest.mark.parametrize("question", ["具体是哪个单元?", "几点开始不亮的?", "请问具体是哪个单元"])
async def test_a_question_answers_what_shall_be_asked(chat: Chat, question: str) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("张姐", "1 追问", room=COMMITTEE)
    await chat.says("张姐", question, room=COMMITTEE)
    assert question.rstrip("?") in await chat.last("3栋群")
    assert (await chat.request()).holder == "resident"


async def test_the_day_may_come_with_its_reason(chat: Chat) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("张姐", "1 延期", room=COMMITTEE)
    await chat.says("张姐", "12月28日,配件缺货", room=COMMITTEE)
    assert "配件缺货" in await chat.last("3栋群")
    assert "12月28日" in await chat.last("3栋群")


async def test_how_far_it_got_tells_that_it_waits(chat: Chat) -> None:
    await chat.says("王姐", LAMP)
    await chat.says("张姐", "1 受理", room=COMMITTEE)
    await chat.says("张姐", "1 挂起 到12月28日 等配件", room=COMMITTEE)
    await chat.says("王姐", "进度 1")
    assert "暂缓到12月28日" in await chat.last("3栋群")


async def test_an_announcement_for_one_building_of_a_group_names_it(chat: Chat) -> None:
    await chat.says("张姐", "公告 5栋:明天停电", room=COMMITTEE)
    assert await chat.last("5-8栋群") == "业委会公告(5栋):明天停电"
    await chat.says("张姐", "公告 3栋:明天停水", room=COMMITTEE)
    assert await chat.last("3栋群") == "业委会公告:明天停水"
