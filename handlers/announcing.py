"""News for the building groups: as few lines as tell it.

A line that still waits (for the morning, or because it can) is not said beside the next one of its group: they go out
together, and newer news of a request takes the place of older.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from handlers import texts
from handlers.border import as_read_in
from handlers.desk import Desk
from handlers.rules.lifecycle import RoomRole
from storage.tables import RequestRow

SAY_AGAIN_AFTER: Final = timedelta(hours=2)
"""So long a matter that was named in a group is not named there again, unless there is something to tell."""

NAMED_FOR: Final = timedelta(days=1)
"""So long a group that read of a request does without news that can wait, unless an answer was promised sooner."""

TOGETHER: Final = frozenset({"announcement", "acknowledgement"})
"""Kinds of lines that may be said in one with others."""

_NUMBER = re.compile(r"#(\d+)")


async def announce(
    desk: Desk, request: RequestRow, text: str, *, can_wait: bool = False, if_named: bool = False
) -> None:
    """Say it in every building room that reported the request or one that was merged into it.

    What `can_wait` is held back until the promised answer is due, or the group has not read of the request for a day:
    mostly better news comes first. After an alarm nothing waits. `if_named` leaves out the groups that never read its
    number.
    """
    for room_id in await desk.work.requests.rooms(desk.estate.estate_id, request.number):
        if if_named and not await _named(desk, request, room_id):
            continue
        at = await _when(desk, request, room_id) if can_wait else desk.now
        await say_together(desk, room_id, text, "announcement", request.number, at)


async def say_together(desk: Desk, room_id: str, text: str, kind: str, number: int, at: datetime) -> None:
    """Say one line of news, by day and not before `at`, together with those of the room that wait.

    What was not said in the group and is nobody's business there is masked.
    """
    text = await as_read_in(desk, room_id, number, text)
    waiting = await desk.work.outbox.unsaid(desk.message.account, room_id, TOGETHER, desk.now)
    lines = [line for row in waiting for line in row.text.splitlines() if _number(line) != number]
    for row in waiting:
        await desk.work.outbox.settle(row, "dropped", now=desk.now, error="said together with a later line")
    at = min([desk.by_day(at), *(row.not_before for row in waiting)])
    if any(row.kind == "announcement" for row in waiting):
        kind = "announcement"
    await desk.voice.say(room_id, texts.together([*lines, text]), kind, number, at=at)


async def unsay(desk: Desk, request: RequestRow) -> None:
    """What waits to be said about the request is not true any more."""
    for room_id in [room.room_id for room in desk.estate.rooms_of(RoomRole.BUILDING)]:
        for row in await desk.work.outbox.unsaid(desk.message.account, room_id, TOGETHER, desk.now):
            lines = [line for line in row.text.splitlines() if _number(line) != request.number]
            if any(_number(line) is not None for line in lines):
                row.text = texts.together(lines)
            else:
                await desk.work.outbox.settle(row, "dropped", now=desk.now, error="not true any more")


async def _when(desk: Desk, request: RequestRow, room_id: str) -> datetime:
    """When news that can wait is due in a group: as the answer that an acknowledgement promised, or a day later."""
    since = desk.now - NAMED_FOR
    last = await desk.work.outbox.last_in_room(desk.estate.estate_id, room_id, request.number, since)
    if last is None or last.kind == "alarm":
        return desk.now
    if last.kind == "acknowledgement":
        return max(desk.now, request.answer_due_at, last.not_before + SAY_AGAIN_AFTER)
    return max(desk.now, last.not_before + NAMED_FOR)


async def _named(desk: Desk, request: RequestRow, room_id: str) -> bool:
    last = await desk.work.outbox.last_in_room(desk.estate.estate_id, room_id, request.number, request.created_at)
    return last is not None


def _number(line: str) -> int | None:
    """The request that a line of news is about: the first it names."""
    found = _NUMBER.search(line)
    return int(found[1]) if found else None
