"""Who has a request in hand outside the committee: who holds it, and the office that was whistled for.

They read in rooms of their own, where nobody types what moves the request; so they are told what holds now.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from handlers import clocks, texts
from handlers.book import Book
from handlers.desk import Desk
from handlers.estate import Estate, Room
from handlers.rules.lifecycle import Role, RoomRole
from storage.tables import RequestRow

ROOM_OF: Final = {
    Role.COMMITTEE: RoomRole.COMMITTEE,
    Role.PROPERTY: RoomRole.PROPERTY,
    Role.OFFICE: RoomRole.OFFICE,
}
"""Where those read who can hold a request."""

OFFICE_NEXT_DOOR: Final = re.compile(r"街道(?:办事处|办)?|(?:社区)?居委会?|社区")
"""An office that is named by its kind alone."""


def office_rooms(estate: Estate, to: str) -> tuple[Room, ...]:
    """The rooms in which this office reads; "社区" and "街道" read in any office room when none bears the name."""
    rooms = estate.rooms_of(RoomRole.OFFICE)
    named = tuple(room for room in rooms if to in room.name)
    return named or (rooms if OFFICE_NEXT_DOOR.fullmatch(to) else ())


async def holder_of(book: Book, request: RequestRow) -> Role:
    """Who holds it; what waits for its reporters is still in the hands of who held it before they were asked."""
    if clocks.waits_for_reporters(request):
        return clocks.holder_before(await book.work.requests.events(book.estate.estate_id, request.number))
    return Role(request.holder)


async def rooms_outside(book: Book, request: RequestRow) -> tuple[Room, ...]:
    """The rooms outside the committee's of whoever has the request in hand."""
    estate, holder = book.estate, await holder_of(book, request)
    rooms: tuple[Room, ...] = ()
    if holder is Role.PROPERTY:
        rooms = estate.rooms_of(RoomRole.PROPERTY)
    elif holder is Role.OFFICE:
        rooms = (request.assignee and office_rooms(estate, request.assignee)) or estate.rooms_of(RoomRole.OFFICE)
    whistled = office_rooms(estate, request.whistled_to) if request.whistled_to else ()
    return tuple(dict.fromkeys([*rooms, *whistled]))


async def tell(desk: Desk, request: RequestRow, before: Sequence[Room], line: str, *, gone: str = "") -> None:
    """After a move: `line` to everybody who has the request in hand now, `gone` to who had it `before` and lost it.

    Never where the move was typed. With an empty line only those hear of it who lost it.
    """
    now = await rooms_outside(desk.book, request)
    gone = gone or texts.taken_away(request.number, request.category, request.place, request.holder)
    for room in dict.fromkeys([*before, *now]):
        words = line if room in now else gone
        if words and room.room_id != desk.room.room_id:
            await desk.say(room.room_id, words, "notice", request.number)


async def tell_reopened(desk: Desk, request: RequestRow, before: Sequence[Room]) -> None:
    """Who had it in hand when it was closed hears that it is open again, and with whom."""
    due = texts.when(request.resolve_due_at, desk.now, desk.estate.zone)
    words = texts.reopened_there(request.number, request.category, request.place, request.holder, due)
    await tell(desk, request, before, words, gone=words)
