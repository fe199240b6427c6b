"""A round: one look at what is due in an estate, at one moment, in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from handlers.book import THE_BOT, Book
from handlers.estate import Estate
from handlers.rules.quiet import end_of_quiet
from handlers.voice import Voice
from storage.firings import Due
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Round:
    """The estate, the open transaction, the account that speaks, and the time now (UTC)."""

    estate: Estate
    work: UnitOfWork
    account: str
    now: datetime

    async def first(self, *due: Due) -> set[tuple[str, datetime]]:
        """Which of these have not fired before, as (what, due at); from now on all of them have."""
        return await self.work.firings.claim(self.estate.estate_id, due, self.now)

    def voice(self, what: str, at: datetime) -> Voice:
        """Speaks of something that was due at that moment: the same line is never said twice."""
        return Voice(self.estate, self.work, self.account, self.now, f"{what}/{at.isoformat()}")

    def book(self) -> Book:
        """The requests, as the bot changes them by itself."""
        return Book(self.estate, self.work, self.now, THE_BOT)

    def by_day(self, at: datetime) -> datetime:
        """`at` itself, or the end of the quiet hours it falls into."""
        quiet = self.estate.quiet
        return end_of_quiet(at, self.estate.zone, quiet.start, quiet.end) if quiet else at

    @property
    def is_quiet(self) -> bool:
        """Whether ordinary lines would have to wait for the morning."""
        return self.by_day(self.now) != self.now


Duty = Callable[[Round], Awaitable[int]]
"""Looks for what is due and does it; returns how much was done, 0 when nothing is left."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A duty with something to do first that takes long, such as drawing.

    `prepare` looks in a reading transaction, so that nobody has to wait for it, and returns what is to be done in a
    writing one; None when nothing is due. What it found may be out of date by then: `first` decides.
    """

    prepare: Callable[[Round], Awaitable[Duty | None]]

    @property
    def __name__(self) -> str:
        return self.prepare.__name__
