"""`whistle erase`: the operator takes a person out of the database, for who cannot ask for it in a group."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.config import load
from bot.jsonlines import InputError
from handlers.book import Actor, Book
from handlers.erasing import erase
from handlers.rules.lifecycle import Role
from storage.unit_of_work import Store

OPERATOR = Actor("operator", "operator", Role.BOT)


async def erase_person(config: Path, person: str, now: datetime, estate_id: str = "") -> dict[str, int]:
    """Erase a person by his platform id from the estates of a config, or the one named.

    Returns estate id -> how many requests he had to do with, where he was known. Raises InputError when nobody of
    that id is known, ConfigError, StorageError.
    """
    settings = load(config)
    estates = [estate for estate in settings.estates if estate_id in ("", estate.estate_id)]
    if not estates:
        known = ", ".join(estate.estate_id for estate in settings.estates)
        raise InputError(f"--estate {estate_id}: the config has no such estate, it has {known}")
    store = await Store.open(settings.database_url, create=False)
    try:
        async with store.writing() as work:
            found = {one.estate_id: await erase(Book(one, work, now, OPERATOR), person) for one in estates}
            await work.commit()
    finally:
        await store.close()
    erased = {estate_id: len(numbers) for estate_id, numbers in found.items() if numbers}
    if not erased:
        raise InputError(f"--person {person}: no request knows this id; `python -m bot.rooms --members` lists ids")
    return erased
