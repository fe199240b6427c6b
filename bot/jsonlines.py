"""JSON lines in and out. A broken line is named by its number and passed over; the rest goes on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

Complain = Callable[[int, str], None]
Check = Callable[[dict[str, Any]], str]


class InputError(Exception):
    """The input cannot be read at all; the message names the file and the cure."""


def to_stderr(number: int, reason: str) -> None:
    """The default complaint: one line on stderr."""
    print(f"line {number}: {reason}: passed over", file=sys.stderr)


def missing_keys(record: dict[str, Any], *keys: str) -> str:
    """The fault of a record that lacks some of `keys`; "" when it has them all."""
    missing = [key for key in keys if key not in record]
    return f"{', '.join(missing)} missing" if missing else ""


def read_objects(source: str, *, check: Check, complain: Complain = to_stderr) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, or of stdin for "-", one a line; those with a fault that `check` finds are named.

    Raises InputError when the file cannot be opened.
    """
    return (found for _, found in read_placed(source, check=check, complain=complain))


def read_placed(source: str, *, check: Check, complain: Complain = to_stderr) -> Iterator[tuple[int, dict[str, Any]]]:
    """`read_objects`, each with the byte its line begins at."""
    if source == "-":
        yield from _placed(sys.stdin.buffer, check, complain)
        return
    with _opened(source) as lines:
        yield from _placed(lines, check, complain)


def read_at(source: str, begins: Iterable[int]) -> Iterator[dict[str, Any]]:
    """The objects whose lines begin at these bytes, as `read_placed` told them, in this order."""
    with _opened(source) as lines:
        for begin in begins:
            lines.seek(begin)
            yield json.loads(_decoded(lines.readline(), begin))


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    try:
        with Path(source).open("rb") as lines:
            yield lines
    except OSError as error:
        raise InputError(f"{source}: {error.strerror}: give the path of a JSON lines file, or - for stdin") from error


def _placed(lines: BinaryIO, check: Check, complain: Complain) -> Iterator[tuple[int, dict[str, Any]]]:
    end = 0
    for number, raw in enumerate(lines, 1):
        begin, end = end, end + len(raw)
        line = _decoded(raw, begin)
        if not line:
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            complain(number, f"not JSON ({error})")
            continue
        fault = check(found) if isinstance(found, dict) else "not a JSON object"
        if fault:
            complain(number, fault)
            continue
        yield begin, found


def _decoded(raw: bytes, begin: int) -> str:
    """A line as text; only the first of a file may begin with a byte order mark."""
    return raw.decode("utf-8" if begin else "utf-8-sig", "replace").strip()


def write_object(value: dict[str, Any], out: TextIO) -> None:
    """One JSON object on one line. Lone surrogates are escaped, so that any terminal or file can take it."""
    text = json.dumps(value, ensure_ascii=False)
    out.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
