"""How long the command parser takes for mangled lines: `python -m benchmarks.parsing [LINES]` (default 500,000).

Prints the mean and the slowest; a line is timed again before it counts as slow, so that what the machine did
meanwhile does not.
"""

from __future__ import annotations

import sys
import time
from itertools import islice

from handlers.commands import parse
from tests.support.mangled import mangled

CARD = "#18 【维修】3栋2单元"
AGAIN = 5
KEPT = 5


def main(lines: int) -> None:
    """Time each line once, and the slowest again."""
    parse("12 办结")  # what is built at the first use is no line's time
    times: list[tuple[float, str, str]] = []
    started = time.perf_counter()
    for number, line in enumerate(islice(mangled(seed=0), lines)):
        quoted = CARD if number % 3 == 0 else ""
        taken = _timed(line, quoted)
        if len(times) < KEPT or taken > times[-1][0]:
            best = min(taken, *(_timed(line, quoted) for _ in range(AGAIN)))
            times = sorted([*times, (best, line, quoted)], reverse=True)[:KEPT]
    mean = (time.perf_counter() - started) / lines
    print(f"{lines} lines, {mean * 1e3:.3f} ms a line with making it, slowest {times[0][0] * 1e3:.2f} ms")
    for taken, line, _ in times:
        print(f"{taken * 1e3:8.2f} ms  {len(line):5} characters  {line[:40]!r}")


def _timed(line: str, quoted: str) -> float:
    started = time.perf_counter()
    parse(line, quoted=quoted)
    return time.perf_counter() - started


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
