"""Reading speed against plain jieba: `python benchmarks/reading.py`. Ratios within one run, one core.

Plain jieba is the usual keyword reader: `jieba.lcut`, then each word is looked up in a dictionary of the lexicon's
words and the categories are counted, which gives a label and nothing else. Both sides read the same lines of the
corpus, each line once a round; the best of several rounds counts.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from nlp.classify import Reader
from nlp.cutter import tokenizer
from nlp.fit import examples
from nlp.reading import NONE, Category
from nlp.words import Lexicon

ROUNDS: Final = 7
LINES: Final = 1000
ASKING: Final = 0.05


def main() -> None:
    """Print microseconds a line and the ratio for each kind of lines."""
    lexicon = Lexicon.load()
    plain = _plain(lexicon)
    reader = Reader.load()
    for title, lines in _kinds(lexicon).items():
        slow, labels, whole = (_best(read, lines) for read in (plain, reader.labels, reader.read))
        print(
            f"{title:26} plain {slow:6.1f} us   labels {labels:6.1f} us {slow / labels:5.1f} x   "
            f"with place, plates, causes {whole:6.1f} us {slow / whole:5.1f} x"
        )


def _plain(lexicon: Lexicon) -> Callable[[str], object]:
    cut = tokenizer(lexicon.groups).lcut
    table = {word: groups[0].split(".")[0] for word, groups in lexicon.groups.items()}

    def read(text: str) -> object:
        found = Counter(table[word] for word in cut(text) if word in table)
        return found.most_common(1)[0][0] if found else NONE

    return read


def _kinds(lexicon: Lexicon) -> dict[str, Sequence[str]]:
    chance = random.Random(0)
    corpus = examples()
    words = [word for word, groups in lexicon.groups.items() if any(group.split(".")[0] in _KEYS for group in groups)]
    silent = [line.text for line in corpus if line.labels[0] == NONE]
    asking = [line.text for line in corpus if line.labels[0] != NONE]
    keyless = [text for text in silent if not any(word in text for word in words)]
    mix = chance.sample(silent, LINES - round(LINES * ASKING)) + chance.sample(asking, round(LINES * ASKING))
    chance.shuffle(mix)
    return {
        "chatter without keywords": chance.sample(keyless, min(LINES, len(keyless))),
        "chatter": chance.sample(silent, LINES),
        "mix with 5 % requests": mix,
        "requests": chance.sample(asking, LINES),
    }


_KEYS: Final = frozenset(Category)


def _best(read: Callable[[str], object], lines: Sequence[str]) -> float:
    """Microseconds a line in the best round."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for line in lines:
            read(line)
        rounds.append(time.perf_counter() - start)
    return min(rounds) / len(lines) * 1e6


if __name__ == "__main__":
    main()
