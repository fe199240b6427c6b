"""The channel beside a python-wechaty bot that somebody already runs: it hears what that bot hears, and speaks as it.

The SDK runs its handlers at the same time and so loses the order of messages, and a message whose payload it cannot
fetch it loses altogether. Both are made good here: the order is that of the SDK's own event stream, and what the SDK
does not deliver is fetched.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from grpclib.client import Channel
from grpclib.exceptions import GRPCError

from bot.channels.base import Echo, Event, Health, NotSent
from bot.channels.wechaty.gateway import NO_ANSWER
from bot.channels.wechaty.hearing import Hearing
from bot.channels.wechaty.names import Names
from bot.channels.wechaty.payload import IN_SDK, Payload, told
from bot.channels.wechaty.speech import Speech
from bot.channels.wechaty.wire import MessagePayloadResponse, PuppetStub

logger = logging.getLogger(__name__)

CALL_TIMEOUT = 5.0
SAY_TIMEOUT = 20.0
PULSE_EVERY = 10.0
NAMES_KEPT = 300.0  # seconds: the SDK does not pass on that somebody was renamed
IDS_REMEMBERED = 20_000  # the SDK delivers nothing twice, so what it announces again is not waited for
SDK_PATIENCE = 10.0  # seconds the SDK has to deliver a message that it announced


class BesideChannel:
    """The account of a python-wechaty bot. `bot` gives its `Wechaty`, or None before its first login."""

    def __init__(self, account: str, bot: Callable[[], Any], *, pulse_every: float = PULSE_EVERY) -> None:
        self._account = account
        self._bot = bot
        self._pulse_every = pulse_every
        self._running = True
        self._announced: OrderedDict[str, asyncio.Future[Payload] | None] = OrderedDict()  # None: delivered
        self._pulse: asyncio.Task[None] | None = None
        self._answers = True
        self._dinged_at = self._donged_at = 0.0
        self._health = Health(False, "the bot is not logged in yet", datetime.now(UTC))
        self._names = Names(self.stub, max_age=NAMES_KEPT)
        self._speech = Speech(lambda: self, self._names, SAY_TIMEOUT)
        self._hearing = Hearing(account, self._names, self._self_id)

    # -- the channel contract

    @property
    def account(self) -> str:
        return self._account

    async def start(self) -> None:
        self._pulse = asyncio.create_task(self._feel_pulse(), name="pulse of the python-wechaty bot")

    async def events(self) -> AsyncIterator[Event]:
        async for event in self._hearing.events():
            yield event

    async def say(self, room_id: str, text: str, *, mentions: Sequence[str] = (), image: bytes | None = None) -> str:
        health = self.health()
        if not health.connected:
            raise NotSent(health.detail)
        return await self._speech.say(room_id, text, mentions, image)

    async def own_messages(self, since: datetime) -> Sequence[Echo]:
        return self._hearing.echoes(since)

    def health(self) -> Health:
        trouble = self._trouble()
        detail = trouble or f"logged in as {self._self_id()}"
        if (not trouble, detail) != (self._health.connected, self._health.detail):
            self._health = Health(not trouble, detail, datetime.now(UTC))
        return self._health

    async def close(self) -> None:
        if self._pulse is not None:
            self._pulse.cancel()
            await asyncio.wait({self._pulse})
        self._hearing.close()

    # -- what the plugin passes on

    def pause(self) -> None:
        """Hear nothing more, until `resume`."""
        self._running = False

    def resume(self) -> None:
        self._running = True

    def announce(self, message_id: str) -> None:
        """A message has come; the SDK delivers it in a moment."""
        if not self._running or message_id in self._announced:
            return
        delivery: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
        self._announced[message_id] = delivery
        if len(self._announced) > IDS_REMEMBERED:
            self._announced.popitem(last=False)
        self._hearing.message(message_id, partial(self._delivered, message_id, delivery))

    def deliver(self, message_id: str, payload: MessagePayloadResponse) -> None:
        """The SDK has fetched a message."""
        self.announce(message_id)
        delivery = self._announced.get(message_id)
        if delivery is not None and not delivery.done():
            delivery.set_result(told(message_id, payload, IN_SDK))
            self._announced[message_id] = None

    def room_changed(self, room_id: str, topic: str = "", joined: Sequence[str] = ()) -> None:
        """A room has a new topic or new members."""
        self._names.forget_room(room_id)
        self._names.forget_members(room_id)
        if topic:
            self._names.topic_is(room_id, topic)
        self._hearing.room_changed(room_id, joined)

    def dong(self) -> None:
        """The answer to a ding came over the bot's event stream."""
        self._donged_at = time.monotonic()

    async def _delivered(self, message_id: str, delivery: asyncio.Future[Payload]) -> Payload:
        """What the SDK delivered; fetched here when it did not."""
        await asyncio.wait({delivery}, timeout=SDK_PATIENCE)
        if delivery.done() and not delivery.cancelled():
            return delivery.result()
        delivery.cancel()  # a second try does not wait again
        return told(message_id, await self.stub().message_payload(id=message_id))

    # -- the bot's own connection

    async def connect(self) -> None:
        """Make sure that the bot has a connection. Raises OSError."""
        async with asyncio.timeout(CALL_TIMEOUT):
            await self._channel().__connect__()

    def stub(self, timeout: float | None = None) -> PuppetStub:
        """The calls over the bot's connection, with a deadline: the SDK's own have none."""
        return PuppetStub(self._channel(), timeout=timeout or CALL_TIMEOUT)

    def _channel(self) -> Channel:
        puppet = self._puppet()
        if puppet is None or puppet.channel is None:
            raise ConnectionError("the bot has no connection")
        return puppet.channel  # type: ignore[no-any-return]

    def _puppet(self) -> Any:
        """None when the bot was stopped: its own property raises then."""
        bot = self._bot()
        return bot._puppet if bot is not None else None

    def _self_id(self) -> str:
        puppet = self._puppet()
        return str(puppet.login_user_id or "") if puppet is not None else ""

    def _trouble(self) -> str:
        """Why it cannot hear or speak now; "" when it can."""
        if self._bot() is None:
            return "the bot is not logged in yet"
        if not self._running:
            return "the plugin is stopped"
        if not self._self_id():
            return "the bot is stopped or WeChat is logged out"
        if not self._answers:
            return "the gateway does not answer"
        if self._donged_at and self._dinged_at - self._donged_at > 2 * self._pulse_every:
            return "the bot does not hear the gateway any more: start it again"
        return ""

    async def _feel_pulse(self) -> None:
        """Ask the gateway for a sign of life; the answer has to come over the bot's event stream."""
        while True:
            await asyncio.sleep(self._pulse_every)
            try:
                await asyncio.ensure_future(self.stub().ding(data="whistle"))
            except (GRPCError, *NO_ANSWER) as error:
                logger.warning("the gateway does not answer: %s", type(error).__name__)
                self._answers = False
            else:
                self._answers = True
                self._dinged_at = time.monotonic()
