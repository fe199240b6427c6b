"""When a request must be answered and resolved, by category and urgency. Standard library only.

The defaults follow the practice of 接诉即办 (handle each complaint at once), of the law and of property companies:

- Beijing's 12345 wants an answer within two hours where life or property is in danger, within 24 hours on water, power,
  gas and heating, and an ordinary matter handled within seven days, that is five working days; hard ones take longer.
- Danger and blocked fire access do not wait for the morning: `safety`, `fire_access` and everything urgent run round
  the clock. Half an hour for the urgent ones is what the Property Management Association's service grades (普通住宅小区
  物业管理服务等级标准, 2003) ask of the first grade: 急修半小时内到达现场, with a telephone answered 24 hours a day.
- Everything else waits for people at their desks: the committee are volunteers, the company's clerks, workshops and
  suppliers work on working days. The first answer comes within the working day or by the same hour of the next one.
- A registry has 30 working days to register a property (不动产登记暂行条例, article 20): nobody can promise a deed
  sooner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from handlers.rules.working_time import Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """How soon a category is to be answered first, and to be resolved: in working time, or round the clock."""

    answer: Span
    resolve: Span
    working: bool = False


def _minutes(number: int) -> Span:
    return Span(time=timedelta(minutes=number))


def _hours(number: int) -> Span:
    return Span(time=timedelta(hours=number))


URGENT: Final = Deadline(_minutes(30), _hours(24))
OTHER: Final = Deadline(Span(days=1), Span(days=5), working=True)
DEFAULTS: Final = {
    "fire_access": Deadline(_hours(2), Span(days=1)),
    "safety": Deadline(_hours(4), Span(days=2)),
    "repair": Deadline(_hours(8), Span(days=3), working=True),
    "parking": Deadline(_hours(8), Span(days=3), working=True),
    "noise": Deadline(_hours(8), Span(days=3), working=True),
    "sanitation": Deadline(_hours(8), Span(days=2), working=True),
    "fees_service": Deadline(Span(days=1), Span(days=10), working=True),
    "property_deed": Deadline(Span(days=1), Span(days=30), working=True),
}


def default_deadline(category: str) -> Deadline:
    """That of a category, not urgent, which the config does not mention."""
    return DEFAULTS.get(category, OTHER)
