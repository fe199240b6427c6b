"""When a request must be answered and resolved. Standard library only.

The defaults follow the practice of street offices that work by 接诉即办 (handle each complaint at once): an answer
within the working day, danger within half an hour.
"""

from __future__ import annotations

from datetime import timedelta

DEFAULT_ANSWER = timedelta(hours=24)
DEFAULT_RESOLVE = timedelta(days=7)
URGENT_ANSWER = timedelta(minutes=30)
URGENT_RESOLVE = timedelta(hours=24)

ANSWER_HOURS = {
    "fire_access": 2,
    "safety": 4,
    "repair": 8,
    "parking": 8,
    "noise": 8,
}
RESOLVE_DAYS = {
    "fire_access": 1,
    "safety": 2,
    "sanitation": 2,
    "repair": 3,
    "parking": 3,
    "noise": 3,
    "fees_service": 15,
    "property_deed": 30,
}


def default_clocks(category: str, *, urgent: bool) -> tuple[timedelta, timedelta]:
    """(first answer, resolution) for a category that the config does not mention."""
    if urgent:
        return URGENT_ANSWER, URGENT_RESOLVE
    answer = timedelta(hours=ANSWER_HOURS[category]) if category in ANSWER_HOURS else DEFAULT_ANSWER
    resolve = timedelta(days=RESOLVE_DAYS[category]) if category in RESOLVE_DAYS else DEFAULT_RESOLVE
    return answer, resolve
