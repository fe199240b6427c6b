"""The reporters' answer to what they were asked (追问): the request goes back to who held it, and its clocks run."""

from __future__ import annotations

import re

from handlers import clocks, matching, texts
from handlers.desk import Desk
from handlers.message import CHATTER, Handled, Outcome
from handlers.rules.lifecycle import Action
from nlp.reading import Reading
from storage.tables import RequestRow

_NUMBER = re.compile(r"#\s*(\d{1,6})")


def number_quoted(desk: Desk) -> int | None:
    """The request that the quoted line is about: the quote may be an answer to what it asks."""
    quoted = _NUMBER.search(desk.message.quoted_text)
    return int(quoted[1]) if quoted else None


async def answer(desk: Desk, number: int, text: str, reading: Reading) -> Handled:
    """A line under a quoted one that reports nothing: an answer if its speaker was asked, otherwise chatter."""
    request = await desk.request(number)
    if request is not None and request.merged_into is not None:
        request = await desk.request(request.merged_into)
    if request is None or not clocks.waits_for_reporters(request) or not await _reported(desk, request):
        return CHATTER
    report = matching.report_row(desk, text, reading)
    report.number = request.number
    await desk.work.requests.add_report(report)
    await take(desk, request, text)
    return Handled(Outcome.ADDITION, request.number, reading)


async def take(desk: Desk, request: RequestRow, text: str) -> None:
    """What a reporter said is the answer that was waited for; the committee hears it in one line."""
    await desk.move(request, Action.RESUME, texts.shortened(text))
    due = texts.when(request.resolve_due_at, desk.now, desk.estate.zone)
    speaker, holder = desk.message.talker_name, texts.HOLDER[request.holder]
    words = texts.reporters_answered(request.number, speaker, texts.shortened(text), holder, due)
    await desk.tell_committee(words, "notice", request.number)


async def _reported(desk: Desk, request: RequestRow) -> bool:
    estate_id = desk.estate.estate_id
    numbers = [request.number, *await desk.work.requests.absorbed(estate_id, request.number)]
    reports = await desk.work.requests.reports(estate_id, numbers)
    return any(report.talker_id == desk.message.talker_id for report in reports)
