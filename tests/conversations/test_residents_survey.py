"""After 办结: the result and the question in one line, the reporters' answers, and what two unsolved ones do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.message import Outcome
from storage.surveys import Satisfaction
from tests.support.asked import satisfaction
from tests.support.chat import Chat

BINS = "3栋门口垃圾桶满了没人收,臭死了"


async def resolved(chat: Chat, *reporters: str) -> str:
    """These people report full bins, the committee resolves it; returns the line that asks."""
    for who in reporters:
        await chat.says(who, BINS)
    await chat.says("张姐", "1 办结 已清运", room="业委会群")
    return await chat.last("3栋群")


async def test_the_question_stands_in_the_line_that_tells_the_result(chat: Chat) -> None:
    line = await resolved(chat, "3栋王姐")

    assert line == "#1【卫生】3栋 已办结:已清运。解决了吗?请回 满意 / 基本满意 / 没解决(或 1、2、3)"
    assert [said for said in await chat.heard("3栋群") if "已清运" in said] == [line]


@pytest.mark.parametrize("answer", ["1", "满意", "满意,谢谢师傅", "1 满意", "#1 满意", "解决了", "1号 满意", "满意 1"])
async def test_satisfied_and_nothing_more_is_said(chat: Chat, answer: str) -> None:
    line = await resolved(chat, "3栋王姐")
    said = await chat.says("3栋王姐", answer)

    assert chat.handled[said].outcome is Outcome.ANSWER
    assert await chat.last("3栋群") == line
    assert await satisfaction(chat) == Satisfaction(asked=1, solved=1)
    assert (await chat.request()).status == "resolved"


@pytest.mark.parametrize("answer", ["3", "没解决", "还是老样子", "还没好", "没解决啊 桶边上还堆着一堆"])
async def test_one_unsolved_of_the_only_reporter_reopens(chat: Chat, answer: str) -> None:
    await resolved(chat, "3栋王姐")
    await chat.says("3栋王姐", answer)

    assert (await chat.request()).status == "accepted"
    assert "1户说没解决" in await chat.last("业委会群")
    assert await chat.last("3栋群") == "#1【卫生】3栋 有邻居反映还没解决,已重开,继续办理。"


async def test_of_several_reporters_two_must_say_so(chat: Chat) -> None:
    await resolved(chat, "3栋王姐", "老周", "小米妈")
    await chat.says("3栋王姐", "没解决")
    assert (await chat.request()).status == "resolved"
    assert "再有一户" in await chat.last("3栋群")

    await chat.says("3栋王姐", "没解决")
    assert (await chat.request()).status == "resolved"

    await chat.says("小米妈", "基本满意")
    await chat.says("老周", "3")
    assert (await chat.request()).status == "accepted"
    assert "办结后回访3户:2户说没解决,1户满意或基本满意,已重开" in await chat.last("业委会群")


async def test_the_last_answer_counts(chat: Chat) -> None:
    line = await resolved(chat, "3栋王姐", "老周")
    await chat.says("3栋王姐", "3")
    await chat.says("3栋王姐", "满意", quote=line)
    await chat.says("老周", "没解决")

    assert (await chat.request()).status == "resolved"
    assert await satisfaction(chat) == Satisfaction(asked=2, solved=1, unsolved=1)


async def test_who_was_not_asked_only_talks(chat: Chat) -> None:
    line = await resolved(chat, "3栋王姐")
    for text, quote in (("3", ""), ("没解决", ""), ("1 没解决", ""), ("没解决", line)):
        said = await chat.says("路人", text, quote=quote)
        assert chat.handled[said].outcome is Outcome.CHATTER

    assert await chat.last("3栋群") == line
    assert await satisfaction(chat) == Satisfaction(asked=1)


async def test_staff_is_not_asked_and_does_not_count(chat: Chat) -> None:
    line = await resolved(chat, "3栋王姐")
    await chat.says("小何", "满意", quote=line)
    await chat.says("张姐", "1")

    assert await satisfaction(chat) == Satisfaction(asked=1)


async def test_a_number_that_answers_a_neighbour_is_talk(chat: Chat) -> None:
    await resolved(chat, "3栋王姐")
    await chat.says("路人", "周末团购砂糖橘 要的扣1")
    said = await chat.says("3栋王姐", "1")

    assert chat.handled[said].outcome is Outcome.CHATTER


async def test_a_bare_answer_counts_for_two_days_one_with_the_number_for_a_week(chat: Chat) -> None:
    await resolved(chat, "3栋王姐")
    chat.pass_time(timedelta(hours=49))
    await chat.says("3栋王姐", "1")
    assert await satisfaction(chat) == Satisfaction(asked=1)

    await chat.says("3栋王姐", "1 基本满意")
    assert (await satisfaction(chat)).mostly == 1


async def test_two_open_questions_need_a_number(chat: Chat) -> None:
    await chat.says("3栋王姐", BINS)
    chat.pass_time(timedelta(hours=3))
    await chat.says("3栋王姐", "2单元电梯坏了,停在6楼不动")
    await chat.says("张姐", "1 2 办结 都弄好了", room="业委会群")
    assert (await chat.last("3栋群")).splitlines() == [
        "#1【卫生】3栋 已办结:都弄好了",
        "#2【维修】3栋2单元 已办结:都弄好了",
        "解决了吗?请带编号回,例如:1 满意 / 基本满意 / 没解决",
    ]

    await chat.says("3栋王姐", "满意")
    assert await chat.last("3栋群") == "#1、#2 说的是哪一件?请带编号回,例如:1 满意"
    await chat.says("3栋王姐", "2 没解决")
    assert (await chat.request(2)).status == "accepted"
    await chat.says("3栋王姐", "满意")
    assert (await chat.request(1)).status == "resolved"
    assert await satisfaction(chat) == Satisfaction(asked=2, solved=1, unsolved=1)


async def test_reporters_of_what_was_merged_are_asked_too(chat: Chat) -> None:
    await chat.says("3栋王姐", BINS)
    await chat.says("8-1-905 谭谭", "8栋1单元电梯又停在12楼不动了", room="5-8栋群")
    await chat.says("张姐", "合并 2 到 1", room="业委会群")
    await chat.says("张姐", "1 办结 已清运", room="业委会群")
    assert "解决了吗" in await chat.last("5-8栋群")

    await chat.says("8-1-905 谭谭", "2 满意", room="5-8栋群")
    assert await satisfaction(chat) == Satisfaction(asked=2, solved=1)


async def test_after_a_second_resolution_the_old_answers_are_over(chat: Chat) -> None:
    await resolved(chat, "3栋王姐", "老周")
    await chat.says("3栋王姐", "3")
    await chat.says("张姐", "1 重开 再看看", room="业委会群")
    await chat.says("张姐", "1 办结 又清了一次", room="业委会群")
    await chat.says("老周", "3")

    assert (await chat.request()).status == "resolved"
    assert await satisfaction(chat) == Satisfaction(asked=4, unsolved=2)


async def test_nobody_is_asked_at_night(chat: Chat) -> None:
    await chat.says("3栋王姐", BINS)
    chat.pass_time(timedelta(hours=11))
    await chat.says("张姐", "1 办结 已清运", room="业委会群")
    said = await chat.says("3栋王姐", "1")
    assert chat.handled[said].outcome is Outcome.CHATTER

    chat.pass_time(timedelta(hours=10))
    await chat.says("3栋王姐", "1")
    assert "解决了吗" in await chat.last("3栋群")
    assert (await satisfaction(chat)).solved == 1
