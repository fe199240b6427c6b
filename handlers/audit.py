"""What changed on a request, field by field: the history can rebuild a request from it, and take a change back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from storage.tables import EventRow, RequestRow

TIMES: Final = ("answer_due_at", "resolve_due_at", "answered_at", "closed_at", "paused_at", "paused_until")
FIELDS: Final = (
    "status", "category", "labels", "urgency", "place", "building", "unit", "spot", "plates", "summary", "holder",
    "assignee", "whistled_to", "merged_into", "closing_word", *TIMES,
)  # fmt: skip
"""What makes up the state of a request; everything else is set once or follows from it."""

State = dict[str, Any]
"""Field -> value as JSON keeps it; times are ISO, in UTC."""
Changes = Mapping[str, list[Any]]
"""Field -> [before, after]."""


def state_of(request: RequestRow) -> State:
    """The request as it is now."""
    return {name: _kept(getattr(request, name)) for name in FIELDS}


def difference(before: State, after: State) -> dict[str, list[Any]]:
    """The fields that are not the same, each with its value before and after."""
    return {
        name: [before.get(name), value] for name, value in after.items() if name not in before or before[name] != value
    }


def put(request: RequestRow, state: State) -> None:
    """Give these fields of the request these values."""
    for name, value in state.items():
        setattr(request, name, datetime.fromisoformat(value) if name in TIMES and value else value)


def rebuilt(history: Iterable[Changes]) -> State:
    """The state that these changes, oldest first, lead to."""
    state: State = {}
    for changes in history:
        state |= {name: after for name, (_, after) in changes.items() if name in FIELDS}
    return state


def standing(history: Sequence[EventRow]) -> list[EventRow]:
    """The events that count: not what was taken back, nor the taking back."""
    taken_back = {event.undoes for event in history}
    return [event for event in history if event.undoes is None and event.id not in taken_back]


def _kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, list) else value
