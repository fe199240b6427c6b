"""`whistle erase`: the operator takes a person out of the database, for who cannot ask for it in a group."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.choosing import chosen
from bot.config import load
from bot.jsonlines import InputError
from handlers.book import Actor, Book
from handlers.erasing import erase
from handlers.rules.lifecycle import Role
from handlers.voice import Voice
from storage.erasing import Erased
from storage.unit_of_work import Store

OPERATOR = Actor("operator", "operator", Role.BOT)


async def erase_person(config: Path, person: str, now: datetime, estate_id: str = "") -> dict[str, int]:
    """Erase a person by his platform id from the estates of a config, or the one named.

    Returns estate id -> how many requests he had to do with, where he was known. Raises InputError when nobody of
    that id is known, ConfigError, StorageError.
    """
    settings = load(config)
    estates = chosen(settings.estates, estate_id)
    account = settings.wechaty.account if settings.wechaty else settings.account
    store = await Store.open(settings.database_url, create=False)
    try:
        async with store.writing(*(estate.estate_id for estate in estates)) as work:
            found: dict[str, Erased] = {}
            for estate in estates:
                voice = Voice(estate, work, account, now, f"erasing/{now.isoformat()}")
                found[estate.estate_id] = await erase(Book(estate, work, now, OPERATOR), voice, person)
            known = {estate_id: len(erased.numbers) for estate_id, erased in found.items() if erased.known}
            if not known:
                raise InputError(f"--person {person}: nothing knows this id; `python -m bot.rooms --members` lists ids")
            await work.commit()
    finally:
        await store.close()
    return known
