"""Reminders that are due: said once in their groups, or, when it is too late for that, told to whoever set them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handlers import campaigns, texts
from handlers.campaigns.spacing import gives_way
from handlers.reminding import (
    ANSWERED_WITHIN,
    EVERY_BUILDING,
    due_after,
    rooms_of,
    schedule_loaded,
    schedule_of,
    words_of,
)
from handlers.schedules.round import Round
from storage.firings import Due
from storage.outbox import NewLine
from storage.reminders import DueReminder
from storage.silences import EVERYWHERE
from storage.tables import ReminderRow

AT_ONCE: Final = 500
"""Reminders in one round: with more of them the event loop would be blocked for too long."""
LATE_AFTER: Final = timedelta(hours=2)
"""How late a reminder may be said: what was to be done "now" is over by then, or nobody can tell."""
CAMPAIGN_LATE_AFTER: Final = timedelta(hours=8)
"""A campaign is about no moment: later the same day will do."""
LOOKS_BACK: Final = timedelta(days=60)
"""Dates missed longer ago than that are not written down one by one."""
_LATE_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class _Plan:
    """What becomes of one reminder: the dates that have come, oldest first, and the next one."""

    reminder: DueReminder
    come: Sequence[datetime]
    next_at: datetime | None
    outcome: str

    @property
    def latest(self) -> Due:
        return Due(_what(self.reminder), self.come[-1], self.outcome)


async def say_reminders(round: Round) -> int:
    """Say what is due, each (reminder, due date) once; returns how many reminders were looked at.

    Of several dates that passed while nobody looked the latest counts, the others are skipped. What is past its limit
    of lateness is not said to the groups; its author is told.
    """
    due = await round.work.reminders.due(round.estate.estate_id, round.now, AT_ONCE)
    if not due:
        return 0
    campaigning = await _campaigns_on(round) if any(reminder.campaign for reminder in due) else []
    plans = [_plan(round, reminder, campaigning) for reminder in due]
    first = await round.first(*_dates(plans))
    new = [plan for plan in plans if plan.latest.key in first]
    silences = await round.work.silences.all(round.estate.estate_id, round.now)
    lines = [line for plan in new if plan.outcome == "said" for line in _lines(round, plan, silences)]
    await round.work.outbox.say_all(round.estate.estate_id, lines)
    await _tell_authors(round, [plan for plan in new if plan.outcome in ("late", "no_room")])
    await round.work.reminders.advance(round.estate.estate_id, {plan.reminder.id: plan.next_at for plan in plans})
    return len(due)


async def drop_unanswered(round: Round) -> int:
    """What was repeated back and not agreed to in time is not set; its author hears so."""
    before = round.now - ANSWERED_WITHIN
    rows = await round.work.reminders.unanswered(round.estate.estate_id, before, AT_ONCE)
    for row in rows:
        row.state = "cancelled"
        voice = round.voice(f"unanswered/{row.id}", row.created_at)
        await voice.say(row.room_id, texts.reminder_unanswered(row.id), "reminder")
    return len(rows)


def _what(reminder: DueReminder) -> str:
    return f"reminder/{reminder.id}"


async def _campaigns_on(round: Round) -> list[ReminderRow]:
    rows = await round.work.reminders.in_states(round.estate.estate_id, ("active",))
    return [row for row in rows if row.campaign]


def _plan(round: Round, reminder: DueReminder, campaigning: Sequence[ReminderRow]) -> _Plan:
    first = max(reminder.due_at, due_after(reminder.schedule, round.now - LOOKS_BACK) or reminder.due_at)
    come = [first if first <= round.now else reminder.due_at]
    following = due_after(reminder.schedule, come[-1])
    while following is not None and following <= round.now:
        come.append(following)
        following = due_after(reminder.schedule, following)
    return _Plan(reminder, come, following, _outcome(round, reminder, come[-1], campaigning))


def _outcome(round: Round, reminder: DueReminder, due_at: datetime, campaigning: Sequence[ReminderRow]) -> str:
    """Whether there is still somebody to say it to, and whether it is not too late: a night's wait does not count."""
    if not rooms_of(round.estate, reminder.rooms) or (reminder.campaign and not campaigns.find(reminder.campaign)):
        return "no_room"
    if reminder.campaign and _gives_way(reminder, due_at, campaigning):
        return "gave_way"
    limit = CAMPAIGN_LATE_AFTER if reminder.campaign else LATE_AFTER
    return "said" if round.now - round.by_day(due_at) <= limit else "late"


def _gives_way(reminder: DueReminder, due_at: datetime, campaigning: Sequence[ReminderRow]) -> bool:
    rooms = {*reminder.rooms, EVERY_BUILDING}
    others = (row for row in campaigning if EVERY_BUILDING in reminder.rooms or rooms.intersection(row.rooms))
    return gives_way(schedule_loaded(reminder.schedule), due_at, [schedule_of(row) for row in others])


def _dates(plans: Iterable[_Plan]) -> Iterable[Due]:
    for plan in plans:
        yield from (Due(_what(plan.reminder), at, "skipped") for at in plan.come[:-1])
        yield plan.latest


def _lines(round: Round, plan: _Plan, silences: Mapping[str, datetime]) -> Iterable[NewLine]:
    reminder, due_at = plan.reminder, plan.come[-1]
    text = words_of(reminder.text, reminder.campaign, schedule_loaded(reminder.schedule), due_at)
    everywhere = silences.get(EVERYWHERE, round.now)
    for room in rooms_of(round.estate, reminder.rooms):
        waits = max(round.now, everywhere, silences.get(room.room_id, round.now))
        key = f"{_what(reminder)}/{due_at.isoformat()}/{room.room_id}"
        yield NewLine(key, reminder.account, room.room_id, "reminder", text, round.now, round.by_day(waits))


async def _tell_authors(round: Round, plans: Sequence[_Plan]) -> None:
    """One message for each room in which such reminders were set."""
    by_room: dict[str, list[_Plan]] = defaultdict(list)
    for plan in plans:
        by_room[plan.reminder.room_id].append(plan)
    for room_id, missed in by_room.items():
        lines = [_missed(round, plan) for plan in missed[:_LATE_LINES]]
        more = [texts.more_missed(len(missed) - _LATE_LINES)] if len(missed) > _LATE_LINES else []
        voice = round.voice(f"missed/{missed[0].reminder.id}", missed[0].come[-1])
        await voice.say(room_id, "\n".join([*lines, *more]), "reminder")


def _missed(round: Round, plan: _Plan) -> str:
    reminder = plan.reminder
    if plan.outcome == "no_room":
        return texts.reminder_without_rooms(reminder.id)
    schedule, due_at = schedule_loaded(reminder.schedule), plan.come[-1]
    next_at = texts.on_day(plan.next_at, round.now, round.estate.zone) if plan.next_at else ""
    at = texts.on_day(due_at, round.now, round.estate.zone)
    template = campaigns.find(reminder.campaign)
    text = template.text_at(schedule, due_at) if template else reminder.text
    return texts.reminder_missed(reminder.id, at, text, next_at)
