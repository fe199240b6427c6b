"""Echoes: the bot's own messages as the platform shows them, which prove that a row of the outbox was said."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.tables import EchoRow, OutboxRow


def digest(text: str) -> str:
    """What an echo is recognised by: the words without white space, hashed. The words themselves are not kept twice."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "replace")).hexdigest()[:32]


class Echoes:
    """What the bot was heard to say, and which rows of the outbox it proves."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, echo: EchoRow) -> bool:
        """Keep an echo; False when it was known. Two may tell of the same one at the same time."""
        insert_one = sqlite_insert if self._session.get_bind().dialect.name == "sqlite" else postgresql_insert
        statement = insert_one(EchoRow).values(echo.model_dump()).on_conflict_do_nothing()
        kept = await self._session.execute(statement.returning(col(EchoRow.message_id)))
        return kept.first() is not None

    async def expect(self, row: OutboxRow, since: datetime, now: datetime) -> None:
        """The echo of a row that was said is this row's, whether it came already or is still to come.

        It shall prove no other row with the same words.
        """
        came = await self._session.get(EchoRow, (row.estate_id, row.account, row.message_id))
        if came is not None:
            came.outbox_id = row.id
        elif await self.take(row, since) is None and row.message_id:
            await self.keep(
                EchoRow(
                    estate_id=row.estate_id,
                    account=row.account,
                    message_id=row.message_id,
                    room_id=row.room_id,
                    digest=digest(row.text),
                    seen_at=now,
                    outbox_id=row.id,
                )
            )

    async def take(self, row: OutboxRow, since: datetime) -> EchoRow | None:
        """An echo of this row seen since then and not yet taken by another row; taken by this one from now on."""
        found = await self._session.execute(
            select(EchoRow)
            .where(
                col(EchoRow.estate_id) == row.estate_id,
                col(EchoRow.account) == row.account,
                col(EchoRow.room_id) == row.room_id,
                col(EchoRow.digest) == digest(row.text),
                col(EchoRow.seen_at) >= since,
                col(EchoRow.outbox_id).is_(None),
            )
            .order_by(col(EchoRow.seen_at))
            .limit(1)
        )
        echo = found.scalar_one_or_none()
        if echo is not None:
            echo.outbox_id = row.id
            self._session.add(echo)
        return echo

    async def forget(self, before: datetime) -> None:
        await self._session.execute(delete(EchoRow).where(col(EchoRow.seen_at) < before))
