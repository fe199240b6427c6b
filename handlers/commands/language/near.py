"""Slips of the thumb: "12 办接" was probably meant as 办结. Only asked back, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from handlers.commands.language.numbers import ANY, NAMED
from handlers.commands.language.segment import QUESTION, SEP, Segment

_REST = re.compile(rf"(?:{SEP}|{ANY}|了|吧|一下|$)+")

_EVERYDAY = frozenset({"改急", "不急", "答复", "恢复", "延期"})
"""One character from words of everyday talk: 着急, 答应."""


def near_word(segment: Segment, words: Sequence[str]) -> str:
    """The declared word that a short unknown word beside a number or under a card resembles, or ""."""
    if segment.to_other or not (segment.refs or segment.quotes) or re.search(NAMED, segment.head):
        return ""
    pieces = [piece for piece in _REST.split(segment.head) if piece]
    if len(pieces) != 1 or len(segment.refs) > 1 or QUESTION.search(segment.folded):
        return ""
    said = pieces[0]
    if not 2 <= len(said) <= 5 or said in words or re.search(r"[不没过别未]", said):
        return ""
    near = [word for word in words if len(word) >= 2 and word not in _EVERYDAY and _alike(said, word)]
    return near[0] if near else ""


def _alike(said: str, word: str) -> bool:
    """One character wrong of two to four, or two swapped; and the same length give or take one."""
    if sorted(said) == sorted(word):
        return True
    return abs(len(said) - len(word)) <= (len(word) > 2) and Levenshtein.distance(said, word, score_cutoff=1) == 1
