"""Adds up what the character runs and lexicon words of a line say: one pass of an Aho-Corasick automaton.

Each run, and each group of lexicon words, counts once a line, however often it stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp import features
from nlp.words import Lexicon


class Tally:
    """Whole numbers for runs ("c" + text) and groups ("g" + name), added up line by line. Safe among threads."""

    def __init__(self, numbers: Mapping[str, int], lexicon: Lexicon) -> None:
        """`numbers` by feature key (see `nlp.features`); those of other kinds of features are left alone."""
        self._groups = {
            word: keys
            for word, names in lexicon.groups.items()
            if (keys := frozenset(key for name in names if (key := "g" + name) in numbers))
        }
        self._words = frozenset(self._groups)
        self._texts = features.unique([*self._groups, *(key[1:] for key in numbers if key[0] == "c")])
        self._runs = {text: numbers.get("c" + text, 0) for text in self._texts}
        self._numbers = {key: number for key, number in numbers.items() if key[0] == "g"}
        # The automaton keeps the very strings, so that their hashes are known when they are looked up.
        self._automaton = AhoCorasick(self._texts, matchkind=MatchKind.Standard, store_patterns=True)
        self._find = self._automaton.find_matches_as_strings

    def __call__(self, line: str) -> int:
        """The sum of the numbers of all runs and groups in the line."""
        found = {*self._find(line, True)}
        total = sum(map(self._runs.__getitem__, found))
        words = self._words & found
        if words:
            groups = frozenset().union(*map(self._groups.__getitem__, words))
            total += sum(map(self._numbers.__getitem__, groups))
        return total

    def places(self, line: str) -> Iterator[tuple[str, int, int]]:
        """The keys of the runs and groups in the line, each with the start and end of every place where it stands."""
        for place, start, end in self._automaton.find_matches_as_indexes(line, overlapping=True):
            text = self._texts[place]
            if self._runs[text]:
                yield "c" + text, start, end
            for key in self._groups.get(text, ()):
                yield key, start, end
