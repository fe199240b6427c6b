"""Finds the character runs and lexicon words of a line in one pass of an Aho-Corasick automaton."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp.words import Lexicon

TEXT: Final = itemgetter(0)
"""The number of the text that was found."""


class Matcher:
    """Texts that features are told by: runs ("c" + text) and words of groups ("g" + name). Safe among threads.

    Each text has a number, and `keys` lists the features of each. So what is looked up for the texts of a line lies
    close together in memory, and not wherever a table of strings has put it.
    """

    def __init__(self, known: Iterable[str], lexicon: Lexicon) -> None:
        """`known` are the features that matter (see `nlp.features`); other kinds are left alone."""
        told = {key for key in known if key[0] in "cg"}
        keys = {key[1:]: [key] for key in told if key[0] == "c"}
        for word, names in lexicon.groups.items():
            if groups := ["g" + name for name in names if "g" + name in told]:
                keys.setdefault(word, []).extend(groups)
        texts = sorted(keys)
        self.keys = [tuple(keys[text]) for text in texts]
        self.find = AhoCorasick(texts, matchkind=MatchKind.Standard).find_matches_as_indexes
        """Every place of a text in a line: the text's number, start and end; to be called with True (overlapping)."""

    def found(self, line: str) -> set[int]:
        """The numbers of the texts in the line."""
        return {*map(TEXT, self.find(line, True))}
