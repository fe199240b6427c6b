"""To the committee: what the platform did not say whether it was delivered, and what could not be handled."""

from __future__ import annotations

from handlers.texts.common import shortened


def maybe_not_said(outbox_id: int, room: str, words: str) -> str:
    return f"这句话可能没发到“{room}”:{shortened(words)}\n那边没看到请回:补发 {outbox_id};看到了不用回。"


def could_not_reach(room: str, words: str) -> str:
    return f"这句话几个小时都没能发到“{room}”,不再试了:{shortened(words)}\n请看看机器人还在不在那个群,并人工转告。"


def could_not_say(room: str, words: str) -> str:
    return f"这句话没能发到“{room}”,平台拒收:{shortened(words)}\n请人工转告。"


def not_handled(room: str) -> str:
    return f"“{room}”里有一句话我没处理成,请到那边看一眼,也请管理员查日志。今天那个群再有这种事就不另说了。"
