"""What committee, property and office members can tell the bot to do. One file a family; each command is declared
above the function that does it, and help, README and grammar are made from the declarations."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from handlers.commands import (
    announcing,
    campaigns,
    closing,
    looking,
    pausing,
    pressing,
    reminders,
    resending,
    silencing,
    sorting,
    splitting,
    taking,
    telling,
    undoing,
)
from handlers.commands.declare import Catalogue, Command, CommandAlreadyDeclared, declared_in
from handlers.commands.hearing import Hearing
from handlers.commands.helping import help_command
from handlers.commands.language.grammar import Grammar
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.message import Handled

__all__ = ["Command", "CommandAlreadyDeclared", "Parsed", "catalogue", "hear", "hint_at_right_room", "parse", "ready"]


@cache
def catalogue() -> Catalogue:
    """All declared commands, in the order help shows them. Raises CommandAlreadyDeclared."""
    others = declared_in(
        (
            taking, telling, closing, sorting, splitting, pausing, pressing, undoing, looking, announcing, resending,
            reminders, campaigns, silencing,
        )
    )  # fmt: skip
    return Catalogue([*others, help_command(others)])


@cache
def _grammar() -> Grammar:
    return Grammar(catalogue())


def ready() -> None:
    """Load what `parse` needs, half a second's work; call it off the event loop."""
    _grammar().parse("预热一遍")


def parse(text: str, *, quoted: str = "", now: datetime | None = None) -> Parsed:
    """What a line in the committee's room asks for; falsy when it is talk. Never raises.

    `quoted` is the text of the quoted message, whose card may tell the number. `now` is the estate's local time; it
    only tells the year of dates: without it "11月15号" stays "11-15".
    """
    return _grammar().parse(text, quoted=quoted, now=now)


async def hear(desk: Desk) -> Handled:
    """Handle a message in a committee, property or office room."""
    return await Hearing(desk, catalogue(), parse).hear()


async def hint_at_right_room(desk: Desk) -> Handled:
    """A committee member typed a command where residents read: nothing is done, the committee's room is told."""
    return await Hearing(desk, catalogue(), parse).hint()
