"""config.toml -> typed settings. Whatever is wrong is refused at the start, with file, key, reason and cure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.config.errors import ConfigError, Problem

if TYPE_CHECKING:
    from bot.config.settings import Settings

__all__ = ["ConfigError", "Problem", "load"]


def load(path: Path) -> Settings:
    """The settings of a config file; relative paths in it start at its folder.

    Raises ConfigError with every problem that was found. What reading takes is imported only here: every start of the
    command line imports this package, few of them read a config.
    """
    from bot.config.loading import settings_from

    return settings_from(path)
