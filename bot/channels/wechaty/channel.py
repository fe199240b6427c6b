"""The channel to WeChat through a Wechaty Puppet Service: one account, supervised, its order kept."""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from grpclib.exceptions import GRPCError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_random_exponential

from bot.channels.base import Echo, Event, Health, NotSent
from bot.channels.wechaty.gateway import NO_ANSWER, Gateway, LinkLost, plainly, tls_context
from bot.channels.wechaty.hearing import Hearing
from bot.channels.wechaty.names import Names
from bot.channels.wechaty.payload import Payload, told
from bot.channels.wechaty.settings import WechatySettings
from bot.channels.wechaty.speech import Speech
from bot.channels.wechaty.wire import EventResponse, EventType, PayloadType, PuppetStub

logger = logging.getLogger(__name__)

STABLE = 20.0  # seconds: a connection that lasted so long is renewed at once, others after a growing pause


class WechatyChannel:
    """One WeChat account. Reconnects by itself until it is closed; what it cannot fetch in the end is logged by id."""

    def __init__(self, settings: WechatySettings) -> None:
        self._settings = settings
        self._tls: ssl.SSLContext | None = None
        self._gateway: Gateway | None = None
        self._up = asyncio.Event()
        self._self_id = ""
        self._health = Health(False, "not started", datetime.now(UTC))
        self._names = Names(self._stub)
        self._speech = Speech(self._link, self._names, settings.say_timeout)
        self._hearing = Hearing(settings.account, self._names, lambda: self._self_id)
        self._serving: asyncio.Task[None] | None = None

    @property
    def account(self) -> str:
        return self._settings.account

    async def start(self) -> None:
        """Begin to connect. Raises ValueError when the settings cannot work."""
        self._tls = tls_context(self._settings)
        self._serving = asyncio.create_task(self._serve(), name=f"wechaty {self._settings.endpoint}")

    async def events(self) -> AsyncIterator[Event]:
        async for event in self._hearing.events():
            yield event

    async def say(self, room_id: str, text: str, *, mentions: Sequence[str] = (), image: bytes | None = None) -> str:
        if not self._health.connected:
            raise NotSent(self._health.detail)
        return await self._speech.say(room_id, text, mentions, image)

    async def own_messages(self, since: datetime) -> Sequence[Echo]:
        """The echoes this process has seen: a gateway tells nothing of the past."""
        return self._hearing.echoes(since)

    def health(self) -> Health:
        return self._health

    async def close(self) -> None:
        if self._serving is not None:
            self._serving.cancel()
            await asyncio.wait({self._serving})
        self._hearing.close()
        self._tell(False, "closed")

    # -- the connection

    async def _serve(self) -> None:
        """One session after another, with growing, jittered pauses as long as they do not last."""
        while True:
            async for attempt in AsyncRetrying(
                retry=retry_if_exception_type(Exception),
                wait=wait_random_exponential(multiplier=0.5, max=self._settings.longest_wait),
                before_sleep=self._log_pause,
            ):
                with attempt:
                    await self._until_lost()

    async def _until_lost(self) -> None:
        """One session. Raises what ended it, unless it had lasted."""
        began = time.monotonic()
        try:
            await self._session()
        except (GRPCError, LinkLost, *NO_ANSWER) as error:
            self._tell(False, f"not connected to {self._settings.endpoint}: {plainly(error)}")
            if time.monotonic() - began < STABLE:
                raise
        except Exception as error:
            logger.exception("the connection to %s broke", self._settings.endpoint)
            self._tell(False, f"not connected to {self._settings.endpoint}: {type(error).__name__}")
            raise

    async def _session(self) -> None:
        """From connecting to the end of the connection, which is always an exception."""
        gateway = Gateway(self._settings, self._tls)
        try:
            await gateway.connect()
            self._gateway = gateway
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen(gateway))
                tasks.create_task(self._attend(gateway))
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            self._up.clear()
            gateway.close()

    async def _listen(self, gateway: Gateway) -> None:
        async for event in gateway.events():
            self._opened()
            self._take(event)

    async def _attend(self, gateway: Gateway) -> None:
        await gateway.start()
        self._opened()
        await gateway.watch()

    def _opened(self) -> None:
        if not self._up.is_set():
            self._up.set()
            self._tell(False, "connected to the gateway, WeChat is not logged in yet")

    def _tell(self, connected: bool, detail: str) -> None:
        if (connected, detail) != (self._health.connected, self._health.detail):
            self._health = Health(connected, detail, datetime.now(UTC))
            logger.info("account %s: %s", self.account, detail)

    def _log_pause(self, state: RetryCallState) -> None:
        logger.warning(
            "account %s: %s; next attempt in %.1f s",
            self.account, self._health.detail, state.next_action.sleep if state.next_action else 0,
        )  # fmt: skip

    def _link(self) -> Gateway:
        if self._gateway is None:
            raise NotSent("never connected")
        return self._gateway

    def _stub(self) -> PuppetStub:
        return self._link().stub()

    # -- what comes over it

    def _take(self, event: EventResponse) -> None:
        """Note what changed at once; queue what has to be fetched."""
        try:
            data = json.loads(event.payload or "{}")
        except ValueError:
            data = None
        if not isinstance(data, dict):
            logger.error("an event of type %s came with a broken payload", event.type)
            return
        match event.type:
            case EventType.EVENT_TYPE_MESSAGE:
                message_id = str(data.get("messageId", ""))
                self._hearing.message(message_id, partial(self._fetch, message_id))
            case EventType.EVENT_TYPE_LOGIN:
                self._self_id = str(data.get("contactId", ""))
                self._tell(True, f"logged in as {self._self_id}")
            case EventType.EVENT_TYPE_LOGOUT:
                self._tell(False, "WeChat is logged out at the gateway: log in there again")
            case EventType.EVENT_TYPE_SCAN:
                self._tell(False, "WeChat waits for a login: scan the code that the gateway shows")
            case EventType.EVENT_TYPE_ERROR:
                logger.warning("the gateway reports an error; its own log tells more")
            case EventType.EVENT_TYPE_DIRTY:
                self._forget(data)
            case EventType.EVENT_TYPE_ROOM_TOPIC | EventType.EVENT_TYPE_ROOM_JOIN | EventType.EVENT_TYPE_ROOM_LEAVE:
                self._take_room(event.type, data)

    def _take_room(self, kind: int, data: dict[str, Any]) -> None:
        room_id = str(data.get("roomId", ""))
        self._names.forget_room(room_id)
        if kind != EventType.EVENT_TYPE_ROOM_TOPIC:
            self._names.forget_members(room_id)
        if kind != EventType.EVENT_TYPE_ROOM_LEAVE:
            if data.get("newTopic"):
                self._names.topic_is(room_id, str(data["newTopic"]))
            self._hearing.room_changed(room_id, [str(one) for one in data.get("inviteeIdList") or ()])

    def _forget(self, data: dict[str, Any]) -> None:
        changed = str(data.get("payloadId", ""))
        match data.get("payloadType"):
            case PayloadType.PAYLOAD_TYPE_CONTACT:
                self._names.forget_contact(changed)
            case PayloadType.PAYLOAD_TYPE_ROOM:
                self._names.forget_room(changed)
            case PayloadType.PAYLOAD_TYPE_ROOM_MEMBER:
                contact_id, separator, room_id = changed.partition("@@@")
                if separator:
                    self._names.forget_member(room_id, contact_id)
                else:
                    self._names.forget_members(changed)

    async def _fetch(self, message_id: str) -> Payload:
        """What a message says. Waits for a connection: asking without one would only use up the tries."""
        await self._up.wait()
        return told(message_id, await self._stub().message_payload(id=message_id))
