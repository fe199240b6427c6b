"""From ids of messages to the channel's events: fetched many at once, given in order, never stopped by a failure."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from grpclib.exceptions import GRPCError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from bot.channels.base import Echo, Event, RoomChanged
from bot.channels.wechaty.gateway import NO_ANSWER, plainly
from bot.channels.wechaty.names import Names
from bot.channels.wechaty.ordered import Ordered
from bot.channels.wechaty.payload import Payload, echo, heard

logger = logging.getLogger(__name__)

IN_FLIGHT = 32
FETCH_TRIES = 5
ECHOES_REMEMBERED = 2_000

Fetch = Callable[[], Awaitable[Payload]]


class Hearing:
    """What was heard by one account. `self_id` tells the account's own id on the platform, "" while it is unknown."""

    def __init__(self, account: str, names: Names, self_id: Callable[[], str]) -> None:
        self._account = account
        self._names = names
        self._self_id = self_id
        self._ordered: Ordered[Event | None] = Ordered(IN_FLIGHT)
        self._echoes: deque[Echo] = deque(maxlen=ECHOES_REMEMBERED)

    def message(self, message_id: str, fetch: Fetch) -> None:
        """A message came; `fetch` tells what it says and is tried again when it fails."""
        self._ordered.put(partial(self._guarded, f"message {message_id}", partial(self._message, fetch)))

    def room_changed(self, room_id: str, joined: Sequence[str] = ()) -> None:
        """A room has a new topic or new members."""
        self._ordered.put(partial(self._guarded, f"a change of room {room_id}", partial(self._room, room_id, joined)))

    async def events(self) -> AsyncIterator[Event]:
        """The events, in order, until `close`."""
        async for event in self._ordered.results():
            if event is not None:
                yield event

    def echoes(self, since: datetime) -> Sequence[Echo]:
        """The own messages seen since then."""
        return [echo for echo in self._echoes if echo.seen_at >= since]

    def close(self) -> None:
        self._ordered.close()

    async def _guarded(self, what: str, job: Callable[[], Awaitable[Event | None]]) -> Event | None:
        """The job's event; None, and a line in the log, when it fails for good."""
        try:
            return await job()
        except (GRPCError, *NO_ANSWER) as error:
            logger.error("%s could not be fetched and is lost: %s", what, plainly(error))
        except Exception:
            logger.exception("%s could not be understood and is lost", what)
        return None

    async def _message(self, fetch: Fetch) -> Event | None:
        """The event of a message; None for a private one."""
        payload = await _tried(fetch)
        now = datetime.now(UTC)
        if not payload.room_id:
            return None
        if payload.talker_id == self._self_id():
            own = echo(payload, self._account, now)
            self._echoes.append(own)
            return own
        return heard(payload, self._account, await self._names.talker(payload.room_id, payload.talker_id), now)

    async def _room(self, room_id: str, joined: Sequence[str]) -> RoomChanged:
        return RoomChanged(self._account, room_id, await self._names.topic(room_id), tuple(joined))


async def _tried(fetch: Fetch) -> Payload:
    """What `fetch` tells, after several tries if need be. Raises what the last one raised."""
    trying = AsyncRetrying(
        retry=retry_if_exception_type((GRPCError, *NO_ANSWER)),
        stop=stop_after_attempt(FETCH_TRIES),
        wait=wait_random_exponential(multiplier=0.1, max=2),
        reraise=True,
    )
    return await trying(fetch)
