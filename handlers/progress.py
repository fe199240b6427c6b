"""How far did it get? Answered only to who clearly asks the bot: by number, about an own report, with a quote of its
line or a mention of it. Everything else that sounds like it is talk among neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from handlers import clocks, texts
from handlers.audit import standing
from handlers.desk import Desk
from handlers.message import Handled, Outcome
from handlers.rules.lifecycle import OPEN, Action
from nlp.clean import clean
from nlp.similar import fingerprint, similarity, together
from storage.tables import ReportRow, RequestRow

ASKED_BACK_WITHIN: Final = timedelta(days=90)
"""So old an own report may be to be asked about without its number."""
ALIKE: Final = 0.6
"""How alike (`nlp.similar`) a question and a request must be where nothing else tells which one is meant."""

_OUTRIGHT = re.compile(
    r"(?:查一?下?|查询|看看?|问一?下?)?进[度展]\s*#?\s*(\d{1,6})?\s*号?[??。!]?|查询\s*#?\s*(\d{1,6})\s*号?"
    r"|(?:查|看|问)?(?:一下|下)?我的?(?:工单|单子|诉求|报修|投诉|事情?)的?进[度展][??。!]?"
)
_NUMBERED = re.compile(
    r"(?:#(?P<marked>\d{1,6})号?|(?P<bare>\d{1,6}))(?:的|那件|这件|那个|诉求|单子?|事情?|[,, ])*"
    rf"(?:{texts.HOW_FAR}){texts.QUESTION_TAIL}"
)
_MINE = re.compile(rf"(?:{texts.MINE})(?:的事情?|事情?|问题)?[,, ]*(?:{texts.HOW_FAR}){texts.QUESTION_TAIL}")
_HANDLED = re.compile(rf"(?:处理|办|办理)(?:得|的|到)(?:{texts.HOW_FAR}|哪(?:儿|里|一?步)?)了?{texts.QUESTION_TAIL}")
_HOW_FAR = re.compile(rf"(?P<what>.{{0,16}}?)[,, ]*(?:{texts.HOW_FAR}){texts.QUESTION_TAIL}")
_IN_QUOTE = re.compile(r"#(\d{1,6})")
_TO_BOT = re.compile(rf"@[^\s@]{{0,12}}(?:{texts.BOT_NAMES})[^\s@]{{0,6}}[\s,,::]*", re.I)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked after. `loose` questions are talk when nothing fits them, the others get an answer."""

    number: int | None = None
    what: str = ""
    loose: bool = False
    to_bot: bool = False


def question_in(desk: Desk) -> Question | None:
    """The question in a line that may be meant for the bot; None in any other. Told without the database."""
    text = clean(desk.message.text)
    to_bot = _TO_BOT.search(text) is not None
    text = _TO_BOT.sub("", text).strip()
    if (found := _OUTRIGHT.fullmatch(text)) is not None:
        number = found[1] or found[2]
        return Question(int(number) if number else _quoted(desk))
    if (found := _NUMBERED.fullmatch(text)) is not None:
        return Question(int(found["marked"] or found["bare"]), loose=not to_bot)
    if (found := _MINE.fullmatch(text)) is not None:
        what = found["mine"] or found["earlier"] or ""
        named = what not in texts.NOTHING_NAMED
        return Question(_quoted(desk), what=what if named else "", loose=named and not to_bot)
    if _HANDLED.fullmatch(text) is not None:
        return Question(_quoted(desk), loose=not to_bot)
    if (found := _HOW_FAR.fullmatch(text)) is not None and (to_bot or _quoted(desk) is not None):
        return Question(_quoted(desk), what=found["what"], loose=not to_bot, to_bot=to_bot)
    return None


async def answer(desk: Desk, question: Question) -> Handled | None:
    """Tell how far it got; None when a loose question fits nothing, and then it is talk."""
    number = question.number or await _meant(desk, question)
    request = await desk.following(number) if number is not None else None
    if request is None or number is None:
        if question.loose:
            return None
        await desk.reply(texts.no_report_of_yours())
        return Handled(Outcome.PROGRESS)
    merged = texts.goes_on_as(number, request.number) if request.number != number else ""
    await desk.reply(merged + await _progress(desk, request), request.number)
    return Handled(Outcome.PROGRESS, request.number)


async def _meant(desk: Desk, question: Question) -> int | None:
    """The speaker's own report that is asked after; of a question to the bot also what the group reported."""
    since = desk.now - ASKED_BACK_WITHIN
    own = await desk.work.requests.last_reports_of(desk.estate.estate_id, desk.message.talker_id, since)
    if not question.what:
        return await _latest(desk, own)
    number = _alike(question.what, own)
    if number is None and question.to_bot:
        number = _alike(question.what, await _said_here(desk))
    return number


async def _latest(desk: Desk, own: Sequence[ReportRow]) -> int | None:
    """The latest of these that is still open, or else the latest."""
    for report in own:
        request = await desk.following(report.number)
        if request is not None and request.status in OPEN:
            return report.number
    return own[0].number if own else None


async def _said_here(desk: Desk) -> Sequence[ReportRow]:
    """What was reported in this group on requests that are open."""
    numbers = [request.number for request in await desk.work.requests.open(desk.estate.estate_id)]
    reports = await desk.work.requests.reports(desk.estate.estate_id, numbers)
    return [report for report in reports if report.room_id == desk.room.room_id]


def _alike(what: str, reports: Sequence[ReportRow]) -> int | None:
    """The request whose reports speak of the same thing."""
    texts_of: dict[int, list[str]] = {}
    for report in reports:
        if report.text:
            texts_of.setdefault(report.number, []).append(report.text)
    mark = fingerprint(what)
    likeness = {
        number: 1.0 if any(what in said for said in words) else similarity(mark, together(map(fingerprint, words)))
        for number, words in texts_of.items()
    }
    best = max(likeness, key=lambda number: likeness[number], default=None)
    return best if best is not None and likeness[best] >= ALIKE else None


async def _progress(desk: Desk, request: RequestRow) -> str:
    """A group that did not report it hears category, place and state; what was said on it went to those that did."""
    what = (request.number, request.category, request.place, request.status)
    if desk.room.room_id not in await desk.work.requests.rooms(desk.estate.estate_id, request.number):
        return texts.state(*what)
    events = await desk.work.requests.events(desk.estate.estate_id, request.number)
    told = [event.note for event in standing(events) if event.action == Action.PROGRESS]
    word = request.closing_word or (told[-1] if told else "")
    if request.status not in OPEN:
        return texts.ended(*what, word)
    due = texts.when(clocks.expected(desk.estate, request, desk.now), desk.now, desk.estate.zone)
    late = clocks.is_late(request, desk.now)
    return texts.progress(
        *what,
        holder=request.holder,
        whistled_to=request.whistled_to,
        word=word,
        due=due,
        late=late,
        waits=_waits(desk, request),
    )


def _waits(desk: Desk, request: RequestRow) -> str:
    """Until when it is paused; "" when it is not, or only the reporters are waited for."""
    if not clocks.stands_still(request) or clocks.waits_for_reporters(request):
        return ""
    if request.paused_until is None:
        return texts.NOBODY_KNOWS
    return texts.when(request.paused_until, desk.now, desk.estate.zone)


def _quoted(desk: Desk) -> int | None:
    """The request that the quoted line names; the bot's lines do."""
    found = _IN_QUOTE.search(desk.message.quoted_text)
    return int(found[1]) if found else None
