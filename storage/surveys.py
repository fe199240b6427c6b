"""Surveys: the reporters who were asked whether a resolved matter is solved, and what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.tables import SurveyRow


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How many were asked, and how many of them said 1 (solved), 2 (mostly) and 3 (not)."""

    asked: int = 0
    solved: int = 0
    mostly: int = 0
    unsolved: int = 0


class Surveys:
    """Queries on surveys, within the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ask(self, rows: Sequence[SurveyRow]) -> None:
        """Keep who was asked."""
        self._session.add_all(rows)
        await self._session.flush()

    async def drop(self, estate_id: str, number: int, closing: int) -> None:
        """What was asked about a closing that was taken back was never asked."""
        await self._session.execute(
            delete(SurveyRow).where(
                col(SurveyRow.estate_id) == estate_id,
                col(SurveyRow.number) == number,
                col(SurveyRow.closing) == closing,
            )
        )

    async def of_person(self, estate_id: str, talker_id: str, *, since: datetime, until: datetime) -> list[SurveyRow]:
        """What this person was asked in that time (`until` itself counts), the latest first."""
        found = await self._session.execute(
            select(SurveyRow)
            .where(
                col(SurveyRow.estate_id) == estate_id,
                col(SurveyRow.talker_id) == talker_id,
                col(SurveyRow.asked_at) >= since,
                col(SurveyRow.asked_at) <= until,
            )
            .order_by(col(SurveyRow.asked_at).desc(), col(SurveyRow.closing).desc())
        )
        return list(found.scalars().all())

    async def last_closing(self, estate_id: str, number: int) -> int | None:
        """The event with which the request was resolved when its reporters were last asked."""
        found = await self._session.execute(
            select(func.max(col(SurveyRow.closing))).where(
                col(SurveyRow.estate_id) == estate_id, col(SurveyRow.number) == number
            )
        )
        return found.scalar_one()

    async def of_closing(self, estate_id: str, number: int, closing: int) -> Satisfaction:
        """What the reporters said after the request was resolved by that event."""
        found = await self._session.execute(
            select(col(SurveyRow.answer), func.count())
            .where(
                col(SurveyRow.estate_id) == estate_id,
                col(SurveyRow.number) == number,
                col(SurveyRow.closing) == closing,
            )
            .group_by(col(SurveyRow.answer))
        )
        said = {answer: int(number) for answer, number in found}
        return Satisfaction(sum(said.values()), said.get(1, 0), said.get(2, 0), said.get(3, 0))

    async def may_say_unsolved(self, estate_id: str, number: int, closing: int, gone: str) -> int:
        """How many said after that event that it is not solved, or can still say it: not those whose id begins so."""
        found = await self._session.execute(
            select(func.count()).where(
                col(SurveyRow.estate_id) == estate_id,
                col(SurveyRow.number) == number,
                col(SurveyRow.closing) == closing,
                or_(col(SurveyRow.answer) == 3, col(SurveyRow.talker_id).not_like(f"{gone}%")),
            )
        )
        return int(found.scalar_one())
