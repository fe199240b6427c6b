"""The demo at work: the whole bot over an embedded chat, a database of its own, and a day that can begin anew."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.assemble import App, assemble
from bot.channels.local import Line
from bot.outbox import Pace
from bot.web.board import Details, read_board, read_details
from bot.web.day import load_day
from bot.web.player import Player
from bot.web.scene import Scene
from bot.web.town import load_town
from handlers.message import Handled
from nlp.classify import Reader
from nlp.reading import Reading

PACE = Pace(gap=0.02, jitter=0.04, grace=86_400.0)
"""Nobody bans the demo for talking fast. The day's clock jumps, so only a long grace keeps echoes in time."""

BOARD_LOOKED_AT = 5.0  # seconds: deadlines pass even when nothing happens


class _BegunAnew(Exception):
    """The visitor wants an empty morning."""


class Demo:
    """The running demo. `scene` and `player` are those of the present day; pages ask for them when they open."""

    def __init__(self) -> None:
        self._town = load_town()
        self._day = load_day()
        self._reset = asyncio.Event()
        self._app: App | None = None
        self._reader: Reader | None = None
        self._begin()

    async def run(self) -> None:
        """Serve one day after another until cancelled; ends with an exception when a part of the bot dies."""
        self._reader = await asyncio.to_thread(Reader.load)
        while True:
            # A connection that was cut off may still be closing in its thread when the folder goes.
            with tempfile.TemporaryDirectory(prefix="whistle-demo-", ignore_cleanup_errors=True) as folder:
                await self._serve(Path(folder) / "demo.sqlite3")
            old = self.scene
            self._begin()
            old.end()

    def reset(self) -> None:
        """Throw everything away and begin with an empty morning."""
        self._reset.set()

    async def details(self, number: int) -> Details | None:
        """The history of a request, for the board."""
        return await read_details(self._app.store, self._town.estate, number) if self._app else None

    def explain(self, line: Line, handled: Handled) -> Reading | None:
        """The reading of a line with the words that told it; None when its text was not read.

        The bot reads without asking which words told it so: those are looked up here.
        """
        reading = handled.reading
        if reading is None or self._reader is None:
            return reading
        return replace(reading, because=self._reader.causes(line.text, reading.main))

    def _begin(self) -> None:
        zone = self._town.estate.zone
        day = self._day.last(datetime.now(UTC).astimezone(zone).date())
        self._reset.clear()
        self.scene = Scene(self._town, datetime.combine(day, self._day.begins, zone))
        self.player = Player(self._day, self.scene, self._see_to_what_is_due, self._settled)

    async def _serve(self, database: Path) -> None:
        app = await assemble(
            [self._town.estate],
            database_url=f"sqlite+aiosqlite:///{database}",
            channel=self.scene.channel,
            clock=self.scene.clock,
            pace=PACE,
            reader=self._reader,
            on_handled=self.scene.message_handled,
        )
        self._app = app
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(app.run(), name="bot")
                tasks.create_task(self.player.run(), name="player")
                tasks.create_task(self._keep_board(app), name="board")
                tasks.create_task(self._until_reset(), name="reset")
        except* _BegunAnew:
            pass
        finally:
            self._app = None
            await app.close()

    async def _see_to_what_is_due(self) -> None:
        """Ring the bot's clock: the day's runs ahead of the machine's, and what falls due between two lines is said."""
        if self._app is not None:
            await self._app.ticker.tick()

    async def _settled(self) -> bool:
        """Whether nothing waits in the outbox that is due."""
        if self._app is None:
            return False
        now = self.scene.clock.now()
        async with self._app.store.reading() as work:
            waiting = await work.outbox.in_state(self.scene.channel.account, "pending")
            sending = await work.outbox.in_state(self.scene.channel.account, "sending")
        return not sending and not any(row.not_before <= now for row in waiting)

    async def _until_reset(self) -> None:
        await self._reset.wait()
        raise _BegunAnew

    async def _keep_board(self, app: App) -> None:
        scene = self.scene
        while True:
            seen = scene.changes
            scene.show_board(await read_board(app.store, self._town.estate, scene.clock.now()))
            await scene.change(seen, BOARD_LOOKED_AT)
