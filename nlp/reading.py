"""What nlp makes of a text: the shapes that every reader and every caller share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """The tag of a request; the value is the key of its lexicon file and of every stored row."""

    PARKING = "parking"
    SANITATION = "sanitation"
    FIRE_ACCESS = "fire_access"
    REPAIR = "repair"
    NOISE = "noise"
    SAFETY = "safety"
    GREENING = "greening"
    CHARGING = "charging"
    FEES_SERVICE = "fees_service"
    PROPERTY_DEED = "property_deed"
    NEIGHBOUR_DISPUTE = "neighbour_dispute"
    OTHER_REQUEST = "other_request"


NONE = "none"
"""The label of a message that asks for nothing."""


class Urgency(StrEnum):
    """URGENT: people or property are in danger now. NORMAL: every other request."""

    URGENT = "urgent"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason for a reading: the word as it stands in the text, what it speaks for, and how strongly.

    `category` is a Category value or "none"; `weight` is in log-odds, negative when the word speaks against.
    """

    word: str
    category: str
    weight: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, in normalised form; an empty field was not said.

    `building` "3栋", `unit` "2单元", `floor` "7楼", `door` "702", `level` "B2" (of the garage),
    `bay` "D17" (a parking bay), `spot` a gate or a gazetteer name ("东门", "中庭").
    """

    building: str = ""
    unit: str = ""
    floor: str = ""
    door: str = ""
    level: str = ""
    bay: str = ""
    spot: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def text(self) -> str:
        """The place as a card shows it: "3栋2单元", "地库B2", "东门", or "".

        A floor or a door alone is no place: "六楼" is in every building.
        """
        if self.building:
            return self.building + self.unit
        if self.spot:
            return self.spot
        if self.level:
            return f"地库{self.level}"
        return self.unit or self.bay


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one message.

    `labels` has the main category first, or is ("none",). `confidence` (0..1) is that of the decision
    request / no request. `because` is sorted by the weight's size, strongest first; it is empty until asked for
    (`Reader.explain`, `Reader.causes`).
    `context` names the context that was used, for explaining ("same speaker 40 s ago", "quoted line", ...).
    """

    labels: tuple[str, ...] = (NONE,)
    confidence: float = 1.0
    urgency: Urgency | None = None
    place: Place = NOWHERE
    plates: tuple[str, ...] = ()
    because: tuple[Cause, ...] = ()
    context: tuple[str, ...] = ()

    @property
    def is_request(self) -> bool:
        return self.labels[0] != NONE

    @property
    def main(self) -> str:
        return self.labels[0]
