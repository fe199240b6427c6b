"""A look at a gateway without disturbing the bot that listens there: no event stream is opened, nothing is said."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from bot.channels.wechaty.gateway import NO_ANSWER, Gateway, tls_context
from bot.channels.wechaty.names import Names
from bot.channels.wechaty.settings import WechatySettings


class NothingSeen(Exception):
    """The gateway cannot be looked at: `reason` and `cure`."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(f"{reason}: {cure}")
        self.reason, self.cure = reason, cure


@dataclass(frozen=True, slots=True)
class Named:
    """A group with its topic, or a member with the name shown in the group. Names are for people to read."""

    id: str
    name: str


async def room_ids(settings: WechatySettings) -> tuple[str, ...]:
    """The groups the account is in. Raises NothingSeen."""
    async with _gateway(settings) as gateway:
        return tuple((await gateway.stub().room_list()).ids)


async def rooms(settings: WechatySettings) -> AsyncIterator[Named]:
    """The groups the account is in, with their topics. Raises NothingSeen."""
    async with _gateway(settings) as gateway:
        names = Names(gateway.stub)
        for room_id in (await gateway.stub().room_list()).ids:
            yield Named(room_id, await names.topic(room_id))


async def members(settings: WechatySettings, room_id: str) -> AsyncIterator[Named]:
    """Who is in a group. Raises NothingSeen."""
    async with _gateway(settings) as gateway:
        names = Names(gateway.stub)
        for member_id in (await gateway.stub().room_member_list(id=room_id)).member_ids:
            yield Named(member_id, await names.talker(room_id, member_id))


@asynccontextmanager
async def _gateway(settings: WechatySettings) -> AsyncIterator[Gateway]:
    """A connection for a few questions; what goes wrong in the block is told as NothingSeen."""
    try:
        gateway = Gateway(settings, tls_context(settings))
    except ValueError as error:
        raise NothingSeen(str(error), "name the certificate authority's PEM file") from error
    try:
        await gateway.connect()
        yield gateway
    except ssl.SSLError as error:
        cure = "check channel.tls, channel.ca_file and channel.server_name"
        raise NothingSeen(f"the gateway's certificate is not trusted ({error.reason or error})", cure) from error
    except GRPCError as error:
        raise _refused(error) from error
    except NO_ANSWER as error:
        cure = "start the gateway, check channel.endpoint, channel.tls and the firewall"
        raise NothingSeen(f"no gateway answers at {settings.endpoint}", cure) from error
    finally:
        gateway.close()


def _refused(error: GRPCError) -> NothingSeen:
    if error.status is Status.UNAUTHENTICATED:
        return NothingSeen("the gateway refuses the token", "set the token the gateway was started with")
    cure = "log the account in at the gateway and look at the gateway's log"
    return NothingSeen(f"the gateway answers with {error.status.name}", cure)
