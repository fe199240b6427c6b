"""Adds up what the character runs and lexicon words of a line say in one column."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from nlp.matcher import TEXT, Matcher
from nlp.words import Lexicon


class Tally:
    """Whole numbers for runs ("c" + text) and groups ("g" + name), added up line by line. Safe among threads.

    Each text counts once a line, with the numbers of its run and of all groups it is a word of.
    """

    def __init__(self, numbers: Mapping[str, int], lexicon: Lexicon) -> None:
        """`numbers` by feature key, see `nlp.features`; other kinds are left alone."""
        matcher = Matcher(numbers, lexicon)
        self._find = matcher.find
        self._number_of = array("i", [sum(map(numbers.__getitem__, keys)) for keys in matcher.keys]).__getitem__

    def of(self, line: str) -> int:
        """The sum of the numbers of all runs and words in the line."""
        return sum(map(self._number_of, {*map(TEXT, self._find(line, True))}))
