"""Whistle as a plugin of a python-wechaty bot that somebody already runs.

    from bot.channels.wechaty.plugin import WhistlePlugin  # before wechaty: it makes it importable on Python 3.11+
    from wechaty import Wechaty

    bot = Wechaty()
    bot.use(WhistlePlugin(config="config.toml"))
    asyncio.run(bot.start())

Of the config's `[channel]` only `account` and the pace are used: the connection is the bot's own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_random_exponential

from bot.assemble import assemble
from bot.channels.base import Channel
from bot.channels.wechaty.beside import BesideChannel
from bot.channels.wechaty.compat import import_wechaty
from bot.config import load
from bot.config.settings import Settings
from bot.timepiece import SystemClock

logger = logging.getLogger(__name__)

LONGEST_WAIT = 300.0  # seconds between two attempts to run after a failure

_wechaty = import_wechaty()


class Runs(Protocol):
    """An assembled Whistle."""

    async def run(self) -> None:
        """Serve until cancelled."""

    async def close(self) -> None:
        """Let go of the database."""


AppFactory = Callable[[Settings, Channel], Awaitable[Runs]]


async def assembled(settings: Settings, channel: Channel) -> Runs:
    """The usual Whistle on this channel. Raises StorageError."""
    return await assemble(
        settings.estates,
        database_url=settings.database_url,
        channel=channel,
        clock=SystemClock(),
        pace=settings.pace,
    )


class WhistlePlugin(_wechaty.WechatyPlugin):  # type: ignore[misc, name-defined]
    """Everything the bot hears in its groups goes into Whistle's inbox; what Whistle says is said by the bot.

    Raises ConfigError at once when the config is wrong. When Whistle fails later, the log says so and it is started
    again, after a growing pause: it never stays down in silence.
    """

    def __init__(self, config: str | Path = "config.toml", *, app_factory: AppFactory = assembled) -> None:
        super().__init__()
        self._settings = load(Path(config))
        self._app_factory = app_factory
        self._channel = self._new_channel()
        self._puppet: Any = None
        self._serving: asyncio.Task[None] | None = None

    # -- called by wechaty

    async def init_plugin(self, wechaty: Any) -> None:
        """The bot has logged in, or has renewed its connection."""
        if wechaty.puppet is not self._puppet:
            self._puppet = wechaty.puppet
            self._puppet.on("message", lambda event: self._channel.announce(event.message_id))
            self._puppet.on("dong", lambda event: self._channel.dong())
        if self._serving is None:
            self._serving = asyncio.create_task(self._serve(), name="Whistle")

    async def on_message(self, msg: Any) -> None:
        self._channel.deliver(msg.message_id, msg.payload)

    async def on_room_topic(self, room: Any, new_topic: str, old_topic: str, changer: Any, date: Any) -> None:
        self._channel.room_changed(room.room_id, topic=new_topic)

    async def on_room_join(self, room: Any, invitees: list[Any], inviter: Any, date: Any) -> None:
        self._channel.room_changed(room.room_id, joined=[one.contact_id for one in invitees])

    async def on_stoped(self) -> None:
        """The plugin was stopped (wechaty writes the word so)."""
        self._channel.pause()

    async def on_running(self) -> None:
        """The plugin was started again."""
        self._channel.resume()

    # -- for the bot's owner

    async def close(self) -> None:
        """Let go of everything, before the bot ends."""
        if self._serving is not None:
            self._serving.cancel()
            await asyncio.wait({self._serving})

    async def _serve(self) -> None:
        async for attempt in AsyncRetrying(
            retry=retry_if_exception_type(Exception),
            wait=wait_random_exponential(multiplier=1, max=LONGEST_WAIT),
            before_sleep=_log_failure,
        ):
            with attempt:
                await self._run()

    async def _run(self) -> None:
        """One run. What is heard after it waits in a new channel for the next one."""
        app = await self._app_factory(self._settings, self._channel)
        try:
            await app.run()
        finally:
            self._channel = self._new_channel()
            await app.close()

    def _new_channel(self) -> BesideChannel:
        return BesideChannel(self._settings.account, lambda: self.bot)


def _log_failure(state: RetryCallState) -> None:
    pause = state.next_action.sleep if state.next_action else 0.0
    error = state.outcome.exception() if state.outcome else None
    logger.critical("Whistle does not run; it starts again in %.0f s", pause, exc_info=error)
