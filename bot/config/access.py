"""What a config needs from outside itself: the database's URL with its password, the gateway's token, the CA file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.config.errors import Problem
from bot.config.secret import Environment, SecretRefused, from_file
from bot.config.tables import ChannelKind, ConfigTable, DatabaseTable

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
_URL_CURE = 'write "sqlite:///whistle.sqlite3" or "postgresql://user@host/database"'


@dataclass(frozen=True, slots=True)
class Access:
    """`database_url` names its async driver and holds the password; `token` is "" for the local channel."""

    database_url: str = field(repr=False)
    token: str = field(repr=False)
    ca_file: Path | None


def access_of(table: ConfigTable, folder: Path, environment: Environment, file: str) -> tuple[Access, list[Problem]]:
    """What was found, and a problem for everything that was not. Relative paths start at `folder`."""
    problems: list[Problem] = []

    def wrong(key: str, reason: str, cure: str) -> None:
        problems.append(Problem(file, key, reason, cure))

    def secret(key: str, given: SecretStr | None, path: Path | None) -> str:
        try:
            return given.get_secret_value().strip() if given else from_file(folder / path) if path else ""
        except SecretRefused as error:
            wrong(key, error.reason, error.cure)
            return ""

    password = secret("database.password_file", environment.database_password, table.database.password_file)
    url = _database_url(table.database, folder, password, wrong)
    if table.channel.kind is not ChannelKind.WECHATY:
        return Access(url, "", None), problems
    token = secret("channel.token_file", environment.wechaty_token, table.channel.token_file)
    if not problems or problems[-1].key != "channel.token_file":
        _check_token(token, wrong)
    ca_file = folder / table.channel.ca_file if table.channel.ca_file else None
    if ca_file is not None and not ca_file.is_file():
        wrong("channel.ca_file", f"names {ca_file}, which is no file", "name the certificate authority's PEM file")
    return Access(url, token, ca_file), problems


Wrong = Callable[[str, str, str], None]


def _check_token(token: str, wrong: Wrong) -> None:
    if not token:
        cure = (
            "set WHISTLE_WECHATY_TOKEN, or write the token in a file with mode 0600 and name it in channel.token_file"
        )
        wrong("channel", "has no token for the Wechaty gateway", cure)
    elif not token.isascii() or not token.isprintable() or " " in token:
        wrong("channel", "has a token with blanks or signs that no token has", "copy the gateway's token again")


def _database_url(table: DatabaseTable, folder: Path, password: str, wrong: Wrong) -> str:
    try:
        url = make_url(table.url)
    except ArgumentError:
        wrong("database.url", "is no database URL", _URL_CURE)
        return ""
    backend, _, driver = url.drivername.partition("+")
    if backend not in _DRIVERS or (driver and f"{backend}+{driver}" != _DRIVERS[backend]):
        wrong("database.url", f'begins with "{url.drivername}", which Whistle cannot use', _URL_CURE)
        return ""
    if url.password is not None or "password" in url.query:
        cure = "remove it and set WHISTLE_DATABASE_PASSWORD, or name a file with mode 0600 in database.password_file"
        wrong("database.url", "has a password in it", cure)
        return ""
    url = url.set(drivername=_DRIVERS[backend])
    return _with_place(url, folder, password).render_as_string(hide_password=False)


def _with_place(url: URL, folder: Path, password: str) -> URL:
    """A SQLite file lies where the config says, seen from the config's folder; PostgreSQL gets its password."""
    if url.get_backend_name() == "sqlite":
        known = not url.database or url.database == ":memory:"
        return url if known else url.set(database=str((folder / str(url.database)).resolve()))
    return url.set(password=password) if password else url
