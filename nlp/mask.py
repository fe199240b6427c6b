"""What may not leave the group where it was said: plates, phone numbers, door numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from nlp.numerals import with_digits
from nlp.plate import is_whole, locate

_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)([\s\-]?\d{4})([\s\-]?\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<![\d\-])(0\d{2,3})[\s\-]?\d{7,8}(?!\d)")
_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z])\d{7,}[\dXx]?(?![\dA-Za-z])")  # account, identity card, phone without code
_DOOR_OF_THREE = re.compile(r"(?<!\d)(\d{1,2}\s?[\-‐‑–—－杠]\s?\d{1,2}\s?[\-‐‑–—－杠]\s?)\d{3,4}(?!\d)")
_DOOR_OF_TWO = re.compile(r"(?<![\d\-])(\d{1,2}\s?[\-‐‑–—－]\s?)[1-9]\d{2,3}(?![\d\-元块年度米平])")
# A "#" names a building only behind one ("3#1201"); the bot's own "#123" is a request, and read by everybody.
_DOOR_AFTER = re.compile(
    r"((?:栋|幢|座|号楼|单[元员]|(?<=[\d栋幢座楼元])#)\s?(?:的|,)?\s?)[1-9]\d{2,3}(?![\d元块年度米平])"
)
_DOOR_BEFORE = re.compile(
    r"(?<![\d\-.])(?<!\d:)[1-9]\d{2,3}(?=室|号房|房(?!本|产|款))"
    r"|(?<![\d\-.#])(?<!\d:)[1-9]\d{2,3}(?=那家|那户|的?业主|的?住户|的?邻居|门口|家)"
)
_DOOR_OF = re.compile(
    r"((?:我家?|我们家|住|楼上|楼下|隔壁|对门)(?:的|是|在)?\s?)[1-9]\d{2,3}(?![\d元块年度米平个天分字次点:.])"
)

_AFTER_GROUP = frozenset({_DOOR_OF_THREE, _DOOR_OF_TWO, _DOOR_AFTER, _DOOR_OF})
"""Patterns of which the first group, what stands before the number, stays readable."""
_PRIVATE = (
    (_MOBILE, r"\1****"),
    (_LANDLINE, r"\1****"),
    (_LONG_NUMBER, "****"),
    *((pattern, r"\1***") for pattern in (_DOOR_OF_THREE, _DOOR_OF_TWO, _DOOR_AFTER, _DOOR_OF)),
    (_DOOR_BEFORE, "***"),
)


def mask(plate: str) -> str:
    """A plate as others may read it: "渝B3K926" -> "渝B***26", "29M" -> "***"."""
    return f"{plate[:2]}***{plate[-2:]}" if is_whole(plate) else "***"


def mask_private(text: str, known: str = "") -> str:
    """A cleaned text (see `nlp.clean`) with plates, phone numbers and door numbers made unreadable.

    What stands in `known` as well, a text that these readers have before them, is left as it is.
    """
    seen = _plain(known)
    counted = with_digits(text)
    masked = with_digits(_plates_masked(text, seen))
    for pattern, shown in _PRIVATE:
        masked = pattern.sub(partial(_hidden, seen, shown), masked)
    return text if masked == counted else masked


def _hidden(seen: str, shown: str, found: re.Match[str]) -> str:
    hidden = found[0] if found.re not in _AFTER_GROUP else found[0][len(found[1]) :]
    return found[0] if _plain(hidden) in seen else found.expand(shown)


def _plain(text: str) -> str:
    """Letters and digits only, so that separators make no difference."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", with_digits(text)).upper() if sign.isalnum())


def _plates_masked(text: str, seen: str) -> str:
    for one in reversed(locate(text)):
        if one.plate not in seen:
            text = text[: one.start] + mask(one.plate) + text[one.end :]
    return text
