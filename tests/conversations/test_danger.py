"""Danger to life: the number to call comes at once, sure or not, and a second emergency is not lost in the first."""

from __future__ import annotations

import pytest

from handlers.rules.danger import life_in_danger
from tests.support.chat import Chat


async def test_a_second_emergency_of_the_same_person_is_told(chat: Chat) -> None:
    await chat.says("老周", "有老人晕倒在3栋楼下,快来人")
    assert "120" in await chat.last("3栋群")
    await chat.says("老周", "3栋电梯坏了,有人被困在里面")

    assert "119" in await chat.last("3栋群")
    assert "被困" in await chat.last("业委会群")


async def test_gas_gets_the_number_even_when_the_reading_is_unsure(chat: Chat) -> None:
    await chat.says("老周", "3栋1单元闻到煤气味,好像漏气了")

    assert "119" in await chat.last("3栋群")


@pytest.mark.parametrize("text", ["煤气罐谁要", "烟花爆竹不能放", "电梯坏了", "困死了 昨晚没睡", "消防演习通知"])
def test_words_alone_are_no_danger(text: str) -> None:
    assert not life_in_danger(text)
