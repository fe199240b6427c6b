"""What a line in the committee's room was understood as."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

NOTHING = "none"
"""The intent of a line that is no command."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A command, or none.

    `intent` is "accept", "assign", "resolve", ... or "none". `args` holds JSON values only: tickets [int], to, note,
    reason, into (int), category (label key), status, place, period, room, when, text; `missing` names the required
    ones that were not said. `also` are further commands of the same line; `args` has them as {"intent","args"}.
    `said_when` are the words that `when` was made of, for `nlp.when.read_when`: they still tell "7点" from "早上7点".
    `word` is the declared command's word ("接单" and "受理" share the intent accept). `near` is the command a mistyped
    line was probably meant as. `guessed` is what no rule has read, only the model of what lines ask for.
    """

    intent: str = NOTHING
    args: dict[str, Any] = field(default_factory=dict)
    also: tuple[Parsed, ...] = ()
    word: str = ""
    near: str = ""
    said_when: str = ""
    guessed: bool = False

    def __bool__(self) -> bool:
        return self.intent != NOTHING

    @property
    def tickets(self) -> list[int]:
        """The request numbers, in the order they were said."""
        return list(self.args.get("tickets", ()))

    @property
    def missing(self) -> list[str]:
        """The required arguments that were not said."""
        return list(self.args.get("missing", ()))

    def text(self, name: str) -> str:
        """A text argument, or ""."""
        value = self.args.get(name, "")
        return value if isinstance(value, str) else ""


NONE = Parsed()
