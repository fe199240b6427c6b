"""The car and the place that a report means without naming them, as the room has reported them in the last days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from handlers.desk import Desk
from handlers.rules.danger import life_in_danger
from nlp.context import Line
from nlp.place import find_place
from nlp.reading import Reading
from storage.tables import ReportRow

KNOWN_FOR: Final = timedelta(days=7)
REPORTS: Final = 60
"""How many reports of the room are looked at, at most: the latest."""


async def completed(desk: Desk, text: str, reading: Reading) -> Reading:
    """The reading with what earlier reports of the room tell of the matter, as they stand in the database now.

    A danger to life is where its own words, or its speaker, say.
    """
    said = find_place(text, desk.estate.gazetteer)
    if life_in_danger(text) or ((said.building or said.spot or said.level) and reading.plates):
        return reading
    rows = await desk.work.requests.reports_in_room(
        desk.estate.estate_id, desk.room.room_id, since=desk.message.sent_at - KNOWN_FOR, limit=REPORTS
    )
    if not rows:
        return reading
    known = tuple(_line(desk, row, category) for row, category in rows)
    again = desk.reader.read(text, replace(desk.context(), known=known))
    return replace(reading, place=again.place, plates=again.plates, context=again.context)


def _line(desk: Desk, row: ReportRow, category: str) -> Line:
    return Line(row.text, row.talker_id, 0.0, (category,), find_place(row.text, desk.estate.gazetteer))
