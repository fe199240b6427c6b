"""The reader as each estate has taught it: in memory, loaded again when an estate's lessons have changed."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.learning import learned
from nlp.learning import Reads, Taught
from storage.lessons import Mark
from storage.unit_of_work import UnitOfWork


class Learned:
    """One reader for each estate. What is read between two refreshes asks the database nothing."""

    def __init__(self, estate_ids: Iterable[str]) -> None:
        self._marks = dict.fromkeys(estate_ids, Mark())
        self._known: dict[str, Taught] = {}

    async def refresh(self, work: UnitOfWork, reader: Reads) -> None:
        """Load the lessons of the estates where some were added or undone, by whatever process."""
        marks = await work.lessons.marks(list(self._marks))
        for estate_id, mark in self._marks.items():
            now = marks.get(estate_id, Mark())
            if now != mark or estate_id not in self._known:
                rows = await work.lessons.all(estate_id) if now != Mark() else ()
                self._known[estate_id] = Taught(reader, learned(rows))
                self._marks[estate_id] = now
        work.lessons.changed = False

    def of(self, estate_id: str) -> Taught:
        """The estate's reader, after the first refresh."""
        return self._known[estate_id]
