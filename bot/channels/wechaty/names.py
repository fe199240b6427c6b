"""What rooms and people are called: for people to read. Ids decide; a name that cannot be had is ""."""

from __future__ import annotations

import logging
from collections.abc import Callable

from grpclib.exceptions import GRPCError

from bot.channels.wechaty.gateway import NO_ANSWER, plainly
from bot.channels.wechaty.remembered import Remembered
from bot.channels.wechaty.wire import PuppetStub

logger = logging.getLogger(__name__)

REMEMBERED = 20_000
MAX_AGE = 3600.0  # seconds: not every puppet tells when somebody is renamed


class Names:
    """Names by id, asked for once and kept until an event says that they changed."""

    def __init__(self, stub: Callable[[], PuppetStub], *, max_age: float = MAX_AGE) -> None:
        self._stub = stub
        self._members: Remembered[tuple[str, str], str] = Remembered(self._ask_member, size=REMEMBERED, max_age=max_age)
        self._topics: Remembered[str, str] = Remembered(self._ask_topic, size=REMEMBERED, max_age=max_age)

    async def talker(self, room_id: str, contact_id: str) -> str:
        """The name somebody goes by in a room: the one chosen for this room, else his own."""
        try:
            return await self._members.get((room_id, contact_id))
        except (GRPCError, *NO_ANSWER) as error:
            logger.info("no name for %s in room %s: %s", contact_id, room_id, plainly(error))
            return ""

    async def topic(self, room_id: str) -> str:
        """The room's topic."""
        try:
            return await self._topics.get(room_id)
        except (GRPCError, *NO_ANSWER) as error:
            logger.info("no topic for room %s: %s", room_id, plainly(error))
            return ""

    def topic_is(self, room_id: str, topic: str) -> None:
        """The room's topic was told."""
        self._topics.put(room_id, topic)

    def forget_room(self, room_id: str) -> None:
        """Something about the room changed."""
        self._topics.forget(lambda key: key == room_id)

    def forget_members(self, room_id: str) -> None:
        """Something about the room's members changed."""
        self._members.forget(lambda key: key[0] == room_id)

    def forget_member(self, room_id: str, contact_id: str) -> None:
        """Somebody changed the name he goes by in a room."""
        self._members.forget(lambda key: key == (room_id, contact_id))

    def forget_contact(self, contact_id: str) -> None:
        """Something about a person changed."""
        self._members.forget(lambda key: key[1] == contact_id)

    async def _ask_member(self, key: tuple[str, str]) -> str:
        room_id, contact_id = key
        try:
            member = await self._stub().room_member_payload(id=room_id, member_id=contact_id)
        except GRPCError:  # not a member any more, or a puppet that knows no members
            return str((await self._stub().contact_payload(id=contact_id)).name)
        return str(member.room_alias or member.name)

    async def _ask_topic(self, room_id: str) -> str:
        return str((await self._stub().room_payload(id=room_id)).topic)
