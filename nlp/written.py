"""Words of a normalised line as the speaker wrote them: "3栋" for "0栋", "沪A·12345" for its sign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise

from nlp import normal

_Spot = tuple[str, int, int]
"""A character, and the slice of the text (start, end) that it stands for."""
_SIGN = re.compile(f"[@0-9{normal.PLATE}{normal.REGION}]")


def as_written(text: str, line: str, pieces: Iterable[str]) -> list[str]:
    """The slices of `text` that the pieces of its normalised `line` stand for; the pieces make up the whole line.

    Nothing ("") for pieces without a letter, a digit or a symbol, and for signs that cannot be traced back.
    """
    pieces = list(pieces)
    spots = _traced(text, line)
    if spots is None:
        return ["" if _SIGN.search(piece) else _shown(piece) for piece in pieces]
    ends = accumulate((len(piece) for piece in pieces), initial=0)
    return [_shown(text[spots[start][1] : spots[end - 1][2]]) for start, end in pairwise(ends)]


def _shown(written: str) -> str:
    return written.strip() if any(unicodedata.category(sign)[0] in "LNS" for sign in written) else ""


def _traced(text: str, line: str) -> list[_Spot] | None:
    if line[1:-1] == text.lower() and len(line) == len(text) + 2:
        return [(sign, max(0, place - 1), min(len(text), place)) for place, sign in enumerate(line)]
    spots = _folded(text)
    for pattern, sign in normal.SIGNS:
        spots = _replaced(spots, pattern, sign)
    spots = [(" ", 0, 0), *_stripped(spots), (" ", len(text), len(text))]
    if "".join(spot[0] for spot in spots) == line:
        return spots
    return None


def _folded(text: str) -> list[_Spot]:
    """Each visible character of the text in lower case and half width, as far as the reader looks."""
    visible = [place for place, sign in enumerate(text[: normal.LONGEST * 2]) if not normal.INVISIBLE.match(sign)]
    folded = [(sign, at, at + 1) for at in visible for sign in unicodedata.normalize("NFKC", text[at]).lower()]
    return folded[: normal.LONGEST]


def _replaced(spots: list[_Spot], pattern: re.Pattern[str], sign: str | Callable[[re.Match[str]], str]) -> list[_Spot]:
    """What `pattern.sub(sign, ...)` does to a text, done to its traced characters; the sign is one character."""
    made: list[_Spot] = []
    done = 0
    for found in pattern.finditer("".join(spot[0] for spot in spots)):
        start, end = found.span()
        put = sign if isinstance(sign, str) else sign(found)
        made += [*spots[done:start], (put, spots[start][1], spots[end - 1][2])]
        done = end
    return made + spots[done:]


def _stripped(spots: list[_Spot]) -> list[_Spot]:
    kept = [place for place, spot in enumerate(spots) if not spot[0].isspace()]
    return spots[kept[0] : kept[-1] + 1] if kept else []
