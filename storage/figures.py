"""What the figures count beside the requests themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.tables import EventRow, ReportRow, RequestRow, SurveyRow


class Figures:
    """Queries for figures, within the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def reported_in(self, estate_id: str, room_ids: Iterable[str]) -> set[int]:
        """The numbers of the requests that were reported in these rooms, themselves or as one merged into them."""
        found = await self._session.execute(
            select(func.coalesce(col(RequestRow.merged_into), col(RequestRow.number)))
            .join(
                ReportRow,
                (col(ReportRow.estate_id) == col(RequestRow.estate_id))
                & (col(ReportRow.number) == col(RequestRow.number)),
            )
            .where(col(ReportRow.estate_id) == estate_id, col(ReportRow.room_id).in_(list(room_ids)))
            .distinct()
        )
        return set(found.scalars())

    async def survey(self, estate_id: str, start: datetime, end: datetime) -> dict[tuple[int, str, str], int | None]:
        """(request, room, person) -> the last answer (1 to 3) of whom was asked from `start` until before `end`.

        None stands for one who has not answered.
        """
        found = await self._session.execute(
            select(col(SurveyRow.number), col(SurveyRow.room_id), col(SurveyRow.talker_id), col(SurveyRow.answer))
            .where(
                col(SurveyRow.estate_id) == estate_id,
                col(SurveyRow.asked_at) >= start,
                col(SurveyRow.asked_at) < end,
            )
            .order_by(col(SurveyRow.asked_at))
        )
        return {(number, room_id, talker_id): answer for number, room_id, talker_id, answer in found}

    async def histories(self, estate_id: str, numbers: Collection[int]) -> dict[int, list[EventRow]]:
        """All events of these requests by number, oldest first."""
        found = await self._session.execute(
            select(EventRow)
            .where(col(EventRow.estate_id) == estate_id, col(EventRow.number).in_(list(numbers)))
            .order_by(col(EventRow.id))
        )
        histories: dict[int, list[EventRow]] = defaultdict(list)
        for event in found.scalars():
            histories[event.number].append(event)
        return histories

    async def deeds(self, estate_id: str, start: datetime, end: datetime, actions: Iterable[str]) -> Sequence[EventRow]:
        """Events of these kinds from `start` until before `end` that nobody has taken back, oldest first."""
        taken_back = select(col(EventRow.undoes)).where(
            col(EventRow.estate_id) == estate_id, col(EventRow.undoes).is_not(None)
        )
        found = await self._session.execute(
            select(EventRow)
            .where(
                col(EventRow.estate_id) == estate_id,
                col(EventRow.at) >= start,
                col(EventRow.at) < end,
                col(EventRow.action).in_(list(actions)),
                col(EventRow.undoes).is_(None),
                col(EventRow.id).not_in(taken_back),
            )
            .order_by(col(EventRow.id))
        )
        return found.scalars().all()
