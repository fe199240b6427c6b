"""Chinese numerals in front of what they count, written with digits: "三栋二单元十二楼" -> "3栋2单元12楼"."""

from __future__ import annotations

import re

_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for sign in signs
}
_UNITS = "号楼|号门|号栋|栋|幢|座|单[元员园原源圆位]|丹元|楼|层|期|区|门(?![口面禁诊])|杠|-"
_SIGNS = "零〇一二两三四五六七八九十百"
_BEFORE_UNIT = re.compile(
    rf"(?<![第几统唯同每任万某另其单整{_SIGNS}])(?!(?<=[这那哪])[一两](?![{_SIGNS}]))(?![一两]座)"
    rf"(?P<n>[一二三四五六七八九十百零〇]{{1,5}})(?=号?(?:{_UNITS}))"
)
_SPELLED_DOOR = re.compile(r"(?<=[栋元幢座楼\-杠])(?P<n>[一二三四五六七八九零〇]{3,4})(?![一二三四五六七八九十零〇])")
_BELOW = re.compile(r"(?<=负)(?P<n>[一二三])|(?<=地下)(?P<m>[一二三])(?=层|楼)")


_STEPS = (
    (re.compile("[负下][一二三]"), _BELOW),
    (re.compile(rf"[一二三四五六七八九十百零〇]号?(?:{_UNITS})"), _BEFORE_UNIT),
    (re.compile(r"[栋元幢座楼\-杠][一二三四五六七八九零〇]"), _SPELLED_DOOR),
)
"""What a text must hold, told at a glance, before a pattern is worth being tried."""


def with_digits(text: str) -> str:
    """`text` with the numerals that count buildings, units, floors, doors and garage levels as digits.

    A digit right beside a numeral stays apart from it by a blank ("8-2九楼" -> "8-2 9楼", "负二118" -> "负2 118").
    """
    for needed, pattern in _STEPS:
        if needed.search(text):
            text = pattern.sub(_as_digits, text)
    return text


def value(numeral: str) -> int:
    """The number that a Chinese numeral below 1,000 spells: 十二 -> 12, 一百零三 -> 103, 一一零二 -> 1102."""
    if not set(numeral) & set("十百"):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total, pending = 0, 0
    for sign in numeral:
        if sign in "十百":
            total += (pending or 1) * (10 if sign == "十" else 100)
            pending = 0
        else:
            pending = _DIGITS[sign]
    return total + pending


def _as_digits(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    numeral = next(group for group in match.groups() if group)
    return f"{_apart(before)}{value(numeral)}{_apart(after)}"


def _apart(beside: str) -> str:
    return " " if beside.isascii() and beside.isdigit() else ""
