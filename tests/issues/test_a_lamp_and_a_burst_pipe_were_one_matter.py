"""Two people of one building reported two things within a minute; being near each other made them one request."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("5栋路灯不亮了", "5栋水管爆了"),
        ("6栋电梯坏了 一直不动", "6栋单元门刷卡没反应"),
        ("7栋外墙渗水", "7栋对讲没声音"),
    ],
)
async def test_two_things_of_one_building_are_not_joined_unasked(chat: Chat, first: str, second: str) -> None:
    await chat.says("甲", first, room="5-8栋群")
    chat.pass_time(timedelta(seconds=30))
    await chat.says("乙", second, room="5-8栋群")
    assert len(await chat.requests()) == 2


async def test_one_thing_said_by_two_still_is_one(chat: Chat) -> None:
    await chat.says("甲", "5栋电梯坏了 一直不动", room="5-8栋群")
    chat.pass_time(timedelta(seconds=30))
    await chat.says("乙", "5栋电梯又停在3楼了", room="5-8栋群")
    assert len(await chat.requests()) == 1


async def test_who_goes_on_about_it_goes_on(chat: Chat) -> None:
    await chat.says("甲", "5栋路灯不亮了", room="5-8栋群")
    chat.pass_time(timedelta(seconds=30))
    await chat.says("甲", "5栋台阶那里看不见 我妈差点绊倒", room="5-8栋群")
    assert len(await chat.requests()) == 1
