"""Plays the scripted day: each line at its time, one after another, as fast as the visitor likes."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, time
from enum import Enum

from bot.channels.local import Line
from bot.web.day import Day, ScriptLine
from bot.web.scene import Scene

PATIENCE = 15.0  # seconds the bot gets to handle a line, its dictionaries included
FRAME = 0.1  # seconds between two moves of the clock

_NUMBER = re.compile(r"\{(\w+)\}")


class Speed(Enum):
    """How long a line of ordinary length stays before the next one comes, in seconds."""

    SLOW = 2.8
    NORMAL = 1.2
    FAST = 0.5
    AT_ONCE = 0.0


class Player:
    """The scripted day and how far it got."""

    def __init__(
        self,
        day: Day,
        scene: Scene,
        see_to_what_is_due: Callable[[], Awaitable[None]],
        settled: Callable[[], Awaitable[bool]],
    ) -> None:
        """`see_to_what_is_due` makes the bot look at the clock; `settled` tells whether it has said all it has to."""
        self.total = len(day.lines)
        self.at = 0
        self.speed = Speed.NORMAL
        self.left_out: list[ScriptLine] = []
        self._day = day
        self._scene = scene
        self._see_to_what_is_due = see_to_what_is_due
        self._settled = settled
        self._goes_on = asyncio.Event()
        self._said: dict[str, str] = {}  # the script's name of a line -> its message id

    @property
    def playing(self) -> bool:
        return self._goes_on.is_set()

    @property
    def over(self) -> bool:
        return self.at >= self.total

    def play(self) -> None:
        if not self.over:
            self._goes_on.set()
            self._scene.play_changed()

    def pause(self) -> None:
        self._goes_on.clear()
        self._scene.play_changed()

    def set_speed(self, speed: Speed) -> None:
        self.speed = speed
        self._scene.play_changed()

    async def run(self) -> None:
        """Play whenever it is to be played, until cancelled or the day is over."""
        for line in self._day.lines:
            await self._pass_time_to(line.at, self._pause_before(line))
            await self._goes_on.wait()
            await self._play(line)
            self.at += 1
            self._scene.play_changed()
        await self._pass_time_to(self._day.ends, 1.0)
        self.pause()

    def _pause_before(self, line: ScriptLine) -> float:
        return 0.5 + min(len(line.text), 50) / 50

    async def _pass_time_to(self, at: time, share: float) -> None:
        """Let the clock run to `at` in `share` times the speed's seconds; a pause holds it."""
        start, end = self._scene.clock.now(), self._today(at)
        passed = 0.0
        while passed < (wanted := self.speed.value * share):
            await self._goes_on.wait()
            await asyncio.sleep(FRAME)
            passed += FRAME
            self._scene.clock.move_to(start + (end - start) * min(1.0, passed / wanted))
        await self._goes_on.wait()
        self._scene.clock.move_to(end)
        await self._see_to_what_is_due()
        await self._answered()

    def _today(self, at: time) -> datetime:
        zone = self._scene.town.estate.zone
        return datetime.combine(self._scene.clock.now().astimezone(zone).date(), at, zone)

    async def _play(self, line: ScriptLine) -> None:
        """Say one line and wait until the bot is done with it. What refers to nothing that happened is left out."""
        quoted = self._quoted(line)
        text = self._numbered(line.text)
        if text is None or (quoted is None and (line.quote or line.card)):
            self.left_out.append(line)
            return
        person = self._scene.town.person(line.who)
        image = b"" if line.picture else None
        message_id = self._scene.say(line.room_id, person, text, quoted=quoted, image=image)
        if line.name:
            self._said[line.name] = message_id
        await self._scene.until(lambda: message_id in self._scene.handled, PATIENCE)
        await self._answered()

    async def _answered(self) -> None:
        """Wait until the bot has said what it has to say."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not await self._settled():
                    await self._scene.change(self._scene.changes, FRAME)

    def _number(self, name: str) -> int | None:
        """The number of the request that the line of that name made."""
        handled = self._scene.handled.get(self._said.get(name, ""))
        return handled.number if handled else None

    def _numbered(self, text: str) -> str | None:
        """The text with numbers for names; None when a request is not there."""
        numbers = {name: self._number(name) for name in _NUMBER.findall(text)}
        if None in numbers.values():
            return None
        return _NUMBER.sub(lambda name: str(numbers[name[1]]), text)

    def _quoted(self, line: ScriptLine) -> Line | None:
        if line.quote:
            return next((said for said in self._scene.lines if said.message_id == self._said.get(line.quote)), None)
        number = self._number(line.card) if line.card else None
        return self._card(line.room_id, number) if number is not None else None

    def _card(self, room_id: str, number: int) -> Line | None:
        named = re.compile(rf"#{number}(?!\d)")
        said = (line for line in self._scene.lines if line.by_bot and line.room_id == room_id)
        return next((line for line in said if named.search(line.text)), None)
