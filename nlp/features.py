"""What is seen in a line: character runs, jieba words, lexicon groups, length. One key a feature.

Keys: "c" + run of 1 to 3 characters, "w" + word, "v" + word + "_" + next word, "g" + lexicon group, "s" + length step.
This is the plain way, used for fitting and as the oracle of the tests; `nlp.model` finds the same keys in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, pairwise
from math import log2, sqrt
from typing import Final

from nlp.words import Lexicon

RUNS: Final = (1, 2, 3)
"""Lengths of the character runs that are looked at; longer ones are left to jieba."""
SENTENCE: Final = 16
"""From this length on people who chat put a blank in."""
Cut = Callable[[str], list[str]]


def keys(line: str, lexicon: Lexicon, cut: Cut) -> set[str]:
    """All features of a normalised line (see `nlp.normal`)."""
    return {*runs(line), *words(cut(line)), *groups(line, lexicon), step(line)}


def runs(line: str) -> Iterator[str]:
    for size in RUNS:
        for start in range(len(line) - size + 1):
            yield "c" + line[start : start + size]


def words(pieces: list[str]) -> Iterator[str]:
    """Words and pairs of neighbouring words."""
    return (key for key, _, _ in placed_words(pieces))


def placed_words(pieces: list[str]) -> Iterator[tuple[str, int, int]]:
    """Words and pairs of neighbouring words, each with its start and end in the line that was cut."""
    starts = (0, *accumulate(map(len, pieces)))
    for place, piece in enumerate(pieces):
        yield "w" + piece, starts[place], starts[place + 1]
    for place, (first, second) in enumerate(pairwise(pieces)):
        yield f"v{first}_{second}", starts[place], starts[place + 2]


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
    return len(line) >= SENTENCE and " " not in line.strip()


def text_of(key: str) -> str:
    """A feature as a person reads it."""
    body = key[1:]
    return body.replace("_", " ").strip() if key[0] in "cwv" else body


def unique(found: Iterable[str]) -> list[str]:
    return sorted(set(found))
