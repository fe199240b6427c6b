"""The book of requests: whatever changes on one is a move by somebody, and each move is an event that tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

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
        """
        before = Status(request.status)
        after = next_status(before, action, self.actor.role)
        for name, value in changes.items():
            setattr(request, name, value)
        request.status = after
        request.updated_at = self.now
        if request.answered_at is None and self.actor.role in _ANSWERING and after is not before:
            request.answered_at = self.now
        if after in CLOSED and after is not before:
            request.closed_at, request.closing_word = self.now, note or request.closing_word
        elif action is Action.REOPEN:
            request.closed_at, request.closing_word = None, ""
        await self.record(request, action, before, note)
        return after

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
