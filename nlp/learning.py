"""Learning on the job: what a person's correction teaches about the words of a line, and reading with what was learned.

A lesson moves the words that told a wrong reading towards the right one, by no more than the line needs: one odd
correction turns over little, two alike turn over lines like theirs. What lessons come to is bounded for each word and
for each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final, Protocol

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp.context import ALONE, Context
from nlp.normal import normalise
from nlp.place import find_place
from nlp.reading import NONE, Reading

Corrections = Mapping[str, Mapping[str, float]]
"""Word, normalised (see nlp.normal) -> category or "none" -> a correction in log-odds."""
Lesson = dict[str, dict[str, float]]
"""Corrections that one correction by a person is worth."""

MOST_OF_A_WORD: Final = 4.0
"""Log-odds by which all lessons together can move one word for one label, either way."""
MOST_OF_A_LINE: Final = 8.0
"""Log-odds by which all its words together can move one line for one label, either way."""
STRENGTHS: Final = (0.2, 0.3, 0.45, 0.6, 0.9, 1.2, MOST_OF_A_WORD / 2)
"""Log-odds that one lesson can give a word; the least that is enough is taken."""
UNKNOWN: Final = 0.45
"""Strength of a lesson on a line that is read right by itself: what was around it told the wrong reading."""
CONFIRMED: Final = 0.2
"""Log-odds that a word gains where a doubtful reading was right."""
WORDS: Final = 4
"""Words of a line that a lesson bears on."""
FAINT: Final = 0.15
"""Share of the strongest word's weight below which a word told too little to be learned about."""
FEW: Final = 2
"""Fewer words than this cannot carry a lesson: then short runs of the text are learned as they stand ("又停了")."""
LONGEST: Final = 6
"""Characters of such a run at most."""
_EVERYWHERE = re.compile(
    "小区|我们|你们|他们|咱们|大家|自己|业主|物业|业委会|居民|邻居|每天|天天|现在|今天|昨天|明天|晚上|早上|一直|"
    "经常|长期|已经|还是|就是|不是|没有|没人|有人|一个|一下|这个|那个|这样|怎么|什么|为什么|能不能|可以|不能|"
    "是不是|有没有|可能|希望|请问|要求|投诉|解决|问题|处理|严重|影响|里面|外面|上面|下面|旁边|那边|这边|一楼|单元|"
    "时候|知道|看看|谢谢|麻烦"
)
"""Words that stand in talk about anything: nothing is learned about them."""
_RUN = re.compile(r"[^\W\d_]+")


class Reads(Protocol):
    """What is needed of a reader. `adjust` takes the place of what has been learned."""

    def read(self, text: str, context: Context = ALONE, adjust: Corrections | None = None) -> Reading: ...

    def explain(self, text: str, context: Context = ALONE, adjust: Corrections | None = None) -> Reading: ...


def lesson(reader: Reads, text: str, right: str, known: Corrections | None = None) -> Lesson:
    """What the words of `text` are to be corrected by, when a person says that it is `right` (a category or "none").

    One lesson puts right the very line it is about where half of what a word can be moved is enough for that; two put
    right lines like it, and strong ones. Where it is only what is `known` that makes the line wrong, that is turned
    back. Empty when the line has no words that can be learned about.
    """
    alone = reader.explain(text, ALONE, {})
    if alone.main != right:
        return _least(reader, text, right, dict.fromkeys(words_of(text, alone, right), alone.main))
    held = within_a_line(known or {}, text)
    misled = reader.explain(text, ALONE, held).main
    if misled != right:
        return _least(reader, text, right, dict.fromkeys(held, misled), held)
    return {word: {right: UNKNOWN} for word in words_of(text, alone, right)}


def confirmation(reader: Reads, text: str, category: str) -> Lesson:
    """What the words of `text` gain when a person says that the doubtful reading `category` was right."""
    reading = reader.explain(text, ALONE, {})
    return {word: {category: CONFIRMED} for word in words_of(text, reading, category)}


def words_of(text: str, reading: Reading, right: str) -> tuple[str, ...]:
    """The words, normalised, that a lesson bears on: those that told the reading, or those that spoke for a request
    where one was missed; strongest first. Where they are too few, short runs of the text as they stand.
    """
    sign = -1 if reading.main == NONE and right != NONE else 1
    told = [cause for cause in reading.because if reading.main == right or cause.weight * sign > 0]
    least = FAINT * max((abs(cause.weight) for cause in told), default=0.0)
    words = [normalise(cause.word).strip() for cause in told if abs(cause.weight) >= least]
    words = [word for word in words if _can_be_learned(word)]
    if len(words) < FEW:
        words += [run for run in _RUN.findall(normalise(text)) if len(run) <= LONGEST and _can_be_learned(run)]
    return tuple(dict.fromkeys(words))[:WORDS]


def together(lessons: Iterable[Corrections]) -> Lesson:
    """What lessons come to: the sum for each word and label, within MOST_OF_A_WORD."""
    sums: Lesson = {}
    for word, by_label in chain.from_iterable(corrections.items() for corrections in lessons):
        known = sums.setdefault(word, {})
        for label, value in by_label.items():
            known[label] = known.get(label, 0.0) + value
    return {word: {label: _within(value, MOST_OF_A_WORD) for label, value in by_label.items()}
            for word, by_label in sums.items()}  # fmt: skip


def within_a_line(known: Corrections, text: str) -> Lesson:
    """What is known about the words of one text, made smaller where it comes to more than MOST_OF_A_LINE."""
    line = normalise(text)
    return _bounded({word: by_label for word, by_label in known.items() if word in line})


class Taught:
    """A reader with what one estate has learned. Never changes; lines without a learned word are read as before."""

    def __init__(self, reader: Reads, known: Corrections) -> None:
        """`known` is what the estate's lessons come to, see `together`."""
        self._reader = reader
        self.known = known
        self._words = sorted(known)
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard) if known else None

    def read(self, text: str, context: Context = ALONE, adjust: Corrections | None = None) -> Reading:
        """Read one line as the estate has learned to; the reading's context names the learned words."""
        known = self._of(text) if adjust is None else adjust
        return _named(self._reader.read(text, context, self._with_talk(known, context, adjust)), known)

    def explain(self, text: str, context: Context = ALONE, adjust: Corrections | None = None) -> Reading:
        """The same with the words that told it, also for lines that ask for nothing."""
        known = self._of(text) if adjust is None else adjust
        return _named(self._reader.explain(text, context, self._with_talk(known, context, adjust)), known)

    def _with_talk(self, known: Corrections, context: Context, adjust: Corrections | None) -> Corrections:
        """What is known about a line, and about the reports around it, which hint at its category."""
        if self._automaton is None or adjust is not None:
            return known
        reports = (line.text for line in context.recent if line.labels[0] != NONE)
        return {word: by_label for report in reports for word, by_label in self._of(report).items()} | dict(known)

    def _of(self, text: str) -> Corrections:
        if self._automaton is None:
            return {}
        hits = self._automaton.find_matches_as_indexes(normalise(text), overlapping=True)
        return _bounded({self._words[hit[0]]: self.known[self._words[hit[0]]] for hit in hits}) if hits else {}


def _can_be_learned(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and not _EVERYWHERE.fullmatch(word) and not find_place(word).building


def _least(reader: Reads, text: str, right: str, wrong: Mapping[str, str], base: Corrections | None = None) -> Lesson:
    """The weakest lesson that puts this line right, the strongest one where none does."""
    taught: Lesson = {}
    for strength in STRENGTHS:
        taught = {word: _towards(right, label, strength) for word, label in wrong.items()}
        learned = within_a_line(together([base or {}, taught]), text)
        if reader.explain(text, ALONE, learned).main == right:
            break
    return taught


def _towards(right: str, wrong: str, strength: float) -> dict[str, float]:
    """From one category to another half is given and half is taken, so that a request stays as sure as it was."""
    if NONE in (right, wrong):
        return {right: strength}
    return {right: strength / 2, wrong: -strength / 2}


def _bounded(known: Corrections) -> Lesson:
    sums: dict[str, float] = {}
    for label, value in chain.from_iterable(by_label.items() for by_label in known.values()):
        sums[label] = sums.get(label, 0.0) + value
    share = {label: MOST_OF_A_LINE / max(MOST_OF_A_LINE, abs(total)) for label, total in sums.items()}
    return {word: {label: value * share[label] for label, value in by_label.items()}
            for word, by_label in known.items()}  # fmt: skip


def _within(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _named(reading: Reading, known: Corrections) -> Reading:
    if not known:
        return reading
    return replace(reading, context=(*reading.context, *(f"learned word {word}" for word in sorted(known))))
