"""Erasing a person: his ids, names and words go from every table of an estate, the counts stay.

A pseudonym takes the place of his id, so that households are counted as before; the requests stay with category, place
and state. Words go from the bot's own lines too, whether they were said or not. What others said and wrote stays: only
rows on requests that he had to do with are looked at, and lines that his messages caused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, CursorResult, Text, cast, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.redaction import Places, Redaction, Stead, forms
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

SLICE: Final = 500
"""Numbers asked for in one statement; databases take no more than some thousand arguments."""
RESIDENT: Final = "resident"
"""The role (`lifecycle.Role`) of those whose words on a request are their own."""
REPORT: Final = "report"
WITHDRAW: Final = "withdraw"
SAYING: Final = frozenset({"rate", "resume", "add", "reopen"})
"""Actions (`lifecycle.Action`): the first puts a reporter's words on a new request, the second takes them from it, the
note of the others is what he said."""

_NUMBER = re.compile(r"#(\d{1,6})(?!\d)")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the bot speaks: how other groups read a text, how a text is cut for a card, where a line puts a name."""

    masked: Callable[[str], str]
    shortened: Callable[[str], str]
    places: Places


@dataclass(frozen=True, slots=True)
class Erased:
    """The numbers of the requests that a person had something to do with, and whether any table knew him."""

    numbers: Sequence[int]
    known: bool


@dataclass(frozen=True, slots=True)
class _Traces:
    """What the tables have of him: his reports and deeds, and (account, id) of his messages."""

    reports: Sequence[ReportRow]
    events: Sequence[EventRow]
    messages: set[tuple[str, str]]
    numbers: set[int]

    @property
    def message_ids(self) -> set[str]:
        return {one for _, one in self.messages} | {row.message_id for row in self.events if row.message_id}


class Erasing:
    """One erasure, within the caller's transaction."""

    def __init__(self, session: AsyncSession, estate_id: str, person: str, stead: Stead, manner: Manner) -> None:
        self._session = session
        self._estate_id = estate_id
        self._person = person
        self._stead = stead
        self._manner = manner

    async def erase(self, *, name: str = "", account: str = "", message_id: str = "") -> Erased:
        """Erase the person.

        `name` is what he is called now; `account` and `message_id` are the message that asks for it, if one does: what
        he said before it and is not handled yet is not handled any more.
        """
        his = await self._traces()
        tied = his.numbers | await self._merged_into(his.numbers)
        others = [row for row in await self._of(ReportRow, tied) if row.talker_id != self._person]
        redaction = self._redaction(name, his, others)
        await self._requests(redaction, tied)
        touched = await self._lessons(his.message_ids)
        for report in his.reports:
            report.talker_id, report.talker_name, report.text = self._stead.person, "", ""
            report.home, report.plates = ["", "", "", ""], []
        for report in others:
            report.text = redaction.called(report.text)
        await self._events(redaction, tied)
        touched += await self._told(redaction, tied, {f"{at}/{one}" for at, one in his.messages})
        touched += await self._inbox(redaction, account, message_id) + await self._others()
        await self._session.flush()
        return Erased(sorted(his.numbers), bool(his.numbers or touched))

    async def _traces(self) -> _Traces:
        reports = await self._rows(ReportRow, col(ReportRow.talker_id) == self._person)
        events = await self._rows(EventRow, col(EventRow.who_id) == self._person)
        heard = await self._session.execute(
            select(col(InboxRow.account), col(InboxRow.message_id)).where(
                col(InboxRow.estate_id) == self._estate_id, col(InboxRow.talker_id) == self._person
            )
        )
        messages = {(row.account, row.message_id) for row in reports} | {(at, one) for at, one in heard}
        once = await self._once({str(row.id) for row in reports})
        return _Traces(reports, events, messages, {row.number for row in (*reports, *events)} | once)

    async def _once(self, report_ids: set[str]) -> set[int]:
        """The requests where these reports were before they were split off, or given back."""
        moved = await self._rows(EventRow, cast(col(EventRow.changes), Text).contains('"reports"'))
        return {
            row.number
            for row in moved
            if any(str(id) in report_ids for kept in row.changes.get("reports", ()) for id in kept or ())
        }

    async def _merged_into(self, numbers: Iterable[int]) -> set[int]:
        """What these requests were merged into: it may be known by their words."""
        known, left = set[int](), set(numbers)
        while left:
            found = {row.merged_into for row in await self._of(RequestRow, left) if row.merged_into is not None}
            left = found - known
            known |= found
        return known

    def _redaction(self, name: str, his: _Traces, others: Sequence[ReportRow]) -> Redaction:
        """What he is called, what he said, also if he took it back, and the plates that nobody else named."""
        names = {name, *(row.talker_name for row in his.reports), *(row.who_name for row in his.events)} - {""}
        said = {row.text for row in his.reports}
        named = {plate for row in his.reports for plate in row.plates}
        for event in his.events:
            if event.role != RESIDENT:
                continue
            if event.action in SAYING:
                said.add(event.note)
            before, after = event.changes.get("summary") or ("", "")
            said |= {str(words) for words in (after,) if event.action == REPORT and words}
            said |= {str(words) for words in (before,) if event.action == WITHDRAW and words}
            plates = event.changes.get("plates") or ((), ())
            named |= set(plates[1] or ()) - set(plates[0] or ())
        manner = self._manner
        theirs = forms((row.text for row in others), manner.masked, manner.shortened)
        words = set(forms(said, manner.masked, manner.shortened)).difference(theirs)
        return Redaction(
            names=frozenset(names),
            words=frozenset(words),
            plates=frozenset(named.difference(plate for row in others for plate in row.plates)),
            by_staff=any(event.role != RESIDENT for event in his.events),
            places=manner.places,
            masked=manner.masked,
            stead=self._stead,
        )

    async def _requests(self, redaction: Redaction, numbers: set[int]) -> None:
        for row in await self._of(RequestRow, numbers):
            row.summary = redaction.summary(row.summary)
            row.closing_word = redaction.note(row.closing_word)
            row.assignee = redaction.assignee(row.assignee)
            row.plates = redaction.left(row.plates)

    async def _events(self, redaction: Redaction, numbers: set[int]) -> None:
        for row in await self._of(EventRow, numbers):
            row.changes = redaction.changes(row.changes)
            if row.who_id == self._person:
                row.who_id, row.who_name, row.note = self._stead.person, "", ""
            else:
                row.note = redaction.called(row.note) if row.role == RESIDENT else redaction.note(row.note)

    async def _told(self, redaction: Redaction, numbers: set[int], causes: set[str]) -> int:
        """What the bot said and is still to say on his requests, and because of what he said."""
        found = await self._session.execute(
            select(
                col(OutboxRow.id), col(OutboxRow.number), col(OutboxRow.key), col(OutboxRow.text), col(OutboxRow.parts)
            ).where(col(OutboxRow.estate_id) == self._estate_id)
        )
        touched = 0
        for id, number, key, text, parts in found.all():
            about = {number, *map(int, _NUMBER.findall(text))}
            if numbers.isdisjoint(about) and key.rpartition("/")[0] not in causes:
                continue
            left = redaction.line(text)
            if left != text:
                lines = [[about_it, cause, redaction.line(line)] for about_it, cause, line in parts]
                touched += await self._update(OutboxRow, col(OutboxRow.id) == id, text=left, parts=lines)
        for row in await self._rows(OutboxRow, cast(col(OutboxRow.mentions), Text) != "[]"):
            if self._person in row.mentions:
                row.mentions = [one for one in row.mentions if one != self._person]
                touched += 1
        return touched

    async def _lessons(self, message_ids: set[str]) -> int:
        """What he taught counts on without him; what was learned from his words goes with them."""
        touched = 0
        for row in await self._rows(LessonRow):
            if not message_ids.isdisjoint(row.message_ids):
                row.words, row.undone = {}, True
            if row.who_id == self._person:
                row.who_id, row.who_name = self._stead.person, ""
                touched += 1
        return touched

    async def _inbox(self, redaction: Redaction, account: str, message_id: str) -> int:
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
        touched = await self._update(InboxRow, earlier, **gone, mentions=[], state="done")
        await self._update(InboxRow, his & (col(InboxRow.id) == last), talker_id=self._stead.person, talker_name="")
        for row in await self._rows(InboxRow, col(InboxRow.state) != "done"):
            row.mentions = [one for one in row.mentions if one != self._person]
            row.text = redaction.called(row.text)
            if row.quoted_speaker in redaction.names:
                row.quoted_speaker, row.quoted_text = self._stead.name, self._stead.words
            row.quoted_text = redaction.line(row.quoted_text)
        return touched

    async def _others(self) -> int:
        """The tables where he stands alone in a row."""
        person, stead = self._person, self._stead
        asked = col(QuestionRow.talker_id) == person
        touched = await self._update(SurveyRow, col(SurveyRow.talker_id) == person, talker_id=stead.person)
        touched += await self._update(SilenceRow, col(SilenceRow.who_id) == person, who_id=stead.person, who_name="")
        his = col(ReminderRow.author_id) == person
        touched += await self._update(ReminderRow, his, author_id=stead.person, author_name="")
        await self._session.execute(delete(QuestionRow).where(col(QuestionRow.estate_id) == self._estate_id, asked))
        return touched

    async def _rows(self, table: type[Any], *conditions: ColumnElement[bool]) -> Sequence[Any]:
        found = await self._session.execute(select(table).where(table.estate_id == self._estate_id, *conditions))
        return found.scalars().all()

    async def _of(self, table: type[Any], numbers: Iterable[int]) -> Sequence[Any]:
        """The rows of these requests."""
        rows: list[Any] = []
        known = sorted(numbers)
        for start in range(0, len(known), SLICE):
            rows += await self._rows(table, col(table.number).in_(known[start : start + SLICE]))
        return rows

    async def _update(self, table: type[Any], condition: ColumnElement[bool], **values: Any) -> int:
        """Returns how many rows it were."""
        rows = update(table).where(table.estate_id == self._estate_id, condition)
        done = await self._session.execute(rows.values(values).execution_options(synchronize_session=False))
        assert isinstance(done, CursorResult), "an update has no rows to return"
        return done.rowcount
