"""The life of a request as a table: which action moves it where, and who may do it. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    RESIDENT = "resident"
    COMMITTEE = "committee"
    PROPERTY = "property"
    OFFICE = "office"
    BOT = "bot"  # what falls due; no member has it


class RoomRole(StrEnum):
    BUILDING = "building"
    COMMITTEE = "committee"
    PROPERTY = "property"
    OFFICE = "office"


class Status(StrEnum):
    REPORTED = "reported"
    ORDERED = "ordered"
    ACCEPTED = "accepted"
    RESOLVED = "resolved"
    DECLINED = "declined"
    ANSWERED = "answered"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Status.REPORTED, Status.ORDERED, Status.ACCEPTED})
"""Somebody still has to act."""


class Action(StrEnum):
    REPORT = "report"
    TAKE = "take"  # 受理: the committee takes it on itself
    ORDER = "order"  # 派单
    ACCEPT = "accept"  # 接单
    NOTE = "note"  # 备注, internal
    PROGRESS = "progress"  # 进展, told to the reporters
    RESOLVE = "resolve"  # 办结
    DECLINE = "decline"  # 不予受理
    ANSWER = "answer"  # 答复: cannot be solved for now
    WITHDRAW = "withdraw"  # 不是 / 撤回
    REOPEN = "reopen"  # 重开
    MERGE = "merge"  # 合并
    RETURN = "return"  # 退回: handed back to the committee
    RECLASSIFY = "reclassify"  # 改类
    URGE = "urge"  # 催办
    WHISTLE = "whistle"  # 吹哨: a flag beside the state
    ADD = "add"  # a further report told something new
    PAUSE = "pause"  # 挂起: the clocks stand still
    RESUME = "resume"  # 恢复
    POSTPONE = "postpone"  # 延期
    APPOINT = "appoint"  # 指派: who of the holder's people sees to it
    PRIORITISE = "prioritise"  # 改急, 不急
    ASK = "ask"  # 追问: waits for the reporters' answer
    SPLIT = "split"  # 拆分
    # What is recorded without being a move: it is possible in every state.
    RATE = "rate"  # an answer to the survey
    UNDO = "undo"  # 撤销
    ERASE = "erase"  # a person's data went


class IllegalMove(Exception):
    """`action` is not possible from `status` for `role`."""

    def __init__(self, status: Status, action: Action, role: Role) -> None:
        super().__init__(f"{action.value} is not possible from {status.value} for {role.value}")
        self.status, self.action, self.role = status, action, role


CLOSED = frozenset(Status) - OPEN

_STAFF = frozenset({Role.COMMITTEE, Role.PROPERTY, Role.OFFICE})
_COMMITTEE = frozenset({Role.COMMITTEE})
_MAY_REOPEN = CLOSED - {Status.MERGED}

_MOVES: dict[Action, tuple[frozenset[Status], Status | None, frozenset[Role]]] = {
    # action: (from, to; None keeps the status, who)
    Action.TAKE: (frozenset({Status.REPORTED, Status.ORDERED}), Status.ACCEPTED, _COMMITTEE),
    Action.ORDER: (OPEN, Status.ORDERED, _COMMITTEE),
    Action.ACCEPT: (frozenset({Status.REPORTED, Status.ORDERED}), Status.ACCEPTED, _STAFF),
    Action.NOTE: (frozenset(Status), None, _STAFF),
    Action.PROGRESS: (OPEN, None, _STAFF),
    Action.RESOLVE: (OPEN, Status.RESOLVED, _STAFF),
    Action.DECLINE: (OPEN, Status.DECLINED, _COMMITTEE),
    Action.ANSWER: (OPEN, Status.ANSWERED, _COMMITTEE),
    Action.WITHDRAW: (OPEN, Status.WITHDRAWN, frozenset({Role.RESIDENT, Role.COMMITTEE})),
    Action.REOPEN: (_MAY_REOPEN, Status.ACCEPTED, frozenset({Role.RESIDENT, Role.COMMITTEE})),
    Action.MERGE: (OPEN, Status.MERGED, _COMMITTEE),
    Action.RETURN: (
        frozenset({Status.ORDERED, Status.ACCEPTED}),
        Status.REPORTED,
        frozenset({Role.PROPERTY, Role.OFFICE}),
    ),
    Action.RECLASSIFY: (OPEN, None, _COMMITTEE),
    Action.URGE: (OPEN, None, _COMMITTEE),
    Action.WHISTLE: (OPEN, None, _COMMITTEE),
    Action.ADD: (OPEN, None, frozenset({Role.RESIDENT})),
    Action.PAUSE: (OPEN, None, _COMMITTEE),
    Action.RESUME: (OPEN, None, frozenset({Role.COMMITTEE, Role.RESIDENT, Role.BOT})),
    Action.POSTPONE: (OPEN, None, _COMMITTEE),
    Action.APPOINT: (OPEN, None, _COMMITTEE),
    Action.PRIORITISE: (OPEN, None, _COMMITTEE),
    Action.ASK: (OPEN, None, _COMMITTEE),
    Action.SPLIT: (OPEN, None, _COMMITTEE),
}


def next_status(now: Status, action: Action, by: Role) -> Status:
    """The status after `action`; raises IllegalMove when the table does not know the move."""
    start, end, roles = _MOVES.get(action, (frozenset(), None, frozenset()))
    if now not in start or by not in roles:
        raise IllegalMove(now, action, by)
    return end or now
