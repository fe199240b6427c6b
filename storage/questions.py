"""Questions the bot put to somebody about a half-said command."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import QuestionRow


class Questions:
    """At most one open question for each person in a room."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ask(
        self,
        estate_id: str,
        room_id: str,
        talker_id: str,
        *,
        intent: str,
        args: dict[str, Any],
        missing: str,
        at: datetime,
    ) -> None:
        """Remember what was asked; a new question replaces the old one."""
        await self._session.merge(
            QuestionRow(
                estate_id=estate_id,
                room_id=room_id,
                talker_id=talker_id,
                intent=intent,
                args=args,
                missing=missing,
                asked_at=at,
            )
        )

    async def keep(self, question: QuestionRow) -> None:
        """Leave a question open that was taken; it stays as old as it was."""
        await self.ask(
            question.estate_id,
            question.room_id,
            question.talker_id,
            intent=question.intent,
            args=question.args,
            missing=question.missing,
            at=question.asked_at,
        )

    async def take(self, estate_id: str, room_id: str, talker_id: str, *, since: datetime) -> QuestionRow | None:
        """The open question put to this person since then, and forget it; older ones are forgotten as well."""
        row = await self._session.get(QuestionRow, (estate_id, room_id, talker_id))
        if row is None:
            return None
        await self._session.delete(row)
        return row if row.asked_at >= since else None
