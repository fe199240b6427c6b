"""What was said in a room in the last minutes: the context a line is read with.

Kept in memory only, on purpose: chatter is never stored. After a restart the first lines are read without it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nlp.context import Line

WINDOW = timedelta(minutes=30)
LINES = 40


@dataclass(frozen=True, slots=True)
class _Said:
    at: datetime
    line: Line


class Talk:
    """The recent lines of every room, forgotten after half an hour or forty lines."""

    def __init__(self) -> None:
        self._rooms: dict[str, deque[_Said]] = {}

    def remember(self, room_id: str, at: datetime, line: Line) -> None:
        self._rooms.setdefault(room_id, deque(maxlen=LINES)).append(_Said(at, line))

    def recent(self, room_id: str, at: datetime) -> tuple[Line, ...]:
        """The lines of the room around `at`, oldest first, each with its age in seconds.

        Clocks differ by seconds, so a line before may bear a later time; one of next year says nothing about now.
        """
        return tuple(
            replace(said.line, age=max(0.0, (at - said.at).total_seconds()))
            for said in self._rooms.get(room_id, ())
            if abs(at - said.at) <= WINDOW
        )

    def take_back(self, talker_id: str, request: int) -> None:
        """What this person said about the request was none: his lines stay as talk that reports nothing."""
        for lines in self._rooms.values():
            for index, said in enumerate(lines):
                if said.line.talker_id == talker_id and said.line.request == request:
                    lines[index] = replace(said, line=replace(said.line, labels=("none",), request=None))

    def reclassify(self, room_ids: Iterable[str], request: int, category: str) -> None:
        """The request was something else: what was said about it in these rooms hints at that from now on."""
        for room_id in room_ids:
            lines = self._rooms.get(room_id, deque())
            for index, said in enumerate(lines):
                if said.line.request == request and said.line.labels != ("none",):
                    lines[index] = replace(said, line=replace(said.line, labels=(category,)))
