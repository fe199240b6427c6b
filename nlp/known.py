"""What the room has reported in the last days: the car, or the place, that a line means without naming it.

"还是那车" two days after its plate was told, "堡坎那里警戒线断了" of a wall that everybody knows. Nothing is guessed:
what several cars or places fit has none, and who speaks of his home means no place of last week.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from nlp.context import Context, Line
from nlp.place import find_place
from nlp.plate import find_plates
from nlp.reading import NOWHERE, Category, Place
from nlp.similar import fingerprint

OF_CARS: Final = frozenset({Category.PARKING, Category.FIRE_ACCESS})
_THAT_CAR = re.compile(r"(?<!我)(?<!我家)那(?:辆|台|个)?车(?![位库棚主道队间厢流胎友门头尾里上])")
_AGAIN = re.compile(r"[又还再老总]|同一|天天|换")
_ANOTHER_CAR = re.compile(r"不是|另|谁的|哪")
_HERE = re.compile(
    "我家|我们家|我屋|我们?单元|我们?楼|我们?栋|我们这|我这|楼上|楼下|楼道|隔壁|对门|屋里|阳台|厨房|客厅|卧室"
)


def known_car(text: str, context: Context) -> tuple[str, ...]:
    """The plate of the car that "又是那车" means: the speaker's own of the last days, or the one of the place it names.

    `context.known` are the reports of the room in the last days.
    """
    if not (context.known and _THAT_CAR.search(text) and _AGAIN.search(text)) or _ANOTHER_CAR.search(text):
        return ()
    cars = [(line, plate) for line in context.known for plate in _plates(line)]
    here = _whole(find_place(text, context.gazetteer))
    if here:
        there = {plate for line, plate in cars if _whole(line.place) == here}
        return tuple(there) if len(there) == 1 else ()
    own = {plate for line, plate in cars if line.talker_id == context.talker_id}
    return tuple(own) if len(own) == 1 else ()


def known_place(text: str, context: Context) -> Place:
    """Where the car, the parking bay or the thing is that the line names, when all reports that named it agree."""
    if not context.known or _HERE.search(text):
        return NOWHERE
    ways = (_about_car, _about_bay, _about_thing)
    return next((place for way in ways if (place := _agreed(way(text, context)))), NOWHERE)


def _plates(line: Line) -> tuple[str, ...]:
    return find_plates(line.text) if OF_CARS.intersection(line.labels) else ()


def _about_car(text: str, context: Context) -> Iterator[Place]:
    plates = {*find_plates(text)} or {*known_car(text, context)}
    return (line.place for line in context.known if plates and plates.intersection(_plates(line)))


def _about_bay(text: str, context: Context) -> Iterator[Place]:
    bay = find_place(text, context.gazetteer).bay
    return (line.place for line in context.known if bay and line.place.bay == bay)


def _about_thing(text: str, context: Context) -> Iterator[Place]:
    """Things that everybody knows by their name, and those that the speaker himself has reported."""
    public = _public_in(text)
    things = fingerprint(text).things
    return (
        line.place
        for line in context.known
        if (public and public & _public_in(line.text))
        or (things and line.talker_id == context.talker_id and things & fingerprint(line.text).things)
    )


def _agreed(places: Iterable[Place]) -> Place:
    """The latest of the places when they are all one building, level or spot; without its unit when that differs."""
    named = [place for place in places if _whole(place)]
    if len({_whole(place) for place in named}) != 1:
        return NOWHERE
    one_unit = len({place.unit for place in named}) == 1
    return named[-1] if one_unit else replace(named[-1], unit="")


def _whole(place: Place) -> str:
    return place.building or place.spot or place.level


def _public_in(text: str) -> frozenset[str]:
    return frozenset(name for name, words in _public().items() if any(word in text for word in words))


@cache
def _public() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("nlp").joinpath("matters.toml").read_text(encoding="utf-8"))
    return {name: tuple(words.split()) for name, words in table["public"].items()}
