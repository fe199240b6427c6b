"""The inbox: what was heard, kept once, until it is handled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.counters import next_number
from storage.tables import InboxRow

_NO_WORDS = {"text": "", "quoted_text": "", "quoted_speaker": "", "talker_name": "", "mentions": []}


class Inbox:
    """Queries on the inbox, within the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, rows: Sequence[InboxRow]) -> int:
        """Insert the rows of one estate, in order; those already known by (account, message id) are left out.

        Gives each row its id; returns how many were new.
        """
        if not rows:
            return 0
        first = await next_number(self._session, rows[0].estate_id, "inbox", len(rows))
        for offset, row in enumerate(rows):
            row.id = first + offset
        insert = sqlite_insert if self._session.get_bind().dialect.name == "sqlite" else postgresql_insert
        statement = insert(InboxRow).values([row.model_dump() for row in rows])
        kept = await self._session.execute(
            statement.on_conflict_do_nothing(index_elements=["estate_id", "account", "message_id"]).returning(
                col(InboxRow.id)
            )
        )
        return len(kept.all())

    async def waiting(self, account: str, estate_ids: Sequence[str], limit: int) -> Sequence[InboxRow]:
        """The oldest messages not yet handled, in the order they were kept; locked on PostgreSQL."""
        found = await self._session.execute(
            select(InboxRow)
            .where(
                col(InboxRow.estate_id).in_(estate_ids),
                col(InboxRow.account) == account,
                col(InboxRow.state) == "waiting",
            )
            .order_by(col(InboxRow.estate_id), col(InboxRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return found.scalars().all()

    async def done(self, estate_id: str, ids: Sequence[int], *, chatter: bool) -> None:
        """Handled: the words go, the ids stay (those of chatter for a day)."""
        if ids:
            await self._change(estate_id, ids, {"state": "done", "chatter": chatter, **_NO_WORDS})

    async def failed(self, estate_id: str, id: int, error: str, *, for_good: bool) -> None:
        """It could not be handled this time; for good: it stays, with its words, until `whistle retry`."""
        state = "failed" if for_good else "waiting"
        await self._change(estate_id, [id], {"state": state, "error": error, "attempts": col(InboxRow.attempts) + 1})

    async def _change(self, estate_id: str, ids: Sequence[int], values: dict[str, Any]) -> None:
        rows = update(InboxRow).where(col(InboxRow.estate_id) == estate_id, col(InboxRow.id).in_(ids))
        await self._session.execute(rows.values(values).execution_options(synchronize_session=False))

    async def count(self, estate_id: str, state: str) -> int:
        """How many messages of the estate are in that state."""
        found = await self._session.execute(
            select(func.count()).where(col(InboxRow.estate_id) == estate_id, col(InboxRow.state) == state)
        )
        return int(found.scalar_one())

    async def forget(self, before: datetime) -> None:
        """Drop the ids of chatter received before that time."""
        await self._session.execute(
            delete(InboxRow).where(
                col(InboxRow.chatter).is_(True), col(InboxRow.state) == "done", col(InboxRow.received_at) < before
            )
        )

    async def retry_failed(self) -> int:
        """Put what was given up back to waiting; returns how many."""
        result = await self._session.execute(
            update(InboxRow).where(col(InboxRow.state) == "failed").values(state="waiting", attempts=0)
        )
        return int(getattr(result, "rowcount", 0))
