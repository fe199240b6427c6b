"""Secrets: from the environment, or from a file that only its owner may read. Never from config.toml."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_LONGEST = 10_000  # bytes; a token is short, a wrong file often is not


class Environment(BaseSettings):
    """WHISTLE_WECHATY_TOKEN and WHISTLE_DATABASE_PASSWORD."""

    model_config = SettingsConfigDict(env_prefix="WHISTLE_", extra="ignore")

    wechaty_token: SecretStr | None = None
    database_password: SecretStr | None = None


class SecretRefused(Exception):
    """A secret cannot be taken from its file: `reason` and `cure`."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(f"{reason}: {cure}")
        self.reason, self.cure = reason, cure


def from_file(path: Path) -> str:
    """The secret in a file, without the blanks around it. Raises SecretRefused."""
    try:
        mode = path.stat().st_mode
        words = path.read_bytes()[:_LONGEST]
    except OSError as error:
        raise SecretRefused(
            f"names {path}, which cannot be read ({error.strerror})", "create it with mode 0600"
        ) from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise SecretRefused(f"names {path}, which others may read (mode {stat.S_IMODE(mode):04o})", f"chmod 600 {path}")
    try:
        secret = words.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise SecretRefused(f"names {path}, which is no text", "write nothing but the secret in it") from error
    if not secret or "\n" in secret:
        raise SecretRefused(f"names {path}, which has not exactly one line", "write nothing but the secret in it")
    return secret
