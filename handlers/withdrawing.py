"""What a resident takes back: with “不是” all that he said on a request, with a recall that message only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from handlers import answering, holders, learning, plates, texts
from handlers.announcing import unsay
from handlers.desk import Desk
from handlers.message import CHATTER, IGNORED, Deed, Handled, Outcome
from handlers.rules.lifecycle import OPEN, Action, Status
from nlp.clean import clean
from nlp.reading import Reading
from storage.tables import ReportRow, RequestRow

BARE_WITHIN: Final = timedelta(minutes=5)
"""So soon after the report, or after the bot's line on it, a bare “不是” is meant for the bot."""
NAMED_WITHIN: Final = timedelta(days=3)
"""So old a report may be that is taken back with a quote or by its number."""

_NOT_SO = re.compile(
    r"(?:#?(?P<first>\d{1,6})号?[\s,,]*)?(?P<words>\D+?)(?:[\s,,]*#?(?P<last>\d{1,6})号?)?[\s,。.!?~]*"
)
_IN_QUOTE = re.compile(r"#(\d{1,6})")
_REGISTERED = re.compile(texts.REGISTERED)


def hear(desk: Desk) -> Deed | None:
    """What is to be done for “不是” and the like; None for any other line."""
    found = _NOT_SO.fullmatch(clean(desk.message.text))
    if found is None or found["words"] not in texts.NOT_SO:
        return None
    said = found["first"] or found["last"]
    if said:
        return partial(_not_so, desk, [int(said)])
    quoted = desk.message.quoted_text
    told = [line for line in quoted.splitlines() if _REGISTERED.search(line)]
    if not told and found["words"] in texts.NO:
        return partial(_no, desk, quoted)
    numbers = _IN_QUOTE.findall("".join(told) or quoted)
    return partial(_not_so, desk, [int(number) for number in numbers])


async def recalled(desk: Desk) -> Handled:
    """The platform says that a message was taken back: what it reported goes with it."""
    desk.talk.forget_message(desk.room.room_id, desk.message.text)  # of a recall, the text is the message's id
    known = desk.work.requests
    report = await known.report_of_message(desk.estate.estate_id, desk.message.account, desk.message.text)
    if report is None or report.talker_id != desk.message.talker_id:
        return IGNORED
    return await _take_back(desk, [report.message_id], report.number, say=False)


async def _no(desk: Desk, quoted: str) -> Handled:
    """A no that quotes no acknowledgement answers what was asked (追问), if something was; a quote of news is talk."""
    answered = await answering.answer(desk, clean(desk.message.text), Reading())
    if answered is not None or _IN_QUOTE.search(quoted):
        return answered or CHATTER
    return await _not_so(desk, ())


async def _not_so(desk: Desk, numbers: Sequence[int]) -> Handled:
    """By the reporter, as an answer to the bot's line or soon after; by others, or later, it is talk."""
    report = await (_named(desk, numbers) if numbers else _just_said(desk))
    if report is None:
        return CHATTER
    return await _take_back(desk, [report.message_id], report.number, say=True)


async def _named(desk: Desk, numbers: Sequence[int]) -> ReportRow | None:
    """The speaker's latest report on one of these requests, or on what was merged into them."""
    known = set(numbers)
    for number in numbers:
        known.update(await desk.work.requests.absorbed(desk.estate.estate_id, number))
    return next((report for report in await _own(desk, NAMED_WITHIN) if report.number in known), None)


async def _just_said(desk: Desk) -> ReportRow | None:
    """The speaker's latest report, if a bare “不是” can be about it.

    It can within minutes of the report; and within minutes of the bot's line on it or as the next thing that he says,
    unless that line was news.
    """
    report = next(iter(await _own(desk, NAMED_WITHIN)), None)
    if report is None or report.room_id != desk.room.room_id:
        return None
    last = await desk.work.outbox.last_in_room(
        desk.estate.estate_id, desk.room.room_id, report.number, desk.now - NAMED_WITHIN
    )
    if desk.message.sent_at - report.said_at <= BARE_WITHIN:
        return report
    if last is not None and not _REGISTERED.search(last.text):
        return None
    since = desk.now - BARE_WITHIN
    if _says_it_next(desk, report.number):
        return report
    return report if last is not None and since <= last.not_before <= desk.now else None


def _says_it_next(desk: Desk, number: int) -> bool:
    """Whether the last that the speaker said in the room, as far as it is remembered, was his report."""
    recent = desk.talk.recent(desk.room.room_id, desk.message.sent_at)
    own = [line for line in recent if line.talker_id == desk.message.talker_id]
    return bool(own) and own[-1].request == number


async def _own(desk: Desk, within: timedelta) -> Sequence[ReportRow]:
    since = desk.message.sent_at - within
    return await desk.work.requests.last_reports_of(desk.estate.estate_id, desk.message.talker_id, since)


async def _take_back(desk: Desk, message_ids: list[str], number: int, *, say: bool) -> Handled:
    """Take words out of the request; one that nobody reports any more is withdrawn."""
    request = await desk.following(number)
    if request is None:
        return IGNORED
    if request.status not in OPEN:
        return IGNORED if say else await _blank(desk, request, message_ids)
    estate_id, talker_id = desk.estate.estate_id, desk.message.talker_id
    if say:
        await learning.taken_back(desk, number)
        await desk.work.requests.drop_reports(estate_id, number, talker_id)
        desk.talk.take_back(talker_id, number)
    else:
        await desk.work.requests.drop_messages(estate_id, number, message_ids)
    summary = await _summary(desk, request)
    request.plates = await plates.left(desk.work.requests, request)
    if await desk.work.requests.rooms(estate_id, request.number):
        request.summary = summary
        await desk.record(request, Action.WITHDRAW, Status(request.status), texts.words_taken_back())
        if say:
            await desk.reply(texts.report_taken_back(number), number)
        return Handled(Outcome.WITHDRAWN, number)
    before = await holders.rooms_outside(desk.book, request)
    await desk.move(request, Action.WITHDRAW, texts.not_a_request(), summary=summary)
    await unsay(desk, request)
    if say:
        await desk.reply(texts.withdrawn(request.number), request.number)
    withdrawn = texts.told_withdrawn(request.number, desk.message.talker_name)
    await desk.tell_committee(withdrawn, "reply", request.number)
    there = texts.withdrawn_there(request.number, request.category, request.place)
    await holders.tell(desk, request, before, there, gone=there)
    return Handled(Outcome.WITHDRAWN, number)


async def _blank(desk: Desk, request: RequestRow, message_ids: Sequence[str]) -> Handled:
    """The words of recalled messages go from a matter that is over; who reported it is still counted."""
    numbers = [request.number, *await desk.work.requests.absorbed(desk.estate.estate_id, request.number)]
    for report in await desk.work.requests.reports(desk.estate.estate_id, numbers):
        if report.message_id in message_ids:
            report.text, report.plates = "", []
    request.summary = await _summary(desk, request)
    request.plates = await plates.left(desk.work.requests, request)
    await desk.record(request, Action.WITHDRAW, Status(request.status), texts.words_taken_back())
    return Handled(Outcome.WITHDRAWN, request.number)


async def _summary(desk: Desk, request: RequestRow) -> str:
    """The words that the request is known by, now that some were taken back: of those that are left, if any are."""
    numbers = [request.number, *await desk.work.requests.absorbed(desk.estate.estate_id, request.number)]
    left = [report.text for report in await desk.work.requests.reports(desk.estate.estate_id, numbers) if report.text]
    shortened = [texts.shortened(text) for text in left]
    if request.summary in shortened:
        return request.summary
    return shortened[0] if shortened else texts.words_taken_back()
