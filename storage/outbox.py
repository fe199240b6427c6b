"""The outbox: what is to be said and is not yet surely said.

A row goes pending -> sending -> sent. `sending` is committed before the platform is called; a row found in that
state after a crash is compared with the bot's own messages (`storage.echoes`). `held` waits for the committee's word.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Update, and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.counters import next_number
from storage.tables import InboxRow, OutboxRow


class NewLine(NamedTuple):
    """A line to be said, when there are many: making a row of each costs more than writing it."""

    key: str
    account: str
    room_id: str
    kind: str
    text: str
    created_at: datetime
    not_before: datetime


_NEW: Final[dict[str, Any]] = {
    "mentions": [],
    "parts": [],
    "state": "pending",
    "attempts": 0,
    "message_id": "",
    "error": "",
}
_INSERT: Final = insert(OutboxRow)


def cause_of(row: OutboxRow) -> str:
    """What the row is said for: <account>/<message id>, or what was due and when."""
    return row.key.rsplit("/", 1)[0]


def _tells(row: OutboxRow, number: int, cause: str) -> bool:
    """Whether the row says what was to be said for that cause about the request, alone or among other news."""
    if row.parts:
        return any(part[:2] == [number, cause] for part in row.parts)
    return row.number == number and cause_of(row) == cause


def _without_lines(parts: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """What a line of news was said about and for, of each request the last: the words are in the text."""
    return list({number: [number, cause, ""] for number, cause, _ in parts}.values())


class Outbox:
    """Queries on the outbox and the echoes, within the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def say(self, row: OutboxRow) -> bool:
        """Put something in the outbox; False when the same thing (estate, key) is there already."""
        known = await self._session.execute(
            select(col(OutboxRow.id)).where(col(OutboxRow.estate_id) == row.estate_id, col(OutboxRow.key) == row.key)
        )
        if known.first() is not None:
            return False
        row.id = await next_number(self._session, row.estate_id, "outbox")
        self._session.add(row)
        await self._session.flush()
        return True

    async def say_all(self, estate_id: str, lines: Sequence[NewLine]) -> None:
        """Put new lines of one estate in the outbox in one go; their keys must be new."""
        if not lines:
            return
        first = await next_number(self._session, estate_id, "outbox", len(lines))
        rows = [
            {**_NEW, **line._asdict(), "estate_id": estate_id, "id": id} for id, line in enumerate(lines, start=first)
        ]
        await (await self._session.connection()).execute(_INSERT, rows)

    async def last_in_room(self, estate_id: str, room_id: str, number: int, since: datetime) -> OutboxRow | None:
        """The newest thing said about a request in a room since then."""
        found = await self._session.execute(
            select(OutboxRow)
            .where(
                col(OutboxRow.estate_id) == estate_id,
                col(OutboxRow.room_id) == room_id,
                col(OutboxRow.number) == number,
                col(OutboxRow.created_at) >= since,
            )
            .order_by(col(OutboxRow.id).desc())
            .limit(1)
        )
        return found.scalar_one_or_none()

    async def withdraw(self, estate_id: str, cause: str, kinds: Collection[str]) -> Sequence[tuple[str, int | None]]:
        """Drop what lines of these kinds were to be said for that cause and are not under way yet.

        Returns (room id, request number) of those that have been said, or may have been.
        """
        found = await self._session.execute(
            select(OutboxRow)
            .where(
                col(OutboxRow.estate_id) == estate_id,
                col(OutboxRow.key).startswith(f"{cause}/", autoescape=True),
                col(OutboxRow.kind).in_(kinds),
            )
            .order_by(col(OutboxRow.id))
            .with_for_update()
        )
        said = []
        for row in found.scalars():
            if row.state == "pending" and row.attempts == 0:
                row.state, row.error = "dropped", "taken back before it was said"
            elif row.state != "dropped":
                said.append((row.room_id, row.number))
        return said

    async def last_notice(self, estate_id: str, talker_id: str, since: datetime) -> Sequence[OutboxRow]:
        """The rows of the last announcement about no request that this person made since then, locked on PostgreSQL.

        One that was dropped is passed over. Oldest first; empty when there is none.
        """
        found = await self._session.execute(
            select(OutboxRow)
            .where(
                col(OutboxRow.estate_id) == estate_id,
                col(OutboxRow.kind) == "announcement",
                col(OutboxRow.number).is_(None),
                col(OutboxRow.state) != "dropped",
                col(OutboxRow.created_at) >= since,
            )
            .order_by(col(OutboxRow.id))
            .with_for_update()
        )
        notices: dict[str, list[OutboxRow]] = {}
        for row in found.scalars():
            notices.setdefault(cause_of(row), []).append(row)
        for cause, rows in reversed(notices.items()):
            if await self._said_by(estate_id, rows[0].account, cause) == talker_id:
                return rows
        return ()

    async def _said_by(self, estate_id: str, account: str, cause: str) -> str | None:
        """Whose message the cause is."""
        found = await self._session.execute(
            select(col(InboxRow.talker_id)).where(
                col(InboxRow.estate_id) == estate_id,
                col(InboxRow.account) == account,
                col(InboxRow.message_id) == cause.removeprefix(f"{account}/"),
            )
        )
        return found.scalar_one_or_none()

    async def put_off(self, estate_id: str, kinds: Collection[str], until: datetime, rooms: Collection[str]) -> None:
        """What waits to be said in these rooms and was not tried yet waits until then, unless it waits longer."""
        await self._session.execute(
            self._waiting(estate_id, kinds, rooms).where(col(OutboxRow.not_before) < until).values(not_before=until)
        )

    async def bring_forward(self, estate_id: str, kinds: Collection[str], to: datetime, rooms: Collection[str]) -> None:
        """What waits to be said in these rooms and was not tried yet may be said from then on."""
        await self._session.execute(
            self._waiting(estate_id, kinds, rooms).where(col(OutboxRow.not_before) > to).values(not_before=to)
        )

    def _waiting(self, estate_id: str, kinds: Collection[str], rooms: Collection[str]) -> Update:
        return update(OutboxRow).where(
            col(OutboxRow.estate_id) == estate_id,
            col(OutboxRow.state) == "pending",
            col(OutboxRow.attempts) == 0,
            col(OutboxRow.kind).in_(kinds),
            col(OutboxRow.room_id).in_(rooms),
        )

    async def unsaid(self, account: str, room_id: str, kinds: Collection[str], now: datetime) -> Sequence[OutboxRow]:
        """What is to be said in a room after `now`, or was put there just now, oldest first; locked on PostgreSQL."""
        found = await self._session.execute(
            select(OutboxRow)
            .where(
                col(OutboxRow.account) == account,
                col(OutboxRow.room_id) == room_id,
                col(OutboxRow.state) == "pending",
                col(OutboxRow.attempts) == 0,
                col(OutboxRow.kind).in_(kinds),
                or_(col(OutboxRow.not_before) > now, col(OutboxRow.created_at) >= now),
            )
            .order_by(col(OutboxRow.id))
            .with_for_update()
        )
        return found.scalars().all()

    async def may_have_said(self, estate_id: str, room_id: str, number: int, cause: str, since: datetime) -> bool:
        """Whether the room read since then what was said for that cause of the request, or may have: under way, held.

        Answers in the room where it was caused do not count.
        """
        found = await self._session.execute(
            select(OutboxRow).where(
                col(OutboxRow.estate_id) == estate_id,
                col(OutboxRow.room_id) == room_id,
                col(OutboxRow.kind) != "reply",
                col(OutboxRow.state).in_(("sending", "sent", "held")),
                col(OutboxRow.created_at) >= since,
            )
        )
        return any(_tells(row, number, cause) for row in found.scalars())

    async def claim(self, account: str, now: datetime, limit: int) -> Sequence[OutboxRow]:
        """Mark what is due as `sending` and return it, oldest first: one row a room, none where one is under way."""
        waits_for_retry = and_(
            col(OutboxRow.state) == "pending", col(OutboxRow.attempts) > 0, col(OutboxRow.not_before) > now
        )
        busy = select(col(OutboxRow.room_id)).where(
            col(OutboxRow.account) == account, or_(col(OutboxRow.state) == "sending", waits_for_retry)
        )
        found = await self._session.execute(
            select(OutboxRow)
            .where(
                col(OutboxRow.account) == account,
                col(OutboxRow.state) == "pending",
                col(OutboxRow.not_before) <= now,
                col(OutboxRow.room_id).not_in(busy),
            )
            .order_by(col(OutboxRow.created_at), col(OutboxRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        first: dict[str, OutboxRow] = {}
        for row in found.scalars():
            first.setdefault(row.room_id, row)
        for row in first.values():
            row.state, row.claimed_at = "sending", now
            row.attempts += 1
            row.parts = _without_lines(row.parts)
            self._session.add(row)
        return list(first.values())

    async def settle(
        self,
        row: OutboxRow,
        state: str,
        *,
        now: datetime,
        message_id: str = "",
        error: str = "",
        later: datetime | None = None,
    ) -> None:
        """Write down what became of a claimed row; `later` is when a row back in `pending` may be tried again.

        The picture of what was said is not kept.
        """
        row.state, row.error = state, error
        row.claimed_at = None
        if state == "dropped":
            row.parts = []
        if state == "sent":
            row.sent_at, row.message_id, row.image = now, message_id, None
        if later is not None:
            row.not_before = later
        self._session.add(row)

    async def get(self, estate_id: str, id: int) -> OutboxRow | None:
        return await self._session.get(OutboxRow, (estate_id, id))

    async def page(self, estate_id: str, *, after: int, limit: int) -> Sequence[OutboxRow]:
        """What was said in the estate, by id, from after that id on."""
        found = await self._session.execute(
            select(OutboxRow)
            .where(col(OutboxRow.estate_id) == estate_id, col(OutboxRow.id) > after, col(OutboxRow.state) == "sent")
            .order_by(col(OutboxRow.id))
            .limit(limit)
        )
        return found.scalars().all()

    async def in_state(self, account: str, state: str) -> Sequence[OutboxRow]:
        """All rows of the account in that state, oldest first."""
        found = await self._session.execute(
            select(OutboxRow)
            .where(col(OutboxRow.account) == account, col(OutboxRow.state) == state)
            .order_by(col(OutboxRow.created_at), col(OutboxRow.id))
        )
        return found.scalars().all()
