"""What is seen in a line: character runs, jieba words, lexicon groups, length. One key a feature.

Keys: "c" + run of 1 to 3 characters, "w" + word, "g" + lexicon group, "s" + length step.
This is the plain way, used for fitting and as the oracle of the tests; `nlp.model` finds the same keys in one pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import log2, sqrt
from typing import Final

from nlp.words import Lexicon

RUNS: Final = (1, 2, 3)
"""Lengths of the character runs that are looked at; longer ones are left to jieba."""
SENTENCE: Final = 16
"""From this length on people who chat put a blank in."""
Cut = Callable[[str], list[str]]


def counts(line: str, lexicon: Lexicon, cut: Cut) -> Counter[str]:
    """All features of a normalised line (see `nlp.normal`): a group once for each of its words, all others once."""
    return Counter((*{*runs(line), *words(cut(line))}, *groups(line, lexicon), step(line)))


def runs(line: str) -> Iterator[str]:
    for size in RUNS:
        for start in range(len(line) - size + 1):
            yield "c" + line[start : start + size]


def words(pieces: list[str]) -> Iterator[str]:
    """The words that a line was cut into."""
    for piece in pieces:
        yield "w" + piece


def groups(line: str, lexicon: Lexicon) -> Iterator[str]:
    for word, names in lexicon.groups.items():
        if word in line:
            for name in names:
                yield "g" + name


def step(line: str) -> str:
    """The length of a line in steps that grow with it."""
    return f"s{min(9, int(log2(len(line)) * 1.5))}"


def scale(line: str) -> float:
    """What all weights of a line are multiplied with, so that long lines do not shout."""
    return 1 / sqrt(len(line) + 6)


def is_written(line: str) -> bool:
    """Whether a normalised line is made of sentences, as in a letter; chat has blanks and bits of sentences."""
    if "," in line or "。" in line or "、" in line:
        return True
    return len(line) >= SENTENCE and line.find(" ", 1) == len(line) - 1
