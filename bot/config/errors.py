"""What is wrong with a config, said so that its owner can cure it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the file, the key in it ("estates[beihu].rooms[#2].role"), what is wrong, and what to do about it."""

    file: str
    key: str
    reason: str
    cure: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return " ".join(f"{where} {self.reason}: {self.cure}".split())


class ConfigError(Exception):
    """The config cannot be used; the text has one line for each problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def file(self) -> str:
        return self.problems[0].file

    @property
    def key(self) -> str:
        """The key of the first problem; "" when the file as a whole is meant."""
        return self.problems[0].key

    @property
    def reason(self) -> str:
        return self.problems[0].reason

    @property
    def cure(self) -> str:
        return self.problems[0].cure
