"""Doing one thing to several requests: load each, try it, and answer once for all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from handlers import holders, texts
from handlers.announcing import announce as announce
from handlers.desk import Desk
from handlers.rules.lifecycle import IllegalMove, Role, RoomRole
from storage.tables import RequestRow

Step = Callable[[RequestRow], Awaitable[str]]
"""Does it to one request and returns what was done. May raise IllegalMove or UserMistake before anything is changed."""


class UserMistake(Exception):
    """What was asked for cannot be done; the message is the Chinese line that says why."""


async def each(desk: Desk, numbers: Sequence[int], step: Step, *, calling: Sequence[str] = ()) -> None:
    """Do `step` to every request of these numbers; what cannot be done to one does not stop the others.

    `calling` are the members whom the answer mentions; read after the last step, which may add to it.
    """
    lines = [await _try(desk, number, step) for number in numbers]
    number = numbers[0] if len(numbers) == 1 else None
    await desk.voice.say(desk.room.room_id, "\n".join(lines), "reply", number, mentions=calling)


async def _try(desk: Desk, number: int, step: Step) -> str:
    request = await desk.request(number)
    if request is None:
        return texts.no_such_request(number)
    if not await _is_theirs(desk, request):
        return texts.not_yours(number)
    try:
        return texts.done(number, await step(request))
    except IllegalMove as refused:
        if request.merged_into is not None:
            instead = f"{request.merged_into} {texts.ACTION[refused.action]}"
            return texts.goes_on_in(number, request.merged_into, instead)
        return texts.cannot(number, refused.status, texts.ACTION[refused.action])
    except UserMistake as mistake:
        return str(mistake)


async def _is_theirs(desk: Desk, request: RequestRow) -> bool:
    """The committee moves everything, the others what they hold; the office also what was whistled for."""
    if desk.role is Role.OFFICE and request.whistled_to:
        return True
    return desk.role is Role.COMMITTEE or await holders.holder_of(desk.book, request) is desk.role


async def tell_committee_elsewhere(desk: Desk, request: RequestRow, word: str) -> None:
    """The committee hears what was done to a request in another room."""
    if desk.room.role is not RoomRole.COMMITTEE:
        words = texts.moved_on(request.number, desk.message.talker_name, request.status, word)
        await desk.tell_committee(words, "notice", request.number)
