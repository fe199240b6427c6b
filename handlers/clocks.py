"""The two clocks of a request: when its first answer and its resolution are due, and how they stand still.

A clock counts the time of its category (working time, or round the clock). It stands still while the request is paused
(挂起) or waits for its reporters (追问); then `paused_at` says since when. Set going again, the due dates move by as
much of that time as passed meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.estate import Estate
from handlers.rules.deadlines import default_deadline
from handlers.rules.lifecycle import OPEN, Action, Role
from handlers.rules.quiet import end_of_quiet
from handlers.rules.working_time import Calendar, WorkingTime, amount_of, due, moved
from handlers.working_days import is_working_day
from storage.tables import EventRow, RequestRow


@dataclass(frozen=True, slots=True)
class Clocks:
    """How much time of `calendar` the first answer and the resolution have."""

    answer: timedelta
    resolve: timedelta
    calendar: Calendar


def working_time(estate: Estate) -> WorkingTime:
    """The estate's working hours on China's working days."""
    hours = estate.working_hours
    return WorkingTime(estate.zone, hours.start, hours.end, is_working_day)


def clocks_of(estate: Estate, category: str, urgent: bool) -> Clocks:
    """The clocks of a category in that estate; those of everything urgent run round the clock."""
    deadline = estate.urgent if urgent else estate.deadlines.get(category) or default_deadline(category)
    calendar = working_time(estate) if deadline.working else None
    return Clocks(amount_of(deadline.answer, calendar), amount_of(deadline.resolve, calendar), calendar)


def dates(estate: Estate, category: str, urgent: bool, now: datetime) -> tuple[datetime, datetime]:
    """When the first answer and the resolution are due for clocks started now (UTC).

    What runs round the clock without being urgent is not promised for the quiet hours, but for their end.
    """
    clocks = clocks_of(estate, category, urgent)
    answer, resolve = (due(now, amount, clocks.calendar) for amount in (clocks.answer, clocks.resolve))
    if urgent or clocks.calendar or estate.quiet is None:
        return answer, resolve
    start, end = estate.quiet.start, estate.quiet.end
    return end_of_quiet(answer, estate.zone, start, end), end_of_quiet(resolve, estate.zone, start, end)


def started(estate: Estate, request: RequestRow, now: datetime) -> dict[str, Any]:
    """The due dates of clocks started anew."""
    answer, resolve = dates(estate, request.category, request.urgency == "urgent", now)
    return {"answer_due_at": answer, "resolve_due_at": resolve}


def started_at(request: RequestRow, events: Sequence[EventRow]) -> datetime:
    """When the clocks that run were started: with the request, when it was split off, or when it was last reopened."""
    undone = {event.undoes for event in events}
    anew = [event.at for event in events if event.id not in undone and _starts_clocks(event)]
    return anew[-1] if anew else request.created_at


def _starts_clocks(event: EventRow) -> bool:
    made = event.changes.get("status", ["", ""])[0] is None
    return event.action == Action.REOPEN or (made and event.action == Action.SPLIT)


def reclassified(estate: Estate, request: RequestRow, category: str, since: datetime, now: datetime) -> dict[str, Any]:
    """The due dates of another category: counted from `since`, when its clocks were started, or from now where that
    is over already.

    Dates that are no longer those the clocks began with (postponed, paused meanwhile) stay.
    """
    urgent = request.urgency == "urgent"
    if (request.answer_due_at, request.resolve_due_at) != dates(estate, request.category, urgent, since):
        return {}
    from_report, from_now = (dates(estate, category, urgent, start) for start in (since, now))
    answer, resolve = (due if due > now else later for due, later in zip(from_report, from_now, strict=True))
    return {"answer_due_at": answer, "resolve_due_at": resolve}


def calendar_of(estate: Estate, request: RequestRow) -> Calendar:
    """The time that the request's clocks count."""
    return clocks_of(estate, request.category, request.urgency == "urgent").calendar


def stands_still(request: RequestRow) -> bool:
    """Whether the clocks stand still: it is paused, or waits for its reporters."""
    return request.paused_at is not None


def waits_for_reporters(request: RequestRow) -> bool:
    """Whether the reporters were asked something and have not answered yet."""
    return request.holder == Role.RESIDENT and request.status in OPEN


def is_late(request: RequestRow, now: datetime) -> bool:
    """Whether its resolution is overdue; what stands still is not."""
    return request.status in OPEN and not stands_still(request) and request.resolve_due_at < now


def set_going(estate: Estate, request: RequestRow, now: datetime) -> dict[str, Any]:
    """The fields that change when the clocks run again; none when they did not stand still."""
    since = request.paused_at
    if since is None:
        return {}
    calendar = calendar_of(estate, request)
    changes: dict[str, Any] = {"paused_at": None, "paused_until": None}
    if request.answered_at is None:
        changes["answer_due_at"] = moved(request.answer_due_at, since, now, calendar)
    changes["resolve_due_at"] = moved(request.resolve_due_at, since, now, calendar)
    return changes


def expected(estate: Estate, request: RequestRow, now: datetime) -> datetime:
    """When the resolution is due if what stands still goes on now, or as soon as its pause is over."""
    goes_on = max(now, request.paused_until or now)
    due_at: datetime = set_going(estate, request, goes_on).get("resolve_due_at", request.resolve_due_at)
    return due_at


def holder_before(events: Sequence[EventRow]) -> Role:
    """Who held the request, with this history, before its reporters were asked; what was undone does not count."""
    undone = {event.undoes for event in events}
    stands = [event for event in events if event.undoes is None and event.id not in undone]
    handed = [event.changes["holder"] for event in stands if "holder" in event.changes]
    held = [before for before, after in handed if before and after == Role.RESIDENT]
    return Role(held[-1]) if held else Role.COMMITTEE
