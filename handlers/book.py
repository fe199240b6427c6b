"""The book of requests: whatever changes on one is a move by somebody, and each move is an event that tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from handlers import clocks
from handlers.audit import State, difference, state_of
from handlers.estate import Estate
from handlers.rules.lifecycle import CLOSED, Action, Role, Status, next_status
from storage.tables import EventRow, RequestRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, as the platform knows him, and by which message; the clock's deeds have no message."""

    id: str
    name: str
    role: Role
    message_id: str = ""


THE_BOT: Final = Actor("", "", Role.BOT)
"""What the bot does by itself, when something is due."""


@dataclass(slots=True)
class Book:
    """The requests of one estate within one transaction, as one actor finds and changes them at one moment."""

    estate: Estate
    work: UnitOfWork
    now: datetime
    actor: Actor
    _known: dict[int, State] = field(default_factory=dict)

    async def request(self, number: int) -> RequestRow | None:
        """The request with that number in this estate, locked for change."""
        found = await self.work.requests.get(self.estate.estate_id, number)
        if found is not None:
            self._known.setdefault(number, state_of(found))
        return found

    async def move(self, request: RequestRow, action: Action, note: str = "", **changes: Any) -> Status:
        """Do `action` to the request and append the event. Raises IllegalMove, with nothing changed.

        `changes` are the fields of the request that the action sets besides the status, so that the event tells them.
        Its clocks follow from the action unless `changes` say otherwise.
        """
        before = Status(request.status)
        after = next_status(before, action, self.actor.role)
        for name, value in {**await self._clocks(request, action, after, changes), **changes}.items():
            setattr(request, name, value)
        request.status = after
        request.updated_at = self.now
        if request.answered_at is None and self.actor.role in _ANSWERING and action in ANSWERS:
            request.answered_at = self.now
        if after in CLOSED and after is not before:
            request.closed_at, request.closing_word = self.now, note or request.closing_word
        elif action is Action.REOPEN:
            request.closed_at, request.closing_word = None, ""
        await self.record(request, action, before, note)
        return after

    async def _clocks(
        self, request: RequestRow, action: Action, after: Status, changes: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What the action does to the clocks, and to who holds a request that waited for its reporters."""
        goes_on = action in SETS_GOING or changes.get("urgency") == "urgent"
        follows: dict[str, Any] = {}
        if action is Action.REOPEN:
            follows = {"answered_at": None, **clocks.started(self.estate, request, self.now)}
        elif after in CLOSED:
            follows = {"paused_at": None, "paused_until": None}
        elif goes_on:
            follows = clocks.set_going(self.estate, request, self.now)
        elif "category" in changes:
            events = await self.work.requests.events(self.estate.estate_id, request.number)
            since = clocks.started_at(request, events)
            follows = clocks.reclassified(self.estate, request, str(changes["category"]), since, self.now)
        if clocks.waits_for_reporters(request) and (goes_on or after in CLOSED):
            events = await self.work.requests.events(self.estate.estate_id, request.number)
            follows["holder"] = clocks.holder_before(events)
        return follows

    async def record(self, request: RequestRow, action: Action, before: Status, note: str = "") -> EventRow:
        """Append an event: who, when, from, to, why, by which message, and every field that changed since the last."""
        now = state_of(request)
        changes = difference(self._known.get(request.number, {}), now)
        self._known[request.number] = now
        return await self.work.requests.add_event(
            EventRow(
                estate_id=self.estate.estate_id,
                id=0,
                number=request.number,
                at=self.now,
                who_id=self.actor.id,
                who_name=self.actor.name,
                role=self.actor.role,
                action=action,
                from_status=before,
                to_status=request.status,
                note=note,
                message_id=self.actor.message_id,
                changes=changes,
            )
        )

    def differs(self, request: RequestRow) -> bool:
        """Whether something changed on the request that no event tells of yet."""
        return self._known.get(request.number, {}) != state_of(request)


_ANSWERING = frozenset({Role.COMMITTEE, Role.PROPERTY, Role.OFFICE})

ANSWERS: Final = frozenset(
    {Action.TAKE, Action.ACCEPT, Action.PROGRESS, Action.RESOLVE, Action.DECLINE, Action.ANSWER, Action.REOPEN,
     Action.MERGE, Action.WHISTLE, Action.PAUSE, Action.POSTPONE, Action.ASK}
)  # fmt: skip
"""What the reporters hear of: the first of these is the first answer. An order passed on, a note, a 退回 is none."""

SETS_GOING: Final = frozenset(
    {Action.TAKE, Action.ORDER, Action.ACCEPT, Action.RETURN, Action.RESUME, Action.POSTPONE, Action.PAUSE, Action.ASK}
)
"""What ends a pause or the waiting for the reporters; 挂起 and 追问 then begin a new one."""
