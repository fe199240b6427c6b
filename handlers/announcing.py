"""News for the building groups: as few lines as tell it.

News that still waits (for the morning, or because it can) is not said beside other news of its group: it goes out
together, and newer news of a request takes the place of older. What was taken back in the meantime is not said, and
what had stood there before is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from handlers import texts
from handlers.desk import Desk
from handlers.rules.lifecycle import OPEN, Action, RoomRole
from handlers.voice import WAITING
from storage.outbox import cause_of
from storage.tables import OutboxRow, RequestRow

SAY_AGAIN_AFTER: Final = timedelta(hours=2)
"""So long a matter that was named in a group is not named there again, unless there is something to tell."""

NAMED_FOR: Final = timedelta(days=1)
"""So long a group that read of a request does without news that can wait, unless an answer was promised sooner."""

TOGETHER: Final = frozenset({"announcement", "acknowledgement"})
"""Kinds of lines that may be said in one with others."""


async def announce(
    desk: Desk, request: RequestRow, text: str, *, can_wait: bool = False, if_named: bool = False, apart: bool = False
) -> None:
    """Say it in every building room that reported the request or one that was merged into it.

    What `can_wait` is held back until the promised answer is due, or the group has not read of the request for a day:
    mostly better news comes first. After an alarm nothing waits. `if_named` leaves out the groups that never read its
    number. `apart` is for what newer news of the request must not take the place of. How a danger is seen to is told at
    night and in a silence as well.
    """
    urgent = request.urgency == "urgent" and request.status in OPEN
    for room_id in await desk.work.requests.rooms(desk.estate.estate_id, request.number):
        if if_named and not await _named(desk, request, room_id):
            continue
        if apart:
            await desk.say(room_id, text, "announcement", request.number)
            continue
        if urgent and await desk.voice.may_be_said(room_id) > desk.now:
            await desk.say(room_id, text, "alarm", request.number)
            continue
        at = await _when(desk, request, room_id) if can_wait else desk.now
        await say_together(desk, room_id, text, "announcement", request.number, at)


async def say_together(desk: Desk, room_id: str, text: str, kind: str, number: int, at: datetime) -> None:
    """Say one line of news, by day and not before `at`, together with the news of the room that waits.

    In a silence announcements wait for its end, among themselves: an acknowledgement is an answer and does not.
    """
    line = await desk.voice.as_read_in(room_id, number, text)
    free = await desk.voice.may_be_said(room_id)
    silent = free > desk.by_day(desk.now)
    waiting = [row for row in await _unsaid(desk, room_id) if row.parts and (row.kind == kind or not silent)]
    parts = [*(part for row in waiting for part in row.parts), [number, desk.voice.cause, line]]
    for row in waiting:
        await desk.work.outbox.settle(row, "dropped", now=desk.now, error="said together with a later line")
    at = min([desk.by_day(at), *(row.not_before for row in waiting)])
    if any(row.kind == "announcement" for row in waiting):
        kind = "announcement"
    if silent and kind in WAITING:
        at = max(at, free)
    await desk.voice.say(room_id, _text(parts), kind, number, at=at, parts=parts)


async def unsay(desk: Desk, request: RequestRow, causes: Collection[str] | None = None) -> None:
    """What waits to be said about the request for one of these causes, or at all, is not true any more."""
    for room in desk.estate.rooms_of(RoomRole.BUILDING):
        for row in await _unsaid(desk, room.room_id):
            if row.parts:
                await _leave_out(desk, row, request.number, causes)
            elif row.number == request.number and (causes is None or cause_of(row) in causes):
                await _drop(desk, row)


async def causes_of(desk: Desk, request: RequestRow, *actions: Action) -> set[str]:
    """For what the lines were said that tell of these actions on the request."""
    history = await desk.work.requests.events(desk.estate.estate_id, request.number)
    return {f"{desk.message.account}/{event.message_id}" for event in history if event.action in actions}


async def _leave_out(desk: Desk, row: OutboxRow, number: int, causes: Collection[str] | None) -> None:
    left = [part for part in row.parts if part[0] != number or not (causes is None or part[1] in causes)]
    if not left:
        await _drop(desk, row)
    elif len(left) < len(row.parts):
        row.parts, row.text, row.number = left, _text(left), left[-1][0]


async def _drop(desk: Desk, row: OutboxRow) -> None:
    await desk.work.outbox.settle(row, "dropped", now=desk.now, error="not true any more")


async def _unsaid(desk: Desk, room_id: str) -> Sequence[OutboxRow]:
    return await desk.work.outbox.unsaid(desk.message.account, room_id, TOGETHER, desk.now)


def _text(parts: Sequence[Sequence[Any]]) -> str:
    """The last news of each request, that of the newest at the end."""
    lines: dict[int, str] = {}
    for number, _, line in parts:
        lines.pop(number, None)
        lines[number] = line
    return texts.together(lines)


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
