"""A log that holds one room after another was replayed in the order of its lines: what the first room said last had
been said before what the second said first. And a year like 0001, or a number without end, ended the replay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.jsonlines import read_objects
from bot.replay import replay, survey

ROOMS = {"北湖一号": "北湖一号*"}


def line(id: str, at: str, text: str, room: str = "北湖一号3栋群") -> str:
    record = {"id": id, "time": at, "room": room, "talker_id": f"wx-{id}", "talker": id, "text": text}
    return json.dumps(record, ensure_ascii=False)


async def replayed(folder: Path, *lines: str) -> list[dict[str, Any]]:
    path = folder / "log.jsonl"
    path.write_text("\ufeff" + "\n".join(lines), "utf-8")
    estates, begins = survey(str(path), ROOMS)
    return [record async for record in replay(str(path), begins, estates, None, lambda n: None)]


async def test_things_are_heard_in_the_order_they_were_said(tmp_path: Path) -> None:
    records = await replayed(
        tmp_path,
        line("a1", "2026-11-20T09:00:00+08:00", "早上好"),
        line("a2", "2026-11-22T09:00:00+08:00", "3栋2单元电梯坏了 停在7楼不动"),
        line("b1", "2026-11-20T09:00:00", "早", "北湖一号5栋群"),
        line("b2", "2026-11-20T01:30:00Z", "5栋门口垃圾桶满了没人收,臭死了", "北湖一号5栋群"),
    )

    assert [record["id"] for record in records if record["kind"] == "message"] == ["a1", "b1", "b2", "a2"]
    assert [record["number"] for record in records if record["kind"] == "request" and "b2" in record["messages"]] == [1]


@pytest.mark.parametrize("year", ["0001", "9999"])
async def test_a_time_out_of_range_is_named_and_the_rest_goes_on(
    tmp_path: Path, year: str, capsys: pytest.CaptureFixture[str]
) -> None:
    records = await replayed(
        tmp_path,
        line("a1", f"{year}-01-01T00:00:00+08:00", "早上好"),
        line("a2", "2026-11-22T09:00:00+08:00", "3栋2单元电梯坏了 停在7楼不动"),
    )

    assert [record["id"] for record in records if record["kind"] == "message"] == ["a2"]
    assert "line 1" in capsys.readouterr().err


def test_a_number_without_end_is_one_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"id": %s}\n{"id": 2}\n' % ("1" * 5000), "ascii")
    faults: list[int] = []
    found = list(
        read_objects(str(path), check=lambda record: "", complain=lambda number, reason: faults.append(number))
    )

    assert (found, faults) == ([{"id": 2}], [1])
