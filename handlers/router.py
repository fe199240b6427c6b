"""Who said it, and where: resident talk, a command, or nothing for the bot. Platform ids decide, never names."""

from __future__ import annotations

from handlers import commands, residents
from handlers.desk import Desk
from handlers.message import IGNORED, Handled
from handlers.rules.lifecycle import Role, RoomRole


async def route(desk: Desk) -> Handled:
    """Hand the message on the desk to the handler it is for."""
    if desk.room.role is not RoomRole.BUILDING:
        return await commands.hear(desk)
    if desk.role is Role.RESIDENT:
        return await residents.hear(desk)
    residents.remember_staff(desk)
    if desk.role is Role.COMMITTEE:
        await commands.hint_at_right_room(desk)
    return IGNORED
