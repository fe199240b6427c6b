"""One form of a text for reading: what typing habits change and meaning does not is taken away."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 400
"""Characters of a text that are looked at; what a line is about stands in its beginning."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff]+"
)
_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_PLATE = re.compile(_PROVINCE + r"[a-z][ ·\-.]?[a-z0-9]{5,6}(?![a-z0-9])")
_MENTION = re.compile(r"@[^\s\u2005]{1,24}[\s\u2005]?")
_REGION = re.compile(r"[a-z]\d{0,2}(?=[区市县省])")
_NUMBER = re.compile(r"\d+")
_LATIN = re.compile("[0-9a-z]")
_SPACE = re.compile(r"\s+")

PLATE: Final = "㊋"
REGION: Final = "㊐"

SETTLED: Final = "\u4e00-\u9fff\u3001\u3002!-/:-?\\[-`{-~"
"""Ideographs and the marks beside them, without digits, letters and "@": nothing below has anything to change there.
None of them is altered or joined with its neighbour by NFKC, has a case, is invisible or is white space."""
_PLAIN = re.compile(f"[{SETTLED}](?:[{SETTLED} ]*[{SETTLED}])?")
_SIMPLE: Final = SETTLED + "0-9\uff01-\uff0f\uff1a-\uff1f"
"""The same with digits and full-width marks (each one sign in half width): there only those change."""
_NUMBERED = re.compile(f"[{_SIMPLE}](?:[{_SIMPLE} ]*[{_SIMPLE}])?")


def normalise(text: str) -> str:
    """Lower case, half width, one blank for many; plates, mentions and numbers become signs.

    Returns at most LONGEST characters, with one blank before and behind so that the ends of a line can be told.
    Never raises; lone surrogates and control characters are dropped.
    """
    if len(text) <= LONGEST and "  " not in text:
        if _PLAIN.fullmatch(text):
            return f" {text} "
        if _NUMBERED.fullmatch(text):
            return f" {_NUMBER.sub(_size, unicodedata.normalize('NFKC', text))} "
    return folded(text)


def folded(text: str) -> str:
    """What `normalise` returns, by every step for any text; it takes the short way where no step changes anything."""
    text = INVISIBLE.sub("", text[: LONGEST * 2])
    text = unicodedata.normalize("NFKC", text).lower()[:LONGEST]
    if "@" in text:
        text = _MENTION.sub("@", text)
    if _LATIN.search(text):
        text = _PLATE.sub(PLATE, text)
        text = _REGION.sub(REGION, text)
        text = _NUMBER.sub(_size, text)
    return f" {' '.join(text.split())} "


def _size(number: re.Match[str]) -> str:
    return "0" if number.end() - number.start() <= 2 else "9"


SIGNS: Final = ((_MENTION, "@"), (_PLATE, PLATE), (_REGION, REGION), (_NUMBER, _size), (_SPACE, " "))
"""What is written as one character, in the order in which it is found."""
