"""Only announcements were masked: “进度 1” told phones, plates and doors to the other groups that had reported it."""

from __future__ import annotations

from tests.support.chat import Chat

ROOM = "业委会群"
PHONE, PLATE, DOOR = "13812345678", "沪A12345", "501"


def canaries(line: str) -> list[str]:
    return [canary for canary in (PHONE, PLATE, DOOR) if canary in line]


async def test_how_far_it_got(chat: Chat) -> None:
    await chat.says("王姐", f"{PLATE}堵住3栋消防通道了")
    await chat.says("老陈", "3栋消防通道被车堵住了", room="5-8栋群")
    assert len(await chat.requests()) == 1
    await chat.says("张姐", f"1 办结 {PLATE}车主已挪车,电话{PHONE},住3栋2单元{DOOR}室", room=ROOM)

    await chat.says("老陈", "进度 1", room="5-8栋群")
    assert "已挪车" in await chat.last("5-8栋群")
    assert canaries(await chat.last("5-8栋群")) == []

    await chat.says("王姐", "进度 1")
    assert canaries(await chat.last("3栋群")) == [PLATE]


async def test_the_committee_reads_its_own_words_as_they_are(chat: Chat) -> None:
    await chat.says("王姐", "3栋消防通道被车堵住了")
    await chat.says("张姐", f"1 派单 物业 车主电话{PHONE}", room=ROOM)

    assert PHONE in await chat.last("物业群")
