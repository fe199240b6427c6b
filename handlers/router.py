"""Who said it, and where: resident talk, a command, or nothing for the bot. Platform ids decide, never names."""

from __future__ import annotations

from functools import partial

from handlers import commands, erasing, residents
from handlers.desk import Desk
from handlers.message import IGNORED, Deed, Handled
from handlers.rules.lifecycle import Role, RoomRole


def route(desk: Desk) -> Handled | Deed:
    """What the message on the desk is. Most talk is chatter, which is told here and now, without the database."""
    if desk.role is not Role.RESIDENT and erasing.wanted(desk):
        return partial(erasing.refuse_staff, desk)
    if desk.room.role is not RoomRole.BUILDING:
        return partial(commands.hear, desk)
    if desk.role is Role.RESIDENT:
        return residents.hear(desk)
    residents.remember_staff(desk)
    if desk.role is Role.COMMITTEE:
        return partial(commands.hint_at_right_room, desk)
    return IGNORED
