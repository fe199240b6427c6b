"""jieba for one reader: its own tokenizer, loaded when asked, silent, without a cache file of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import jieba


class Cutter:
    """Cuts lines into words with jieba's dictionary plus our own words (HMM off: only words it knows)."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        """`own` are words that must stand whole. Takes about a second; call it off the event loop."""
        jieba.setLogLevel(logging.WARNING)
        self._tokenizer: Any = jieba.Tokenizer()
        self._tokenizer.initialize()
        for word in own:
            self._tokenizer.add_word(word)

    def __call__(self, line: str) -> list[str]:
        return list(self._tokenizer.cut(line, HMM=False))

    def lcut(self, line: str) -> list[str]:
        """As `jieba.lcut` cuts, guessing unknown words too."""
        return list(self._tokenizer.cut(line))
