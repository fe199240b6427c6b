"""Reading speed against plain jieba: `python benchmarks/reading.py`. Ratios within one run, one core.

Plain jieba is the usual keyword reader: `jieba.lcut`, then each word is looked up in a dictionary of the lexicon's
words and the categories are counted, which gives a label and nothing else. The whole reading is what the bot does for
every message: labels, confidence, urgency, place, plates. All read the same lines of the corpus, one after the other
in every round, so that no line is warm from having just been read; the best round of each handful of lines counts.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from nlp.classify import Reader
from nlp.cutter import tokenizer
from nlp.fit import Example, examples
from nlp.reading import NONE, Category
from nlp.words import Lexicon

ROUNDS: Final = 25
LINES: Final = 1000
HANDFUL: Final = 20
"""Lines that are timed together: few enough that some round finds each handful undisturbed by other processes."""
ASKING: Final = 0.05
KEYLESS: Final = "chatter without keywords"
MIX: Final = "mix with 5 % requests"
PROMISED: Final = {KEYLESS: 5, MIX: 3}
"""How many times as fast as plain jieba the whole reading is at least."""
_CATEGORIES: Final = frozenset(Category)

Read = Callable[[str], object]


def main() -> None:
    """Print microseconds a line for each kind of lines, the ratios that are promised, and the memory needed."""
    reader = Reader.load()
    loaded = _megabytes()
    lexicon, corpus = Lexicon.load(), examples()
    for line in corpus:
        reader.read(line.text)
    print(f"memory of the process at most: {loaded} MB with the reader loaded, "
          f"{_megabytes()} MB after {len(corpus):,} lines of the corpus")  # fmt: skip
    plain_jieba = _plain(lexicon)
    print(f"{'microseconds a line':26}{'plain jieba':>14}{'labels only':>14}{'whole reading':>16}")
    ratios = {}
    for kind, lines in _kinds(corpus, lexicon).items():
        plain, labels, whole = _best((plain_jieba, reader.labels, reader.read), lines)
        ratios[kind] = plain / whole
        print(f"{kind:26}{plain:14.1f}{labels:14.1f}{whole:16.1f}{plain / whole:8.1f} x")
    for kind, least in PROMISED.items():
        kept = "kept" if ratios[kind] >= least else "missed"
        print(f"{kind}: whole reading {ratios[kind]:.1f} x as fast as plain jieba; promised {least} x: {kept}")


def _plain(lexicon: Lexicon) -> Read:
    cut = tokenizer(lexicon.groups).lcut
    table = {word: groups[0].split(".")[0] for word, groups in lexicon.groups.items()}

    def read(text: str) -> object:
        found = Counter(table[word] for word in cut(text) if word in table)
        return found.most_common(1)[0][0] if found else NONE

    return read


def _kinds(corpus: Sequence[Example], lexicon: Lexicon) -> dict[str, Sequence[str]]:
    """Lines by kind, the same ones in every run."""
    chance = random.Random(0)
    words = [word for word, groups in lexicon.groups.items() if any(map(_is_of_category, groups))]
    silent = [line.text for line in corpus if line.labels[0] == NONE]
    asking = [line.text for line in corpus if line.labels[0] != NONE]
    keyless = [text for text in silent if not any(word in text for word in words)]
    mix = chance.sample(silent, LINES - round(LINES * ASKING)) + chance.sample(asking, round(LINES * ASKING))
    chance.shuffle(mix)
    return {
        KEYLESS: chance.sample(keyless, min(LINES, len(keyless))),
        "chatter": chance.sample(silent, LINES),
        MIX: mix,
        "requests": chance.sample(asking, LINES),
    }


def _is_of_category(group: str) -> bool:
    return group.split(".")[0] in _CATEGORIES


def _best(readers: Sequence[Read], lines: Sequence[str]) -> list[float]:
    """Microseconds a line for each reader: of each handful of lines its best round, the readers taking turns."""
    handfuls = [lines[start : start + HANDFUL] for start in range(0, len(lines), HANDFUL)]
    best = [[float("inf")] * len(handfuls) for _ in readers]
    for _ in range(ROUNDS):
        for read, times in zip(readers, best, strict=True):
            for place, handful in enumerate(handfuls):
                times[place] = min(times[place], _seconds(read, handful))
    return [sum(times) / len(lines) * 1e6 for times in best]


def _seconds(read: Read, lines: Sequence[str]) -> float:
    start = time.perf_counter()
    for line in lines:
        read(line)
    return time.perf_counter() - start


def _megabytes() -> int:
    """The most memory that the process has held so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1_000_000 if sys.platform == "darwin" else 1000)


if __name__ == "__main__":
    main()
