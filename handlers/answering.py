"""The reporters' answer to what they were asked (追问): the request goes back to who held it, and its clocks run."""

from __future__ import annotations

import re
from datetime import timedelta

from handlers import clocks, matching, texts
from handlers.desk import Desk
from handlers.message import Handled, Outcome
from handlers.rules.lifecycle import Action
from nlp.reading import Reading, Urgency
from storage.tables import RequestRow

ASKED_WITHIN = timedelta(days=14)
"""Reports older than that are not looked through for a question to their speaker."""

_NUMBER = re.compile(r"#\s*(\d{1,6})")
_WHERE = re.compile(
    r"(?:\d|[一二两三四五六七八九十])\s?(?:栋|幢|号楼|单元|楼|层|室|号)|负[一二三]|地下|(?<![a-z])b\d|[a-z]\w{5,6}$",
    re.I,
)
_SHORT = 20  # characters


def may_answer(desk: Desk, text: str, reading: Reading, *, surely_a_request: bool) -> bool:
    """Whether a line may be an answer: it quotes a line about a request, or in few words just tells where.

    Danger is never taken for one, and of what is surely a request only what quotes.
    """
    if reading.urgency is Urgency.URGENT:
        return False
    if _NUMBER.search(desk.message.quoted_text):
        return True
    return not surely_a_request and len(text) <= _SHORT and _WHERE.search(text) is not None


async def answer(desk: Desk, text: str, reading: Reading) -> Handled | None:
    """The line as the answer to what its speaker was asked; None when nothing was."""
    request = await _asked(desk)
    if request is None:
        return None
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


async def _asked(desk: Desk) -> RequestRow | None:
    """The request whose reporters were asked, the speaker among them; the quoted line tells which of several."""
    quoted = _NUMBER.search(desk.message.quoted_text)
    since = desk.message.sent_at - ASKED_WITHIN
    own = await desk.work.requests.last_reports_of(desk.estate.estate_id, desk.message.talker_id, since)
    for number in dict.fromkeys(report.number for report in own):
        request = await desk.request(number)
        if request is not None and request.merged_into is not None:
            request = await desk.request(request.merged_into)
        meant = request is not None and (quoted is None or int(quoted[1]) in (number, request.number))
        if request is not None and meant and clocks.waits_for_reporters(request):
            return request
    return None
