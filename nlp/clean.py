"""Text as people type it -> text as the rest of the package expects it."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 2000
"""Characters that are read of one message; the rest is cut off. Nobody describes a matter in more."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are no white space
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\uffa0"  # zero width and direction marks
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff"  # variation selectors, byte order mark
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e0fff]"  # tags
)
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """`text` in NFKC without invisible characters, white space folded to single spaces, at most MAX_LENGTH long.

    WeChat's emoji codes ("[捂脸]") and emoji stay. Cleaning twice changes nothing.
    """
    seen = _visible(_visible(text))  # normalising can bring out fillers, dropping those can bring letters together
    return _SPACE.sub(" ", seen).strip()[:MAX_LENGTH].rstrip()


def _visible(text: str) -> str:
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
