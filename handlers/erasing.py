"""“删除我的信息”: a person goes out of the books. Asked once whether it is meant, done on “确认删除”."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from handlers import texts
from handlers.book import Book
from handlers.desk import Desk
from handlers.message import Deed, Handled, Outcome
from handlers.rules.lifecycle import Action, Status
from nlp.clean import clean
from nlp.mask import mask_private
from storage.erasing import Erasing, Stead

CONFIRMED_WITHIN: Final = timedelta(minutes=10)
PSEUDONYM: Final = "erased/"
"""What the ids begin with that stand for people who were erased; no platform's ids do."""

_INTENT = "erase"
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


async def erase(book: Book, person: str, *, name: str = "", account: str = "") -> Sequence[int]:
    """Erase a person from the estate's tables; returns the numbers of the requests that he had to do with.

    The words on a request that were his are replaced by those of another reporter, where there is one.
    """
    pseudonym = PSEUDONYM + secrets.token_hex(8)
    stead = Stead(pseudonym, texts.SOMEBODY, texts.GONE)
    erasing = Erasing(book.work.session, book.estate.estate_id, person, stead, mask_private)
    numbers = await erasing.erase(name=name, account=account, message_id=book.actor.message_id)
    book.work.lessons.changed = True
    actor = replace(book.actor, id=pseudonym, name="") if book.actor.id == person else book.actor
    after = Book(book.estate, book.work, book.now, actor)
    for number in numbers:
        await _note(after, number)
    return numbers


async def _note(book: Book, number: int) -> None:
    """The request's history tells that somebody went, and by whose words it is known from now on."""
    request = await book.request(number)
    if request is None:
        return
    if request.summary == texts.GONE:
        reports = await book.work.requests.reports(book.estate.estate_id, [number])
        request.summary = next((texts.shortened(one.text) for one in reports if one.text), texts.GONE)
    await book.record(request, Action.ERASE, Status(request.status))


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
    await erase(desk.book, message.talker_id, name=message.talker_name, account=message.account)
    desk.talk.forget(message.talker_id)
    await desk.reply(texts.ERASED)
    return Handled(Outcome.ERASURE)
