"""What a line is read with: the talk around it. Built by the caller; nothing here keeps state."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp.reading import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Line:
    """One earlier line of the room, as far as it matters for reading the next one.

    `age` is in seconds before the line being read; `labels` is how it was read itself; `by_staff` is true for
    property, committee and office members; `picture` for an image without words.
    """

    text: str
    talker_id: str
    age: float
    labels: tuple[str, ...]
    place: Place = NOWHERE
    by_staff: bool = False
    picture: bool = False
    request: int | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places of one estate: canonical name -> its aliases; and its buildings ("3栋", ...)."""

    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    buildings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Everything known about a line besides its text.

    `recent` are the lines of the last minutes, `known` the reports of the last days, each with the place that its own
    words name (their age is not told); both oldest first, of this room only.
    """

    talker_id: str = ""
    nickname: str = ""
    by_staff: bool = False
    quoted: str = ""
    quoted_speaker: str = ""
    recent: tuple[Line, ...] = ()
    known: tuple[Line, ...] = ()
    room_building: str = ""
    gazetteer: Gazetteer = field(default_factory=Gazetteer)


ALONE = Context()
"""A line read by itself."""
