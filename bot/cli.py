"""The command line. Heavy parts are imported where they are used, so that `--version` answers at once."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

if TYPE_CHECKING:
    from handlers.estate import Estate

app = typer.Typer(
    name="whistle",
    help="Hears requests in residents' chat groups, hands them to the committee and tells what became of them.",
    add_completion=False,
    pretty_exceptions_enable=False,
)

Config = Annotated[Path, typer.Option("--config", "-c", help="The config file; see config.example.toml.")]


class Speaker(StrEnum):
    """Whose lines are read."""

    RESIDENT = "resident"
    COMMITTEE = "committee"


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"whistle {version('whistle')}")
        raise typer.Exit


_WrongUsage = cast("type[typer.BadParameter]", typer.BadParameter.__base__)
"""Any mistake in options and arguments; typer carries a click of its own and does not name this class."""


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def demo(
    host: Annotated[
        str | None, typer.Option(help="The address to serve on; only this machine by default.", show_default=False)
    ] = None,
    port: Annotated[int | None, typer.Option(help="The port, 8080 by default; 0 takes a free one.")] = None,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="Take from web in this config what is not given here.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Open a local page with a whole estate: building groups, committee group, request board."""
    from bot.config import load
    from bot.config.tables import WebTable
    from bot.web.server import run_demo

    web = load(config).web if config is not None else WebTable()
    run_demo(
        host=host if host is not None else web.host,
        port=port if port is not None else web.port,
        open_browser=browser,
    )


@app.command()
def run(config: Config = Path("config.toml")) -> None:
    """Serve the estates of the config until stopped."""
    from bot.serve import serve

    asyncio.run(serve(config))


@app.command()
def doctor(config: Config = Path("config.toml")) -> None:
    """Check config, database, jieba, channel and clock, one line each."""
    from bot.doctor import examine

    findings = asyncio.run(examine(config))
    for finding in findings:
        typer.echo(finding.line)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


@app.command()
def retry(config: Config = Path("config.toml")) -> None:
    """Have the messages that could not be handled tried again, when their cause is cured."""
    from bot.serve import retry

    typer.echo(f"{asyncio.run(retry(config))} messages are tried again")


@app.command()
def erase(
    person: Annotated[str, typer.Option(help="The platform's id of the person.")],
    config: Config = Path("config.toml"),
    estate: Annotated[str, typer.Option(help="Only in the estate with this id.")] = "",
) -> None:
    """Erase a person's id, name and words from the database; the counts stay."""
    from bot.erasing import erase_person

    for estate_id, requests in asyncio.run(erase_person(config, person, datetime.now(UTC), estate)).items():
        typer.echo(f"{estate_id}\terased from {requests} requests")


@app.command()
def lexicon(
    config: Config = Path("config.toml"),
    estate: Annotated[str, typer.Option(help="Only the estate with this id.")] = "",
    forget: Annotated[str, typer.Option(metavar="WORD", help="Forget what was learned about this word.")] = "",
) -> None:
    """Show what each estate has learned from corrections, one word a line, parted by tabs."""
    from bot import lexicon

    if forget:
        for estate_id in asyncio.run(lexicon.forget(config, forget, datetime.now(UTC), estate)):
            typer.echo(f"{estate_id}\t{forget}\tforgotten")
        return
    typer.echo("\t".join(lexicon.HEAD))
    for one in asyncio.run(lexicon.show(config, estate)):
        typer.echo(one.line)


@app.command()
def history(
    number: Annotated[int, typer.Argument(help="The number of the request.")],
    config: Config = Path("config.toml"),
    estate: Annotated[str, typer.Option(help="The estate's id, where the config has several.")] = "",
) -> None:
    """Show what happened to a request: who, when, from, to, why, by which message, and what changed; parted by tabs."""
    from bot.history import HEAD, history

    events = asyncio.run(history(config, number, estate))
    typer.echo("\t".join(HEAD))
    for line in events:
        typer.echo(line)


@app.command()
def read(
    file: Annotated[str, typer.Argument(help='JSON lines {"id","text",...}; - for stdin.')] = "-",
    speaker: Annotated[
        Speaker, typer.Option("--as", help="Read as residents' talk or as commands.")
    ] = Speaker.RESIDENT,
    now: Annotated[str, typer.Option(help="The time commands are read at, ISO with offset.")] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Also the words of chatter, and the context used.")
    ] = False,
) -> None:
    """Show what the bot makes of lines, one JSON object a line."""
    from bot.jsonlines import missing_keys, read_objects, write_object
    from bot.reading import read_committee, read_residents

    records = read_objects(file, check=lambda record: missing_keys(record, "id", "text"))
    if speaker is Speaker.COMMITTEE:
        readings = read_committee(records, now=_moment(now))
    else:
        readings = read_residents(records, explain=explain)
    for reading in readings:
        write_object(reading, sys.stdout)


@app.command()
def replay(
    file: Annotated[
        str, typer.Argument(help='A chat log: JSON lines {"id","time","room","talker_id","talker","text"}.')
    ],
    estate: Annotated[list[str], typer.Option(help='NAME=PATTERN: rooms whose name fits, e.g. "北湖一号=北湖一号*".')],
    db: Annotated[Path | None, typer.Option(help="Keep the replay's SQLite database here.")] = None,
    progress: Annotated[bool, typer.Option("--progress", help="Show a progress bar on stderr.")] = False,
) -> None:
    """Run a chat log through the whole bot in virtual time and show what it would have made of it."""
    from bot.jsonlines import InputError
    from bot.replay import estate_patterns, survey
    from handlers.rules.lifecycle import RoomRole

    if file == "-":
        raise InputError("replay reads its log twice: give a file, not stdin")
    if db is not None and db.exists():
        raise InputError(f"{db} exists: name a new file, a replay starts from nothing")
    estates, begins = survey(file, estate_patterns(estate))
    for one in estates:
        if not one.rooms_of(RoomRole.BUILDING):
            raise InputError(f"--estate {one.name}: no room of {file} fits its pattern")
    asyncio.run(_replay(file, begins, estates, db, progress=progress))


async def _replay(
    file: str, begins: Sequence[int], estates: Sequence[Estate], db: Path | None, *, progress: bool
) -> None:
    from bot.jsonlines import write_object
    from bot.replay import replay

    with _bar(len(begins) if progress else 0) as advance:
        async with aclosing(replay(file, begins, estates, db, advance)) as records:
            async for record in records:
                write_object(record, sys.stdout)


@contextmanager
def _bar(lines: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, none for 0 lines: gives the function that moves it on."""
    if not lines:
        yield lambda n: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("replay", total=lines)
        yield lambda n: progress.advance(task, n)


def _moment(value: str) -> datetime | None:
    from bot.jsonlines import InputError

    if not value:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"--now {value}: write it like 2026-11-23T20:30+08:00") from error
    if at.tzinfo is None:
        raise InputError(f"--now {value}: add the offset, like 2026-11-23T20:30+08:00")
    return at


def main() -> None:
    """The entry point: errors that a user can cure are one line on stderr, exit code 1."""
    from bot.config import ConfigError
    from bot.jsonlines import InputError
    from storage.engine import StorageError

    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except _WrongUsage as error:
        print(f"whistle: {error.format_message().rstrip('.')}: see whistle --help", file=sys.stderr)
        raise SystemExit(2) from None
    except (ConfigError, InputError, StorageError) as error:
        print(f"whistle: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except (typer.Abort, KeyboardInterrupt):
        raise SystemExit(130) from None
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    raise SystemExit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
