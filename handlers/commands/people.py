"""Whom a request is given to: what was typed, the role it stands for, and the members who are meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers import texts
from handlers.commands.applying import UserMistake
from handlers.desk import Desk
from handlers.estate import Estate, Member
from handlers.holders import OFFICE_NEXT_DOOR, ROOM_OF
from handlers.rules.lifecycle import Role

MYSELF = "我"
BETWEEN_NAMES = "、"

_APART = re.compile(r"[、,;,;\s@]+|[和跟与]")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a request from now on; `ids` are the members to mention, none when a whole office is meant."""

    role: Role
    name: str
    ids: tuple[str, ...] = ()


def holder_of(to: str, desk: Desk) -> Holder:
    """Who is meant by `to`: the speaker ("我"), members of the estate, an office, or else somebody of the property
    company.

    A name only says whom the card shows; it gives nobody a right. Raises UserMistake when two members fit, or when
    those named are not of one side.
    """
    if to == MYSELF:
        return Holder(desk.role, desk.message.talker_name, (desk.message.talker_id,))
    if OFFICE_NEXT_DOOR.fullmatch(to):
        return Holder(Role.OFFICE, to)
    members = _members(to, desk.estate)
    if members:
        return _of_one_side(members)
    return Holder(Role.COMMITTEE if "业委会" in to else Role.PROPERTY, to)


def people_of(to: str, desk: Desk) -> Holder:
    """The members named by `to`, all of one side. Raises UserMistake when the estate has none of that name."""
    holder = holder_of(to, desk)
    if holder.ids:
        return holder
    known = [member.name for member in desk.estate.members if member.role in ROOM_OF]
    raise UserMistake(texts.nobody_called(to, known))


def ids_of(estate: Estate, assignee: str) -> tuple[str, ...]:
    """The members whom a request shows as its assignee, by the names it shows."""
    names = assignee.split(BETWEEN_NAMES)
    return tuple(member.member_id for member in _staff(estate) if member.name in names)


def _members(to: str, estate: Estate) -> list[Member]:
    whole = _found(to, estate)
    if whole:
        return whole
    found = [_found(piece, estate) for piece in _APART.split(to) if piece]
    return [member for members in found for member in members] if all(found) else []


def _found(name: str, estate: Estate) -> list[Member]:
    """The member of exactly that name, or the only one whose name has it in it. Raises UserMistake for several."""
    exact = [member for member in _staff(estate) if member.name == name]
    alike = [member for member in _staff(estate) if name in member.name]
    if not exact and len(alike) > 1:
        raise UserMistake(texts.several_called(name, [member.name for member in alike]))
    return exact[:1] or alike


def _of_one_side(members: Sequence[Member]) -> Holder:
    if len({member.role for member in members}) > 1:
        raise UserMistake(texts.NOT_OF_ONE_SIDE)
    names = dict.fromkeys(member.name for member in members)
    return Holder(members[0].role, BETWEEN_NAMES.join(names), tuple(dict.fromkeys(m.member_id for m in members)))


def _staff(estate: Estate) -> list[Member]:
    return [member for member in estate.members if member.role in ROOM_OF]
