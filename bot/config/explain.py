"""pydantic's errors in the words of the config's owner: which key, what is wrong with it, what to write instead."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.config.errors import Problem
from bot.config.near import did_you_mean
from bot.config.tables import ConfigTable
from bot.config.values import REFUSED

Location = tuple[str | int, ...]

_EXAMPLE = "see this key in config.example.toml"
_SECRETS = frozenset({"token", "password", "secret", "wechaty_token", "database_password"})
_KINDS = {
    "string_type": ("is no text", 'put it in quotes, such as "3栋"'),
    "bool_type": ("is neither true nor false", "write true or false, without quotes"),
    "bool_parsing": ("is neither true nor false", "write true or false, without quotes"),
    "int_type": ("is no whole number", "write digits only, without quotes"),
    "int_parsing": ("is no whole number", "write digits only, without quotes"),
    "int_from_float": ("is no whole number", "write digits only, without quotes"),
    "float_type": ("is no number", "write a number without quotes, such as 1.5"),
    "float_parsing": ("is no number", "write a number without quotes, such as 1.5"),
    "time_type": ("is no time of day", 'write it like "22:00"'),
    "time_parsing": ("is no time of day", 'write it like "22:00"'),
    "tuple_type": ("is no list", "write it in square brackets, or as tables in double square brackets"),
    "dict_type": ("is no table", _EXAMPLE),
    "model_type": ("is no table", _EXAMPLE),
    "path_type": ("is no path", "write the path of a file in quotes"),
    "missing": ("is missing", f"add it, {_EXAMPLE}"),
    "string_too_short": ("is empty", "write a name"),
    "too_short": ("is empty", "name at least one"),
}


def problems_of(error: ValidationError, file: str, raw: Mapping[str, Any]) -> list[Problem]:
    """One Problem for each of pydantic's errors. `raw` is the table that was validated."""
    return [_problem(detail, file, raw) for detail in error.errors()]


def unknown_keys(error: ValidationError) -> list[Location]:
    """Where the keys stand that the config does not know."""
    return [detail["loc"] for detail in error.errors() if detail["type"] == "extra_forbidden"]


def key_at(location: Location, raw: Mapping[str, Any]) -> str:
    """("estates", 0, "rooms", 1, "role") -> "estates[beihu].rooms[27548@chatroom].role"; "#2" where there is no id."""
    key, here = "", raw
    for step in location:
        inside: Any = _inside(here, step)
        if isinstance(step, int):
            name = inside.get("id") if isinstance(inside, dict) else None
            key += f"[{name}]" if isinstance(name, str) and name.isprintable() and name else f"[#{step + 1}]"
        elif step != "[key]":
            key += f".{step}" if key else step
        here = inside
    return key


def keys_of(table: type[BaseModel], prefix: str = "") -> list[str]:
    """Every key of a table and of those within it: "estates.rooms.role", ..."""
    keys: list[str] = []
    for name, field in table.model_fields.items():
        keys.append(prefix + name)
        below = _table_in(field.annotation)
        if below is not None:
            keys.extend(keys_of(below, f"{prefix}{name}."))
    return keys


def _problem(detail: ErrorDetails, file: str, raw: Mapping[str, Any]) -> Problem:
    reason, cure = _reason_and_cure(detail)
    return Problem(file, key_at(detail["loc"], raw), reason, cure)


def _reason_and_cure(detail: ErrorDetails) -> tuple[str, str]:
    if detail["type"] == REFUSED:
        return str(detail["ctx"]["reason"]), str(detail["ctx"]["cure"])
    if detail["type"] == "extra_forbidden":
        return "is no key of the config", _cure_of_unknown(detail["loc"])
    if detail["type"] in _KINDS:
        return _KINDS[detail["type"]]
    said = detail["msg"]
    return f"is not right ({said[:1].lower()}{said[1:]})", _EXAMPLE


def _cure_of_unknown(location: Location) -> str:
    name = str(location[-1])
    if name.lower() in _SECRETS:
        return "remove it, secrets come from the environment or from a file of their own, see channel.token_file"
    known = list(_table_at(location[:-1]).model_fields)
    return f"remove it or write one of {', '.join(known)}{did_you_mean(name, known)}"


def _table_at(location: Sequence[str | int]) -> type[BaseModel]:
    table: type[BaseModel] = ConfigTable
    for step in location:
        field = table.model_fields.get(str(step))
        table = (_table_in(field.annotation) if field else None) or table
    return table


def _table_in(annotation: Any) -> type[BaseModel] | None:
    """The table that a field holds: itself, in a list, in a dict, or perhaps."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, dict, Union, types.UnionType):
        return next((table for part in get_args(annotation) if (table := _table_in(part))), None)
    return None


def _inside(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None
