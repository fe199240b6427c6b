"""What a digest is written for, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.chart import Picture
from handlers.estate import Room


@dataclass(frozen=True, slots=True)
class Occasion:
    """A digest is due in a room at `due`; the time before that it was due at `since` (both aware, UTC).

    `turn` counts the rooms in which it is due at the same moment, from 0.
    """

    room: Room
    due: datetime
    since: datetime
    turn: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What is said, and the picture that follows it."""

    words: str
    picture: Picture | None = None
