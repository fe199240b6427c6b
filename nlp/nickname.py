"""Many owners write their door into their nickname: "3-2-1102小雨妈", "周周(3-2)", "6栋龚师傅"."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.place import building_name, find_place
from nlp.reading import NOWHERE, Place

_TWO = re.compile(r"(?<![\d.:\-])(?P<first>\d{1,2})-(?P<second>\d{1,2}|[1-9]\d{2,3})(?![\d\-])")
_HIGHEST_UNIT = 6


def place_of(nickname: str, room_building: str = "") -> Place:
    """The home that a nickname tells, NOWHERE when it tells none.

    `room_building` ("5栋") is the building whose group it is, when the group serves only one: there "1-901" is
    unit 1, door 901; elsewhere it is building 1, door 901.
    """
    place = find_place(nickname)
    short = _TWO.search(nickname)
    if short and not (place.building and place.unit):
        place = _short(short["first"], short["second"], room_building)
    if not place.building:
        return NOWHERE
    return replace(place, floor="", level="", bay="", spot="")


def _short(first: str, second: str, room_building: str) -> Place:
    if len(second) <= 2:
        unit = int(second)
        return Place(building_name(first), f"{unit}单元") if 0 < unit <= _HIGHEST_UNIT else NOWHERE
    if room_building and building_name(first) != room_building and int(first) <= _HIGHEST_UNIT:
        return Place(room_building, f"{int(first)}单元", door=second)
    return Place(building_name(first), door=second)
