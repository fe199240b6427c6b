"""The place of a line that is read with its context: what it says itself, what the talk is about, who speaks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from nlp.context import Context, Line
from nlp.known import known_place
from nlp.nickname import place_of
from nlp.place import find_place
from nlp.reading import NONE, NOWHERE, Category, Place

SAME_TALK: Final = 600.0
"""Seconds for which a line that names no place goes on about the place of the report before it in the room."""

ESTATE_WIDE: Final = frozenset({Category.PROPERTY_DEED, Category.FEES_SERVICE, Category.OTHER_REQUEST})
OUT_OF_DOORS: Final = frozenset({Category.PARKING, Category.FIRE_ACCESS, Category.CHARGING, Category.SAFETY})
"""What stands or lies somewhere else than at the speaker's home, unless the text speaks of home."""
_RANGE = re.compile(r"\d+-\d+栋")
_AT_HOME = re.compile("我家|我们家|我屋|我这|楼上|楼下|隔壁|对门|我房间|我卧室|我客厅")


def read_place(text: str, context: Context, category: str = "") -> tuple[Place, str]:
    """The place of a report, and where it was taken from: "text", "quote", "talk", "known matter", "nickname", "room"
    or "".

    Meant for reports of `category`: the place of small talk is only what `find_place` finds. What concerns the whole
    estate is nowhere unless the text says so; a range of buildings then says only who else it concerns.
    """
    said = find_place(text, context.gazetteer)
    if category in ESTATE_WIDE and _RANGE.fullmatch(said.spot):
        said = replace(said, spot="")
    if said.building or said.spot or said.level:
        return said, "text"
    if category in ESTATE_WIDE or not (
        context.quoted or context.recent or context.known or context.nickname or context.room_building
    ):
        return said, "text" if said else ""
    around = ((source, place) for source, place in _around(text, context, category) if place)
    source, place = next(around, ("", NOWHERE))
    return (_completed(said, place), source) if source else (said, "text" if said else "")


def _around(text: str, context: Context, category: str) -> list[tuple[str, Place]]:
    """The places that the context offers, the likeliest first."""
    home = replace(place_of(context.nickname, context.room_building), door="")
    if category in OUT_OF_DOORS and not _AT_HOME.search(text):
        home = NOWHERE
    talk = _talked_of(context)
    quote = find_place(context.quoted, context.gazetteer) if context.quoted else NOWHERE
    at_home = home and talk.building != home.building and _AT_HOME.search(text)
    known = known_place(text, context)
    told = [("talk", talk), ("known matter", known)]
    near = [("nickname", home), *told] if at_home else [*told, ("nickname", home)]
    return [("quote", quote), *near, ("room", Place(building=context.room_building))]


def _talked_of(context: Context) -> Place:
    """The place of the speaker's own last report, else of the room's; NOWHERE when that was too long ago."""
    reports = [line for line in reversed(context.recent) if _is_report(line)]
    own = [line for line in reports if line.talker_id == context.talker_id]
    return next((line.place for line in own + reports if line.place), NOWHERE)


def _is_report(line: Line) -> bool:
    return not line.by_staff and line.age <= SAME_TALK and line.labels[:1] != (NONE,)


def _completed(said: Place, around: Place) -> Place:
    """What was said, in the building, or at the spot, that the context tells."""
    unit = said.unit or around.unit
    return replace(around, unit=unit, floor=said.floor, door=said.door, bay=said.bay or around.bay)
