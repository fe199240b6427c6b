"""After 办结 the reporters are asked once whether it is solved: in the line that tells the result, and by their answers
the matter stays closed or is opened again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from handlers import holders, texts
from handlers.announcing import announce, say_together
from handlers.desk import Desk
from handlers.erasing import PSEUDONYM
from handlers.message import Handled, Outcome
from handlers.rules.lifecycle import Action, Role, Status
from nlp.clean import clean
from storage.surveys import Satisfaction
from storage.tables import RequestRow, SurveyRow

ANSWERED_WITHIN: Final = timedelta(days=7)
"""So long an answer with the request's number, or as a quote, counts, and can be changed."""
BARE_WITHIN: Final = timedelta(hours=48)
"""So long a bare answer ("1", "没解决") of somebody who was asked is one."""
UNSOLVED_REOPEN: Final = 2
"""So many households that say it is not solved open it again; the only reporter does it alone."""

_NUMBERED = re.compile(r"#?(\d{1,6})(?:号|[ ,,、::]|(?=[^\d.点:/\-~—年月日号元块个栋楼]))+(.+)")
_NUMBER_LAST = re.compile(r"([^\d#]+?)[ ,,、]*#?(\d{1,6})号?")
_IN_QUOTE = re.compile(r"#(\d{1,6})")
_DETAILED = re.compile(r"([123])[\s,,]+(?![一二两三四五六七八九十半\d]+[份斤盒箱个件袋瓶包套])[\u4e00-\u9fff].{,30}")
"""A digit with a few words after it: "3 边上还是黑的"; what buyers order is none."""
_TAIL = re.compile(r"[\s,。.!?~、啊呀呢哦噢吧哈嘛喽咯哒]+$")
_THANKS = re.compile(r"(?P<answer>.+?)[\s,。.!~、]*(?:谢谢|多谢|感谢|辛苦)(?:了|您|你|大家|业委会|物业|师傅|各位)*$")
_BREAK = re.compile(r"[\s,。.!~、;;]")
_POLL = re.compile(texts.POLL)


@dataclass(frozen=True, slots=True)
class Answer:
    """A line that can answer the question: 1, 2 or 3, and the requests that it names, itself or by its quote."""

    score: int
    numbers: tuple[int, ...] = ()


async def ask(desk: Desk, request: RequestRow, word: str) -> None:
    """Tell every group that reported the request how it was resolved, and ask the reporters there in the same line."""
    estate_id = desk.estate.estate_id
    closing = (await desk.work.requests.events(estate_id, request.number))[-1].id
    rooms = await _reporters(desk, request)
    asked_at = desk.by_day(desk.now)
    await desk.work.surveys.ask(
        [
            SurveyRow(
                estate_id=estate_id, number=request.number, closing=closing, talker_id=who, room_id=room_id,
                asked_at=asked_at,
            )
            for who, room_id in rooms.items()
        ]
    )  # fmt: skip
    what = (request.number, request.category, request.place, word)
    for room_id in await desk.work.requests.rooms(estate_id, request.number):
        text = texts.resolved_asking(*what) if room_id in rooms.values() else texts.resolved(*what)
        await say_together(desk, room_id, text, "announcement", request.number, desk.now)


def answer_in(desk: Desk) -> Answer | None:
    """What the line says if the speaker was asked; None when it is no answer at all. Told without the database."""
    text, quoted = clean(desk.message.text), desk.message.quoted_text
    numbered = _NUMBERED.fullmatch(text)
    if numbered is not None and (score := _score(numbered[2], texts.WITH_ITS_NUMBER)):
        return Answer(score, (int(numbered[1]),))
    last = _NUMBER_LAST.fullmatch(text)
    if last is not None and (score := _score(last[1], texts.WITH_ITS_NUMBER)):
        return Answer(score, (int(last[2]),))
    numbers = tuple(int(number) for number in _IN_QUOTE.findall(quoted))
    if numbers:
        score = _score(text, texts.WITH_ITS_NUMBER)
        return Answer(score, numbers) if score else None
    score = 0 if quoted else _score(text, texts.OUTRIGHT)
    detailed = None if quoted or score else _DETAILED.fullmatch(text)
    if detailed is not None:
        score = int(detailed[1])
    if not score or (text[0] in "123" and _answers_a_neighbour(desk)):
        return None
    return Answer(score)


async def take(desk: Desk, answer: Answer) -> Handled | None:
    """Keep the answer; None when the speaker was not asked, and then it is a line like any other.

    Of what is resolved, such a line says nothing new: it is talk.
    """
    asked = await _asked(desk, answer)
    if not asked:
        return Handled(Outcome.CHATTER) if await _is_resolved(desk, answer) else None
    unanswered = [row for row in asked if row.answer is None]
    if len(asked) > 1 and len(unanswered) != 1:
        await desk.reply(texts.which_one(sorted(row.number for row in asked)))
        return Handled(Outcome.ANSWER)
    row = unanswered[0] if len(asked) > 1 else asked[0]
    request = await desk.request(row.number)
    assert request is not None, "the survey's request is there: the survey was read with it"
    again = row.answer == answer.score
    row.answer, row.answered_at = answer.score, desk.now
    await desk.record(request, Action.RATE, Status(request.status), texts.shortened(desk.message.text))
    if answer.score == texts.UNSOLVED and not again:
        await _unsolved(desk, request, row)
    return Handled(Outcome.ANSWER, request.number)


async def _reporters(desk: Desk, request: RequestRow) -> dict[str, str]:
    """Everybody who reported it, or what was merged into it -> the room where he did so last.

    Staff is not asked, nor who was erased.
    """
    estate_id = desk.estate.estate_id
    numbers = [request.number, *await desk.work.requests.absorbed(estate_id, request.number)]
    reports = await desk.work.requests.reports(estate_id, numbers)
    return {
        one.talker_id: one.room_id
        for one in reports
        if desk.estate.role_of(one.talker_id) is Role.RESIDENT and not one.talker_id.startswith(PSEUDONYM)
    }


async def _asked(desk: Desk, answer: Answer) -> list[SurveyRow]:
    """The open questions to the speaker that the line can answer: a bare one only soon after, in the same group."""
    within = ANSWERED_WITHIN if answer.numbers else BARE_WITHIN
    rows = await desk.work.surveys.of_person(
        desk.estate.estate_id, desk.message.talker_id, since=desk.now - within, until=desk.now
    )
    if answer.numbers:
        requests = [await desk.following(number) for number in answer.numbers]
        numbers = {request.number for request in requests if request is not None}
        rows = [row for row in rows if row.number in numbers]
    else:
        rows = [row for row in rows if row.room_id == desk.room.room_id]
    return [row for row in rows if await _is_open(desk, row)]


async def _is_resolved(desk: Desk, answer: Answer) -> bool:
    """Whether the line names a request that is resolved."""
    requests = [await desk.following(number) for number in answer.numbers]
    return any(request is not None and request.status == Status.RESOLVED for request in requests)


async def _is_open(desk: Desk, row: SurveyRow) -> bool:
    """Whether the matter still is resolved, by the deed that the question was about."""
    request = await desk.request(row.number)
    if request is None or request.status != Status.RESOLVED:
        return False
    return row.closing == await desk.work.surveys.last_closing(desk.estate.estate_id, row.number)


async def _unsolved(desk: Desk, request: RequestRow, row: SurveyRow) -> None:
    """One household is noted; two, or the only one who can still say so, open the matter again."""
    closing = (desk.estate.estate_id, request.number, row.closing)
    said = await desk.work.surveys.of_closing(*closing)
    can_say_so = await desk.work.surveys.may_say_unsolved(*closing, PSEUDONYM)
    what = (request.number, request.category, request.place)
    if said.unsolved < min(UNSOLVED_REOPEN, can_say_so):
        await desk.reply(texts.noted_unsolved(*what), request.number)
        return
    before = await holders.rooms_outside(desk.book, request)
    await desk.move(request, Action.REOPEN, texts.unsolved_count(said.unsolved), whistled_to="")
    await desk.tell_committee(_told(desk, request, said), "card", request.number)
    await announce(desk, request, texts.reopened_by_answers(*what))
    await holders.tell_reopened(desk, request, before)


def _told(desk: Desk, request: RequestRow, said: Satisfaction) -> str:
    return texts.told_unsolved(
        request.number, request.category, request.place, said.unsolved, said.solved + said.mostly, said.asked,
        f"{desk.message.talker_name}:{texts.shortened(desk.message.text)}",
    )  # fmt: skip


def _answers_a_neighbour(desk: Desk) -> bool:
    """Whether somebody in the group has just asked for numbers: "同意的扣1"."""
    recent = desk.talk.recent(desk.room.room_id, desk.message.sent_at)
    return any(_POLL.search(line.text) for line in recent)


def _score(text: str, words: dict[str, int]) -> int:
    """1, 2 or 3, 0 for what is no answer: the whole line, thanks apart, or the beginning of it up to a comma."""
    if text.endswith("?"):
        return 0
    said = _TAIL.sub("", text.lower())
    thanked = _THANKS.fullmatch(said)
    if said in words or (thanked is not None and (said := _TAIL.sub("", thanked["answer"])) in words):
        return words[said]
    first = _TAIL.sub("", _BREAK.split(said, maxsplit=1)[0])
    return words[first] if len(first) > 1 and first in words else 0
