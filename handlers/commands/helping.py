"""帮助: made from the declarations. It is the one command that knows the others, so it is declared from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers import texts
from handlers.commands.declare import STAFF, Command, command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk

FEW = 8
"""So many commands fit on a phone with their examples; more are grouped, by their words only."""


def help_command(others: Iterable[Command]) -> Command:
    """The help on these commands and on itself."""
    known = tuple(others)

    @command(
        "帮助",
        also="命令 指令 help",
        intent="help",
        example="帮助 派单",
        about="有哪些指令,怎么说",
        needs=STAFF,
        requires=(),
    )
    async def give_help(parsed: Parsed, desk: Desk) -> None:
        """All commands the speaker may use, or one of them with its example."""
        may = [one for one in known if desk.role in one.roles]
        asked = next((one for one in may if parsed.text("text") in one.words), None)
        if asked is not None:
            await desk.reply(texts.help_one(asked.word, asked.about, asked.example, asked.aliases[:6]))
        elif len(may) <= FEW:
            await desk.reply(texts.help_head([texts.help_line(one.word, one.about, one.example) for one in may]))
        else:
            await desk.reply(texts.help_head(_grouped(may)))

    return give_help


def _grouped(commands: Sequence[Command]) -> list[str]:
    """One line for each family of commands, in the order the first of it was declared."""
    groups: dict[str, list[str]] = {}
    for one in commands:
        groups.setdefault(texts.FAMILY.get(one.family, texts.OTHER_FAMILY), []).append(one.word)
    return [texts.help_group(title, words) for title, words in groups.items()]
