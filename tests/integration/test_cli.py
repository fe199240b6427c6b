"""The command line as an operator meets it: real processes, real files."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from nlp.classify import Reader
from storage.tables import LessonRow, ReportRow, RequestRow, SurveyRow
from storage.unit_of_work import Store
from tests.support.chat import open_chat
from tests.unit.test_config import SMALL

DAY = [
    ("09:00:00", "北湖一号3栋群", "3-2-702 小米妈", "3栋2单元电梯坏了 停在7楼不动"),
    ("09:01:00", "北湖一号3栋群", "3-2-1501老李", "我也是从15楼走下来的 按了半天没反应"),
    ("09:02:00", "北湖一号3栋群", "物业管家小何", "收到 维保师傅在路上"),
    ("09:03:00", "北湖一号3栋群", "向日葵", "早上好"),
    ("09:04:00", "南湖花园1群", "路人", "1栋电梯坏了 停在7楼不动"),
    ("09:05:00", "跑步群", "路人", "电梯坏了"),
]


def whistle(*arguments: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
    source = stdin.encode("utf-8", "surrogatepass") if isinstance(stdin, str) else stdin
    done = subprocess.run([sys.executable, "-m", "bot.cli", *arguments], input=source, capture_output=True, timeout=60)
    return subprocess.CompletedProcess(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def log(folder: Path, *more: str) -> Path:
    lines = [
        json.dumps({"id": f"m{i}", "time": f"2026-11-20T{at}+08:00", "room": room, "talker_id": who, "talker": who,
                    "text": text}, ensure_ascii=False)
        for i, (at, room, who, text) in enumerate(DAY)
    ]  # fmt: skip
    path = folder / "log.jsonl"
    path.write_text("\n".join([*lines, *more]), "utf-8")
    return path


def test_version() -> None:
    done = whistle("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("whistle ")


@pytest.mark.parametrize("command", ["demo", "run", "doctor", "retry", "erase", "history", "lexicon", "read", "replay"])
def test_every_command_has_help(command: str) -> None:
    done = whistle(command, "--help")
    assert done.returncode == 0
    assert "--help" in done.stdout


def test_reading_residents_lines() -> None:
    lines = [
        {"id": 1, "text": "3栋2单元电梯坏了 停在7楼不动"},
        {"id": 2, "text": "早上好"},
        {"id": 3, "text": "「老李:电梯坏了」\n- - - - - - -\n谢谢告知"},
    ]
    done = whistle("read", stdin="\n".join(json.dumps(line) for line in lines))

    lift, morning, thanks = objects(done.stdout)
    assert lift["labels"][0] == "repair"
    assert lift["place"] == "3栋2单元"
    assert lift["urgency"] == "normal"
    assert 0.5 < lift["confidence"] <= 1
    assert any("电梯" in cause["word"] for cause in lift["because"])
    assert morning["labels"] == ["none"]
    assert morning["urgency"] is None
    assert thanks["labels"] == ["none"]


def test_reading_committee_lines() -> None:
    lines = [
        {"id": 1, "text": "12 办结 已清运"},
        {"id": 2, "text": "接单", "quoted": "#18 [维修] 3栋2单元 电梯停在7楼"},
        {"id": 3, "text": "20号我请假"},
    ]
    done = whistle("read", "-", "--as", "committee", stdin="\n".join(json.dumps(line) for line in lines))

    resolve, accept, talk = objects(done.stdout)
    assert (resolve["intent"], resolve["args"]["tickets"]) == ("resolve", [12])
    assert (accept["intent"], accept["args"]["tickets"]) == ("accept", [18])
    assert talk == {"id": 3, "intent": "none", "args": {}}


def test_reading_when_reminders_are_due() -> None:
    lines = [
        {"id": 1, "text": "提醒 每周四 18:30 5-8栋群 明早收旧衣服"},
        {"id": 2, "text": "提醒 元宵节晚上7点 猜灯谜"},
        {"id": 3, "text": "提醒 每月15号 交水费"},
        {"id": 4, "text": "提醒我明天上午9点半"},
        {"id": 5, "text": "提醒列表"},
    ]
    said = "\n".join(json.dumps(line) for line in lines)
    done = whistle("read", "-", "--as", "committee", "--now", "2026-11-23T20:30+08:00", stdin=said)

    weekly, festival, no_hour, no_text, listing = objects(done.stdout)
    assert weekly["next"] == ["2026-11-26T18:30+08:00", "2026-12-03T18:30+08:00", "2026-12-10T18:30+08:00"]
    assert (weekly["args"]["room"], weekly["args"]["text"]) == ("5-8栋", "明早收旧衣服")
    assert festival["next"] == ["2027-02-20T19:00+08:00"]
    assert (no_hour["args"]["when"], no_hour["next"]) == ("每月15号", [])
    assert (no_text["args"]["missing"], no_text["next"]) == (["text"], [])
    assert "next" not in listing


def test_a_broken_line_is_named_and_the_rest_goes_on() -> None:
    done = whistle("read", stdin='\ufeff{"id": 1, "text": "早"}\nnot json\n[1]\n{"id": 2}\n\n{"id": 3, "text": "早"}\n')

    assert [line["id"] for line in objects(done.stdout)] == [1, 3]
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 2", "line 3", "line 4"]
    assert done.returncode == 0


def test_bytes_that_are_no_text_are_read_as_well_as_can_be() -> None:
    done = whistle("read", stdin=b'{"id": 1, "text": "\xff\xfe3\xe6\xa0\x8b\\ud83d"}\n')

    assert [line["id"] for line in objects(done.stdout)] == [1]


def test_replaying_a_log(tmp_path: Path) -> None:
    done = whistle(
        "replay", str(log(tmp_path)), "--estate", "北湖一号=北湖一号*", "--estate", "南湖=南湖*", "--progress"
    )
    assert done.returncode == 0, done.stderr

    records = objects(done.stdout)
    messages = {record["id"]: record for record in records if record["kind"] == "message"}
    assert set(messages) == {"m0", "m1", "m2", "m3", "m4"}
    assert messages["m0"]["request"] == 1
    assert messages["m0"]["labels"][0] == "repair"
    assert messages["m2"]["request"] is None, "the property company's answer is no report"
    requests = {(record["estate"], record["number"]): record for record in records if record["kind"] == "request"}
    assert requests["北湖一号", 1]["messages"][:1] == ["m0"]
    assert requests["北湖一号", 1]["place"] == "3栋2单元"
    assert requests["南湖", 1]["messages"] == ["m4"]
    said = [record for record in records if record["kind"] == "said"]
    assert {record["room"] for record in said} >= {"北湖一号3栋群", "业委会群", "南湖花园1群"}
    assert said[0]["at"].startswith("2026-11-20T09:00:00+08:00")


def test_a_replay_names_a_broken_line(tmp_path: Path) -> None:
    path = log(tmp_path, "{broken", '{"id": "x", "time": "yesterday", "room": "北湖一号3栋群", "text": "早"}')
    done = whistle("replay", str(path), "--estate", "北湖一号=北湖一号*")

    assert done.returncode == 0
    assert "line 7: not JSON" in done.stderr
    assert "line 8: time" in done.stderr


def test_a_replay_keeps_its_database_when_asked(tmp_path: Path) -> None:
    path, db = log(tmp_path), tmp_path / "kept.sqlite3"
    assert whistle("replay", str(path), "--estate", "北湖一号=北湖一号*", "--db", str(db)).returncode == 0
    assert db.exists()

    again = whistle("replay", str(path), "--estate", "北湖一号=北湖一号*", "--db", str(db))
    assert again.returncode == 1
    assert again.stderr.count("\n") == 1
    assert "name a new file" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["read", "nowhere.jsonl"], "give the path of a JSON lines file"),
        (["read", "--as", "committee", "--now", "soon"], "write it like 2026-11-23T20:30+08:00"),
        (["replay", "nowhere.jsonl", "--estate", "北湖一号=*"], "give the path of a JSON lines file"),
        (["replay", "nowhere.jsonl", "--estate", "北湖一号"], "write NAME=PATTERN"),
        (["run", "-c", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_an_error_is_one_line_with_the_cure(arguments: list[str], cure: str) -> None:
    done = whistle(*arguments)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert cure in done.stderr


@pytest.mark.parametrize(("arguments", "wrong"), [(["nosuch"], "nosuch"), (["read", "--as", "foo"], "--as")])
def test_a_mistyped_command_line_is_one_line(arguments: list[str], wrong: str) -> None:
    done = whistle(*arguments)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    assert wrong in done.stderr


def test_whoever_reads_a_replay_may_stop_early(tmp_path: Path) -> None:
    replaying = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "replay", str(log(tmp_path)), "--estate", "北湖一号=北湖一号*"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert replaying.stdout is not None
    replaying.stdout.close()
    _, errors = replaying.communicate(timeout=60)

    assert errors == b""


async def test_what_an_estate_has_learned_is_shown_and_forgotten(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(SMALL, "utf-8")
    missing = whistle("lexicon", "-c", str(config))
    assert missing.returncode == 1
    assert "does not exist" in missing.stderr

    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'whistle.sqlite3'}")
    async with store.writing() as work:
        at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
        await work.lessons.add(
            LessonRow(estate_id="green", id=0, at=at, who_id="wx-zhang", who_name="张姐", kind="reclassified", number=1,
                      words={"充电桩": {"parking": 0.3, "charging": -0.3}})
        )  # fmt: skip
        await work.commit()
    await store.close()

    shown = whistle("lexicon", "-c", str(config), "--estate", "green")
    assert [line.split("\t") for line in shown.stdout.splitlines()] == [
        ["estate", "word", "category", "correction", "lessons", "by", "last"],
        ["green", "充电桩", "charging", "-0.30", "1", "张姐", "2026-11-23T12:00+08:00"],
        ["green", "充电桩", "parking", "+0.30", "1", "张姐", "2026-11-23T12:00+08:00"],
    ]
    assert whistle("lexicon", "-c", str(config), "--forget", "充电桩").stdout == "green\t充电桩\tforgotten\n"
    assert len(whistle("lexicon", "-c", str(config)).stdout.splitlines()) == 1
    again = whistle("lexicon", "-c", str(config), "--forget", "充电桩")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    strange = whistle("lexicon", "-c", str(config), "--estate", "blue")
    assert (strange.returncode, strange.stderr.count("\n")) == (1, 1)
    assert "it has green" in strange.stderr


async def test_the_history_of_a_request_says_who_when_why_and_by_which_message(tmp_path: Path, reader: Reader) -> None:
    config = tmp_path / "config.toml"
    config.write_text(SMALL, "utf-8")
    chat = await open_chat(tmp_path, reader)
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    said = await chat.says("张姐", "1 派单 物业", room="业委会群")
    await chat.app.close()

    head, reported, ordered = (
        line.split("\t") for line in whistle("history", "1", "-c", str(config)).stdout.splitlines()
    )
    assert head[:4] == ["at", "who", "role", "action"]
    assert reported[1:4] == ["王姐 (wx-王姐)", "resident", "report"]
    assert ordered[:6] == ["2026-11-23T12:02:00+08:00", "张姐 (wx-zhang)", "committee", "order", "reported", "ordered"]
    assert ordered[7] == said
    assert "holder: committee -> property" in ordered[8]
    missing = whistle("history", "2", "-c", str(config))
    assert (missing.returncode, missing.stderr) == (1, "whistle: green has no request #2\n")


async def test_a_person_is_erased_by_the_operator(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(SMALL, "utf-8")
    at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'whistle.sqlite3'}")
    async with store.writing() as work:
        await work.requests.add(
            RequestRow(estate_id="green", number=0, category="repair", summary="3栋电梯坏了", created_at=at,
                       updated_at=at, answer_due_at=at, resolve_due_at=at)
        )  # fmt: skip
        await work.requests.add_report(
            ReportRow(estate_id="green", id=0, number=1, account="a", message_id="m1", room_id="r", talker_id="wx-wang",
                      talker_name="王姐", text="3栋电梯坏了", labels=["repair"], said_at=at)
        )  # fmt: skip
        await work.commit()

    erased = whistle("erase", "-c", str(config), "--person", "wx-wang")
    assert erased.stdout == "green\terased from 1 requests\n", erased.stderr
    async with store.reading() as work:
        (report,) = await work.requests.reports("green", [1])
        request = await work.requests.get("green", 1)
    await store.close()
    assert report.talker_id.startswith("erased/")
    assert (report.talker_name, report.text) == ("", "")
    assert request is not None
    assert request.summary == "(应本人要求已删除)"
    again = whistle("erase", "-c", str(config), "--person", "wx-wang")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)


async def test_who_was_only_asked_is_erased_by_the_operator(tmp_path: Path) -> None:
    """He stands in a survey and on no request: erased, and then the command said that nobody knows him."""
    config = tmp_path / "config.toml"
    config.write_text(SMALL, "utf-8")
    at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'whistle.sqlite3'}")
    async with store.writing() as work:
        asked = SurveyRow(estate_id="green", number=1, closing=1, talker_id="wx-wang", room_id="r", asked_at=at)
        await work.surveys.ask([asked])
        await work.commit()

    erased = whistle("erase", "-c", str(config), "--person", "wx-wang")
    assert (erased.stdout, erased.stderr) == ("green\terased from 0 requests\n", "")
    async with store.reading() as work:
        left = await work.surveys.of_person("green", "wx-wang", since=at, until=at)
    await store.close()
    assert left == []
