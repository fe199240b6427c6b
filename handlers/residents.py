"""Residents talking as usual: report, tell further, ask how far it got, take it back. Everything else is chatter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from handlers import answering, erasing, knowing, progress, registering, survey, texts, withdrawing
from handlers.desk import Desk
from handlers.message import CHATTER, IGNORED, Deed, Handled, Outcome
from handlers.rules.danger import life_in_danger
from handlers.rules.lifecycle import OPEN
from nlp.clean import clean
from nlp.reading import Reading

PICTURE_FOLLOWS_WITHIN = 300.0  # seconds
LONGEST_TO_BOT = 200
"""Characters; a longer line answers or asks the bot nothing."""

Try = Callable[[], Awaitable[Handled | None]]
"""A deed that finds out only with the database whether the line was meant for it."""


def hear(desk: Desk) -> Handled | Deed:
    """What a line of a resident in a building room is: chatter at once, or something to be done."""
    message = desk.message
    if message.kind == "recall":
        return partial(withdrawing.recalled, desk)
    if message.kind == "other":
        return IGNORED
    if message.kind == "image" or message.text.strip() == texts.PICTURE:
        return _picture(desk)
    text = clean(message.text)
    if len(text) > LONGEST_TO_BOT:
        return _read(desk, text)
    if (deed := erasing.hear(desk) or withdrawing.hear(desk)) is not None:
        return deed
    if (asked := progress.question_in(desk)) is not None:
        return partial(_if_not, desk, text, partial(progress.answer, desk, asked))
    if (answer := survey.answer_in(desk)) is not None:
        return partial(_if_not, desk, text, partial(survey.take, desk, answer))
    return _read(desk, text)


def remember_staff(desk: Desk) -> None:
    """What property, committee or office members say in a building room is context, never a report."""
    desk.remember(clean(desk.message.text), Reading())


async def _if_not(desk: Desk, text: str, deed: Try) -> Handled:
    """Do the deed; where it turns out that the line was not meant for the bot, it is talk like any other."""
    handled = await deed()
    if handled is not None:
        return handled
    what = _read(desk, text)
    return what if isinstance(what, Handled) else await what()


def _read(desk: Desk, text: str) -> Handled | Deed:
    reading = _reading(desk, text)
    sure = reading.is_request and reading.confidence >= registering.SURE
    if answering.may_answer(desk, text, reading, surely_a_request=sure):
        return partial(_answer, desk, text, reading)
    return partial(_report, desk, text, reading) if reading.is_request else _chatter(desk, text, reading)


def _reading(desk: Desk, text: str) -> Reading:
    """A danger to life is read by its own words: whatever the group has just talked of, it is neither part of that nor
    there."""
    context = desk.context()
    if life_in_danger(text):
        alone = desk.reader.read(text, replace(context, recent=()))
        if alone.is_request:
            return alone
    return desk.reader.read(text, context)


def _chatter(desk: Desk, text: str, reading: Reading) -> Handled:
    desk.remember(text, reading)
    return Handled(Outcome.CHATTER, reading=reading)


async def _answer(desk: Desk, text: str, reading: Reading) -> Handled:
    """An answer to what the committee asked; of somebody who was not asked it is talk or a report like any other."""
    handled = await answering.answer(desk, text, reading)
    if handled is not None:
        desk.remember(text, reading, request=handled.number)
        return handled
    return await _report(desk, text, reading) if reading.is_request else _chatter(desk, text, reading)


async def _report(desk: Desk, text: str, reading: Reading) -> Handled:
    message = desk.message
    if await desk.work.requests.report_of_message(desk.estate.estate_id, message.account, message.message_id):
        return IGNORED
    reading = await knowing.completed(desk, text, reading)
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
    request = await desk.following(number)
    if request is None or request.status not in OPEN:
        return CHATTER
    await registering.add_picture(desk, request)
    return Handled(Outcome.ADDITION, request.number, Reading())
