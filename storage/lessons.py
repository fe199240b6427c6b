"""Lessons: what people's corrections taught the reader, estate by estate."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.counters import next_number
from storage.tables import LessonRow


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an estate's lessons have come: it changes with every lesson and with everything that is undone."""

    last: int = 0
    undone: int = 0


class Lessons:
    """Queries on lessons, within the caller's transaction. Lessons are added and undone, never changed or deleted."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.changed = False
        """Whether a lesson was added or undone through this object; whoever has seen it sets it back."""

    async def add(self, lesson: LessonRow) -> LessonRow:
        """Append a lesson and give it the next id of its estate."""
        lesson.id = await next_number(self._session, lesson.estate_id, "lessons")
        self._session.add(lesson)
        self.changed = True
        await self._session.flush()
        return lesson

    async def undo(self, estate_id: str, number: int, kind: str) -> None:
        """The lessons of that kind that the request taught count no more."""
        taught = update(LessonRow).where(
            col(LessonRow.estate_id) == estate_id,
            col(LessonRow.number) == number,
            col(LessonRow.kind) == kind,
            col(LessonRow.undone).is_(False),
        )
        undone = await self._session.execute(taught.values(undone=True))
        self.changed = self.changed or bool(getattr(undone, "rowcount", 0))

    async def of_request(self, estate_id: str, number: int, kinds: Collection[str]) -> Sequence[LessonRow]:
        """The lessons of these kinds that the request taught, oldest first, with those that were undone."""
        found = await self._session.execute(
            select(LessonRow)
            .where(
                col(LessonRow.estate_id) == estate_id,
                col(LessonRow.number) == number,
                col(LessonRow.kind).in_(kinds),
            )
            .order_by(col(LessonRow.id))
        )
        return found.scalars().all()

    def count(self, lesson: LessonRow, *, counts: bool) -> None:
        """From now on the lesson counts, or does not."""
        if lesson.undone is counts:
            lesson.undone = not counts
            self.changed = True

    async def all(self, estate_id: str) -> Sequence[LessonRow]:
        """Every lesson of the estate, oldest first, with those that were undone."""
        found = await self._session.execute(
            select(LessonRow)
            .where(col(LessonRow.estate_id) == estate_id)
            .order_by(col(LessonRow.id))
            .execution_options(populate_existing=True)
        )
        return found.scalars().all()

    async def marks(self, estate_ids: Sequence[str]) -> dict[str, Mark]:
        """The mark of each of these estates that has lessons."""
        found = await self._session.execute(
            select(
                col(LessonRow.estate_id),
                func.max(col(LessonRow.id)),
                func.sum(case((col(LessonRow.undone).is_(True), 1), else_=0)),
            )
            .where(col(LessonRow.estate_id).in_(estate_ids))
            .group_by(col(LessonRow.estate_id))
        )
        return {estate_id: Mark(last, int(undone)) for estate_id, last, undone in found}
