"""Requests with their reports and events, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.counters import next_number
from storage.tables import OPEN_STATUSES, EventRow, ReportRow, RequestRow


class Requests:
    """Queries on requests; every one of them names the estate first."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, request: RequestRow) -> RequestRow:
        """Store a new request and give it the next number of its estate."""
        request.number = await next_number(self._session, request.estate_id, "requests")
        self._session.add(request)
        await self._session.flush()
        return request

    async def get(self, estate_id: str, number: int) -> RequestRow | None:
        """One request as it is now, whatever was read of it before; locked for change on PostgreSQL."""
        found = await self._session.execute(
            select(RequestRow)
            .where(col(RequestRow.estate_id) == estate_id, col(RequestRow.number) == number)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return found.scalar_one_or_none()

    async def open(self, estate_id: str) -> Sequence[RequestRow]:
        """Everything somebody still has to act on, oldest first."""
        found = await self._session.execute(
            select(RequestRow)
            .where(col(RequestRow.estate_id) == estate_id, col(RequestRow.status).in_(OPEN_STATUSES))
            .order_by(col(RequestRow.number))
        )
        return found.scalars().all()

    async def running_out(self, estate_id: str, *, answer_by: datetime, resolve_by: datetime) -> Sequence[RequestRow]:
        """Open requests of which a running clock is over by then; not the paused and waiting ones."""
        found = await self._session.execute(
            select(RequestRow)
            .where(
                col(RequestRow.estate_id) == estate_id,
                col(RequestRow.status).in_(OPEN_STATUSES),
                col(RequestRow.paused_at).is_(None),
                col(RequestRow.holder) != "resident",
                or_(
                    col(RequestRow.resolve_due_at) <= resolve_by,
                    and_(col(RequestRow.answered_at).is_(None), col(RequestRow.answer_due_at) <= answer_by),
                ),
            )
            .order_by(col(RequestRow.number))
        )
        return found.scalars().all()

    async def standing_still(self, estate_id: str) -> Sequence[int]:
        """The numbers of open requests that wait without a date: for their reporters, or for 恢复."""
        found = await self._session.execute(
            select(col(RequestRow.number))
            .where(
                col(RequestRow.estate_id) == estate_id,
                col(RequestRow.status).in_(OPEN_STATUSES),
                col(RequestRow.paused_at).is_not(None),
                col(RequestRow.paused_until).is_(None),
            )
            .order_by(col(RequestRow.number))
        )
        return found.scalars().all()

    async def pauses_over(self, estate_id: str, now: datetime) -> Sequence[int]:
        """The numbers of open requests that were paused until now or a time before."""
        found = await self._session.execute(
            select(col(RequestRow.number))
            .where(
                col(RequestRow.estate_id) == estate_id,
                col(RequestRow.status).in_(OPEN_STATUSES),
                col(RequestRow.paused_until) <= now,
            )
            .order_by(col(RequestRow.number))
        )
        return found.scalars().all()

    async def all(self, estate_id: str) -> Sequence[RequestRow]:
        """Every request of the estate, by number."""
        found = await self._session.execute(
            select(RequestRow).where(col(RequestRow.estate_id) == estate_id).order_by(col(RequestRow.number))
        )
        return found.scalars().all()

    async def touched_since(self, estate_id: str, since: datetime) -> Sequence[RequestRow]:
        """Requests that changed since then, open or closed, newest first."""
        found = await self._session.execute(
            select(RequestRow)
            .where(col(RequestRow.estate_id) == estate_id, col(RequestRow.updated_at) >= since)
            .order_by(col(RequestRow.updated_at).desc())
        )
        return found.scalars().all()

    async def add_report(self, report: ReportRow) -> ReportRow:
        """Store a report with the next id of its estate."""
        report.id = await next_number(self._session, report.estate_id, "reports")
        self._session.add(report)
        await self._session.flush()
        return report

    async def reports(self, estate_id: str, numbers: Sequence[int]) -> Sequence[ReportRow]:
        """The reports of these requests, oldest first."""
        found = await self._session.execute(
            select(ReportRow)
            .where(col(ReportRow.estate_id) == estate_id, col(ReportRow.number).in_(numbers))
            .order_by(col(ReportRow.id))
        )
        return found.scalars().all()

    async def reports_in_room(
        self, estate_id: str, room_id: str, *, since: datetime, limit: int
    ) -> Sequence[tuple[ReportRow, str]]:
        """The latest `limit` reports in words from the room since then, oldest first, each with its request's category.

        Of what was declined or withdrawn there is none.
        """
        found = await self._session.execute(
            select(ReportRow, col(RequestRow.category))
            .join(
                RequestRow,
                and_(
                    col(RequestRow.estate_id) == col(ReportRow.estate_id),
                    col(RequestRow.number) == col(ReportRow.number),
                ),
            )
            .where(
                col(ReportRow.estate_id) == estate_id,
                col(ReportRow.room_id) == room_id,
                col(ReportRow.picture).is_(False),
                col(ReportRow.said_at) >= since,
                col(RequestRow.status).not_in(("declined", "withdrawn")),
            )
            .order_by(col(ReportRow.id).desc())
            .limit(limit)
        )
        return [(report, category) for report, category in found][::-1]

    async def report_of_message(self, estate_id: str, account: str, message_id: str) -> ReportRow | None:
        """The report that this message made, if it made one."""
        found = await self._session.execute(
            select(ReportRow).where(
                col(ReportRow.estate_id) == estate_id,
                col(ReportRow.account) == account,
                col(ReportRow.message_id) == message_id,
            )
        )
        return found.scalar_one_or_none()

    async def last_reports_of(self, estate_id: str, talker_id: str, since: datetime) -> Sequence[ReportRow]:
        """What this person reported since then, newest first."""
        found = await self._session.execute(
            select(ReportRow)
            .where(
                col(ReportRow.estate_id) == estate_id,
                col(ReportRow.talker_id) == talker_id,
                col(ReportRow.said_at) >= since,
            )
            .order_by(col(ReportRow.id).desc())
        )
        return found.scalars().all()

    async def drop_reports(self, estate_id: str, number: int, talker_id: str) -> None:
        """Forget everything this person said on the request."""
        await self._session.execute(
            delete(ReportRow).where(
                col(ReportRow.estate_id) == estate_id,
                col(ReportRow.number) == number,
                col(ReportRow.talker_id) == talker_id,
            )
        )

    async def drop_messages(self, estate_id: str, number: int, message_ids: Sequence[str]) -> None:
        """Forget these messages of the request."""
        await self._session.execute(
            delete(ReportRow).where(
                col(ReportRow.estate_id) == estate_id,
                col(ReportRow.number) == number,
                col(ReportRow.message_id).in_(message_ids),
            )
        )

    async def reporters(self, estate_id: str, number: int) -> int:
        """How many different people reported it, or one of those merged into it."""
        found = await self._session.execute(
            select(func.count(func.distinct(col(ReportRow.talker_id)))).where(
                col(ReportRow.estate_id) == estate_id, _belongs_to(estate_id, number)
            )
        )
        return int(found.scalar_one())

    async def rooms(self, estate_id: str, number: int) -> Sequence[str]:
        """The ids of the rooms that reported it, or one of those merged into it, in the order they first did."""
        found = await self._session.execute(
            select(col(ReportRow.room_id))
            .where(col(ReportRow.estate_id) == estate_id, _belongs_to(estate_id, number))
            .group_by(col(ReportRow.room_id))
            .order_by(func.min(col(ReportRow.id)))
        )
        return found.scalars().all()

    async def reported_in(self, estate_id: str, room_ids: Collection[str]) -> set[int]:
        """The numbers of what was reported in these rooms, and of what that was merged into."""
        reported = select(col(ReportRow.number)).where(
            col(ReportRow.estate_id) == estate_id, col(ReportRow.room_id).in_(room_ids)
        )
        found = await self._session.execute(
            select(col(RequestRow.number), col(RequestRow.merged_into)).where(
                col(RequestRow.estate_id) == estate_id, col(RequestRow.number).in_(reported)
            )
        )
        return {number for both in found for number in both if number is not None}

    async def words_in_room(self, estate_id: str, number: int, room_id: str) -> Sequence[str]:
        """What was reported in that room on the request, or on one of those merged into it, oldest first."""
        found = await self._session.execute(
            select(col(ReportRow.text))
            .where(
                col(ReportRow.estate_id) == estate_id,
                col(ReportRow.room_id) == room_id,
                _belongs_to(estate_id, number),
            )
            .order_by(col(ReportRow.id))
        )
        return found.scalars().all()

    async def absorbed(self, estate_id: str, number: int) -> Sequence[int]:
        """The numbers of the requests that were merged into this one."""
        found = await self._session.execute(
            select(col(RequestRow.number))
            .where(col(RequestRow.estate_id) == estate_id, col(RequestRow.merged_into) == number)
            .order_by(col(RequestRow.number))
        )
        return found.scalars().all()

    async def add_event(self, event: EventRow) -> EventRow:
        """Append to the history of a request."""
        event.id = await next_number(self._session, event.estate_id, "events")
        self._session.add(event)
        await self._session.flush()
        return event

    async def last_deed(
        self, estate_id: str, who_id: str, since: datetime, numbers: Sequence[int]
    ) -> Sequence[EventRow]:
        """The events of the last message by which this person changed a request, on any or on these numbers.

        What was taken back, and the taking back, are passed over. Oldest first; empty when there is none since then.
        """
        taken_back = select(col(EventRow.undoes)).where(
            col(EventRow.estate_id) == estate_id, col(EventRow.undoes).is_not(None)
        )
        his = (
            col(EventRow.estate_id) == estate_id,
            col(EventRow.who_id) == who_id,
            col(EventRow.at) >= since,
            col(EventRow.undoes).is_(None),
            col(EventRow.id).not_in(taken_back),
            col(EventRow.message_id) != "",
        )
        latest = select(col(EventRow.message_id)).where(*his)
        if numbers:
            latest = latest.where(col(EventRow.number).in_(numbers))
        message = (await self._session.execute(latest.order_by(col(EventRow.id).desc()).limit(1))).scalar_one_or_none()
        if message is None:
            return ()
        found = await self._session.execute(
            select(EventRow).where(*his, col(EventRow.message_id) == message).order_by(col(EventRow.id))
        )
        return found.scalars().all()

    async def events(self, estate_id: str, number: int) -> Sequence[EventRow]:
        """The history of a request, oldest first."""
        found = await self._session.execute(
            select(EventRow)
            .where(col(EventRow.estate_id) == estate_id, col(EventRow.number) == number)
            .order_by(col(EventRow.id))
        )
        return found.scalars().all()


def _belongs_to(estate_id: str, number: int) -> ColumnElement[bool]:
    """Reports of the request, and of those merged into it."""
    merged = select(col(RequestRow.number)).where(
        col(RequestRow.estate_id) == estate_id, col(RequestRow.merged_into) == number
    )
    return or_(col(ReportRow.number) == number, col(ReportRow.number).in_(merged))
