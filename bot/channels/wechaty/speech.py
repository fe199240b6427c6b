"""Saying something through a gateway, and telling truly what became of it."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from bot.channels.base import NotSent, Refused, Unknown
from bot.channels.wechaty.gateway import NO_ANSWER
from bot.channels.wechaty.names import Names
from bot.channels.wechaty.payload import MENTION_END
from bot.channels.wechaty.wire import PuppetStub

logger = logging.getLogger(__name__)

LARGEST = 4 * 1024 * 1024 - 4096
"""Bytes of text or of an encoded picture: gateways take calls of up to 4 MiB."""

_REFUSED = {Status.NOT_FOUND, Status.INVALID_ARGUMENT, Status.OUT_OF_RANGE, Status.UNIMPLEMENTED}
_NOT_SENT = {Status.UNAUTHENTICATED, Status.PERMISSION_DENIED, Status.RESOURCE_EXHAUSTED}
_BASE64 = 1  # FileBox's number for a file that comes along in the call


class Link(Protocol):
    """A way to a gateway."""

    async def connect(self) -> None:
        """Make sure that there is a connection. Raises OSError: then nothing was sent."""

    def stub(self, timeout: float | None = None) -> PuppetStub:
        """The calls, each with this deadline in seconds."""


class Speech:
    """Says texts and pictures in rooms: one call each, never repeated."""

    def __init__(self, link: Callable[[], Link], names: Names, timeout: float) -> None:
        self._link = link
        self._names = names
        self._timeout = timeout

    async def say(self, room_id: str, text: str, mentions: Sequence[str], image: bytes | None) -> str:
        """As in the channel contract. A text that was said counts as said even when its picture fails."""
        if image is None:
            return await self._say_text(room_id, text, mentions)
        if not text:
            return await self._show(room_id, image)
        message_id = await self._say_text(room_id, text, mentions)
        try:
            await self._show(room_id, image)
        except (NotSent, Refused, Unknown) as error:
            logger.error("the picture after message %s in room %s failed: %s", message_id, room_id, error)
        return message_id

    async def _say_text(self, room_id: str, text: str, mentions: Sequence[str]) -> str:
        words = await self._called(room_id, mentions) + sayable(text)
        _check_size(len(words.encode()))
        return await self._deliver(
            room_id,
            lambda stub: stub.message_send_text(conversation_id=room_id, text=words, mentonal_ids=list(mentions)),
        )

    async def _show(self, room_id: str, image: bytes) -> str:
        encoded = base64.b64encode(image).decode()
        _check_size(len(encoded))
        file = json.dumps({"type": _BASE64, "boxType": _BASE64, "name": "whistle.png", "base64": encoded})
        return await self._deliver(room_id, lambda stub: stub.message_send_file(conversation_id=room_id, filebox=file))

    async def _called(self, room_id: str, mentions: Sequence[str]) -> str:
        """ "@name" for each mention: without it WeChat shows none."""
        names = [await self._names.talker(room_id, contact_id) for contact_id in mentions]
        return "".join(f"@{sayable(name).replace(MENTION_END, ' ')}{MENTION_END}" for name in names if name)

    async def _deliver(self, room_id: str, send: Callable[[PuppetStub], Awaitable[Any]]) -> str:
        link = self._link()
        try:
            await link.connect()
        except OSError as error:
            raise NotSent(f"no connection to the gateway ({type(error).__name__})") from error
        try:  # in a task of its own: grpclib ends calls by cancelling the task they run in
            response = await asyncio.ensure_future(send(link.stub(self._timeout)))
        except Exception as error:  # whatever broke, it must be said whether the words may have arrived
            raise await self._verdict(error, link, room_id) from error
        return str(response.id or "")

    async def _verdict(self, error: Exception, link: Link, room_id: str) -> NotSent | Refused | Unknown:
        if isinstance(error, GRPCError):
            if error.status in _REFUSED or "larger than max" in (error.message or ""):
                return Refused(f"the gateway refuses it ({error.status.name})")
            if error.status in _NOT_SENT:
                return NotSent(f"the gateway lets nothing through ({error.status.name})")
            if error.status in (Status.UNKNOWN, Status.INTERNAL) and not await _has_room(link, room_id):
                return Refused("the gateway knows no such room")
            return Unknown(f"the gateway failed ({error.status.name})")
        if isinstance(error, OSError) and not isinstance(error, TimeoutError):
            return NotSent(f"the connection was lost before the call ({type(error).__name__})")
        return Unknown(f"the call was cut off ({type(error).__name__})")


def sayable(text: str) -> str:
    """The text as UTF-8 can carry it: halves of characters that found no other half are replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _check_size(size: int) -> None:
    if size > LARGEST:
        raise Refused(f"{size} bytes are more than a gateway takes")


async def _has_room(link: Link, room_id: str) -> bool:
    """False when the gateway surely does not know the room: puppets tell nothing but UNKNOWN when a call fails."""
    try:
        await asyncio.ensure_future(link.stub().room_payload(id=room_id))
    except GRPCError:
        return False
    except NO_ANSWER:
        return True
    return True
