"""Residents talking as usual: report, tell further, ask how far it got, take it back. Everything else is chatter."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

from handlers import learning, registering, survey, texts
from handlers.desk import Desk
from handlers.message import CHATTER, IGNORED, Deed, Handled, Outcome
from handlers.rules.lifecycle import OPEN, Action, Status
from nlp.clean import clean
from nlp.reading import Reading
from storage.tables import ReportRow, RequestRow

TAKEN_BACK_WITHIN = timedelta(hours=12)
ASKED_BACK_WITHIN = timedelta(days=90)
PICTURE_FOLLOWS_WITHIN = 300.0  # seconds

_NUMBER = re.compile(r"#\s*(\d{1,6})")
_ASKS = re.compile(r"^(?:查?进度|查询)\s*#?\s*(\d{1,6})?\s*号?[??。!]?$")
_TAIL = re.compile(r"[\s,。.!?~,!?]+$")


def hear(desk: Desk) -> Handled | Deed:
    """What a line of a resident in a building room is: chatter at once, or something to be done."""
    message = desk.message
    if message.kind == "recall":
        return partial(_recalled, desk)
    if message.kind == "other":
        return IGNORED
    if message.kind == "image" or message.text.strip() == texts.PICTURE:
        return _picture(desk)
    text = clean(message.text)
    if _TAIL.sub("", text) in texts.NOT_SO:
        return partial(_taken_back, desk)
    asked = _ASKS.match(text)
    if asked or _TAIL.sub("", text) in texts.ASKS_PROGRESS:
        return partial(_asked, desk, int(asked.group(1)) if asked and asked.group(1) else None)
    answer = survey.answer_in(desk)
    return partial(_answered, desk, text, answer) if answer else _read(desk, text)


def _read(desk: Desk, text: str) -> Handled | Deed:
    reading = desk.reader.read(text, desk.context())
    if not reading.is_request:
        desk.remember(text, reading)
        return Handled(Outcome.CHATTER, reading=reading)
    return partial(_report, desk, text, reading)


def remember_staff(desk: Desk) -> None:
    """What property, committee or office members say in a building room is context, never a report."""
    desk.remember(clean(desk.message.text), Reading())


async def _answered(desk: Desk, text: str, answer: survey.Answer) -> Handled:
    """An answer to the question whether it is solved; of somebody who was not asked it is talk like any other."""
    taken = await survey.take(desk, answer)
    if taken is not None:
        return taken
    what = _read(desk, text)
    return what if isinstance(what, Handled) else await what()


async def _report(desk: Desk, text: str, reading: Reading) -> Handled:
    message = desk.message
    if await desk.work.requests.report_of_message(desk.estate.estate_id, message.account, message.message_id):
        return IGNORED
    handled = await registering.register(desk, text, reading)
    desk.remember(text, reading, request=handled.number)
    return handled


def _picture(desk: Desk) -> Handled | Deed:
    """A picture right after one's own report belongs to it; any other is chatter."""
    recent = desk.talk.recent(desk.room.room_id, desk.message.sent_at)
    own = [line for line in recent if line.talker_id == desk.message.talker_id and line.request is not None]
    number = own[-1].request if own and own[-1].age <= PICTURE_FOLLOWS_WITHIN else None
    desk.remember("", Reading(), request=number, picture=True)
    return CHATTER if number is None else partial(_add_picture, desk, number)


async def _add_picture(desk: Desk, number: int) -> Handled:
    request = await _goes_on_as(desk, number)
    if request is None or request.status not in OPEN:
        return CHATTER
    await registering.add_picture(desk, request)
    return Handled(Outcome.ADDITION, request.number, Reading())


async def _taken_back(desk: Desk) -> Handled:
    """“不是” by the reporter, as an answer to the bot's line or soon after the report; by others it is chatter."""
    report = await _own_report(desk, _NUMBER.search(desk.message.quoted_text), TAKEN_BACK_WITHIN)
    if report is None:
        return CHATTER
    return await _take_back(desk, [report.message_id], report.number, say=True)


async def _recalled(desk: Desk) -> Handled:
    """The platform says that a message was taken back: what it reported goes with it."""
    known = desk.work.requests
    report = await known.report_of_message(desk.estate.estate_id, desk.message.account, desk.message.text)
    if report is None or report.talker_id != desk.message.talker_id:
        return IGNORED
    return await _take_back(desk, [report.message_id], report.number, say=False)


async def _take_back(desk: Desk, message_ids: list[str], number: int, *, say: bool) -> Handled:
    """Take words out of the request: with “不是” all that the speaker said on it, with a recall that message only.

    A request that nobody reports any more is withdrawn.
    """
    request = await _goes_on_as(desk, number)
    if request is None or request.status not in OPEN:
        return IGNORED
    estate_id, talker_id = desk.estate.estate_id, desk.message.talker_id
    if say:
        await learning.taken_back(desk, number)
        await desk.work.requests.drop_reports(estate_id, number, talker_id)
        desk.talk.take_back(talker_id, number)
    else:
        await desk.work.requests.drop_messages(estate_id, number, message_ids)
    if await desk.work.requests.rooms(estate_id, request.number):
        await desk.record(request, Action.WITHDRAW, Status(request.status), texts.words_taken_back())
        if say:
            await desk.reply(texts.report_taken_back(number), number)
        return Handled(Outcome.WITHDRAWN, number)
    await desk.move(request, Action.WITHDRAW, texts.not_a_request())
    if say:
        await desk.reply(texts.withdrawn(request.number), request.number)
    withdrawn = texts.told_withdrawn(request.number, desk.message.talker_name)
    await desk.tell_committee(withdrawn, "reply", request.number)
    return Handled(Outcome.WITHDRAWN, number)


async def _asked(desk: Desk, number: int | None) -> Handled:
    """“进度”, “进度 12”, “我报的怎么样了”: the state of the request, nothing of what others said."""
    if number is None:
        report = await _own_report(desk, _NUMBER.search(desk.message.quoted_text), ASKED_BACK_WITHIN)
        number = report.number if report else None
    request = await _goes_on_as(desk, number) if number is not None else None
    if request is None or number is None:
        await desk.reply(texts.no_report_of_yours())
        return Handled(Outcome.PROGRESS)
    merged = texts.goes_on_as(number, request.number) if request.number != number else ""
    await desk.reply(merged + await _progress(desk, request), request.number)
    return Handled(Outcome.PROGRESS, request.number)


async def _progress(desk: Desk, request: RequestRow) -> str:
    """A group that did not report it hears category, place and state; what was said on it went to those that did."""
    word = ""
    if desk.room.room_id in await desk.work.requests.rooms(desk.estate.estate_id, request.number):
        events = await desk.work.requests.events(desk.estate.estate_id, request.number)
        told = [event.note for event in events if event.action == Action.PROGRESS]
        word = request.closing_word or (told[-1] if told else "")
    due = texts.when(request.resolve_due_at, desk.now, desk.estate.zone)
    return texts.progress(request.number, request.category, request.place, request.status, word, due)


async def _own_report(desk: Desk, quoted: re.Match[str] | None, within: timedelta) -> ReportRow | None:
    """The speaker's own latest report, or the one on the request that the quoted line names."""
    since = desk.message.sent_at - within
    own = await desk.work.requests.last_reports_of(desk.estate.estate_id, desk.message.talker_id, since)
    if quoted is not None:
        number = int(quoted.group(1))
        numbers = {number, *await desk.work.requests.absorbed(desk.estate.estate_id, number)}
        own = [report for report in own if report.number in numbers]
    return own[0] if own else None


async def _goes_on_as(desk: Desk, number: int) -> RequestRow | None:
    """The request of that number, or the one it was merged into."""
    request = await desk.request(number)
    if request is None or request.merged_into is None:
        return request
    return await desk.request(request.merged_into)
