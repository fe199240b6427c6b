"""JSON lines in and out. A broken line is named by its number and passed over; the rest goes on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

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
    if source == "-":
        yield from _objects(sys.stdin.buffer, check, complain)
        return
    try:
        with Path(source).open("rb") as lines:
            yield from _objects(lines, check, complain)
    except OSError as error:
        raise InputError(f"{source}: {error.strerror}: give the path of a JSON lines file, or - for stdin") from error


def _objects(lines: Any, check: Check, complain: Complain) -> Iterator[dict[str, Any]]:
    for number, raw in enumerate(lines, 1):
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
        if not line:
            continue
        try:
            found = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            complain(number, f"not JSON ({error})")
            continue
        fault = check(found) if isinstance(found, dict) else "not a JSON object"
        if fault:
            complain(number, fault)
            continue
        yield found


def write_object(value: dict[str, Any], out: TextIO) -> None:
    """One JSON object on one line. Lone surrogates are escaped, so that any terminal or file can take it."""
    text = json.dumps(value, ensure_ascii=False)
    out.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
