"""How a command is declared: above the function that does it. Help, README, grammar and checks are made from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.rules.lifecycle import Role

Run = Callable[[Parsed, Desk], Awaitable[None]]

COMMITTEE = frozenset({Role.COMMITTEE})
STAFF = frozenset({Role.COMMITTEE, Role.PROPERTY, Role.OFFICE})


class CommandAlreadyDeclared(Exception):
    """Two commands share a word; the bot does not start with that."""

    def __init__(self, word: str, first: str, second: str) -> None:
        super().__init__(f"{word!r} belongs to {first!r} already, {second!r} cannot have it as well")
        self.word = word


@dataclass(frozen=True, slots=True)
class Command:
    """A declared command.

    `aliases` are typed like `word` itself. `says` and `tells` are ways of speaking that count only together with a
    number or a quoted card; what `tells` is an argument by itself ("修好了": how it was resolved), what `says` is not
    ("搞定了"). `intent` is what the parser calls it. `requires` names the arguments it cannot do without; `rest` is the
    argument that the rest of the line becomes ("note", "reason", ...; "" when it takes none). `instead` is the command
    that those who may not use this one mean by its words ("退回" in the committee's room). `family` is the name of the
    module that declares it: help groups by it.
    """

    word: str
    aliases: tuple[str, ...]
    intent: str
    says: tuple[str, ...]
    tells: tuple[str, ...]
    roles: frozenset[Role]
    requires: tuple[str, ...]
    rest: str
    example: str
    about: str
    instead: str
    family: str
    run: Run

    @property
    def words(self) -> tuple[str, ...]:
        return (self.word, *self.aliases)


def command(
    word: str,
    *,
    intent: str,
    example: str,
    about: str,
    also: str = "",
    says: str = "",
    tells: str = "",
    needs: frozenset[Role] = COMMITTEE,
    requires: tuple[str, ...] = ("tickets",),
    rest: str = "",
    instead: str = "",
) -> Callable[[Run], Command]:
    """Declare the command that the function below does; `also` (the aliases), `says` and `tells` are lists of words."""

    def declare(run: Run) -> Command:
        return Command(
            word,
            tuple(also.split()),
            intent,
            tuple(says.split()),
            tuple(tells.split()),
            needs,
            requires,
            rest,
            example,
            about,
            instead,
            run.__module__.rpartition(".")[2],
            run,
        )

    return declare


class Catalogue:
    """All declared commands. Raises CommandAlreadyDeclared when two of them share a word."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self._commands = tuple(commands)
        self._by_word: dict[str, Command] = {}
        for declared in self._commands:
            for word in (*declared.words, *declared.says, *declared.tells):
                first = self._by_word.setdefault(word, declared)
                if first is not declared:
                    raise CommandAlreadyDeclared(word, first.word, declared.word)

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands)

    def find(self, word: str) -> Command | None:
        """The command of that word or alias."""
        return self._by_word.get(word)

    def meant(self, word: str, role: Role) -> Command | None:
        """The command that somebody of this role means by the word; he may be one who may not use it."""
        declared = self.find(word)
        other = self.find(declared.instead) if declared is not None and role not in declared.roles else None
        return other or declared


def declared_in(modules: Iterable[ModuleType]) -> tuple[Command, ...]:
    """The commands that these modules declare, in the order they stand there."""
    return tuple(one for module in modules for one in vars(module).values() if isinstance(one, Command))
