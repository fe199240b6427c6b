"""The unit of work: one transaction with the query objects a handler needs. Leaving it without commit undoes it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from storage.echoes import Echoes
from storage.engine import open_engine
from storage.figures import Figures
from storage.firings import Firings
from storage.inbox import Inbox
from storage.lessons import Lessons
from storage.locks import lock_estates
from storage.migrate import migrate
from storage.outbox import Outbox
from storage.questions import Questions
from storage.reminders import Reminders
from storage.requests import Requests
from storage.silences import Silences
from storage.surveys import Surveys


class UnitOfWork:
    """One transaction. What is changed through it stands or falls together."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.inbox = Inbox(session)
        self.outbox = Outbox(session)
        self.echoes = Echoes(session)
        self.requests = Requests(session)
        self.questions = Questions(session)
        self.lessons = Lessons(session)
        self.reminders = Reminders(session)
        self.firings = Firings(session)
        self.silences = Silences(session)
        self.surveys = Surveys(session)
        self.figures = Figures(session)

    async def commit(self) -> None:
        await self.session.commit()

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part that can fail alone: an exception undoes this part only and is raised again."""
        async with self.session.begin_nested():
            yield
            await self.session.flush()


class Store:
    """An open database. `writing` and `reading` give units of work; `close` ends it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(writes=True)

    @classmethod
    async def open(cls, url: str, *, create: bool = True) -> Store:
        """Open the database, bringing its schema up to date first. Raises StorageError."""
        await migrate(url, create=create)
        return cls(open_engine(url))

    @asynccontextmanager
    async def writing(self, *estate_ids: str) -> AsyncIterator[UnitOfWork]:
        """A unit of work that writes: in these estates nobody else does meanwhile who names them too.

        Whoever moves requests names the estates, so that no two wait for each other's rows and counters.
        """
        async with AsyncSession(self._writer, expire_on_commit=False) as session:
            await lock_estates(session, estate_ids)
            yield UnitOfWork(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield UnitOfWork(session)

    async def close(self) -> None:
        await self.engine.dispose()
