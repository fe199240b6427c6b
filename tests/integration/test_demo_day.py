"""The demo's scripted day through the whole bot, without a page."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from bot.channels.local import Line
from bot.web import labels
from bot.web.demo import Demo
from bot.web.pictures import is_picture
from bot.web.player import Speed
from handlers.message import Outcome
from handlers.rules.lifecycle import Status


class Tab:
    """An open page that waits for a new morning."""

    def __init__(self) -> None:
        self.told = asyncio.Event()

    def line_said(self, line: Line) -> None: ...
    def line_handled(self, message_id: str) -> None: ...
    def board_changed(self) -> None: ...
    def play_changed(self) -> None: ...

    def begun_anew(self) -> None:
        self.told.set()


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    opened = Demo()
    running = asyncio.create_task(opened.run())
    yield opened
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_the_day_plays_to_its_end_and_every_line_of_it_finds_what_it_refers_to(demo: Demo) -> None:
    scene, player = demo.scene, demo.player
    player.set_speed(Speed.AT_ONCE)
    player.play()
    assert await scene.until(lambda: player.over and not player.playing, 240)
    assert player.left_out == []
    assert len(scene.handled) == player.total
    outcomes = [handled.outcome for handled in scene.handled.values()]
    for shown in set(Outcome) - {Outcome.ERASURE}:
        assert shown in outcomes
    readings = [handled.reading for handled in scene.handled.values() if handled.reading]
    assert not re.search("[a-z]", "".join(labels.context(reading.context) for reading in readings))
    matters = [entry.summary for entry in scene.board]
    assert len(matters) == 14, matters  # no chatter among them, and no matter twice
    board = {entry.status: entry for entry in scene.board}
    assert set(board) == {Status.REPORTED, Status.ACCEPTED, Status.RESOLVED, Status.MERGED, Status.WITHDRAWN}
    assert {flag.text for entry in scene.board for flag in entry.flags} == {"挂起", "吹哨·社区"}
    for told in ("时限提醒:", "【提醒】", "业委会吹哨", "已撤销", "办结后回访", "本群一周小结"):
        assert any(told in line.text for line in scene.lines if line.by_bot), told
    pictures = [line.image for line in scene.lines if line.by_bot and line.image]
    assert len(pictures) == 3
    assert all(map(is_picture, pictures))


@pytest.mark.slow
async def test_who_is_late_is_reminded_between_two_lines_of_the_day_at_any_speed(demo: Demo) -> None:
    scene, player = demo.scene, demo.player
    player.set_speed(Speed.AT_ONCE)
    player.play()
    assert await scene.until(lambda: any("到办结时限了" in line.text for line in scene.lines), 120)
    reminder = next(line for line in scene.lines if "到办结时限了" in line.text)
    assert reminder.room_id == "property@demo"
    assert "管家小何" in reminder.text


async def test_beginning_anew_leaves_nothing_of_the_old_day(demo: Demo) -> None:
    old = demo.scene
    message_id = old.say("low@demo", old.town.person("wang"), "3栋2单元电梯坏了,停在7楼不动")
    assert await old.until(lambda: message_id in old.handled, 30)
    tab = Tab()
    old.watch(tab)
    demo.reset()
    await asyncio.wait_for(tab.told.wait(), 30)
    assert demo.scene is not old
    assert (demo.scene.lines, demo.scene.board, demo.player.at) == ([], (), 0)
