"""How well reports of one matter are joined: `python -m benchmarks.merging TRANSCRIPT.jsonl ... [--read] [--errors]`.

A transcript is a JSON-lines file of {"id","time","room","talker_id","talker","text","labels","case"}. Its labels are
taken as they stand, or with --read as the reader sees them; places, homes, plates and likeness come from the texts.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from handlers.rules.merging import Candidate, Doubt, Report, Same, Where, decide
from handlers.talk import Talk
from nlp.classify import Reader
from nlp.clean import clean
from nlp.context import Context, Line
from nlp.nickname import place_of
from nlp.place import find_place
from nlp.plate import find_plates
from nlp.quote import split_quote
from nlp.reading import Place
from nlp.similar import Fingerprint, begins_another, fingerprint, similarity, together


@dataclass
class Known:
    """One request of the benchmark: its reports, their fingerprints, and the lines they are."""

    number: int
    reports: list[Report] = field(default_factory=list)
    prints: list[Fingerprint] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)

    def add(self, report: Report, mark: Fingerprint, line: dict[str, Any]) -> None:
        self.reports.append(report)
        self.prints.append(mark)
        self.lines.append(line)


def run(lines: Sequence[dict[str, Any]], errors: bool) -> tuple[list[Known], int]:
    """The requests that the lines of one estate make, and how often the committee would be asked."""
    known: list[Known] = []
    asked = 0
    for line in lines:
        text = words_of(line)
        own = [one for one in known if any(r.talker_id == line["talker_id"] for r in one.reports)]
        if is_picture(text):
            if own:  # a picture belongs to what its sender said last
                max(own, key=lambda one: one.lines[-1]["time"]).lines.append(line)
            continue
        report, mark = reported(line, text)
        decision = decide(report, [candidate(one, mark) for one in known])
        asked += isinstance(decision, Doubt)
        if isinstance(decision, Same):
            home = next(one for one in known if one.number == decision.number)
        else:
            home = Known(len(known) + 1)
            known.append(home)
        if errors:
            show(line, home, known, decision)
        home.add(report, mark, line)
    return known, asked


def words_of(line: dict[str, Any]) -> str:
    return clean(split_quote(line["text"]).reply)


def is_picture(text: str) -> bool:
    return not text.replace("[图片]", "").replace("[视频]", "").strip()


def reported(line: dict[str, Any], text: str) -> tuple[Report, Fingerprint]:
    said, mark, plates = find_place(text), fingerprint(text), find_plates(text)
    return Report(
        at=datetime.fromisoformat(line["time"]),
        room_id=line["room"],
        talker_id=line["talker_id"],
        labels=tuple(line["labels"]),
        said=where(said),
        home=where(place_of(line["talker"])),
        plates=plates,
        bare=not (said or mark.things or plates),
        another=begins_another(text),
    ), mark


def where(place: Place) -> Where:
    return Where(place.building, place.unit, place.spot, place.level)


def candidate(one: Known, mark: Fingerprint) -> Candidate:
    return Candidate(one.number, tuple(one.reports), similarity(mark, together(one.prints)))


def show(line: dict[str, Any], home: Known, known: Sequence[Known], decision: object) -> None:
    """Print the decisions that the cases call wrong."""
    cases = {other["case"] for other in home.lines}
    before = [one.number for one in known if one is not home and line["case"] in {o["case"] for o in one.lines}]
    if cases - {line["case"]}:
        print("mixed", line["id"], line["case"], "into", cases, line["text"][:60], "|", home.lines[-1]["text"][:40])
    elif not cases and before:
        print("split", line["id"], line["case"], before, decision, line["talker"], line["text"][:60])


def figures(requests: Iterable[Known]) -> dict[str, float]:
    """Pair precision and recall, mixed requests, requests a case."""
    requests = list(requests)
    owner = {line["id"]: (line["case"], id(one)) for one in requests for line in one.lines}
    pairs = list(combinations(owner.values(), 2))
    together_ = sum(a[1] == b[1] for a, b in pairs)
    right = sum(a == b for a, b in pairs)
    alike = sum(a[0] == b[0] for a, b in pairs)
    cases: dict[str, set[int]] = defaultdict(set)
    for case, one in owner.values():
        cases[case].add(one)
    return {
        "lines": len(owner),
        "cases": len(cases),
        "requests": len(requests),
        "pair_precision": right / together_ if together_ else 0.0,
        "pair_recall": right / alike if alike else 0.0,
        "mixed": sum(len({line["case"] for line in one.lines}) > 1 for one in requests),
        "requests_per_case": sum(map(len, cases.values())) / len(cases),
    }


def as_read(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """All lines with the labels that the reader gives them, each read with the talk before it in its room."""
    reader, talk = Reader.load(), Talk()
    read = []
    for line in lines:
        at, quote = datetime.fromisoformat(line["time"]), split_quote(line["text"])
        text, room = clean(quote.reply), line["room"]
        context = Context(line["talker_id"], line["talker"], quoted=quote.quoted, recent=talk.recent(room, at))
        reading = reader.read(text, context)
        talk.remember(room, at, Line(text, line["talker_id"], 0.0, reading.labels, reading.place))
        read.append(line if is_picture(text) else {**line, "labels": list(reading.labels)})
    return read


def estates(path: Path, *, read: bool = False) -> list[list[dict[str, Any]]]:
    """The report lines of a transcript, by estate: the first two letters of a case's rooms, else all in one."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines = as_read(lines) if read else lines
    lines = [line for line in lines if line["case"] and line["labels"] != ["none"]]
    by_prefix: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        by_prefix[line["room"][:2]].append(line)
    return [sorted(some, key=lambda line: line["time"]) for some in by_prefix.values()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each wrong decision")
    parser.add_argument("--read", action="store_true", help="take the labels from the reader, not from the file")
    options = parser.parse_args()
    for path in options.files:
        requests, asked = [], 0
        for lines in estates(path, read=options.read):
            some, doubts = run(lines, options.errors)
            requests += some
            asked += doubts
        print(path.parent.name, {name: round(value, 3) for name, value in figures(requests).items()}, "asked", asked)


if __name__ == "__main__":
    main()
