"""撤销: the last command of the same person is taken back, on every request that it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from handlers import audit, learning, texts
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.rules.lifecycle import Action, RoomRole, Status
from storage.tables import EventRow, RequestRow

WITHIN: Final = timedelta(hours=24)
SAID_BEFORE_PEOPLE: Final = frozenset({"announcement", "card", "notice"})


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
    if not deed:
        await desk.reply(texts.nothing_to_undo())
        return
    requests = [await _restorable(desk, event) for event in deed]
    if refused := next((one for one in requests if isinstance(one, str)), None):
        await desk.reply(refused)
        return
    unsaid = await desk.work.outbox.withdraw(desk.estate.estate_id, _cause(desk, deed[0]))
    for event, request in zip(reversed(deed), reversed(requests), strict=True):
        assert isinstance(request, RequestRow)
        await _take_back(desk, request, event)
    for event in deed:
        await _correct(desk, event, unsaid)
    await desk.reply("\n".join(texts.undone(event.number, texts.ACTION[event.action]) for event in deed))


def _cause(desk: Desk, event: EventRow) -> str:
    return f"{desk.message.account}/{event.message_id}"


async def _restorable(desk: Desk, event: EventRow) -> RequestRow | str:
    """The request as the event left it, or why it cannot be put back."""
    request = await desk.request(event.number)
    if request is None:
        return texts.no_such_request(event.number)
    now = audit.state_of(request)
    if all(now[name] == after for name, (_, after) in event.changes.items() if name in now):
        return request
    later = [one for one in await desk.work.requests.events(desk.estate.estate_id, event.number) if one.id > event.id]
    who = next((one.who_name for one in reversed(later) if one.who_name), "")
    return texts.changed_since(event.number, texts.ACTION[event.action], who)


async def _take_back(desk: Desk, request: RequestRow, event: EventRow) -> None:
    before = Status(request.status)
    audit.put(request, {name: was for name, (was, _) in event.changes.items() if name in audit.FIELDS})
    request.updated_at = desk.now
    taken_back = await desk.record(request, Action.UNDO, before, texts.ACTION[event.action])
    taken_back.undoes = event.id
    await learning.taken_back_by_committee(desk, event)


async def _correct(desk: Desk, event: EventRow, said: Sequence[tuple[str, int | None, str]]) -> None:
    """Who had heard of it already hears that it is taken back; the group where it was typed reads the answer."""
    request = await desk.request(event.number)
    rooms = dict.fromkeys(room for room, number, kind in said if number == event.number and kind in SAID_BEFORE_PEOPLE)
    for room_id in rooms:
        room = desk.estate.room(room_id)
        if room is None or request is None or room_id == desk.room.room_id:
            continue
        what = texts.ACTION[event.action]
        if room.role is RoomRole.BUILDING:
            line = texts.correction(request.number, request.category, request.place, what)
            await desk.say(room_id, line, "announcement", request.number)
        else:
            await desk.say(room_id, texts.order_undone(request.number, what), "notice", request.number)
