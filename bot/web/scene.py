"""What has happened in the demo since the morning: the lines of all rooms, what was made of them, the board."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.channels.local import Line, LocalChannel
from bot.web import labels
from bot.web.board import Entry
from bot.web.clock import DemoClock
from bot.web.town import Person, Town
from handlers.message import Handled, Message

logger = logging.getLogger(__name__)


class Watcher(Protocol):
    """An open page. It is told what is new; what was before it asks the scene for."""

    def line_said(self, line: Line) -> None: ...
    def line_handled(self, message_id: str) -> None: ...
    def board_changed(self) -> None: ...
    def play_changed(self) -> None: ...
    def begun_anew(self) -> None: ...


class Scene:
    """One run of the demo, from an empty morning on. The channel takes what is said even before the bot listens."""

    def __init__(self, town: Town, start: datetime) -> None:
        self.town = town
        self.clock = DemoClock(start)
        self.channel = LocalChannel("demo", bot_name=labels.BOT_NAME, clock=self.clock)
        self.lines: list[Line] = []
        self.handled: dict[str, Handled] = {}
        self.by_visitor: set[str] = set()
        self.board: tuple[Entry, ...] = ()
        self.changes = 0
        self._watchers: list[Watcher] = []
        self._moved = asyncio.Event()
        self.channel.subscribe(self._line_said)

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Tell `watcher` from now on; the returned function ends it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    def say(
        self,
        room_id: str,
        person: Person,
        text: str,
        *,
        quoted: Line | None = None,
        image: bytes | None = None,
        visitor: bool = False,
    ) -> str:
        """A person says something in a room now; returns the message id."""
        message_id = f"demo-{len(self.lines) + 1}"
        if visitor:
            self.by_visitor.add(message_id)
        return self.channel.says(
            room_id,
            person.id,
            person.name,
            text,
            quoted_speaker=quoted.talker_name if quoted else "",
            quoted_text=quoted.text if quoted else "",
            image=image,
            message_id=message_id,
        )

    def message_handled(self, message: Message, handled: Handled) -> None:
        """The bot is done with a message; this is the assembly's `on_handled`."""
        self.handled[message.message_id] = handled
        self._tell(lambda watcher: watcher.line_handled(message.message_id))
        self._move()

    def show_board(self, board: tuple[Entry, ...]) -> None:
        """This is the board now."""
        if board != self.board:
            self.board = board
            self._tell(lambda watcher: watcher.board_changed())

    def play_changed(self) -> None:
        """The scripted day went on, stopped or ended."""
        self._tell(lambda watcher: watcher.play_changed())
        self._move()

    def end(self) -> None:
        """This scene is over, a new one has begun."""
        self._tell(lambda watcher: watcher.begun_anew())

    async def until(self, come: Callable[[], bool], seconds: float) -> bool:
        """Wait until `come()` is true; False when nothing that happens makes it true within `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while not come():
                    await self._moved.wait()
        except TimeoutError:
            return False
        return True

    async def change(self, seen: int, seconds: float) -> None:
        """Wait until `changes` is not `seen` any more, at most so many seconds."""
        await self.until(lambda: self.changes != seen, seconds)

    def _line_said(self, line: Line) -> None:
        self.lines.append(line)
        self._tell(lambda watcher: watcher.line_said(line))
        self._move()

    def _move(self) -> None:
        """Wake whoever waits for something to happen; `changes` counts how often something did."""
        self.changes += 1
        self._moved.set()
        self._moved = asyncio.Event()

    def _tell(self, tell: Callable[[Watcher], None]) -> None:
        """Tell every page; one that breaks must harm neither the bot nor another page."""
        for watcher in tuple(self._watchers):
            try:
                tell(watcher)
            except Exception:
                logger.exception("a page could not be told")
