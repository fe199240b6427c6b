"""What residents say to the bot, told from what they say to each other: without an exception, whatever is typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import erasing, progress, survey, texts, withdrawing
from handlers.desk import Desk
from handlers.estate import Room
from handlers.message import Message
from handlers.rules.lifecycle import RoomRole
from handlers.talk import Talk
from nlp.context import Line

CORPUS = Path(__file__).parents[2] / "nlp" / "corpus"
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
WORDS = ["删除", "我的", "信息", "进度", "怎么样了", "#12", "1", "@小助手", "有人管吗", "我报的"]
PIECES = [*texts.NOT_SO, *texts.WITH_ITS_NUMBER, *texts.ERASE_CONFIRMED, *WORDS, " ", ",", "?", "\u200b", "\ud83d"]


class _Unopened:
    """A desk as far as a line is told on it: no database."""

    def __init__(self, text: str, quoted: str = "", before: str = "") -> None:
        self.message = Message("a", "m", "r", "wx-wang", "王姐", "text", text, NOON, "", quoted)
        self.room = Room("r", "3栋群", RoomRole.BUILDING)
        self.talk = Talk()
        if before:
            self.talk.remember("r", NOON, Line(before, "wx-zhou", 0.0, ("none",)))


def desk(text: str, quoted: str = "", before: str = "") -> Desk:
    return cast(Desk, _Unopened(text, quoted, before))


def told(one: Desk) -> list[Any]:
    """What the line may be, of all that residents can say to the bot; loose questions are talk until they fit."""
    question = progress.question_in(one)
    return [
        found
        for found in (
            survey.answer_in(one),
            None if question is None or question.loose else question,
            withdrawing.hear(one),
            erasing.hear(one),
        )
        if found is not None
    ]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=8).map("".join),
    st.sampled_from(["", "#3【卫生】"]),
)
def test_every_line_can_be_told(text: str, quoted: str) -> None:
    told(desk(text, quoted))


def test_neighbours_talk_is_not_for_the_bot() -> None:
    lines = [json.loads(line) for line in (CORPUS / "chatter.jsonl").read_text("utf-8").splitlines()]
    to_bot = [line["text"] for line in lines if told(desk(line["text"]))]

    assert len(lines) > 300
    assert set(to_bot) <= {"我上次报的那个怎么样了", "@小助手 查一下我的工单进度"}


@pytest.mark.parametrize(
    ("text", "score"),
    [("1", 1), ("满意", 1), ("解决了,谢谢师傅", 1), ("2", 2), ("基本满意", 2), ("3", 3), ("没解决", 3),
     ("还是老样子!", 3), ("3 边上地还是黑的", 3), ("没解决 昨晚又堵了", 3)],
)  # fmt: skip
def test_answers_by_themselves(text: str, score: int) -> None:
    assert survey.answer_in(desk(text)) == survey.Answer(score)


@pytest.mark.parametrize(
    "text",
    [
        "满意吗?",
        "解决了吗",
        "没解决的话怎么办",
        "好了",
        "行",
        "4",
        "11",
        "2 两箱",
        "1. 4-2-604 一份",
        "1、先把门修好",
        "3栋",
        "1个",
    ],
)
def test_what_only_sounds_like_an_answer(text: str) -> None:
    assert survey.answer_in(desk(text)) is None


@pytest.mark.parametrize("text", ["好了", "行", "12 好了", "没用", "还行"])
def test_with_the_bots_line_quoted_less_is_enough(text: str) -> None:
    answer = survey.answer_in(desk(text, quoted="#12【卫生】3栋 已办结:已清运"))
    assert answer is not None
    assert answer.numbers == (12,)


def test_a_neighbours_poll_takes_the_numbers() -> None:
    assert survey.answer_in(desk("1", before="同意换物业的扣1")) is None


@pytest.mark.parametrize(
    "text",
    [
        "删除我的信息",
        "把我的信息删了",
        "删除我的个人信息",
        "忘了我",
        "请把我的资料都删掉吧",
        "我要删除我的所有数据。",
        "能不能删除我的聊天记录",
    ],
)
def test_ways_of_asking_to_be_erased(text: str) -> None:
    assert erasing.wanted(desk(text))


@pytest.mark.parametrize("text", ["我的信息没了", "谁把我的信息删除了", "忘了我是谁", "删了", "我把信息删了"])
def test_what_only_sounds_like_it(text: str) -> None:
    assert not erasing.wanted(desk(text))
