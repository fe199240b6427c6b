"""The process is killed (SIGKILL) at any moment: every message is handled once, nothing is said twice."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
MATTERS = (
    "{n}栋门口垃圾桶满了没人收,臭死了",
    "{n}栋电梯坏了 停在半路不动",
    "{n}栋楼下路灯不亮 黑得看不见路",
    "{n}栋楼上装修天天半夜砸墙 吵死了",
    "{n}栋前面的树枝伸到窗户里来了 麻烦修剪一下",
)
CHATTER = ("早上好", "有人拼单吗", "哈哈哈哈", "谢谢物业", "今天好冷", "收到", "晚上吃什么")


def script(messages: int) -> list[dict[str, str]]:
    """Reports, chatter and commands, the same at every call; every report is about another building."""
    lines: list[dict[str, str]] = []
    chance = random.Random(7)
    reports = accepted = 0
    for index in range(messages):
        line = {"id": f"m{index}", "room": "r5@chatroom", "talker": f"wx-{index}"}
        turn = index % 10
        if turn in (0, 4, 7):
            reports += 1
            line["text"] = MATTERS[reports % len(MATTERS)].format(n=1 + reports // len(MATTERS))
            line["room"] = chance.choice(["r3@chatroom", "r5@chatroom"])
        elif turn in (2, 8) and accepted < reports:
            accepted += 1
            line |= {"room": "rc@chatroom", "talker": "wx-zhang", "text": f"{accepted} 进展 在办了"}
        else:
            line["text"] = chance.choice(CHATTER)
        lines.append(line)
    return lines


class Life:
    """The lives of one bot on one folder."""

    def __init__(self, folder: Path, messages: int) -> None:
        self.folder = folder
        self.messages = messages
        lines = [json.dumps(line, ensure_ascii=False) for line in script(messages)]
        (folder / "script.jsonl").write_text("\n".join(lines), "utf-8")

    def start(self, *options: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.mortal", str(self.folder), *options],
            cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
        return process

    def kill_after(self, seconds: float) -> bool:
        """One life, cut short; False when it ended by itself before."""
        process = self.start()
        time.sleep(seconds)
        process.kill()
        out, _ = process.communicate()
        return "finished" not in out

    def live(self, *options: str) -> int:
        """One life to its own end; the exit code."""
        process = self.start(*options)
        _, errors = process.communicate(timeout=120)
        assert process.returncode in (0, -9), errors
        return process.returncode

    def said(self) -> list[tuple[str, str]]:
        """(room, text) of everything that was delivered."""
        lines = (self.folder / "echoes.jsonl").read_text("ascii").splitlines()
        return [(line["room"], line["text"]) for line in map(json.loads, lines)]

    def rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.folder / "whistle.sqlite3")) as connection:
            return connection.execute(query).fetchall()

    def check(self) -> None:
        """Everything handled once; what was said stands in the log once; what was not is known to the committee."""
        assert dict(self.rows("SELECT state, count(*) FROM inbox GROUP BY state")) == {"done": self.messages}
        reports = self.rows("SELECT message_id, count(*) FROM reports GROUP BY message_id HAVING count(*) > 1")
        assert reports == []
        expected = sum("栋" in line["text"] for line in script(self.messages))
        assert self.rows("SELECT count(DISTINCT message_id) FROM reports") == [(expected,)]
        twice = [line for line, times in Counter(self.said()).items() if times > 1]
        assert twice == []
        delivered = Counter(self.said())
        for id, room, text, state in self.rows("SELECT id, room_id, text, state FROM outbox"):
            assert state in ("sent", "held"), (state, text)
            assert delivered[(room, text)] == (1 if state == "sent" else 0), (state, text)
            if state == "held":
                assert self.rows(f"SELECT state FROM outbox WHERE key LIKE 'about/{id}/%'") == [("sent",)]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_fifty_random_moments(tmp_path: Path) -> None:
    life, chance = Life(tmp_path, 200), random.Random(20261123)
    kills = 0
    while kills < 50 and life.kill_after(chance.uniform(0.0, 0.15)):
        kills += 1
    assert life.live() == 0

    assert kills >= 40, "the script was over before enough kills"
    life.check()


@pytest.mark.slow
def test_killed_between_saying_and_writing_it_down(tmp_path: Path) -> None:
    life = Life(tmp_path, 20)
    assert life.live("--die-after-saying", "3") == -9
    assert life.live() == 0

    life.check()


@pytest.mark.slow
def test_the_naive_way_says_it_twice(tmp_path: Path) -> None:
    life = Life(tmp_path, 20)
    assert life.live("--die-after-saying", "3", "--naive") == -9
    assert life.live("--naive") == 0

    assert max(Counter(life.said()).values()) == 2
