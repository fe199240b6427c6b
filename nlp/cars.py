"""Which cars a line is about: those whose plates it names, else the one that the talk before it has just named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from nlp.context import Context, Line
from nlp.plate import find_plates
from nlp.reading import Category

SAME_CAR: Final = 600.0
"""Seconds for which a line that names no plate goes on about the car of the report before it."""
OF_CARS: Final = frozenset({Category.PARKING, Category.FIRE_ACCESS, Category.CHARGING})
_ANOTHER = re.compile(r"车|位|我家|我的|我们|也|另|又有|还有|[东南西北]门|\d+[栋号]")
"""Words by which somebody else tells of another car or another place."""


def read_plates(text: str, context: Context, category: str) -> tuple[tuple[str, ...], str]:
    """Plates in normal form, and where they were taken from: "text", "talk" or "".

    A report of a car without a plate is about the car that the same person named in the last minutes, or somebody
    else, where the line names no car and no place of its own. More than one such car is none: nothing is invented.
    """
    plates = find_plates(text)
    if plates or category not in OF_CARS or not context.recent:
        return plates, "text" if plates else ""
    near = [line for line in context.recent if line.age <= SAME_CAR and not line.by_staff]
    told = _named(line for line in near if line.talker_id == context.talker_id)
    if not told and not _ANOTHER.search(text):
        told = _named(near)
    return (told, "talk") if len(told) == 1 else ((), "")


def _named(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plate for line in lines for plate in find_plates(line.text)))
