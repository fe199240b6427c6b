"""Quotes in WeChat are plain text: who was quoted, what was quoted, and the reply, kept apart.

Two forms are in use: `「name:quoted」`, a row of dashes, the reply; and, older, the reply followed by
`「name:quoted」`. The colon is full-width or ASCII.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_NAME = 64
"""Characters of a display name; what stands before a later colon is no name."""

_DASHES = re.compile(r"[^\S\n]*\n[^\S\n]*(?:[-‐‑‒–—―─－_][^\S\n]*){3,}(?:\n|$)")
_COLONS = ":\uff1a"
_FIRST = re.compile(r"\s*「")
_LAST = re.compile(r"」\s*$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message taken apart; `speaker` and `quoted` are "" when nothing was quoted."""

    speaker: str
    quoted: str
    reply: str


def split_quote(text: str) -> Quoted:
    """Take a message apart into (quoted speaker, quoted text, reply); never fails."""
    return _quote_first(text) or _quote_last(text) or Quoted("", "", text)


def _quote_first(text: str) -> Quoted | None:
    start = _FIRST.match(text)
    if start is None:
        return None
    ends = [row for row in _DASHES.finditer(text) if text.endswith("」", 0, row.start())]
    if not ends:
        return None
    partner = _closing(text, start.end() - 1)
    row = next((row for row in ends if row.start() - 1 == partner), ends[-1])
    speaker, quoted = _named(text[start.end() : row.start() - 1])
    return Quoted(speaker, quoted, text[row.end() :].strip())


def _quote_last(text: str) -> Quoted | None:
    end = _LAST.search(text)
    start = _opening(text, end.start()) if end else -1
    if end is None or start <= 0 or not text[start - 1].isspace():
        return None
    reply = text[:start].strip()
    inside = text[start + 1 : end.start()]
    speaker, quoted = _named(inside)
    if not reply or not speaker:
        return None
    return Quoted(speaker, quoted, _without_dashes(reply))


def _without_dashes(reply: str) -> str:
    rows = list(_DASHES.finditer(reply + "\n"))
    return reply[: rows[-1].start()].strip() if rows and rows[-1].end() >= len(reply) else reply


def _closing(text: str, start: int) -> int:
    """The index of the 」 that closes the 「 at `start`, -1 without one."""
    depth = 0
    for index in range(start, len(text)):
        depth += {"「": 1, "」": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return -1


def _opening(text: str, end: int) -> int:
    """The index of the 「 that the 」 at `end` closes, -1 without one."""
    depth = 0
    for index in range(end, -1, -1):
        depth += {"」": 1, "「": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return -1


def _named(inside: str) -> tuple[str, str]:
    """(name, words) of what stands between the brackets; a colon between two digits ("7:30") parts nothing."""
    for index, sign in enumerate(inside[: LONGEST_NAME + 1]):
        if sign == "\n":
            break
        if sign in _COLONS and index and not (inside[index - 1].isdigit() and inside[index + 1 : index + 2].isdigit()):
            return inside[:index].strip(), inside[index + 1 :].strip()
    return "", inside.strip()
