"""How fast, and in how much memory, a long chat log runs through the whole bot.

    python benchmarks/replay.py [LINES]

The log is the corpus's own transcripts, one after another, a week apart, until LINES (10,000) are full.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from bot.replay import replay, survey

CORPUS = Path(__file__).parents[1] / "nlp" / "corpus"


def long_log() -> Iterator[dict[str, Any]]:
    """The transcripts for ever: each round a week later and with message ids of its own."""
    days = [
        [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for path in sorted(CORPUS.glob("transcript_*/transcript.jsonl"))
    ]
    for week in count():
        for day in days:
            for line in day:
                at = datetime.fromisoformat(line["time"]) + timedelta(weeks=week)
                said = {key: line[key] for key in ("room", "talker_id", "talker", "text")}
                yield said | {"id": f"{week}-{line['id']}", "time": at.isoformat()}


async def run(path: Path) -> Counter[str]:
    estates, begins = survey(str(path), {"all": "*"})
    kinds: Counter[str] = Counter()
    async for record in replay(str(path), begins, estates, None, lambda n: None):
        kinds[record["kind"]] += 1
    return kinds


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in islice(long_log(), lines)), "utf-8")
        started = time.perf_counter()
        kinds = asyncio.run(run(path))
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{lines} lines in {seconds:.1f} s: {lines / seconds:.0f} messages/s, peak {peak:.0f} MB, {dict(kinds)}")


if __name__ == "__main__":
    main()
