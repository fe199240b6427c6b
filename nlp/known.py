"""What the room has reported in the last days: the car, or the place, that a line means without naming it.

"还是那车" two days after its plate was told, "裂缝比昨天宽了" of a wall that everybody knows. Nothing is guessed: what
several cars or places fit has none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from nlp.context import Context, Line
from nlp.place import find_place
from nlp.plate import find_plates
from nlp.reading import NOWHERE, Category, Place
from nlp.similar import fingerprint

OF_CARS = frozenset({Category.PARKING, Category.FIRE_ACCESS})
_THAT_CAR = re.compile(
    r"那(?:辆|台|个|部)?(?:车|货车|面包|轿车|越野|皮卡|五菱|三轮)(?!位|库|棚|子?主|门)|那(?:辆|台)(?!自行|电)|这(?:辆|台)?车又"
    r"|还是(?:那|它|他)$|同一[辆台]|老(?:熟人|面孔|相好)|[又还]是(?:它|那位|这位)"
)


def known_car(text: str, context: Context) -> tuple[str, ...]:
    """The plate of the car that "那车" means: the speaker's own of the last days, or the one of the place it names."""
    if not context.known or not _THAT_CAR.search(text):
        return ()
    cars = [(line, plate) for line in context.known for plate in _plates(line)]
    own = {plate for line, plate in cars if line.talker_id == context.talker_id}
    if len(own) == 1:
        return tuple(own)
    here = find_place(text, context.gazetteer).text
    there = {plate for line, plate in cars if here and line.place.text == here}
    return tuple(there) if len(there) == 1 else ()


def known_place(text: str, context: Context) -> Place:
    """Where the car, the parking bay or the thing is that the line names, when all reports that named it agree."""
    if not context.known:
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
    """Things of which an estate has one, or everybody knows which is meant; of others those the speaker reported."""
    things = fingerprint(text).things
    public = things & _public()
    return (
        line.place
        for line in context.known
        if (public or (things and line.talker_id == context.talker_id))
        and fingerprint(line.text).things & (public or things)
    )


def _agreed(places: Iterable[Place]) -> Place:
    """The latest of the places when they are all one building, level or spot."""
    named = [place for place in places if place]
    return named[-1] if len({_whole(place) for place in named}) == 1 else NOWHERE


def _whole(place: Place) -> str:
    return place.building or place.spot or place.level


@cache
def _public() -> frozenset[str]:
    table = tomllib.loads(files("nlp").joinpath("matters.toml").read_text(encoding="utf-8"))
    return frozenset(table["public"]["names"].split())
