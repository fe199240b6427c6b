"""How Chinese characters sound, as far as mistyped commands need it: without tones, as southern typists hear it.

The sounds are pypinyin's table of characters. It is read as a file and not imported: the import takes the phrases
along, half a second and 60 MB, of which nothing is needed here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import distribution
from pathlib import Path

Sound = tuple[str, ...]
"""The syllables of a word."""

_SAID = {"重": "cong", "薄": "bo"}
"""Characters that sound otherwise in a command than their first reading: 重开."""
_NOT = "不"
"""It is only what it is spelled as: "全部受理" is no 不受理."""
_GRAMMAR = frozenset("了的个这那是有不没在也都就还我你他她吗吧呢")
"""Characters that are what they say, whatever sounds like them."""
_CHINESE = range(0x4E00, 0xA000)
_TONELESS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
_TYPISTS_CONFUSE = (
    (re.compile(r"^n(?=.)"), "l"),
    (re.compile(r"^([zcs])h"), r"\1"),
    (re.compile(r"(?<=[aei])ng$"), "n"),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of a text that sounds like `word` and is spelled otherwise."""

    start: int
    end: int
    word: str


class Sounds:
    """Finds words by their sound. Reads the table of sounds when the first text is listened to."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(dict.fromkeys(words))

    def heard(self, text: str) -> Iterator[Heard]:
        """Stretches of the text that sound like one of the words, the longest first where several begin."""
        sounds = [self._sound_of.get(c, "") for c in text]
        for start in range(len(text)):
            for length in self._lengths:
                spelled = text[start : start + length]
                word = self._by_sound.get(tuple(sounds[start : start + length]), spelled)
                if word == spelled or (_NOT in word and _NOT not in spelled):
                    continue
                if not any(c in _GRAMMAR and c not in word for c in spelled):
                    yield Heard(start, start + length, word)

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted({len(word) for word in self._words}, reverse=True)

    @cached_property
    def _sound_of(self) -> dict[str, str]:
        table = distribution("pypinyin").locate_file("pypinyin/pinyin_dict.json")
        readings: dict[str, str] = json.loads(Path(str(table)).read_text(encoding="utf-8"))
        first = {chr(int(code)): said.partition(",")[0] for code, said in readings.items() if int(code) in _CHINESE}
        plain = {syllable: _plain(syllable) for syllable in set(first.values())}
        return {c: plain[syllable] for c, syllable in first.items()} | _SAID

    @cached_property
    def _by_sound(self) -> dict[Sound, str]:
        found: dict[Sound, str] = {}
        for word in self._words:
            found.setdefault(tuple(self._sound_of.get(c, c) for c in word), word)
        return found


def _plain(syllable: str) -> str:
    """ "zhèng" -> "zen": without tone, and without what sounds alike to many."""
    plain = syllable.translate(_TONELESS)
    for confused, heard in _TYPISTS_CONFUSE:
        plain = confused.sub(heard, plain)
    return plain
