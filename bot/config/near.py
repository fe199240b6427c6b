"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

_CLOSE = 70.0  # of 100: a slip of the finger passes, another word does not


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """' (did you mean "parking"?)' when one of the known words is close, else ''."""
    found = process.extractOne(word, known, scorer=fuzz.ratio, processor=str.lower, score_cutoff=_CLOSE)
    return f' (did you mean "{found[0]}"?)' if found else ""
