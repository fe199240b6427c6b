"""`whistle history`: what happened to a request, event by event, for the operator's eyes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.choosing import the_one
from bot.config import load
from bot.jsonlines import InputError
from handlers.estate import Estate
from storage.tables import EventRow
from storage.unit_of_work import Store

HEAD = ("at", "who", "role", "action", "from", "to", "note", "message", "changed")
FIRST = "report"
"""The action that opens a request: everything is new with it, so nothing is listed as changed."""


async def history(config: Path, number: int, estate_id: str = "") -> list[str]:
    """The events of a request, oldest first, one line each with the fields of HEAD parted by tabs.

    Raises InputError when there is no such request or the estate cannot be told; ConfigError, StorageError.
    """
    settings = load(config)
    estate = the_one(settings.estates, estate_id)
    store = await Store.open(settings.database_url, create=False)
    try:
        async with store.reading() as work:
            events = await work.requests.events(estate.estate_id, number)
    finally:
        await store.close()
    if not events:
        raise InputError(f"{estate.estate_id} has no request #{number}")
    return ["\t".join(_fields(event, estate)) for event in events]


def _fields(event: EventRow, estate: Estate) -> tuple[str, ...]:
    who = f"{event.who_name} ({event.who_id})" if event.who_id else "-"
    undoes = f" of event {event.undoes}" if event.undoes is not None else ""
    return (
        event.at.astimezone(estate.zone).isoformat(timespec="seconds"),
        who,
        event.role,
        event.action + undoes,
        event.from_status,
        event.to_status,
        " ".join(event.note.split()) or "-",
        event.message_id or "-",
        "" if event.action == FIRST else _changed(event.changes),
    )


def _changed(changes: dict[str, list[Any]]) -> str:
    told = (f"{name}: {_shown(before)} -> {_shown(after)}" for name, (before, after) in changes.items())
    return "; ".join(told)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    return "-" if value in (None, "") else str(value)
