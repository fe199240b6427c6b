"""The lexicon: words that people gathered by meaning, one file a category, in nlp/lexicon/."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LEXICON: Final = Path(__file__).with_name("lexicon")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`groups` maps a word to the names of its groups ("repair.lift"), `words` a group to its words; both sorted."""

    groups: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, folder: Path = LEXICON) -> Lexicon:
        """Read every file of the folder with a [words] table; a group is named by its file and its key.

        Raises ValueError, naming the file, when one is not valid TOML or a group is no text.
        """
        words = {
            f"{file.stem}.{group}": tuple(sorted({word.lower() for word in text.split()}))
            for file in sorted(folder.glob("*.toml"))
            for group, text in sorted(_words(file).items())
        }
        groups: dict[str, list[str]] = {}
        for group, members in words.items():
            for word in members:
                groups.setdefault(word, []).append(group)
        return cls({word: tuple(groups[word]) for word in sorted(groups)}, words)


def _words(file: Path) -> dict[str, str]:
    try:
        words = tomllib.loads(file.read_text(encoding="utf-8")).get("words", {})
    except tomllib.TOMLDecodeError as wrong:
        raise ValueError(f"{file.name}: not valid TOML ({wrong})") from wrong
    if not isinstance(words, dict) or not all(isinstance(text, str) for text in words.values()):
        raise ValueError(f"{file.name}: every group in [words] is one text of words parted by blanks")
    return words
