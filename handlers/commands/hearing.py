"""A line in a committee, property or office room: a command to do, one to complete by a question, or talk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from handlers import texts
from handlers.commands.applying import UserMistake
from handlers.commands.asking import ask
from handlers.commands.declare import Catalogue, Command
from handlers.commands.language.answers import completed
from handlers.commands.language.parsed import Parsed
from handlers.commands.language.segment import STOPS
from handlers.desk import Desk
from handlers.message import CHATTER, IGNORED, Handled, Outcome
from handlers.rules.lifecycle import Role
from storage.tables import QuestionRow

ANSWERED_WITHIN = timedelta(minutes=10)
AGREED = "agreed"
"""What is repeated back stays open: talk may come before the yes, and “取消” is an answer."""
HINTED = frozenset(
    {"accept", "assign", "progress", "resolve", "reject", "answer", "reopen", "merge", "split", "reclassify",
     "prioritise", "urge", "escalate", "pause", "resume", "postpone", "inquire"}
)  # fmt: skip


class Parse(Protocol):
    """`handlers.commands.parse`."""

    def __call__(self, text: str, *, quoted: str = "", now: datetime | None = None) -> Parsed: ...


class Hearing:
    """One message on its desk, and the commands there are."""

    def __init__(self, desk: Desk, catalogue: Catalogue, parse: Parse) -> None:
        self._desk, self._catalogue, self._parse = desk, catalogue, parse

    @property
    def _now(self) -> datetime:
        """The time in the estate."""
        return self._desk.now.astimezone(self._desk.estate.zone)

    async def hear(self) -> Handled:
        """Do what the line asks for. Talk, residents and what is not text are passed over in silence."""
        desk = self._desk
        if desk.message.kind != "text" or desk.role is Role.RESIDENT:
            return IGNORED
        parsed = self._read()
        question = await desk.work.questions.take(
            desk.estate.estate_id, desk.room.room_id, desk.message.talker_id, since=desk.now - ANSWERED_WITHIN
        )
        unread = not parsed or parsed.guessed
        if unread and question is not None and (answered := await self._answer(question)):
            return answered
        return await self._do(parsed) if parsed else await self._talk(parsed)

    async def hint(self) -> Handled:
        """Tell the committee's room when this line would have been a whole command there."""
        parsed = self._read() if self._desk.message.kind == "text" else None
        if not parsed or parsed.guessed or parsed.intent not in HINTED or parsed.missing:
            return IGNORED
        await self._desk.tell_committee(texts.command_in_building_room(self._desk.room.name), "notice")
        return IGNORED

    def _read(self) -> Parsed:
        return self._parse(self._desk.message.text, quoted=self._desk.message.quoted_text, now=self._now)

    async def _talk(self, parsed: Parsed) -> Handled:
        """Talk gets no answer; a slip of the thumb in the committee's room is asked back."""
        meant = self._catalogue.find(parsed.near) if parsed.near else None
        if meant is None or self._desk.role not in meant.roles:
            return CHATTER
        await self._desk.reply(texts.meant(meant.word, meant.example))
        return Handled(Outcome.COMMAND)

    async def _do(self, parsed: Parsed) -> Handled:
        for one in (replace(parsed, also=()), *parsed.also):
            await self._do_one(one)
        return Handled(Outcome.COMMAND, parsed.tickets[0] if parsed.tickets else None)

    async def _do_one(self, parsed: Parsed) -> None:
        desk, declared = self._desk, self._catalogue.meant(parsed.word, self._desk.role)
        if declared is None:
            if desk.role is Role.COMMITTEE:
                await desk.reply(texts.not_in_service(parsed.word))
            return
        if desk.role not in declared.roles:
            await desk.reply(
                texts.not_for_you(
                    declared.word, declared.roles, [one.word for one in self._catalogue if desk.role in one.roles]
                )
            )
            return
        lacking = _lacking(parsed, declared)
        if lacking:
            await ask(desk, declared.word, parsed.args, lacking, texts.ask_for(lacking, declared.word))
            return
        try:
            await declared.run(parsed, desk)
        except UserMistake as mistake:
            await desk.reply(str(mistake))

    def _looks_like_a_command(self) -> bool:
        """Whether the line begins with a command's word and a number: not understood, but surely no answer."""
        text = self._desk.message.text.strip()
        words = (word for one in self._catalogue for word in one.words if len(word) > 1)
        return any(text.startswith(word) and text[len(word) :].lstrip(" #＃")[:1].isdigit() for word in words)

    async def _answer(self, question: QuestionRow) -> Handled | None:
        """The line as the answer to the bot's question; None when it is none."""
        desk, declared = self._desk, self._catalogue.find(question.intent)
        if declared is None:
            return None
        if question.missing != AGREED and desk.message.text.strip(STOPS) in texts.NEVER_MIND:
            await desk.reply(texts.NOT_MIND)
            return Handled(Outcome.COMMAND)
        if question.missing != AGREED and self._looks_like_a_command():
            return None
        args = completed(question.args, question.missing, desk.message.text, desk.message.quoted_text, self._now)
        if args is None:
            if question.missing == AGREED:
                await desk.work.questions.keep(question)
            return None
        return await self._do(Parsed(declared.intent, args, word=declared.word))


def _lacking(parsed: Parsed, declared: Command) -> str:
    """The first argument the command cannot do without; closing needs a word on how even where the grammar does not."""
    needed = [*declared.requires, *(["note"] if declared.intent == "resolve" else [])]
    if declared.intent == "merge" and len(parsed.tickets) > 1:
        needed.remove("into")  # of several the first named stays
    if declared.intent == "pause" and parsed.args.get("until"):
        needed.remove("reason")  # the day says when it goes on
    return next((name for name in needed if not parsed.args.get(name)), "")
