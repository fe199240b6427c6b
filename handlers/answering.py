"""The reporters' answer to what they were asked (追问): the request goes back to who held it, and its clocks run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from handlers import clocks, holders, matching, texts
from handlers.desk import Desk
from handlers.message import Handled, Outcome
from handlers.rules.lifecycle import OPEN, Action
from nlp.reading import Reading, Urgency
from storage.tables import EventRow, RequestRow

WHERE_WITHIN: Final = timedelta(hours=2)
"""So long after a question where, a place alone is an answer to it."""
BARE_WITHIN: Final = timedelta(minutes=10)
"""So long after any other question, a line that fits it is its answer without a quote."""

_NUMBER = re.compile(r"#\s*(\d{1,6})")
_SHORT = 20  # characters


def may_answer(desk: Desk, text: str, reading: Reading, *, surely_a_request: bool) -> bool:
    """Whether a line may be an answer: it quotes a line about a request, or in few words tells where, when, yes or no.

    Danger is never taken for one, and of what is surely a request only what quotes.
    """
    if reading.urgency is Urgency.URGENT:
        return False
    if _NUMBER.search(desk.message.quoted_text):
        return True
    return not surely_a_request and len(text) <= _SHORT and any(kind.answer.search(text) for kind in texts.QUESTIONS)


async def answer(desk: Desk, text: str, reading: Reading) -> Handled | None:
    """The line as the answer to what its speaker was asked; None when nothing was."""
    request = await _asked(desk, text)
    if request is None:
        return None
    report = matching.report_row(desk, text, reading)
    report.number = request.number
    await desk.work.requests.add_report(report)
    await take(desk, request, text)
    return Handled(Outcome.ADDITION, request.number, reading)


async def take(desk: Desk, request: RequestRow, text: str) -> None:
    """What a reporter said is the answer; the committee and whoever holds the request hear it in one line each.

    It may come when nobody waits for it any more: then nothing changes on the clocks.
    """
    number, speaker, words = request.number, desk.message.talker_name, texts.shortened(text)
    before = await holders.rooms_outside(desk.book, request)
    if clocks.waits_for_reporters(request):
        await desk.move(request, Action.RESUME, words)
        due = texts.when(request.resolve_due_at, desk.now, desk.estate.zone)
        told = texts.reporters_answered(number, speaker, words, texts.HOLDER[request.holder], due)
        line = texts.answered_there(number, words, due)
    else:
        await desk.move(request, Action.ADD, words)
        told, line = texts.reporters_said(number, speaker, words), texts.answered_there(number, words)
    await desk.tell_committee(told, "notice", number)
    await holders.tell(desk, request, before, line)


async def _asked(desk: Desk, text: str) -> RequestRow | None:
    """The request whose reporters were asked, the speaker among them, in the room where he answers."""
    quoted = desk.message.quoted_text
    numbers = [int(number) for number in _NUMBER.findall(quoted)]
    if not numbers:
        numbers = list(await desk.work.requests.standing_still(desk.estate.estate_id))
    for number in numbers:
        request = await desk.following(number)
        if request is None or request.status not in OPEN or not await _reported_here(desk, request):
            continue
        if clocks.waits_for_reporters(request) and (quoted or await _fits(desk, request, text)):
            return request
        if texts.ASKS_REPORTERS in quoted:
            return request
    return None


async def _reported_here(desk: Desk, request: RequestRow) -> bool:
    """Whether the speaker reported it, and the group is one of those that were asked."""
    estate_id, number = desk.estate.estate_id, request.number
    numbers = [number, *await desk.work.requests.absorbed(estate_id, number)]
    reports = await desk.work.requests.reports(estate_id, numbers)
    return desk.room.room_id in {report.room_id for report in reports} and desk.message.talker_id in {
        report.talker_id for report in reports
    }


async def _fits(desk: Desk, request: RequestRow, text: str) -> bool:
    """Whether the line, without a quote, answers the question that the request waits on: in kind, and soon enough."""
    asked = last_question(await desk.work.requests.events(desk.estate.estate_id, request.number))
    if asked is None:
        return False
    passed = _since(desk, asked.at)
    return any(
        passed <= (WHERE_WITHIN if kind.where else BARE_WITHIN)
        for kind in texts.QUESTIONS
        if kind.question.search(asked.note) and kind.answer.search(text)
    )


def last_question(events: Iterable[EventRow]) -> EventRow | None:
    """The last 追问 in a history."""
    return next((event for event in reversed(list(events)) if event.action == Action.ASK), None)


def _since(desk: Desk, asked_at: datetime) -> timedelta:
    """How long ago the group read the question, which waits for the end of the quiet hours."""
    return desk.now - desk.by_day(asked_at)
