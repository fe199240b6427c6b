"""Why the bot took a line the way it did: in words, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.channels.local import Line
from bot.web import labels
from handlers.commands import Parsed
from handlers.message import Handled
from nlp.reading import NONE, Cause, Reading, Urgency


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line's text; `category` is what its word speaks for, "" for plain text."""

    text: str
    category: str = ""
    against: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One word with its weight; `share` (0..1) is its length beside the strongest one."""

    word: str
    category: str
    weight: float
    share: float

    @property
    def against(self) -> bool:
        """Whether the word speaks against a request."""
        return _against(self.category, self.weight)


def _against(category: str, weight: float) -> bool:
    """Against a request speaks what speaks for "none", and what speaks against a category."""
    return (category == NONE) == (weight > 0)


def tag_of(handled: Handled) -> str:
    """What stands under a line: 新诉求 #3, 闲聊."""
    tag = labels.TAG[handled.outcome]
    return f"{tag} #{handled.number}" if handled.number is not None else tag


def category_of(handled: Handled) -> str:
    """The main category of a line, "" when it is no request."""
    reading = handled.reading
    return reading.main if reading is not None and reading.is_request else ""


def bars(line: Line, reading: Reading) -> tuple[Bar, ...]:
    """The words of the line with their weights, strongest first."""
    causes = [cause for cause in reading.because if cause.word in line.text and _is_word(cause.word)]
    strongest = max((abs(cause.weight) for cause in causes), default=0.0) or 1.0
    return tuple(Bar(cause.word, cause.category, cause.weight, abs(cause.weight) / strongest) for cause in causes)


def facts(reading: Reading) -> Iterator[tuple[str, str]]:
    """What else was read in the line: place, plates, urgency."""
    if reading.place:
        yield labels.PLACE, reading.place.text
    if reading.plates:
        yield labels.PLATES, "、".join(reading.plates)
    if reading.urgency is not None:
        yield labels.URGENCY, labels.URGENT if reading.urgency is Urgency.URGENT else labels.NORMAL


def command_facts(parsed: Parsed) -> Iterator[tuple[str, str]]:
    """What a command was read as; nothing for a line that is none by itself, like an answer to the bot's question."""
    if not parsed:
        return
    yield labels.COMMAND, parsed.word or parsed.intent
    for name, shown in labels.ARGUMENT.items():
        if parsed.args.get(name):
            yield shown, labels.argument(name, parsed.args[name])


def _is_word(word: str) -> bool:
    """Commas count for the bot, but tell nobody anything."""
    return any(sign.isalnum() for sign in word)


def pieces(line: Line, reading: Reading | None) -> tuple[Piece, ...]:
    """The line's text cut so that the words which told something stand out."""
    if reading is None:
        return (Piece(line.text),)
    return tuple(_cut(line.text, {cause.word: cause for cause in reversed(reading.because) if _is_word(cause.word)}))


def _cut(text: str, causes: dict[str, Cause]) -> Iterator[Piece]:
    longest_first = sorted(causes, key=len, reverse=True)
    plain = ""
    while text:
        word = next((word for word in longest_first if text.startswith(word)), "")
        if not word:
            plain, text = plain + text[0], text[1:]
            continue
        if plain:
            yield Piece(plain)
        cause = causes[word]
        yield Piece(word, cause.category, _against(cause.category, cause.weight))
        plain, text = "", text[len(word) :]
    if plain:
        yield Piece(plain)
