"""Digests: the committee's morning brief, each building group's weekly report, the office's monthly one.

Each is said once a room for the moment it is due (the firing's row decides), never when it is late for its purpose,
and by day. Words and picture are one line of the outbox and two messages of the platform. The line counts as said when
the words are: whoever stops the bot between the two loses the picture, which shows nothing that the words do not tell,
and never gets the words twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handlers import chart
from handlers.estate import Estate
from handlers.recurrence import upcoming
from handlers.rules.lifecycle import RoomRole
from handlers.schedules.digests_monthly import monthly_report
from handlers.schedules.digests_morning import morning_brief
from handlers.schedules.digests_occasion import Digest, Occasion
from handlers.schedules.digests_weekly import weekly_report
from handlers.schedules.round import Duty, Round
from nlp.schedule import Recurring
from storage.firings import Due

logger = logging.getLogger(__name__)

LONGEST_GAP: Final = timedelta(days=62)
"""Between two moments at which a digest is due: two months of 31 days."""
APART: Final = timedelta(seconds=10)
"""Between the rooms that get theirs at the same moment: an account talks slowly, and danger must not queue behind."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A digest: for which rooms, when, after what delay it is of no use any more, and who writes it."""

    name: str
    rooms: RoomRole
    schedule: Callable[[Estate], Recurring | None]
    lasts: timedelta
    write: Callable[[Round, Occasion], Awaitable[Digest | None]]


KINDS: Final = (
    _Kind("morning", RoomRole.COMMITTEE, lambda estate: estate.digests.morning, timedelta(hours=6), morning_brief),
    _Kind("weekly", RoomRole.BUILDING, lambda estate: estate.digests.weekly, timedelta(hours=24), weekly_report),
    _Kind("monthly", RoomRole.OFFICE, lambda estate: estate.digests.monthly, timedelta(hours=24), monthly_report),
)


async def next_digest(round: Round) -> Duty | None:
    """Write and draw the next digest that is due and was not said: one room a round. Returns what says it."""
    for kind in KINDS:
        occasions = list(_occasions(round, kind))
        if not occasions:
            continue
        fired = await round.work.firings.fired(round.estate.estate_id, [_due(kind, one) for one in occasions])
        if occasion := next((one for one in occasions if _due(kind, one).key not in fired), None):
            return await _prepared(round, kind, occasion)
    return None


def _occasions(round: Round, kind: _Kind) -> Iterator[Occasion]:
    """The kind's last due moment in each of its rooms, unless it is too long ago."""
    schedule, rooms = kind.schedule(round.estate), round.estate.rooms_of(kind.rooms)
    if schedule is None or not rooms:
        return
    due = _last(schedule, round.now - kind.lasts, round.now)
    if due is not None:
        before = _last(schedule, due - LONGEST_GAP, due - timedelta.resolution)
        yield from (Occasion(room, due, before or due - LONGEST_GAP, turn) for turn, room in enumerate(rooms))


def _last(schedule: Recurring, after: datetime, until: datetime) -> datetime | None:
    """The last due moment later than `after` and not later than `until`."""
    found = None
    for due in upcoming(schedule, after):
        if due > until:
            break
        found = due
    return found


def _due(kind: _Kind, occasion: Occasion, outcome: str = "said") -> Due:
    return Due(f"digest/{kind.name}/{occasion.room.room_id}", occasion.due, outcome)


async def _prepared(round: Round, kind: _Kind, occasion: Occasion) -> Duty:
    digest = await kind.write(round, occasion) if await _is_of_use(round, kind, occasion) else None
    image = await _drawn(digest) if digest else None
    due = _due(kind, occasion, "said" if digest else "skipped")

    async def say(round: Round) -> int:
        if await round.first(due) and digest:
            voice, room_id = round.voice(due.what, due.at), occasion.room.room_id
            at = await voice.may_be_said(room_id) + occasion.turn * APART
            await voice.say(room_id, digest.words, "reminder", image=image, at=at)
        return 1

    return say


async def _is_of_use(round: Round, kind: _Kind, occasion: Occasion) -> bool:
    """Whether it could be said in time: a silence of three days is not followed by three morning briefs."""
    voice = round.voice(kind.name, occasion.due)
    return await voice.may_be_said(occasion.room.room_id) <= voice.by_day(occasion.due) + kind.lasts


async def _drawn(digest: Digest) -> bytes | None:
    """The picture as PNG, drawn off the loop. The words go out without it where it cannot be drawn."""
    if digest.picture is None:
        return None
    try:
        return await asyncio.to_thread(chart.png, digest.picture)
    except Exception:  # fonts, memory, an installation without matplotlib: the words matter more
        logger.exception("the picture of a digest could not be drawn")
        return None
