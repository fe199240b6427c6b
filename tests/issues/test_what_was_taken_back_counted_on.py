"""A 进展, a 催办 and a lesson that 撤销 had taken back were told, counted and held on."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat

ROOM = "业委会群"
BIN = "3栋门口垃圾桶满了没人收,臭死了"


async def lessons(chat: Chat) -> list[tuple[str, bool]]:
    async with chat.app.store.reading() as work:
        return [(lesson.kind, lesson.undone) for lesson in await work.lessons.all("green")]


async def test_progress_is_not_told(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 进展 下午来收", room=ROOM)
    await chat.says("张姐", "撤销", room=ROOM)
    await chat.says("王姐", "进度 1")

    assert "下午来收" not in await chat.last("3栋群")
    assert "待受理" in await chat.last("3栋群")


async def test_urging_is_not_held_against_the_next(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    for line in ("1 派单 物业", "1 催办", "撤销", "1 催办"):
        await chat.says("张姐", line, room=ROOM)

    assert "刚催过" not in await chat.last(ROOM)
    assert (await chat.heard("物业群"))[-1].count("催") >= 1
    async with chat.app.store.reading() as work:
        events = await work.requests.events("green", 1)
    assert [event.action for event in events][-3:] == ["urge", "undo", "urge"]


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (("1 改类 停车", "1 改类 消防通道", "撤销"), [("reclassified", False), ("reclassified", True)]),
        (("1 改类 停车", "1 改类 消防通道", "撤销", "撤销"), [("reclassified", True), ("reclassified", True)]),
        (("1 不予受理 误报", "1 重开", "撤销"), [("not_a_request", False)]),
        (("1 不予受理 误报", "1 重开", "撤销", "撤销"), [("not_a_request", True)]),
        (("1 不予受理 误报", "1 重开", "1 改类 停车", "撤销"), [("not_a_request", True), ("reclassified", True)]),
    ],
)
async def test_only_the_lesson_of_what_was_taken_back_goes(
    chat: Chat, lines: tuple[str, ...], left: list[tuple[str, bool]]
) -> None:
    await chat.says("王姐", BIN)
    for line in lines:
        await chat.says("张姐", line, room=ROOM)

    assert await lessons(chat) == left
