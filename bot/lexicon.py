"""`whistle lexicon`: what the estates have learned, word by word, and how to make them forget a word again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.choosing import chosen
from bot.config import load
from bot.jsonlines import InputError
from handlers.estate import Estate
from handlers.learning import learned, live
from nlp.normal import normalise
from storage.tables import LessonRow
from storage.unit_of_work import Store

HEAD = ("estate", "word", "category", "correction", "lessons", "by", "last")


@dataclass(frozen=True, slots=True)
class Learned:
    """One word of one estate: by how much (log-odds) it speaks more for a category than elsewhere, and who says so.

    `lessons` is how many corrections it comes from, `by` the names of those who made them, `last` when the last was.
    """

    estate_id: str
    word: str
    category: str
    correction: float
    lessons: int
    by: tuple[str, ...]
    last: datetime

    @property
    def line(self) -> str:
        """The fields in the order of HEAD, parted by tabs."""
        at = self.last.isoformat(timespec="minutes")
        shown = (f"{self.correction:+.2f}", str(self.lessons), ", ".join(self.by), at)
        return "\t".join((self.estate_id, self.word, self.category, *shown))


async def show(config: Path, estate_id: str = "") -> list[Learned]:
    """What the estates of a config have learned, or the one named. Raises ConfigError, InputError, StorageError."""
    settings = load(config)
    estates = chosen(settings.estates, estate_id)
    store = await Store.open(settings.database_url, create=False)
    try:
        async with store.reading() as work:
            return [one for estate in estates for one in _learned(estate, await work.lessons.all(estate.estate_id))]
    finally:
        await store.close()


async def forget(config: Path, word: str, now: datetime, estate_id: str = "") -> list[str]:
    """Make the estates, or the one named, forget a word; returns the ids of those that had learned it.

    A running bot follows with its next message. Raises InputError when none had, ConfigError, StorageError.
    """
    settings = load(config)
    estates = chosen(settings.estates, estate_id)
    gone = normalise(word).strip()
    store = await Store.open(settings.database_url, create=False)
    try:
        async with store.writing() as work:
            had = [one for one in estates if gone in learned(await work.lessons.all(one.estate_id))]
            for estate in had:
                await work.lessons.add(_forgotten(estate.estate_id, gone, now))
            await work.commit()
    finally:
        await store.close()
    if not had:
        raise InputError(f"--forget {word}: nothing was learned about it; `whistle lexicon` shows what was")
    return [estate.estate_id for estate in had]


def _learned(estate: Estate, rows: Sequence[LessonRow]) -> Iterator[Learned]:
    taught: dict[tuple[str, str], list[LessonRow]] = defaultdict(list)
    for row in live(rows):
        for word, corrections in row.words.items():
            for category in corrections:
                taught[word, category].append(row)
    known = learned(rows)
    for (word, category), lessons in sorted(taught.items()):
        by = tuple(dict.fromkeys(row.who_name or row.who_id for row in lessons))
        last = lessons[-1].at.astimezone(estate.zone)
        yield Learned(estate.estate_id, word, category, known[word][category], len(lessons), by, last)


def _forgotten(estate_id: str, word: str, now: datetime) -> LessonRow:
    return LessonRow(
        estate_id=estate_id, id=0, at=now, who_id="operator", who_name="operator", kind="forgotten", words={word: {}}
    )
