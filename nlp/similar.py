"""How alike two texts are as reports of one matter: what they speak of, and their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp.clean import clean

UNKNOWN = 0.4
"""The similarity of texts of which one names nothing: no reason for and none against."""

_NOISE = re.compile(
    r"@[^\s@]{1,20}\s?|[东南西北]{1,2}门|地库|[\d一二三四五六七八九十]+(?:号楼|栋|幢|座|单元|楼|层|#)|\[[^\[\]]{1,8}\]|我们家?|我家|你们|他们|人家|这个|那个|今天|昨天|明天|昨晚|今早|现在|还是|又来了?|已经|一直"
    r"|物业|业委会|怎么|什么|没有|没人|一个|是不是|能不能|麻烦|谢谢|大家|小区|[^\u3400-\u9fffA-Za-z0-9]"
)
_ANOTHER = re.compile(r"(?:@\S+\s)?(?:还有|另外|顺便|再说|再问|再反映|对了|除了这个)")
_PARTICLES = str.maketrans("", "", "的了吗呢吧啊呀嘛哦噻哈咯啦么着过得地把被给在就都也很太")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What of a text matters for sameness: the things it speaks of, and its pairs of characters."""

    things: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()

    def __or__(self, other: Fingerprint) -> Fingerprint:
        return Fingerprint(self.things | other.things, self.pairs | other.pairs)


@lru_cache(maxsize=8192)
def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of one message; a new report is compared with the same known ones again and again."""
    plain = clean(text).lower()
    words = _NOISE.sub(" ", plain).translate(_PARTICLES).split()
    pairs = frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))
    return Fingerprint(_things().within(plain), pairs)


def begins_another(text: str) -> bool:
    """Whether a text begins as something further: "还有那个滑梯", "另外", "对了"."""
    return bool(_ANOTHER.match(text))


def together(fingerprints: Iterable[Fingerprint]) -> Fingerprint:
    """The fingerprint of a request: all that its reports speak of."""
    whole = Fingerprint()
    for one in fingerprints:
        whole |= one
    return whole


def similarity(one: Fingerprint, other: Fingerprint) -> float:
    """0: they speak of different things; UNKNOWN: one of them names nothing; 1: the same things in the same words."""
    shared = len(one.pairs & other.pairs) / (min(len(one.pairs), len(other.pairs)) or 1)
    words = min(1.0, shared * min(1.0, min(len(one.pairs), len(other.pairs)) / 6))
    if not one.things or not other.things:
        return UNKNOWN + (1 - UNKNOWN) * words
    common = len(one.things & other.things) / min(len(one.things), len(other.things))
    return 0.6 * common + 0.4 * words


class Things:
    """Finds the things a text speaks of, by the longest words of matters.toml; `ignored` words hide shorter ones."""

    def __init__(self, matters: Mapping[str, Sequence[str]], ignored: Sequence[str]) -> None:
        self._owners: dict[str, set[str]] = {word: set() for word in ignored}
        for name, words in matters.items():
            for word in words:
                self._owners.setdefault(word, set()).add(name)
        self._words = sorted(self._owners)
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def within(self, text: str) -> frozenset[str]:
        found = {index for index, _, _ in self._automaton.find_matches_as_indexes(text)}
        return frozenset(name for index in found for name in self._owners[self._words[index]])


@cache
def _things() -> Things:
    table = tomllib.loads(files("nlp").joinpath("matters.toml").read_text(encoding="utf-8"))
    return Things({name: words.split() for name, words in table["matters"].items()}, table["else"]["words"].split())
