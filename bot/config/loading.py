"""From a file to Settings: read, check the shape, check the rules, take the secrets, build."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.channels.wechaty.settings import WechatySettings
from bot.config.access import access_of
from bot.config.build import settings_of, wechaty_of
from bot.config.errors import ConfigError, Problem
from bot.config.explain import Location, problems_of, unknown_keys
from bot.config.rules import broken_channel_rules, broken_rules
from bot.config.secret import Environment
from bot.config.settings import Settings
from bot.config.tables import ChannelKind, ConfigTable

_FULL_WIDTH = "\u201c\u201d\u2018\u2019\uff02\uff07\uff0c\uff1d\u3010\u3011\uff3b\uff3d\uff5b\uff5d"


def settings_from(path: Path) -> Settings:
    """What `bot.config.load` promises."""
    table, problems = _check(_parse(path, _text(path)), str(path))
    if table is None:
        raise ConfigError(problems)
    access, missing = access_of(table, path.parent, Environment(), str(path))
    if problems or missing:
        raise ConfigError([*problems, *missing])
    return settings_of(table, path, access)


def wechaty_from(path: Path) -> WechatySettings:
    """How to reach the gateway, from a config whose estates are not written yet. Raises ConfigError."""
    file = str(path)
    raw = {"channel": _parse(path, _text(path)).get("channel", {}), "estates": []}
    try:
        table = ConfigTable.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(problems_of(error, file, raw)) from error
    if table.channel.kind is not ChannelKind.WECHATY:
        raise _refused(path, "channel.kind", "is not that of WeChat", 'write kind = "wechaty"')
    access, missing = access_of(table, path.parent, Environment(), file)
    problems = [*broken_channel_rules(table.channel, file), *missing]
    if problems:
        raise ConfigError(problems)
    return wechaty_of(table.channel, access)


def _check(raw: dict[str, Any], file: str) -> tuple[ConfigTable | None, list[Problem]]:
    """The shape and the rules. A key too many does not keep the rules from being checked; a wrong value does."""
    try:
        table = ConfigTable.model_validate(raw)
    except ValidationError as error:
        problems = problems_of(error, file, raw)
        too_many = unknown_keys(error)
        if len(too_many) < error.error_count():
            return None, problems
        table = ConfigTable.model_validate(_without(raw, too_many))
        return table, [*problems, *broken_rules(table, file)]
    return table, broken_rules(table, file)


def _without(raw: dict[str, Any], locations: list[Location]) -> dict[str, Any]:
    rest = copy.deepcopy(raw)
    for *way, last in locations:
        here: Any = rest
        for step in way:
            here = here[step]
        del here[last]
    return rest


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        cure = "copy config.example.toml and fill it in, or name another file with -c"
        raise _refused(path, "", "does not exist", cure) from error
    except OSError as error:
        raise _refused(path, "", f"cannot be read ({error.strerror})", "name a file you may read with -c") from error
    try:
        return content.decode("utf-8-sig")  # Notepad puts a byte order mark first; it is harmless
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(path, f"line {line}", "is not UTF-8", "save the file as UTF-8 in your editor") from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).rpartition(" (at ")
        raise _refused(path, place.rstrip(")"), f"is no TOML ({message})", _cure_of_toml(text, place)) from error
    except RecursionError as error:
        raise _refused(path, "", "is nested too deeply", "see config.example.toml") from error


def _cure_of_toml(text: str, place: str) -> str:
    """Chinese punctuation is what goes wrong most often, and what an eye sees last."""
    number = place.removeprefix("line ").partition(",")[0]
    lines = text.splitlines()
    line = lines[int(number) - 1] if number.isdecimal() and int(number) <= len(lines) else ""
    found = next((sign for sign in line if sign in _FULL_WIDTH), "")
    return f"write {found} in its half-width form" if found else "compare the line with config.example.toml"


def _refused(path: Path, key: str, reason: str, cure: str) -> ConfigError:
    return ConfigError([Problem(str(path), key, reason, cure)])
