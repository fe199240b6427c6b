"""Score the reader on every set found: `python benchmarks/score.py [DATA] [SCORER]`.

DATA is a folder with *.jsonl of labelled lines (default: $WHISTLE_DATA or ../shared/data), SCORER a script that takes
`lines|transcript|commands GOLD OUT` (default: $WHISTLE_SCORER or ../shared/tools/score.py). Each set is read through
the command line, as a user would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
WHISTLE: Final = (sys.executable, "-m", "bot.cli")
Way = tuple[str, str, tuple[str, ...]]
"""A title, the scorer's mode, and the arguments of whistle that read a set."""


def main(data: Path, scorer: Path) -> int:
    """Print the scores of all sets; returns 1 when there is none."""
    sets = [file for file in sorted(data.glob("*.jsonl")) if ways(file)]
    if not sets or not scorer.exists():
        print(f"nothing to score: no labelled lines in {data} or no {scorer}", file=sys.stderr)
        return 1
    for file in sets:
        for title, mode, arguments in ways(file):
            print(f"== {file.stem}: {title}", flush=True)
            score(file, mode, arguments, scorer)
    return 0


def ways(file: Path) -> list[Way]:
    """How a set is read, by the fields of its first line."""
    first = json.loads(file.read_text(encoding="utf-8").split("\n", 1)[0])
    alone: Way = ("line by line", "lines", ("read", str(file), "--as", "resident"))
    if "intent" in first:
        return [("commands", "commands", ("read", str(file), "--as", "committee"))]
    if "talker_id" in first and "labels" in first:
        return [alone, ("through the whole bot", "transcript", ("replay", str(file), *_estates(file)))]
    return [alone] if "labels" in first and "text" in first else []


def score(file: Path, mode: str, arguments: tuple[str, ...], scorer: Path) -> None:
    """Read one set and print the scorer's table, or why it could not be read."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        with out.open("w", encoding="utf-8") as sink:
            command = [*WHISTLE, *arguments]
            done = subprocess.run(command, stdout=sink, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
        if done.returncode:
            print(f"could not be read: {done.stderr.strip().splitlines()[-1:]}")
            return
        subprocess.run([sys.executable, str(scorer), mode, str(file), str(out)], check=False)


def _estates(file: Path) -> list[str]:
    """Each estate is what the names of its rooms begin with, up to a digit, a numeral or a common word for a group."""
    rooms = {json.loads(line)["room"] for line in file.read_text(encoding="utf-8").splitlines() if line.strip()}
    names = sorted({_stem(room) for room in rooms})
    return [part for name in names for part in ("--estate", f"{name}={name}*")]


def _stem(room: str) -> str:
    ends = [place for mark in "0123456789一二三四五六七八九十业车邻" if (place := room.find(mark, 2)) > 0]
    return room[: min(ends)] if ends else room


if __name__ == "__main__":
    shared = ROOT.parent / "shared"
    given = dict(enumerate(sys.argv))
    folder = given.get(1) or os.environ.get("WHISTLE_DATA") or shared / "data"
    script = given.get(2) or os.environ.get("WHISTLE_SCORER") or shared / "tools" / "score.py"
    sys.exit(main(Path(folder).resolve(), Path(script).resolve()))
