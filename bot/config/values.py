"""The kinds of values a config has, each with its own check: ids, buildings, times, spans of time."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from bot.config.near import did_you_mean
from handlers.rules.lifecycle import Role, RoomRole
from handlers.rules.working_time import Span as SpanOfTime

REFUSED = "refused"
"""The type of the errors raised here; their context has `reason` and `cure`."""

_ESTATE_ID = re.compile(r"[\w-]{1,64}")
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Zs"})
_SPAN = re.compile(r"(\d{1,5})\s*(m|min|h|d|分钟|小时|天)")
_MINUTES = {"m": 1, "min": 1, "分钟": 1, "h": 60, "小时": 60}
_MOST_DAYS = 366
_BUILDINGS = re.compile(r"(\d{1,3})(?:\s*[-~—至到]\s*(\d{1,3}))?\s*(?:栋|号楼|幢|座|#)")
_MOST_BUILDINGS = 300


def refuse(reason: str, cure: str) -> NoReturn:
    """Raise the error that `explain` turns into a Problem."""
    raise PydanticCustomError(REFUSED, "{reason}: {cure}", {"reason": reason, "cure": cure})


def _platform_id(value: Any) -> Any:
    """An id is compared letter by letter: a blank or an invisible sign that came along in copying would never match."""
    if not isinstance(value, str):
        return value
    if not value:
        refuse("is empty", "copy the platform's id here")
    strange = next((sign for sign in value if unicodedata.category(sign) in _INVISIBLE), None)
    if strange is not None:
        refuse(f"has a blank or an invisible sign (U+{ord(strange):04X}) in it", "copy the id again, without blanks")
    return value


def _estate_id(value: Any) -> Any:
    if isinstance(value, str) and not _ESTATE_ID.fullmatch(value):
        refuse(f'"{value}" is no estate id', "use letters, digits, - and _ only, and never change it afterwards")
    return value


def _zone(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    known = available_timezones()
    if value not in known:
        refuse(
            f'"{value}" is no time zone',
            f'write an IANA name such as "Asia/Shanghai"{did_you_mean(value, sorted(known))}',
        )
    return ZoneInfo(value)


def _span(value: Any) -> Any:
    found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        refuse(f"{value!r} is no span of time", 'write a number and m, h or d, such as "30m", "8h" or "3d"')
    number = int(found[1])
    minutes = number * _MINUTES[found[2]] if found[2] in _MINUTES else number * 24 * 60
    if not 0 < minutes <= _MOST_DAYS * 24 * 60:
        refuse(f'"{value}" is out of range', f"write something between 1m and {_MOST_DAYS}d")
    return SpanOfTime(time=timedelta(minutes=minutes)) if found[2] in _MINUTES else SpanOfTime(days=number)


def word_of(words: type[StrEnum], value: Any) -> Any:
    """Check that a text is one of the values of an enumeration; a close one is suggested."""
    known = [word.value for word in words]
    if value not in known:
        refuse(f'"{value}" is unknown', f"write one of {', '.join(known)}{did_you_mean(str(value), known)}")
    return value


def _buildings(value: Any) -> Any:
    """["1-3栋", "5号楼", "A座"] -> ("1栋", "2栋", "3栋", "5栋", "A座"): the form in which places are read."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        refuse("is no list of buildings", 'write a list of texts, such as ["1-5栋", "6栋"]')
    return tuple(building for one in value for building in _expanded(one))


def _expanded(written: str) -> list[str]:
    text = unicodedata.normalize("NFKC", written).strip()
    if not text:
        refuse("has an empty building", "write a name or remove it")
    found = _BUILDINGS.fullmatch(text)
    if found is None:
        return [text]
    first, last = int(found[1]), int(found[2] or found[1])
    if not first <= last <= first + _MOST_BUILDINGS:
        refuse(f'"{written}" is no range of buildings', 'write the smaller number first, such as "1-5栋"')
    return [f"{number}栋" for number in range(first, last + 1)]


def _member_role(value: Any) -> Any:
    """Any role but the bot's own."""
    if value == Role.BOT:
        refuse(f'"{value}" is nobody\'s role', "write committee, property, office or resident")
    return word_of(Role, value)


PlatformId = Annotated[str, BeforeValidator(_platform_id)]
EstateId = Annotated[str, BeforeValidator(_estate_id)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
Span = Annotated[SpanOfTime, BeforeValidator(_span)]
Buildings = Annotated[tuple[str, ...], BeforeValidator(_buildings)]
RoomRoleWord = Annotated[RoomRole, BeforeValidator(partial(word_of, RoomRole))]
MemberRoleWord = Annotated[Role, BeforeValidator(_member_role)]
