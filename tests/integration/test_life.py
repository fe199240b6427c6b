"""The whole life of requests under random commands of everybody: 2,000 lives of 50 steps where CI is set, else 100.

No illegal state, no request without a holder, no announcement to a group that did not report, and a history from which
each request can be rebuilt. The steps favour what is possible, or most of the ways would never be walked.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from handlers.rules.lifecycle import OPEN
from handlers.schedules.resuming import resume_paused
from nlp.classify import Reader
from nlp.reading import Category
from storage.unit_of_work import Store
from tests.support.chat import GREEN
from tests.support.life import Life, open_memory

LIVES, STEPS = (2000 if os.environ.get("CI") else 100), 50
NAMES = count(1)
COMMITTEE, PROPERTY = ("wx-zhang", "wx-luo"), ("wx-he",)
RESIDENTS = ("wx-1", "wx-2", "wx-3")
ROOMS = ("r3@chatroom", "r5@chatroom")
MATTERS = (
    "repair 3栋电梯坏了",
    "sanitation 3栋垃圾没人收",
    "noise 5栋装修吵",
    "parking 5栋门口车堵路",
    "safety 7栋墙砖往下掉",
)
WORDS = st.sampled_from(["已清运", "配件三天到", "归市政管", "又坏了", "误报"])


@cache
def runner() -> asyncio.Runner:
    return asyncio.Runner()


@cache
def database() -> Store:
    return runner().run(open_memory())


@cache
def reader() -> Reader:
    return Reader.load()


class Lives(RuleBasedStateMachine):
    """One estate, its residents, committee and property company, doing whatever they like."""

    life: Life

    def do(self, what: Coroutine[Any, Any, None]) -> None:
        runner().run(what)

    @initialize()
    def begin(self) -> None:
        self.life = Life.of(database(), GREEN, f"life{next(NAMES)}", reader())
        self.numbers: list[int] = []
        self.open: list[int] = []

    def teardown(self) -> None:
        if hasattr(self, "life"):
            self.do(self.life.check_all())

    def look(self) -> None:
        requests = runner().run(self.life.check())
        self.numbers = [request.number for request in requests]
        self.open = [request.number for request in requests if request.status in OPEN]

    def number(self, data: st.DataObject) -> int:
        """Mostly an open one."""
        likely = self.open if self.open and data.draw(st.integers(0, 5)) else self.numbers
        return data.draw(st.sampled_from(likely))

    @rule(
        who=st.sampled_from(RESIDENTS), room=st.sampled_from(ROOMS), what=st.sampled_from(MATTERS), urgent=st.booleans()
    )
    def reports(self, who: str, room: str, what: str, urgent: bool) -> None:
        self.do(self.life.report(who, room, what, urgent=urgent))

    @rule(hours=st.sampled_from([1, 5, 30, 24 * 8]))
    def time_passes(self, hours: int) -> None:
        self.life.passes(timedelta(hours=hours))

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), who=st.sampled_from(RESIDENTS), room=st.sampled_from(ROOMS), score=st.sampled_from([1, 2, 3]))
    def somebody_says_whether_it_is_solved(self, data: st.DataObject, who: str, room: str, score: int) -> None:
        self.do(self.life.answers(who, room, data.draw(st.sampled_from(self.numbers)), score))

    @rule()
    def the_clock_rings(self) -> None:
        self.do(self.life.rings(resume_paused))

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), who=st.sampled_from(COMMITTEE), note=WORDS)
    def the_committee_commands(self, data: st.DataObject, who: str, note: str) -> None:
        word, args = data.draw(st.sampled_from(self.commands(note, data)))
        self.do(self.life.command(who, "rc@chatroom", word, tickets=[self.number(data)], **args))

    def commands(self, note: str, data: st.DataObject) -> list[tuple[str, dict[str, Any]]]:
        return [
            ("受理", {}),
            ("派单", {"to": data.draw(st.sampled_from(["物业", "小何", "罗主任"]))}),
            ("进展", {"note": note}),
            ("备注", {"note": note}),
            ("办结", {"note": note}),
            ("不予受理", {"reason": note}),
            ("重开", {"reason": note}),
            ("改类", {"category": data.draw(st.sampled_from(Category)).value}),
            ("合并", {"into": self.number(data)}),
            ("催办", {}),
            ("吹哨", {"to": "街道"}),
            ("挂起", {"reason": note}),
            ("挂起", {"until": data.draw(st.sampled_from(["3天后", "下周三", "2小时后"]))}),
            ("恢复", {}),
            ("延期", {"until": data.draw(st.sampled_from(["3天后", "1周后", "12月31日"])), "reason": note}),
            ("追问", {"question": note}),
            ("指派", {"to": data.draw(st.sampled_from(["小何", "罗主任"]))}),
            ("答复", {"note": note}),
            ("改急", {}),
            ("不急", {}),
            ("拆分", {"parts": [data.draw(st.integers(1, 3))]}),
        ]

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), who=st.sampled_from(PROPERTY), note=WORDS)
    def the_property_company_commands(self, data: st.DataObject, who: str, note: str) -> None:
        word = data.draw(st.sampled_from(["接单", "进展", "办结", "退回", "派单"]))
        args = {"tickets": [self.number(data)], "note": note, "reason": note, "to": "物业"}
        self.do(self.life.command(who, "rp@chatroom", word, **args))

    @precondition(lambda self: self.numbers)
    @rule(who=st.sampled_from((*COMMITTEE, *PROPERTY)))
    def somebody_takes_back(self, who: str) -> None:
        self.do(self.life.command(who, "rc@chatroom" if who in COMMITTEE else "rp@chatroom", "撤销"))

    @invariant()
    def everything_holds(self) -> None:
        if hasattr(self, "life"):
            self.look()


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_whatever_people_do_the_promises_hold() -> None:
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=LIVES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
