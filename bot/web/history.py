"""What happened to one request, step by step, in words: before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from bot.web import labels
from handlers.audit import TIMES
from handlers.rules.lifecycle import Action, Role
from storage.tables import EventRow


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after, as people write it; "" for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One event: when, who and as what, what he did, to which state it led, in which words, and what it changed."""

    when: str
    who: str
    role: str
    what: str
    status: str
    note: str
    changes: tuple[Change, ...]


def steps(events: Sequence[EventRow], now: datetime, zone: tzinfo) -> Iterator[Step]:
    """The events of a request, oldest first; times are told as from `now`."""
    for event in events:
        undoes = event.action == Action.UNDO
        what = labels.ACTION.get(event.action, event.action)
        yield Step(
            when=moment(event.at, now, zone),
            who=labels.BOT_NAME if event.role == Role.BOT else event.who_name or labels.ERASED,
            role=labels.ROLE[Role(event.role)],
            what=labels.taken_back(event.note) if undoes else what,
            status=event.to_status if event.to_status != event.from_status else "",
            note="" if undoes else event.note,
            changes=tuple(_changes(event.changes, now, zone)),
        )


def moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """07:05 of today, 11月20日 07:05 of any other day."""
    local = at.astimezone(zone)
    day = "" if local.date() == now.astimezone(zone).date() else f"{local.month}月{local.day}日 "
    return f"{day}{local:%H:%M}"


def _changes(changes: Mapping[str, list[Any]], now: datetime, zone: tzinfo) -> Iterator[Change]:
    """What a change came to, in the order of labels.FIELD; nothing for what made the request."""
    if changes.get("status", [""])[0] is None:
        return
    for field, name in labels.FIELD.items():
        if field in changes:
            before, after = (_shown(field, value, now, zone) for value in changes[field])
            yield Change(name, before, after)


def _shown(field: str, value: Any, now: datetime, zone: tzinfo) -> str:
    if value in (None, "", []):
        return ""
    if field in TIMES:
        return moment(datetime.fromisoformat(value), now, zone)
    if field == "merged_into":
        return f"#{value}"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return _WORDS.get(field, {}).get(value, str(value))


_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "category": labels.CATEGORY,
    "urgency": {"urgent": labels.URGENT, "normal": labels.NORMAL},
    "holder": labels.HOLDER,
}
