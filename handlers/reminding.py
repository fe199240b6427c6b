"""What a reminder is before and after it is kept: its schedule, the change of one, its rooms, its next dates."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from handlers import campaigns, texts
from handlers.estate import Estate, Room
from handlers.recurrence import next_due
from handlers.rooms import ALL, rooms_named
from handlers.rules.lifecycle import RoomRole
from nlp.clean import clean
from nlp.schedule import Once, Recurring, Schedule, dumped, loaded
from nlp.when import TimePhrase, Unclear, find_time, read_when
from nlp.when.clock import PART
from nlp.when.named_days import NAMED
from storage.tables import ReminderRow

LIVE: Final = ("asked", "active", "paused")
MOST_LIVE: Final = 50
"""Reminders of one estate that wait for their time."""
LONGEST: Final = 500
"""Characters of a reminder: more is a document, not a reminder."""
EVERY_BUILDING: Final = "*"
"""Stands for all building rooms, those that come later too."""
ANSWERED_WITHIN: Final = timedelta(minutes=10)
"""So long a reminder that was repeated back waits for its author's yes."""
_ROOM_TAIL = re.compile(r"(?:的)?群?里?$")
_PART_ALONE = re.compile(rf"(?:{PART})$")


def kept(schedule: Schedule) -> dict[str, Any]:
    """The schedule as a row keeps it."""
    value: dict[str, Any] = json.loads(dumped(schedule))
    return value


def schedule_of(reminder: ReminderRow) -> Schedule:
    return loaded(json.dumps(reminder.schedule))


@lru_cache(maxsize=4096)
def schedule_loaded(text: str) -> Schedule:
    """The schedule of its JSON text; many reminders of one round share it."""
    return loaded(text)


@lru_cache(maxsize=4096)
def due_after(schedule: str, after: datetime) -> datetime | None:
    """`recurrence.next_due` of a schedule's JSON text; many reminders of one round share both."""
    return next_due(schedule_loaded(schedule), after)


def is_plain(said: str, schedule: Schedule) -> bool:
    """Whether it means one moment that nobody has to look up: no festival, nothing of the lunar calendar."""
    phrase = find_time(clean(said).lower())
    return isinstance(schedule, Once) and (phrase is None or phrase.form not in NAMED)


def answered(asked_of: str, answer: str, now: datetime, zone: ZoneInfo) -> tuple[str, Schedule | Unclear]:
    """What is meant by words that were unclear together with the answer to the question about them.

    The answer may be a whole time ("明天下午3点"), or the part that was missing ("下午", "下午3点"). Returns the words
    of both that count, and their meaning.
    """
    first, second = find_time(clean(asked_of).lower()), find_time(clean(answer).lower())
    words = answer.strip()
    if first is None or first.day is None or (second is not None and _names_a_day(second)):
        return words, read_when(words, now, zone)
    day = first.day[0]
    clock = first.said.removeprefix(day).removeprefix(first.part).strip()
    tries = [f"{day}{words}{clock}"] if _PART_ALONE.fullmatch(words) else [f"{day} {words}"]
    return tries[0], read_when(tries[0], now, zone)


def changed(schedule: Schedule, said: str, now: datetime, zone: ZoneInfo) -> Schedule | Unclear:
    """The schedule after "20:00" (the same days), "每周五" (the same time of day) or "每周五20:00" was said of it."""
    phrase = find_time(clean(said).lower())
    if phrase is None:
        return Unclear.VAGUE
    if not _names_a_day(phrase):
        return _at_another_time(schedule, said, now, zone)
    whole = read_when(said, now, zone)
    if whole is Unclear.MISSING_TIME and not phrase.part:
        return read_when(f"{phrase.said} {_time_of(schedule, zone):%H:%M}", now, zone)
    return whole


def _names_a_day(phrase: TimePhrase) -> bool:
    return phrase.day is not None or phrase.delay is not None


def _at_another_time(schedule: Schedule, said: str, now: datetime, zone: ZoneInfo) -> Schedule | Unclear:
    daily = read_when(f"每天{said}" if said[:1] not in " 的" else f"每天 {said.strip()}", now, zone)
    if not isinstance(daily, Recurring):
        return Unclear.AMBIGUOUS if isinstance(daily, Once) else daily
    if isinstance(schedule, Recurring):
        return replace(schedule, at=daily.at)
    day = schedule.moment.astimezone(ZoneInfo(schedule.zone)).date()
    moment = datetime.combine(day, daily.at, tzinfo=ZoneInfo(schedule.zone)).astimezone(UTC)
    return Once(moment, schedule.zone) if moment > now else Unclear.PAST


def _time_of(schedule: Schedule, zone: ZoneInfo) -> time:
    return schedule.at if isinstance(schedule, Recurring) else schedule.moment.astimezone(zone).time()


def rooms_meant(estate: Estate, fragment: str) -> list[str]:
    """The ids of the rooms that a fragment names, building rooms first; [EVERY_BUILDING] for 全部."""
    if fragment.strip() == ALL:
        return [EVERY_BUILDING]
    name = _ROOM_TAIL.sub("", fragment.strip())
    others = (room for room in estate.rooms if room.role is not RoomRole.BUILDING and name and name in room.name)
    return [room.room_id for room in rooms_named(estate, fragment) or others]


def rooms_of(estate: Estate, room_ids: Sequence[str]) -> tuple[Room, ...]:
    """The rooms that are in the config still."""
    if EVERY_BUILDING in room_ids:
        return estate.rooms_of(RoomRole.BUILDING)
    return tuple(room for room in estate.rooms if room.room_id in room_ids)


def told_rooms(estate: Estate, room_ids: Sequence[str]) -> str:
    """The rooms as they are named in an answer."""
    names = [room.name for room in rooms_of(estate, room_ids)]
    return texts.room_names(names, everywhere=EVERY_BUILDING in room_ids and len(names) > 1)


def words_of(text: str, campaign: str, schedule: Schedule, at: datetime) -> str:
    """What a reminder that is due at that moment says in the groups; a campaign's texts take turns. "" of none."""
    if not campaign:
        return texts.reminder(text)
    template = campaigns.find(campaign)
    return texts.reminder(template.text_at(schedule, at)) if template else ""
