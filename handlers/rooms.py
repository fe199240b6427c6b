"""Which groups are meant by "3栋", "1-5栋", "二期", "全部": by a piece of their name, or the buildings they serve."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from handlers.estate import Estate, Room
from handlers.rules.lifecycle import RoomRole
from nlp.numerals import value

ALL: Final = "全部"
_BUILDING_ROOMS: Final = frozenset({RoomRole.BUILDING})
_APART = re.compile(r"[、,;/\s]+|(?<=[栋期区群])[和跟与及]")
_TAIL = re.compile(r"(?:的|业主|住户|居民|邻居)*(?:大群|群|们)?$")
_SPAN = re.compile(r"(\d{1,3})-(\d{1,3})栋?")
_BUILDING = re.compile(r"(\d{1,3})(?:栋|$)")
_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}(?=栋)")


def rooms_named(estate: Estate, fragment: str, roles: frozenset[RoomRole] = _BUILDING_ROOMS) -> tuple[Room, ...]:
    """The rooms of these roles that the fragment names, in the estate's order; () when it names none.

    `fragment` is what somebody typed: "全部", a piece of a name, buildings, or several of them ("3栋、5-8栋"). A name
    goes before buildings: "3栋" is the group 3栋群 where there is one, else every group that serves building 3.
    """
    rooms = [room for room in estate.rooms if room.role in roles]
    pieces = [_plain(piece) for piece in _APART.split(unicodedata.normalize("NFKC", fragment))]
    meant = {room.room_id for piece in pieces if piece for room in _meant(rooms, piece)}
    return tuple(room for room in rooms if room.room_id in meant)


def names_a_part(room: Room, fragment: str) -> bool:
    """Whether the fragment names buildings of which the group has others beside: "2栋" in the group of 1 to 5."""
    pieces = [_plain(piece) for piece in _APART.split(unicodedata.normalize("NFKC", fragment)) if piece]
    buildings = set().union(*map(_buildings, pieces)) if pieces else set()
    return bool(buildings & set(room.buildings)) and bool(set(room.buildings) - buildings)


def _meant(rooms: list[Room], piece: str) -> Iterable[Room]:
    if piece == ALL:
        return rooms
    named = [room for room in rooms if _has(_plain(room.name), piece)]
    if named:
        return [room for room in named if _plain(room.name) == piece] or named
    wanted = _buildings(piece)
    serving = [room for room in rooms if wanted & set(room.buildings)]
    return serving or [room for room in rooms if wanted and not room.buildings]


def _plain(name: str) -> str:
    """A name without what people add or leave out: 3号楼业主群 -> 3栋."""
    plain = unicodedata.normalize("NFKC", name).strip()
    plain = re.sub(r"号楼|幢|座|#楼?", "栋", plain)
    plain = re.sub(r"(?<=\d)栋?(?:[~—–-]|到|至)(?=\d)", "-", plain)
    plain = _NUMERAL.sub(lambda found: str(value(found[0])), plain)
    return _TAIL.sub("", plain) or plain


def _has(name: str, piece: str) -> bool:
    """Does the name contain the piece, and not as the end or the middle of another number?"""
    before, after = r"(?<![\d-])" if piece[0].isdigit() else "", r"(?!\d)" if piece[-1].isdigit() else ""
    return re.search(f"{before}{re.escape(piece)}{after}", name) is not None


def _buildings(piece: str) -> set[str]:
    """ "1-3栋" -> {"1栋", "2栋", "3栋"}."""
    found: set[str] = set()
    for first, last in _SPAN.findall(piece):
        found |= {f"{number}栋" for number in range(int(first), min(int(last), int(first) + 200) + 1)}
    return found | {f"{number}栋" for number in _BUILDING.findall(_SPAN.sub("", piece))}
