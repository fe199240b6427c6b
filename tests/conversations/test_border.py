"""A group hears its own members' words at most; phone numbers, plates and doors of others never cross the border."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat

ROOM = "业委会群"
PHONE, PLATE, DOOR = "13800138000", "沪A12345", "1102"
CAR = f"3栋2单元门口{PLATE}堵住消防通道了,车主住{DOOR}室,电话{PHONE}"


def canaries(lines: list[str]) -> list[str]:
    return [canary for canary in (PHONE, PLATE, DOOR) if any(canary in line for line in lines)]


@pytest.mark.parametrize(
    "command",
    [
        f"1 进展 已联系{DOOR}室车主{PHONE},{PLATE}马上挪",
        f"1 办结 {DOOR}室车主{PHONE}已把{PLATE}挪走",
        f"1 不予受理 {PLATE}是{DOOR}室的固定车位,有事打{PHONE}",
    ],
)
async def test_what_the_committee_says_is_masked_where_it_was_not_said(chat: Chat, command: str) -> None:
    await chat.says("王姐", "3栋2单元楼下有辆车把消防通道堵死了")
    await chat.says("张姐", command, room=ROOM)

    assert canaries(await chat.heard("3栋群")) == []
    assert "***" in await chat.last("3栋群")
    assert canaries(await chat.heard("5-8栋群")) == []


async def test_a_group_reads_what_its_own_member_said_and_another_that_reported_it_does_not(chat: Chat) -> None:
    await chat.says("王姐", CAR)
    await chat.says("5栋老周", f"3栋2单元门口{PLATE}把消防通道堵了,消防车进不去", room="5-8栋群")
    assert (await chat.request()).number == 1
    await chat.says("张姐", f"1 进展 {DOOR}室的{PLATE}车主在路上", room=ROOM)

    assert canaries([await chat.last("3栋群")]) == [PLATE, DOOR]
    assert canaries([await chat.last("5-8栋群")]) == [PLATE]


async def test_words_without_anything_private_are_left_as_they_are(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("张姐", "1 办结 三栋二单元门口已清运", room=ROOM)

    assert "已办结:三栋二单元门口已清运。" in await chat.last("3栋群")
