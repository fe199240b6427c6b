"""An estate as the handlers see it: rooms, members, places, deadlines. Built from the config; never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from zoneinfo import ZoneInfo

from handlers.rules.deadlines import URGENT, Deadline
from handlers.rules.lifecycle import Role, RoomRole
from nlp.context import Gazetteer
from nlp.schedule import Recurring


@dataclass(frozen=True, slots=True)
class Room:
    """A chat group. `name` is what people call it; only `room_id` decides. `buildings` are those it serves ("3栋")."""

    room_id: str
    name: str
    role: RoomRole
    buildings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role. Everybody who is not listed is a resident."""

    member_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end` (local time, may cross midnight) ordinary announcements wait."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From `start` to `end` (local time, on one day) offices and workshops are open on working days."""

    start: time = time(9)
    end: time = time(18)


@dataclass(frozen=True, slots=True)
class Digests:
    """When the committee's morning brief, the groups' weekly and the office's monthly reports are due, if ever."""

    morning: Recurring | None = None
    weekly: Recurring | None = None
    monthly: Recurring | None = None


@dataclass(frozen=True, slots=True)
class Estate:
    """A residential compound. Nothing crosses estates."""

    estate_id: str
    name: str
    zone: ZoneInfo
    rooms: tuple[Room, ...]
    members: tuple[Member, ...] = ()
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    urgent: Deadline = URGENT
    working_hours: WorkingHours = WorkingHours()
    quiet: QuietHours | None = None
    digests: Digests = Digests()

    def room(self, room_id: str) -> Room | None:
        return next((room for room in self.rooms if room.room_id == room_id), None)

    def rooms_of(self, role: RoomRole) -> tuple[Room, ...]:
        return tuple(room for room in self.rooms if room.role is role)

    def role_of(self, member_id: str) -> Role:
        """The role of a platform id; names are never asked."""
        return next((m.role for m in self.members if m.member_id == member_id), Role.RESIDENT)
