"""What waits without a date is not forgotten: the committee is reminded of it once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from handlers import clocks, texts
from handlers.book import Book
from handlers.erasing import PSEUDONYM
from handlers.rules.lifecycle import Action, RoomRole
from handlers.schedules.round import Round
from storage.firings import Due
from storage.tables import RequestRow

UNANSWERED_FOR: Final = timedelta(days=3)
"""So long after 追问 the committee hears that nobody answered."""
PAUSED_FOR: Final = timedelta(days=14)
"""So long after a 挂起 without a date it hears that the request still is paused."""


async def remind_of_waiting(round: Round) -> int:
    """Remind of what waits too long, and go on with what nobody is left to answer; returns how much was said."""
    book, said = round.book(), 0
    for number in await round.work.requests.standing_still(round.estate.estate_id):
        request = await book.request(number)
        if request is None or (since := request.paused_at) is None:
            continue
        if clocks.waits_for_reporters(request):
            said += await _unanswered(round, book, request, since)
        elif round.now - since >= PAUSED_FOR:
            said += await _once(round, f"paused/{number}", since, texts.paused_long(*_what(request)), number)
    return said


async def _unanswered(round: Round, book: Book, request: RequestRow, since: datetime) -> int:
    """Who could answer may be gone: then its clocks run again."""
    number = request.number
    if not await _anybody_left(round, number):
        await book.move(request, Action.RESUME)
        due = texts.when(request.resolve_due_at, round.now, round.estate.zone)
        words = texts.nobody_left_to_answer(*_what(request), texts.HOLDER[request.holder], due)
        await round.voice(f"nobody-left/{number}", since).tell(RoomRole.COMMITTEE, words, "reminder", number)
        return 1
    if round.now - since < UNANSWERED_FOR:
        return 0
    return await _once(round, f"unanswered/{number}", since, texts.still_unanswered(*_what(request)), number)


async def _anybody_left(round: Round, number: int) -> bool:
    """Whether one of its reporters still is in the books."""
    estate_id, requests = round.estate.estate_id, round.work.requests
    reports = await requests.reports(estate_id, [number, *await requests.absorbed(estate_id, number)])
    return any(not report.talker_id.startswith(PSEUDONYM) for report in reports)


async def _once(round: Round, what: str, since: datetime, words: str, number: int) -> int:
    """Say it once for what has waited since then; returns how often it was said now."""
    if not await round.first(Due(what, since)):
        return 0
    await round.voice(what, since).tell(RoomRole.COMMITTEE, words, "reminder", number)
    return 1


def _what(request: RequestRow) -> tuple[int, str, str]:
    return request.number, request.category, request.place
