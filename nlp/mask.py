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
# So many 户 are households, not a door, unless the number could be one: no floor has more than twelve.
_DOOR_AFTER = re.compile(
    r"((?:栋|幢|座|号楼|单[元员]|(?<=[\d栋幢座楼元])#)\s?(?:的|,)?\s?)"
    r"(?!\d{1,2}(?:00|1[3-9]|[2-9]\d)户(?!主))[1-9]\d{2,3}(?![\d元块年度米平])"
)
_DOOR_BEFORE = re.compile(
    r"(?<![\d\-.])(?<!\d:)[1-9]\d{2,3}(?=室|号房|房(?!本|产|款))"
    r"|(?<![\d\-.#])(?<!\d:)[1-9]\d{2,3}(?=那家|那户|的?业主|的?住户|的?邻居|门口|家)"
)
_DOOR_OF = re.compile(
    r"((?:我家?|我们家|住|楼上|楼下|隔壁|对门)(?:的|是|在)?\s?)[1-9]\d{2,3}(?![\d元块年度米平个天分字次点:.])"
)

_LINE_OF_PUBLIC = re.compile(r"(?:热线|客服|值班|抢修|报修)(?:电话)?(?:是|为)?[\s:]*$")
"""What stands before a number that everybody may call."""

_AFTER_GROUP = frozenset({_DOOR_OF_THREE, _DOOR_OF_TWO, _DOOR_AFTER, _DOOR_OF})
"""Patterns of which the first group, what stands before the number, stays readable."""
_CALLED = frozenset({_LANDLINE, _LONG_NUMBER})
"""Patterns of numbers that may be a hotline's."""
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
    seen = unicodedata.normalize("NFKC", with_digits(known)).upper()
    counted = with_digits(text)
    masked = with_digits(_plates_masked(text, seen))
    for pattern, shown in _PRIVATE:
        masked = pattern.sub(partial(_hidden, seen, shown), masked)
    return text if masked == counted else masked


def _hidden(seen: str, shown: str, found: re.Match[str]) -> str:
    hidden = found[0] if found.re not in _AFTER_GROUP else found[0][len(found[1]) :]
    if found.re in _CALLED and _LINE_OF_PUBLIC.search(found.string, 0, found.start()):
        return found[0]
    return found[0] if _stands_in(hidden, seen) else found.expand(shown)


def _stands_in(hidden: str, seen: str) -> bool:
    """Whether the whole number or plate stands in the text; separators within it make no difference."""
    signs = [re.escape(sign) for sign in unicodedata.normalize("NFKC", hidden).upper() if sign.isalnum()]
    before = "(?<![0-9])" if signs[0].isdigit() else ""
    return re.search(before + r"[\s\-·.]*".join(signs) + "(?![0-9A-Z])", seen) is not None


def _plates_masked(text: str, seen: str) -> str:
    for one in reversed(locate(text)):
        if not _stands_in(one.plate, seen):
            text = text[: one.start] + mask(one.plate) + text[one.end :]
    return text
