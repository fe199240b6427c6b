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
    message_id: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that belongs to no request yet, by its message."""

    message_id: str
    at: datetime


class Talk:
    """The recent lines of every room, forgotten after half an hour or forty lines."""

    def __init__(self) -> None:
        self._rooms: dict[str, deque[_Said]] = {}

    def remember(self, room_id: str, at: datetime, line: Line, message_id: str = "") -> None:
        self._rooms.setdefault(room_id, deque(maxlen=LINES)).append(_Said(at, line, message_id))

    def recent(self, room_id: str, at: datetime) -> tuple[Line, ...]:
        """The lines of the room around `at`, oldest first, each with its age in seconds.

        Clocks differ by seconds, so a line before may bear a later time; one of next year says nothing about now.
        """
        return tuple(
            _of_age(said.line, max(0.0, age.total_seconds()))
            for said in self._rooms.get(room_id, ())
            if -WINDOW <= (age := at - said.at) <= WINDOW
        )

    def pictures_before(self, room_id: str, talker_id: str, at: datetime, within: timedelta) -> list[Picture]:
        """This person's pictures shortly before `at` that belong to nothing yet, since his last words."""
        found: list[Picture] = []
        for said in reversed(self._rooms.get(room_id, ())):
            if said.line.talker_id != talker_id:
                continue
            if not said.line.picture or said.line.request is not None or abs(at - said.at) > within:
                break
            found.append(Picture(said.message_id, said.at))
        return found[::-1]

    def forget(self, talker_id: str) -> None:
        """Nothing that this person said is context any more."""
        for room_id, lines in self._rooms.items():
            kept = [said for said in lines if said.line.talker_id != talker_id]
            self._rooms[room_id] = deque(kept, maxlen=LINES)

    def forget_message(self, room_id: str, message_id: str) -> None:
        """What the platform took back is context no more."""
        if room_id in self._rooms:
            kept = [said for said in self._rooms[room_id] if said.message_id != message_id]
            self._rooms[room_id] = deque(kept, maxlen=LINES)

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


def _of_age(line: Line, age: float) -> Line:
    """The line with another age; done for forty lines with every message, where `replace` would take longest of all."""
    return Line(line.text, line.talker_id, age, line.labels, line.place, line.by_staff, line.picture, line.request)
