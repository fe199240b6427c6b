"""The platform's ids for a config: the groups the account is in, and who is in a group. Needs only [channel]."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.channels.wechaty.look import Named, NothingSeen, members, rooms
from bot.channels.wechaty.settings import WechatySettings
from bot.config import ConfigError
from bot.config.loading import wechaty_from


def show(
    config: Annotated[Path, typer.Option("--config", "-c", help="A config that has at least its channel.")] = Path(
        "config.toml"
    ),
    of: Annotated[str, typer.Option("--members", help="Show the members of this group instead.")] = "",
) -> None:
    """List the groups the bot's account is in, or the members of one, with their ids."""
    try:
        found = asyncio.run(_found(wechaty_from(config), of))
    except (ConfigError, NothingSeen) as error:
        print(f"whistle: {error}", file=sys.stderr)
        raise typer.Exit(1) from None
    for one in found:
        typer.echo(f"{one.id}\t{one.name}")


async def _found(settings: WechatySettings, room_id: str) -> list[Named]:
    return [one async for one in (members(settings, room_id) if room_id else rooms(settings))]


if __name__ == "__main__":
    typer.run(show)
