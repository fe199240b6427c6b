"""Which cars a line is about: those whose plates it names, else the one that the talk before it has just named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from nlp.context import Context, Line
from nlp.known import OF_CARS, known_car
from nlp.plate import find_plates

SAME_CAR: Final = 600.0
"""Seconds for which a line that names no plate goes on about the car of the report before it."""
_ANOTHER = re.compile(
    r"我家|我的|我们|我车位|也|另|又|还有|隔壁|一排|几辆|[东南西北]门|地下|[\d一二三四五六七八九十](?:栋|号|单元)|桩"
)
"""Words by which a line tells of another car or another place."""
_CAR = re.compile(r"车(?!上|里|头|尾|主|窗)|位")
"""What somebody else would hardly say of the car that was just named."""


def read_plates(text: str, context: Context, category: str) -> tuple[tuple[str, ...], str]:
    """Plates in normal form, and where they were taken from: "text", "talk", "known car" or "".

    A report of a car without a plate, and without another car or place, is about the car that the same person reported
    in the last minutes, or somebody else, where the line speaks of no car; else, where nobody has just named one, the
    one that was reported days ago (`known_car`). More than one such car is none: nothing is invented.
    """
    plates = find_plates(text)
    if plates or category not in OF_CARS or not (context.recent or context.known):
        return plates, "text" if plates else ""
    near = [line for line in context.recent if line.age <= SAME_CAR and OF_CARS.intersection(line.labels)]
    told = () if _ANOTHER.search(text) else _of_the_talk(text, near, context.talker_id)
    if len(told) == 1:
        return told, "talk"
    known = () if _named(near) else known_car(text, context)
    return known, "known car" if known else ""


def _of_the_talk(text: str, near: Sequence[Line], talker_id: str) -> tuple[str, ...]:
    own = _named(line for line in near if line.talker_id == talker_id)
    return own if own or _CAR.search(text) else _named(near)


def _named(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plate for line in lines for plate in find_plates(line.text)))
