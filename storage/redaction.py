"""Taking a person's name and words out of texts that tell of him. Pure.

A name that is a word or a place stands in other people's sentences too, and so do short words. So a name goes only
where a line of the bot puts the one who speaks or acts, and words only as a whole quotation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

SHORTEST_WORDS: Final = 4
"""Characters; shorter quotations ("满意", "1") tell nothing of a person and end any line."""
SHORTEST_PIECE: Final = 8
"""Characters by which a quotation is known that was cut off."""
SHORTEST_NAME: Final = 6
"""Characters of a name that is looked for anywhere in a line on his requests, if it has a number and letters."""

_PLACE: Final = re.compile(r"栋|幢|座|号楼?|单元|期|室|楼|层|[\d\W_]")
_BREAKS: Final = re.compile(r"[\s::。]")
_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Stead:
    """What stands where something was erased: an id, a name, words."""

    person: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where the bot's lines put a name, as regular expressions.

    Behind a name, `says` begins his words, which go to the end of the line; `acts` are (before, after) anybody's name,
    `staff` that of those who handle requests.
    """

    says: Sequence[str]
    acts: Sequence[tuple[str, str]]
    staff: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Redaction:
    """A person's names, words and plates, and how they are taken out of texts on the requests he had to do with.

    `words` are whole quotations in every form in which the bot says them, `plates` those that nobody else named.
    """

    names: frozenset[str]
    words: frozenset[str]
    plates: frozenset[str]
    by_staff: bool
    places: Places
    masked: Callable[[str], str]
    stead: Stead

    def line(self, text: str) -> str:
        """A line of the bot without what he is called and what he said."""
        return self.note("\n".join(self._quotation(self._named(line)) for line in text.split("\n")))

    def note(self, text: str) -> str:
        """What the committee or the property company wrote on his request, without the name that can only be his."""
        for one in self._unmistakable:
            text = text.replace(one, self.stead.name)
        for plate in self.plates:
            text = text.replace(plate, self.stead.words)
        return self.called(text)

    def called(self, text: str) -> str:
        """A neighbour's words: only that he is called in them (@) goes."""
        return self._at.sub(f"@{self.stead.name}", text) if self.names else text

    def summary(self, text: str) -> str:
        """The words by which a request is known: his, or somebody else's."""
        return self.stead.words if self.quotes(text) else self.called(text)

    def quotes(self, words: str) -> bool:
        """Whether these are his words, whole or as they were cut off."""
        if words in self.words:
            return True
        piece = words.removesuffix(_CUT)
        return piece != words and len(piece) >= SHORTEST_PIECE and any(whole.startswith(piece) for whole in self.words)

    def changes(self, changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """The changes of an event without him, and without the plates that only he named."""
        shown = dict(changes)
        if "plates" in changes:
            shown["plates"] = [value and self.left(value) for value in changes["plates"]]
        for field, redact in (("summary", self.summary), ("closing_word", self.note), ("assignee", self.assignee)):
            if field in changes:
                shown[field] = [value and redact(value) for value in changes[field]]
        return shown

    def left(self, plates: Iterable[str]) -> list[str]:
        """The plates that others named too."""
        return [plate for plate in plates if plate not in self.plates]

    def assignee(self, name: str) -> str:
        """Who sees to a request; a neighbour of that name is not meant."""
        return self.stead.name if self.by_staff and name in self.names else name

    def _named(self, line: str) -> str:
        if not self.names:
            return line
        line = self._says.sub(f"{self.stead.name}:{self.stead.words}", line)
        for pattern in self._acts:
            line = pattern.sub(self.stead.name, line)
        return line

    def _quotation(self, line: str) -> str:
        """The line, or what it says before it quotes him: a quotation stands alone or behind a break, up to the end."""
        for start in (0, *(found.end() for found in _BREAKS.finditer(line))):
            if len(line) - start < SHORTEST_WORDS:
                break
            if self.quotes(line[start:]):
                return line[:start] + self.stead.words
        return line

    @cached_property
    def _unmistakable(self) -> Sequence[str]:
        """Names with a number and letters that are more than a place, as they are and as other groups read them."""
        known = [name for name in self.names if len(name) >= SHORTEST_NAME and re.search(r"\d", name)]
        sure = {form for name in known if len(_PLACE.sub("", name)) > 1 for form in (name, self.masked(name))}
        return sorted(sure, key=len, reverse=True)

    @cached_property
    def _any_name(self) -> str:
        return "(?:" + "|".join(map(re.escape, sorted(self.names, key=len, reverse=True))) + ")"

    @cached_property
    def _at(self) -> re.Pattern[str]:
        return re.compile(rf"@{self._any_name}(?!\w)")

    @cached_property
    def _says(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w#]){self._any_name}(?:{'|'.join(self.places.says)})[^\n]*")

    @cached_property
    def _acts(self) -> Sequence[re.Pattern[str]]:
        places = [*self.places.acts, *(self.places.staff if self.by_staff else ())]
        return [re.compile(f"{before}{self._any_name}{after}") for before, after in places]


def forms(texts: Iterable[str], masked: Callable[[str], str], shortened: Callable[[str], str]) -> Collection[str]:
    """Words in every form in which the bot quotes them."""
    flat = {form for one in texts if one for form in (one, " ".join(one.split()), shortened(one))}
    return flat | set(map(masked, flat))
