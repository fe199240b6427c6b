"""The outbox at work: claim, pace, send, confirm, retry, give up visibly.

A row is marked `sending`, and that is committed, before the platform is called. When the answer never comes (the
process was killed, the connection cut) the row is compared with the bot's own messages that the platform shows.
What stays unknown is decided by kind: a reminder or a notice is said once more, everything else is held and the
committee is asked. Nothing is said again blindly.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.base import Channel, NotSent, Refused, Unknown
from bot.ending import to_its_end
from bot.rows import echo_row
from bot.timepiece import Clock
from handlers import texts
from handlers.estate import Estate, Room
from handlers.rules.lifecycle import RoomRole
from storage.tables import OutboxRow
from storage.unit_of_work import Store, UnitOfWork

logger = logging.getLogger(__name__)

SAID_ONCE_MORE = frozenset({"reminder", "notice"})
ONCE_MORE = "delivery unknown, said once more"
LONGEST_WAIT = timedelta(minutes=10)
TRIES = 30
"""A line that the platform did not take so often, in about four hours, is given up; the room's next lines go on."""
ECHO_SKEW = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the account talks (WeChat limits and bans accounts that talk fast), and how long echoes may take.

    `gap` and `jitter` are seconds between two lines of the account, `grace` is how long an unanswered line waits for
    its echo, `lease` is how many seconds a claimed line may be on its way: past half of it the sender lets go.
    """

    gap: float = 1.5
    jitter: float = 1.0
    grace: float = 10.0
    lease: float = 60.0


class Outbox:
    """The one sender of an account."""

    def __init__(self, store: Store, estates: Iterable[Estate], channel: Channel, clock: Clock, pace: Pace) -> None:
        self._store = store
        self._estates = {estate.estate_id: estate for estate in estates}
        self._channel = channel
        self._clock = clock
        self._pace = pace
        self._now_sending = ""
        self._may_speak_at = 0.0  # on the monotonic clock

    async def send_due(self) -> int:
        """Send what is due, one line after another; returns how many lines were tried.

        The pause is made before a line is claimed, and a claimed line is not left half said: whoever stops the bot
        waits for it.
        """
        tried = 0
        while await self._after_a_pause():
            tried += 1
        return tried

    async def _after_a_pause(self) -> bool:
        await asyncio.sleep(max(0.0, self._may_speak_at - time.monotonic()))
        return await to_its_end(self._send_one())

    async def _send_one(self) -> bool:
        started = time.monotonic()
        row = await self._claim()
        if row is None:
            return False
        await self._send(row, too_late=time.monotonic() - started > self._pace.lease / 2)
        self._may_speak_at = time.monotonic() + self._pace.gap + random.uniform(0, self._pace.jitter)
        return True

    async def reconcile(self) -> int:
        """Decide about lines whose sending was never answered; returns how many were decided.

        While the account is not connected no echo can come, and nothing is decided.
        """
        if not self._channel.health().connected:
            return 0
        async with self._store.reading() as work:
            unanswered = self._unanswered(await work.outbox.in_state(self._channel.account, "sending"))
        if not unanswered:
            return 0
        own = await self._channel.own_messages(min(row.created_at for row in unanswered) - ECHO_SKEW)
        rooms = {row.room_id: row.estate_id for row in unanswered}
        async with self._store.writing(*set(rooms.values())) as work:
            for echo in own:
                if echo.room_id in rooms:
                    await work.echoes.keep(echo_row(rooms[echo.room_id], echo))
            still = self._unanswered(await work.outbox.in_state(self._channel.account, "sending"))
            for row in still:
                await self._decide(work, row)
            await work.commit()
        return len(still)

    def _unanswered(self, sending: Sequence[OutboxRow]) -> list[OutboxRow]:
        """Those that nobody is sending now and whose echo had time to come."""
        latest = self._clock.now() - timedelta(seconds=self._pace.grace)
        return [row for row in sending if row.key != self._now_sending and (row.claimed_at or latest) <= latest]

    async def _decide(self, work: UnitOfWork, row: OutboxRow) -> None:
        """Delivered if an echo shows it; else said once more, or held with a question to the committee."""
        now = self._clock.now()
        echo = await work.echoes.take(row, row.created_at - ECHO_SKEW)
        if echo is not None:
            await work.outbox.settle(row, "sent", now=now, message_id=echo.message_id)
        elif self._room(row) is None:
            await work.outbox.settle(row, "dropped", now=now, error="room is not in the config")
        elif row.kind in SAID_ONCE_MORE and row.error != ONCE_MORE:
            await work.outbox.settle(row, "pending", now=now, error=ONCE_MORE)
        elif row.kind in SAID_ONCE_MORE:
            await work.outbox.settle(row, "dropped", now=now, error="delivery unknown twice")
        else:
            await work.outbox.settle(row, "held", now=now, error="delivery unknown")
            await self._ask_committee(work, row, texts.maybe_not_said(row.id, self._room_name(row), row.text))

    async def _claim(self) -> OutboxRow | None:
        async with self._store.writing() as work:
            claimed = await work.outbox.claim(self._channel.account, self._clock.now(), 1)
            await work.commit()
        return claimed[0] if claimed else None

    async def _send(self, row: OutboxRow, *, too_late: bool) -> None:
        """Say one claimed line and write down what became of it. A line whose lease runs out goes back unsaid."""
        if too_late:
            await self._settle(row, "pending", error=row.error or "lease ran out before sending")
            return
        if self._room(row) is None:
            logger.error("line %s is for room %s, which is no longer in the config: not said", row.id, row.room_id)
            await self._settle(row, "dropped", error="room is not in the config")
            return
        self._now_sending = row.key
        try:
            message_id = await self._channel.say(row.room_id, row.text, mentions=row.mentions, image=row.image)
        except NotSent as error:
            if row.attempts < TRIES:
                await self._put_back(row, str(error))
            else:
                await self._give_up(row, str(error), texts.could_not_reach)
        except Refused as error:
            await self._give_up(row, str(error), texts.could_not_say)
        except Unknown as error:
            logger.warning("line %s to room %s may or may not have arrived: %s", row.id, row.room_id, error)
        else:
            await self._settle(row, "sent", message_id=message_id)
        finally:
            self._now_sending = ""

    async def _put_back(self, row: OutboxRow, error: str) -> None:
        wait = min(timedelta(seconds=2 ** min(row.attempts, 10)), LONGEST_WAIT)
        logger.warning("line %s to room %s was not sent (%s): again in %s", row.id, row.room_id, error, wait)
        kept = row.error if row.error == ONCE_MORE else error
        await self._settle(row, "pending", error=kept, later=self._clock.now() + wait)

    async def _give_up(self, row: OutboxRow, error: str, word: Callable[[str, str], str]) -> None:
        """Not said, and the committee hears so; `word` makes the line of the room's name and the words."""
        logger.error("line %s to room %s is given up: %s", row.id, row.room_id, error)
        async with self._store.writing(row.estate_id) as work:
            await work.outbox.settle(row, "dropped", now=self._clock.now(), error=error)
            if row.kind != "notice":
                await self._ask_committee(work, row, word(self._room_name(row), row.text))
            await work.commit()

    async def _settle(
        self, row: OutboxRow, state: str, *, message_id: str = "", error: str = "", later: datetime | None = None
    ) -> None:
        async with self._store.writing() as work:
            now = self._clock.now()
            await work.outbox.settle(row, state, now=now, message_id=message_id, error=error, later=later)
            if state == "sent":
                await work.echoes.expect(row, row.created_at - ECHO_SKEW, now)
            await work.commit()

    async def _ask_committee(self, work: UnitOfWork, row: OutboxRow, words: str) -> None:
        now = self._clock.now()
        for room in self._estates[row.estate_id].rooms_of(RoomRole.COMMITTEE):
            await work.outbox.say(
                OutboxRow(estate_id=row.estate_id, id=0, key=f"about/{row.id}/{row.attempts}/{room.room_id}",
                          account=row.account, room_id=room.room_id, kind="notice", number=row.number, text=words,
                          created_at=now, not_before=now)
            )  # fmt: skip

    def _room(self, row: OutboxRow) -> Room | None:
        """The room of a row; None when it, or its whole estate, left the config since the row was written."""
        estate = self._estates.get(row.estate_id)
        return estate.room(row.room_id) if estate else None

    def _room_name(self, row: OutboxRow) -> str:
        room = self._room(row)
        return room.name if room else row.room_id
