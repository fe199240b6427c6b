"""Erasing a person: his ids, names and words go from every table of an estate, the counts stay.

A pseudonym takes the place of his id, so that households are counted as before; the requests stay with category, place
and state. Words go from the bot's own lines too, whether they were said or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, cast, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.tables import (
    EventRow,
    InboxRow,
    LessonRow,
    OutboxRow,
    QuestionRow,
    ReminderRow,
    ReportRow,
    RequestRow,
    SilenceRow,
    SurveyRow,
)

SHORTEST_WORDS: Final = 4
"""Characters; shorter words ("满意", "1") tell nothing of a person and stand in any line."""
BEGINNING: Final = 8
"""Characters by which words are known that were cut off."""
REPORT: Final = "report"
"""The action (`lifecycle.Action`) that puts a reporter's words on a new request."""
_TELLS_NOBODY = re.compile(r".?|\d+(?:栋|幢|座|号楼?|单元|期)")
"""Names that stand for a place, or for nobody: they are not looked for in texts."""


@dataclass(frozen=True, slots=True)
class Stead:
    """What stands where something was erased: an id, a name, words."""

    person: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """Takes a person's names and words out of texts, with whatever a line of the bot lets him say. Pure."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    stead: Stead

    def text(self, text: str) -> str:
        """The text without them; words that were cut off go from where they begin to the end of their line."""
        for words in self.words:
            text = text.replace(words, self.stead.words)
            beginning = words[:BEGINNING]
            if len(words) > BEGINNING and beginning in text:
                text = re.sub(rf"{re.escape(beginning)}[^\n]*", lambda _: self.stead.words, text)
        for name in self.names:
            said = re.compile(rf"{re.escape(name)}[^::\n]{{0,20}}[::][^\n]*")
            text = said.sub(lambda _: f"{self.stead.name}:{self.stead.words}", text)
            text = text.replace(name, self.stead.name)
        return text

    def changes(self, changes: dict[str, list[Any]], plates: Iterable[str]) -> dict[str, list[Any]]:
        """The changes of an event without them, and without the plates that only this person named."""
        gone = set(plates)
        shown: dict[str, list[Any]] = {}
        for field, values in changes.items():
            if field == "plates":
                shown[field] = [value and [plate for plate in value if plate not in gone] for value in values]
            elif field in ("summary", "closing_word", "assignee"):
                shown[field] = [value and self.text(value) for value in values]
            else:
                shown[field] = values
        return shown


class Erasing:
    """One erasure, within the caller's transaction. `masked` is how other groups read a text: it is looked for too."""

    def __init__(
        self, session: AsyncSession, estate_id: str, person: str, stead: Stead, masked: Callable[[str], str]
    ) -> None:
        self._session = session
        self._estate_id = estate_id
        self._person = person
        self._stead = stead
        self._masked = masked

    async def erase(self, *, name: str = "", account: str = "", message_id: str = "") -> Sequence[int]:
        """Erase the person; returns the numbers of the requests that he had something to do with.

        `name` is what he is called now; `account` and `message_id` are the message that asks for it, if one does: what
        he said before it and is not handled yet is not handled any more.
        """
        reports = await self._rows(ReportRow, col(ReportRow.talker_id) == self._person)
        events = await self._rows(EventRow, col(EventRow.who_id) == self._person)
        numbers = sorted({row.number for row in (*reports, *events)})
        plates = await self._plates(numbers, reports)
        redaction = self._redaction(name, reports, events, plates)
        await self._requests(redaction, numbers, plates)
        await self._lessons({row.message_id for row in reports})
        for report in reports:
            self._report(report)
        await self._events(redaction, numbers, plates)
        await self._told(redaction, numbers)
        await self._inbox(redaction, account, message_id)
        await self._others()
        await self._session.flush()
        return numbers

    def _redaction(
        self, name: str, reports: Sequence[ReportRow], events: Sequence[EventRow], plates: dict[int, set[str]]
    ) -> Redaction:
        """What he is called, and what he said: also what he took back, as the history of the request tells it."""
        names = {name, *(row.talker_name for row in reports), *(row.who_name for row in events)}
        names |= set(map(self._masked, names))
        said = {row.text for row in reports} | {row.note for row in events}
        said |= {str(row.changes["summary"][1]) for row in events if row.action == REPORT and "summary" in row.changes}
        said |= {plate for named in plates.values() for plate in named}
        forms = {form for one in said for form in (one, " ".join(one.split()), self._masked(one))}
        words = {form for form in forms if len(form) >= SHORTEST_WORDS}
        return Redaction(
            names=tuple(sorted((one for one in names if not _TELLS_NOBODY.fullmatch(one)), key=len, reverse=True)),
            words=tuple(sorted(words, key=len, reverse=True)),
            stead=self._stead,
        )

    async def _plates(self, numbers: Sequence[int], reports: Sequence[ReportRow]) -> dict[int, set[str]]:
        """Request number -> the plates on it that only this person named."""
        named: dict[int, set[str]] = {}
        for row in reports:
            named.setdefault(row.number, set()).update(row.plates)
        for row in await self._rows(ReportRow, col(ReportRow.number).in_(numbers)):
            if row.talker_id != self._person:
                named.get(row.number, set()).difference_update(row.plates)
        return named

    async def _requests(self, redaction: Redaction, numbers: Sequence[int], plates: dict[int, set[str]]) -> None:
        for row in await self._rows(RequestRow, _on(RequestRow.number, numbers, redaction, RequestRow.summary)):
            row.summary = redaction.text(row.summary)
            row.closing_word = redaction.text(row.closing_word)
            row.assignee = redaction.text(row.assignee)
            gone = plates.get(row.number, set())
            row.plates = [plate for plate in row.plates if plate not in gone]

    def _report(self, row: ReportRow) -> None:
        row.talker_id, row.talker_name, row.text = self._stead.person, "", ""
        row.home, row.plates = ["", "", "", ""], []

    async def _events(self, redaction: Redaction, numbers: Sequence[int], plates: dict[int, set[str]]) -> None:
        for row in await self._rows(EventRow, _on(EventRow.number, numbers, redaction, EventRow.note)):
            row.changes = redaction.changes(row.changes, plates.get(row.number, ()))
            if row.who_id == self._person:
                row.who_id, row.who_name, row.note = self._stead.person, "", ""
            else:
                row.note = redaction.text(row.note)

    async def _told(self, redaction: Redaction, numbers: Sequence[int]) -> None:
        """What the bot said and is still to say, and what neighbours said of him."""
        for row in await self._rows(OutboxRow, _on(OutboxRow.number, numbers, redaction, OutboxRow.text)):
            row.text = redaction.text(row.text)
            row.parts = [[number, cause, redaction.text(line)] for number, cause, line in row.parts]
        for row in await self._rows(OutboxRow, cast(col(OutboxRow.mentions), Text) != "[]"):
            row.mentions = [one for one in row.mentions if one != self._person]
        for report in await self._rows(ReportRow, _on(ReportRow.number, numbers, redaction, ReportRow.text)):
            report.text = redaction.text(report.text)

    async def _lessons(self, message_ids: set[str]) -> None:
        """What he taught counts on without him; what was learned from his words goes with them."""
        for row in await self._rows(LessonRow):
            if not message_ids.isdisjoint(row.message_ids):
                row.words, row.undone = {}, True
            if row.who_id == self._person:
                row.who_id, row.who_name = self._stead.person, ""

    async def _inbox(self, redaction: Redaction, account: str, message_id: str) -> None:
        found = await self._session.execute(
            select(col(InboxRow.id)).where(
                col(InboxRow.estate_id) == self._estate_id,
                col(InboxRow.account) == account,
                col(InboxRow.message_id) == message_id,
            )
        )
        last = found.scalar_one_or_none()
        his = col(InboxRow.talker_id) == self._person
        earlier = his if last is None else his & (col(InboxRow.id) < last)
        gone = {"talker_id": self._stead.person, "talker_name": "", "text": "", "quoted_text": "", "quoted_speaker": ""}
        await self._update(InboxRow, earlier, **gone, mentions=[], state="done")
        await self._update(InboxRow, his & (col(InboxRow.id) == last), talker_id=self._stead.person, talker_name="")
        for row in await self._rows(InboxRow, col(InboxRow.state) != "done"):
            row.mentions = [one for one in row.mentions if one != self._person]
            row.text, row.quoted_text = redaction.text(row.text), redaction.text(row.quoted_text)
            row.quoted_speaker = redaction.text(row.quoted_speaker)

    async def _others(self) -> None:
        """The tables where he stands alone in a row."""
        person, stead = self._person, self._stead
        await self._update(SurveyRow, col(SurveyRow.talker_id) == person, talker_id=stead.person)
        await self._update(SilenceRow, col(SilenceRow.who_id) == person, who_id=stead.person, who_name="")
        his = col(ReminderRow.author_id) == person
        await self._update(ReminderRow, his, author_id=stead.person, author_name="")
        await self._session.execute(
            delete(QuestionRow).where(
                col(QuestionRow.estate_id) == self._estate_id, col(QuestionRow.talker_id) == person
            )
        )

    async def _rows(self, table: type[Any], *conditions: ColumnElement[bool]) -> Sequence[Any]:
        found = await self._session.execute(select(table).where(table.estate_id == self._estate_id, *conditions))
        return found.scalars().all()

    async def _update(self, table: type[Any], condition: ColumnElement[bool], **values: Any) -> None:
        rows = update(table).where(table.estate_id == self._estate_id, condition)
        await self._session.execute(rows.values(values).execution_options(synchronize_session=False))


def _on(number: Any, numbers: Sequence[int], redaction: Redaction, text: Any) -> ColumnElement[bool]:
    """Rows on these requests, and rows whose text has one of the names or words in it."""
    spoken = (*redaction.names, *(words[:BEGINNING] for words in redaction.words))
    return or_(col(number).in_(numbers), *(col(text).contains(one, autoescape=True) for one in spoken))
