"""Adds up what the character runs and lexicon words of a line say: one pass of an Aho-Corasick automaton.

Each run, and each group of lexicon words, counts once a line, however often it stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp import features
from nlp.words import Lexicon


class Tally:
    """Whole numbers for runs ("c" + text) and groups ("g" + name), added up line by line. Safe among threads.

    Every text in the automaton brings the number of its run and those of its groups. Only where two words stand in a
    line can a group have been counted twice. So each word also brings 1 into the bits above all numbers: one sum tells
    both what the line says and whether there is anything to put right.
    """

    def __init__(self, numbers: Mapping[str, int], lexicon: Lexicon, bits: int = 32) -> None:
        """`numbers` by feature key (see `nlp.features`), other kinds are left alone; no sum needs more than `bits`."""
        self._groups = {
            word: keys
            for word, names in lexicon.groups.items()
            if (keys := tuple(key for name in names if (key := "g" + name) in numbers))
        }
        self._words = frozenset(self._groups)
        self._numbers = {key: number for key, number in numbers.items() if key[0] in "cg"}
        self._texts = features.unique([*self._groups, *(key[1:] for key in self._numbers if key[0] == "c")])
        self._bits = bits
        self._half = 1 << (bits - 1)
        brought = ((text, self._all_of(text) + ((text in self._groups) << bits)) for text in self._texts)
        same: dict[int, int] = {}  # a number that many texts bring is kept once: less memory to be reached for
        self._number_of = {text: same.setdefault(number, number) for text, number in brought}.__getitem__
        # The automaton keeps the very strings, so that their hashes are known when they are looked up.
        self._automaton = AhoCorasick(self._texts, matchkind=MatchKind.Standard, store_patterns=True)
        self._find = self._automaton.find_matches_as_strings

    def of(self, line: str) -> int:
        """The sum of the numbers of all runs and groups in the line."""
        found = {*self._find(line, True)}
        total = sum(map(self._number_of, found))
        words = (total + self._half) >> self._bits
        if words:
            total -= words << self._bits
            if words > 1:
                total -= self._counted_again(self._words & found)
        return total

    def places(self, line: str) -> Iterator[tuple[str, int, int]]:
        """The keys of the runs and groups in the line, each with the start and end of every place where it stands."""
        for place, start, end in self._automaton.find_matches_as_indexes(line, overlapping=True):
            text = self._texts[place]
            for key in ("c" + text, *self._groups.get(text, ())):
                if key in self._numbers:
                    yield key, start, end

    def _all_of(self, text: str) -> int:
        return self._numbers.get("c" + text, 0) + self._sum(self._groups.get(text, ()))

    def _counted_again(self, words: Iterable[str]) -> int:
        """What was brought by groups that another of the words had brought already."""
        groups = [*chain.from_iterable(map(self._groups.__getitem__, words))]
        once = {*groups}
        return self._sum(groups) - self._sum(once) if len(once) < len(groups) else 0

    def _sum(self, keys: Iterable[str]) -> int:
        return sum(map(self._numbers.__getitem__, keys))
