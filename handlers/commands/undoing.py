"""撤销: the last command of the same person is taken back, on every request that it changed; or an unsaid 公告."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from handlers import audit, holders, learning, texts
from handlers.announcing import unsay
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.rules.lifecycle import OPEN, Action, RoomRole, Status
from storage.tables import EventRow, OutboxRow, RequestRow

WITHIN: Final = timedelta(hours=24)
TO_WHO_ACTS: Final = frozenset({"card", "notice"})


@command(
    "撤销",
    also="撤回 撤消 反悔",
    intent="undo",
    example="撤销",
    about="把自己上一条指令收回来;也可以“撤销 12”",
    requires=(),
)
async def undo(parsed: Parsed, desk: Desk) -> None:
    """Take back what the speaker's last command changed, unless somebody went on from there."""
    deed = await desk.work.requests.last_deed(
        desk.estate.estate_id, desk.message.talker_id, desk.now - WITHIN, parsed.tickets
    )
    since = deed[-1].at if deed else desk.now - WITHIN
    if not parsed.tickets and await _was_about_no_request(desk, since):
        return
    if not deed:
        await desk.reply(texts.nothing_to_undo())
        return
    requests = [await _restorable(desk, event) for event in deed]
    if refused := next((one for one in requests if isinstance(one, str)), None):
        await desk.reply(refused)
        return
    told = await desk.work.outbox.withdraw(desk.estate.estate_id, _cause(desk, deed[0]), TO_WHO_ACTS)
    for event, request in zip(reversed(deed), reversed(requests), strict=True):
        assert isinstance(request, RequestRow)
        await _take_back(desk, request, event, deed)
    for event in deed:
        await _correct(desk, event, [room for room, number in told if number == event.number])
    await desk.reply("\n".join(texts.undone(event.number, texts.ACTION[event.action]) for event in deed))


async def _take_back_notice(desk: Desk, rows: Sequence[OutboxRow]) -> None:
    """A 公告 is not said where it still waits; where it is out, it is."""
    for row in rows:
        if row.state == "pending" and row.attempts == 0:
            await desk.work.outbox.settle(row, "dropped", now=desk.now, error="taken back before it was said")
    names = {room.room_id: room.name for room in desk.estate.rooms}
    out = [row for row in rows if row.state != "dropped"]
    told = [names.get(row.room_id, row.room_id) for row in out or rows]
    await desk.reply(texts.notice_is_out(told) if out else texts.notice_undone(told))


async def _was_about_no_request(desk: Desk, since: datetime) -> bool:
    """Whether the speaker's last command since then was a 公告 or a reminder; these are answered here."""
    estate_id, who = desk.estate.estate_id, desk.message.talker_id
    notice = await desk.work.outbox.last_notice(estate_id, who, since)
    reminder = await desk.work.reminders.last_set_by(estate_id, who, notice[0].created_at if notice else since)
    if reminder is not None:
        await desk.reply(texts.was_a_reminder(reminder.id))
    elif notice:
        await _take_back_notice(desk, notice)
    return reminder is not None or bool(notice)


async def _restorable(desk: Desk, event: EventRow) -> RequestRow | str:
    """The request as the event left it, or why it cannot be put back."""
    request = await desk.request(event.number)
    if request is None:
        return texts.no_such_request(event.number)
    history = await desk.work.requests.events(desk.estate.estate_id, event.number)
    if not any(one.changes for one in history if one.id <= event.id):
        return texts.before_changes_were_kept(event.number, texts.ACTION[event.action])
    if _merged_it(event) and not await desk.work.requests.reports(desk.estate.estate_id, [event.number]):
        return texts.nothing_left_of(event.number)
    now = audit.state_of(request)
    as_left = all(now[name] == after for name, (_, after) in event.changes.items() if name in now)
    if as_left and not _would_pause_what_is_over(request, event):
        return request
    later = [one for one in history if one.id > event.id]
    who = next((one.who_name for one in reversed(later) if one.who_name), "")
    return texts.changed_since(event.number, texts.ACTION[event.action], who)


async def _take_back(desk: Desk, request: RequestRow, event: EventRow, deed: Sequence[EventRow]) -> None:
    before = Status(request.status)
    if _made_it(event):
        await _give_back(desk, request, event, next(one.number for one in deed if one is not event))
    else:
        audit.put(request, {name: was for name, (was, _) in event.changes.items() if name in audit.FIELDS})
        request.updated_at = desk.now
    taken_back = await desk.record(request, Action.UNDO, before, texts.ACTION[event.action])
    taken_back.undoes = event.id
    await unsay(desk, request, {_cause(desk, event)})
    await desk.work.surveys.drop(desk.estate.estate_id, event.number, event.id)
    await learning.taken_back_by_committee(desk, event)


def _would_pause_what_is_over(request: RequestRow, event: EventRow) -> bool:
    """Whether the request was paused before the event, and somebody else has closed it since."""
    paused, _ = event.changes.get("paused_at", (None, None))
    status, _ = event.changes.get("status", (request.status, None))
    return paused is not None and Status(status) not in OPEN


def _made_it(event: EventRow) -> bool:
    """Whether the request did not exist before: 拆分 made it."""
    return "status" in event.changes and event.changes["status"][0] is None


def _merged_it(event: EventRow) -> bool:
    """Whether 合并 ended the request; it is also noted on what it went into."""
    return event.action == Action.MERGE and "status" in event.changes


async def _give_back(desk: Desk, request: RequestRow, event: EventRow, number: int) -> None:
    """The reports that were split off go back where they were, and what was made of them is merged into `number`.

    What was reported on it since stays with it.
    """
    was_on = event.changes["reports"][0]
    for report in await desk.work.requests.reports(desk.estate.estate_id, [request.number]):
        report.number = was_on.get(str(report.id), report.number)
    request.status, request.merged_into = Status.MERGED, number
    request.closed_at, request.closing_word = desk.now, texts.merged_into(number)
    request.updated_at = desk.now


async def _correct(desk: Desk, event: EventRow, told: Sequence[str]) -> None:
    """Who had heard of it already hears that it is taken back; the group where it was typed reads the answer."""
    request = await desk.request(event.number)
    if request is None:
        return
    what = texts.ACTION[event.action]
    for room in desk.estate.rooms:
        if room.role is RoomRole.BUILDING and await _was_told(desk, event, room.room_id):
            line = texts.correction(request.number, request.category, request.place, what)
            await desk.say(room.room_id, line, "announcement", request.number)
    theirs = {room.room_id for room in await holders.rooms_outside(desk.book, request)}
    for room_id in dict.fromkeys(told):
        if room_id != desk.room.room_id:
            word = texts.still_in_your_hands if room_id in theirs else texts.order_undone
            await desk.say(room_id, word(request.number, what), "notice", request.number)


async def _was_told(desk: Desk, event: EventRow, room_id: str) -> bool:
    """Whether a building group may have read of the event."""
    outbox, cause = desk.work.outbox, _cause(desk, event)
    return await outbox.may_have_said(desk.estate.estate_id, room_id, event.number, cause, event.at)


def _cause(desk: Desk, event: EventRow) -> str:
    """For what the lines that tell of the event were said."""
    return f"{desk.message.account}/{event.message_id}"
