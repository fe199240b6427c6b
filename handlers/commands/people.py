"""Whom a request is given to: a name as it was typed, and the role it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.rules.lifecycle import Role

MYSELF = "我"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a request from now on."""

    role: Role
    name: str


def holder_of(to: str, desk: Desk) -> Holder:
    """Who is meant by `to`: the speaker ("我"), a member of the estate, or else somebody of the property company.

    A name only says whom the card shows; it gives nobody a right.
    """
    if to == MYSELF:
        return Holder(desk.role, desk.message.talker_name)
    known = [member for member in desk.estate.members if to in member.name and member.role is not Role.RESIDENT]
    if len(known) == 1:
        return Holder(known[0].role, known[0].name)
    return Holder(Role.COMMITTEE if "业委会" in to else Role.PROPERTY, to)
