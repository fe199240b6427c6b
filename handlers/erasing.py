"""“删除我的信息”: a person goes out of the books. Asked once whether it is meant, done on “确认删除”."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from handlers import clocks, texts
from handlers.book import Book
from handlers.desk import Desk
from handlers.message import Deed, Handled, Outcome
from handlers.rules.lifecycle import Action, RoomRole, Status
from handlers.voice import Voice
from nlp.clean import clean
from nlp.mask import mask_private
from storage.erasing import Erased, Erasing, Manner
from storage.redaction import Places, Stead
from storage.tables import ReportRow, RequestRow

CONFIRMED_WITHIN: Final = timedelta(minutes=10)
PSEUDONYM: Final = "erased/"
"""What the ids begin with that stand for people who were erased; no platform's ids do."""

_INTENT = "erase"
_MANNER: Final = Manner(mask_private, texts.shortened, Places(texts.SAYS, texts.ACTS, texts.STAFF_ACTS))
_WANTED = re.compile(texts.FORGET_ME)
_TAIL = re.compile(r"[\s,。.!?~]+$")


def hear(desk: Desk) -> Deed | None:
    """What is to be done for a line that wants the speaker's data gone; None for any other line."""
    if _TAIL.sub("", clean(desk.message.text)) in texts.ERASE_CONFIRMED:
        return partial(_confirmed, desk)
    return partial(_ask, desk) if wanted(desk) else None


def wanted(desk: Desk) -> bool:
    """Whether the line asks the bot to erase what it knows of the speaker."""
    return desk.message.kind == "text" and _WANTED.fullmatch(_TAIL.sub("", clean(desk.message.text))) is not None


async def refuse_staff(desk: Desk) -> Handled:
    """Who takes part in the committee's work stands in its records: only the operator takes him out."""
    await desk.reply(texts.STAFF_ASKS_OPERATOR)
    return Handled(Outcome.ERASURE)


async def erase(book: Book, voice: Voice, person: str, *, name: str = "", account: str = "") -> Erased:
    """Erase a person from the estate's tables; returns what he had to do with.

    The words on a request that were his are replaced by those of another reporter, where there is one. What waited for
    his answer goes on, if nobody else can answer.
    """
    pseudonym = PSEUDONYM + secrets.token_hex(8)
    stead = Stead(pseudonym, texts.SOMEBODY, texts.GONE)
    erasing = Erasing(book.work.session, book.estate.estate_id, person, stead, _MANNER)
    erased = await erasing.erase(name=name, account=account, message_id=book.actor.message_id)
    book.work.lessons.changed = True
    actor = replace(book.actor, id=pseudonym, name="") if book.actor.id == person else book.actor
    after = Book(book.estate, book.work, book.now, actor)
    for number in erased.numbers:
        await _note(after, number)
        await _go_on(after, voice, number)
    return erased


async def _note(book: Book, number: int) -> None:
    """The request's history tells that somebody went, and by whose words it is known from now on."""
    request = await book.request(number)
    if request is None:
        return
    if request.summary == texts.GONE:
        reports = await _reports(book, request)
        request.summary = next((texts.shortened(one.text) for one in reports if one.text), texts.GONE)
    await book.record(request, Action.ERASE, Status(request.status))


async def _go_on(book: Book, voice: Voice, number: int) -> None:
    """What waits for its reporters goes on when the last of them is gone: nobody would answer any more."""
    request = await book.request(number)
    if request is not None and request.merged_into is not None:
        request = await book.request(request.merged_into)
    if request is None or not clocks.waits_for_reporters(request):
        return
    if any(not one.talker_id.startswith(PSEUDONYM) for one in await _reports(book, request)):
        return
    await book.move(request, Action.RESUME)
    due = texts.when(request.resolve_due_at, book.now, book.estate.zone)
    line = texts.nobody_answers(request.number, request.category, request.place, texts.HOLDER[request.holder], due)
    await voice.tell(RoomRole.COMMITTEE, line, "notice", request.number)


async def _reports(book: Book, request: RequestRow) -> Sequence[ReportRow]:
    """All that was reported on it, or on what was merged into it."""
    requests, estate_id = book.work.requests, book.estate.estate_id
    return await requests.reports(estate_id, [request.number, *await requests.absorbed(estate_id, request.number)])


async def _ask(desk: Desk) -> Handled:
    await desk.work.questions.ask(
        desk.estate.estate_id,
        desk.room.room_id,
        desk.message.talker_id,
        intent=_INTENT,
        args={},
        missing="confirmed",
        at=desk.now,
    )
    await desk.reply(texts.ASK_TO_CONFIRM)
    return Handled(Outcome.ERASURE)


async def _confirmed(desk: Desk) -> Handled:
    message = desk.message
    asked = await desk.work.questions.take(
        desk.estate.estate_id, desk.room.room_id, message.talker_id, since=desk.now - CONFIRMED_WITHIN
    )
    if asked is None or asked.intent != _INTENT:
        await desk.reply(texts.NOTHING_TO_CONFIRM)
        return Handled(Outcome.ERASURE)
    await erase(desk.book, desk.voice, message.talker_id, name=message.talker_name, account=message.account)
    desk.talk.forget(message.talker_id)
    await desk.reply(texts.ERASED)
    return Handled(Outcome.ERASURE)
