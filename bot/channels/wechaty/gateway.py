"""One connection to a Wechaty Puppet Service: the wire stubs over one HTTP/2 channel, a deadline on every call.

The gateway is watched with its own `ding` call and not with HTTP/2 pings: grpclib sends those at most twice without
traffic, strict servers cut off clients that ping more often, and a ding also proves that the token is good.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import aclosing

from grpclib.client import Channel
from grpclib.config import Configuration
from grpclib.const import Status
from grpclib.exceptions import GRPCError, StreamTerminatedError

from bot.channels.wechaty.settings import WechatySettings
from bot.channels.wechaty.wire import EventResponse, PuppetStub

logger = logging.getLogger(__name__)

START_TIMEOUT = 20.0  # seconds: the gateway itself gives its puppet 15 to start or stop

_SHUT_OUT = {Status.UNAUTHENTICATED, Status.PERMISSION_DENIED, Status.UNAVAILABLE}

NO_ANSWER = (OSError, StreamTerminatedError)
"""What a call raises when nothing answered; TimeoutError (the deadline) is an OSError."""


class LinkLost(Exception):
    """The connection is of no use any more; a new one is needed."""


class Gateway:
    """One connection; after `close` a new object is needed. Nothing is retried here."""

    def __init__(self, settings: WechatySettings, tls: ssl.SSLContext | None) -> None:
        self._settings = settings
        self._channel = Channel(
            settings.host,
            settings.port,
            ssl=tls,
            config=Configuration(ssl_target_name_override=settings.server_name or None),
        )
        if tls is None:  # where gateways without TLS, and the Python SDK, look for the token
            self._channel._authority = settings.token
        self._heard_at = time.monotonic()

    def stub(self, timeout: float | None = None) -> PuppetStub:
        """The calls, each with this deadline in seconds; without one, that of the settings."""
        return PuppetStub(self._channel, timeout=timeout or self._settings.call_timeout, metadata=self._metadata)

    async def connect(self) -> None:
        """Make sure that there is a connection. Raises OSError (TimeoutError included): then nothing was sent."""
        async with asyncio.timeout(self._settings.call_timeout):
            await self._channel.__connect__()

    async def start(self) -> None:
        """Start the gateway's puppet; does nothing when it runs."""
        await self.stub(START_TIMEOUT).start()

    async def events(self) -> AsyncIterator[EventResponse]:
        """Every event from now on. An older stream, left by a client that is gone, is ended for it.

        Ends by raising: LinkLost when the gateway ends the stream, else what the call raises.
        """
        try:
            async for event in self._stream():
                yield event
        except GRPCError as error:
            if error.status is not Status.ALREADY_EXISTS:
                raise
        logger.warning("the gateway at %s still serves another event stream: taking over", self._settings.endpoint)
        await self.stub(START_TIMEOUT).stop()
        await self.start()
        async for event in self._stream():
            yield event

    async def _stream(self) -> AsyncIterator[EventResponse]:
        async with aclosing(PuppetStub(self._channel, metadata=self._metadata).event()) as stream:
            async for event in stream:
                self._heard_at = time.monotonic()
                yield event
        raise LinkLost("the gateway ended the event stream; does another client use it?")

    async def watch(self) -> None:
        """Ask for a sign of life whenever it is quiet. Raises LinkLost without one, GRPCError when shut out."""
        while True:
            quiet = time.monotonic() - self._heard_at
            if quiet < self._settings.ping_every:
                await asyncio.sleep(self._settings.ping_every - quiet)
                continue
            if not await self._answers() and not await self._answers():  # twice: it may have been us who were busy
                raise LinkLost("the gateway does not answer")
            self._heard_at = time.monotonic()

    async def _answers(self) -> bool:
        asked = time.monotonic()
        try:
            await self.stub(self._settings.ping_timeout).ding(data="whistle")
        except GRPCError as error:
            if error.status in _SHUT_OUT:
                raise
        except NO_ANSWER:
            return self._heard_at >= asked
        return True

    def close(self) -> None:
        """Cut the connection: whatever still waits for an answer raises StreamTerminatedError."""
        self._channel.close()

    @property
    def _metadata(self) -> dict[str, str]:
        return {"authorization": f"Wechaty {self._settings.token}"}


def tls_context(settings: WechatySettings) -> ssl.SSLContext | None:
    """How certificates are checked, which they always are; None without TLS. Raises ValueError for a bad `ca_file`."""
    if not settings.tls:
        return None
    try:
        context = ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:
        raise ValueError(f"ca_file {settings.ca_file} cannot be used: {error}") from error
    if settings.ca_file is not None:  # private authorities, Wechaty's own among them, write plain certificates
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.set_alpn_protocols(["h2"])
    return context


def plainly(error: Exception) -> str:
    """An error as operators read it; never the gateway's own words, which may quote somebody."""
    if isinstance(error, GRPCError):
        known = {
            Status.UNAUTHENTICATED: "the gateway refuses the token",
            Status.ALREADY_EXISTS: "another client holds the gateway",
        }
        return known.get(error.status, f"the gateway answers {error.status.name}")
    if isinstance(error, LinkLost):
        return str(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    return type(error).__name__
