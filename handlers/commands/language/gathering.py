"""The arguments of a command that is known only by its intent, gathered from the whole line.

Numbers, somebody to give it to, a category, and what is told beside the words that carry the command.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from handlers.commands.language.announcing import announced
from handlers.commands.language.asking import asked_anywhere
from handlers.commands.language.numbers import ANY, BARE, STRONG
from handlers.commands.language.parsed import Parsed
from handlers.commands.language.reminding import cancelled, reminded
from handlers.commands.language.segment import FILL, SEP, STOPS, TAIL, Segment, args_of
from handlers.commands.language.sorting import merged
from handlers.commands.language.vocabulary import category_said, somebody

WORDS: Final = {
    "accept": "受理", "assign": "派单", "progress": "进展", "resolve": "办结", "reject": "不予受理", "merge": "合并",
    "reclassify": "改类", "urge": "催办", "escalate": "吹哨", "reopen": "重开", "show": "查看", "list": "待办",
    "stats": "统计", "list_reminders": "提醒列表", "help": "帮助", "remind": "提醒", "announce": "公告",
    "cancel_reminder": "取消提醒",
}  # fmt: skip
"""The intents whose arguments can be gathered, and the command that each is declared as."""
CLAUSE: Final = re.compile(rf"[^{STOPS}?\uff1f\n]+")
_LEAD: Final = re.compile(rf"(?:{SEP}|{ANY}|麻烦|请|帮忙|把|[这那][个条单件])*")
"""What a clause begins with before it tells anything."""

_WHOLE: Final[Mapping[str, Callable[[Segment], Parsed]]] = {
    "merge": merged,
    "announce": announced,
    "remind": reminded,
    "cancel_reminder": cancelled,
    "list": lambda segment: Parsed("list", asked_anywhere(segment, "list"), word=WORDS["list"]),
    "stats": lambda segment: Parsed("stats", asked_anywhere(segment, "stats"), word=WORDS["stats"]),
    "list_reminders": lambda _: Parsed("list_reminders", word=WORDS["list_reminders"]),
    "help": lambda _: Parsed("help", word=WORDS["help"]),
}
_TOLD: Final = {
    "urge": "note", "escalate": "reason", "progress": "note", "resolve": "note", "reject": "reason", "reopen": "reason"
}  # fmt: skip
"""The argument that the words beside the command become."""
_NEEDED: Final = {"assign": "to", "progress": "note", "reject": "reason", "escalate": "to", "reclassify": "category"}
"""What a command cannot do without besides its numbers."""
_NOTED = re.compile(r"备注|记|补|注明|添")
_NUMBER_LEADS = re.compile(rf"{FILL}*?{ANY}")
_I = re.compile(rf"(?:^|[{STOPS}]|归|给|是)我(?!们|看|觉)")
_STATE = re.compile(r"(?:正在|还?在|已经?)?(?:处理|办理|维修|施工|跟进|修|办|弄)(?:中|着|了)?")
_SHORT: Final = 4
"""A clause that says no more than that beside its number carries the command."""


def gather(segment: Segment, intent: str, words: Collection[str], carrying: tuple[int, int]) -> Parsed:
    """The command with what the line tells of its arguments.

    `words` are those it is declared with, `carrying` is where the clause stands that most likely asks for it.
    """
    if intent in _WHOLE:
        return _WHOLE[intent](segment)
    said = {}
    if intent in ("assign", "urge", "escalate"):
        said["to"] = somebody(segment.folded, offices=intent == "escalate") or _myself(segment, intent)
    if intent == "reclassify":
        said["category"] = category_said(segment.folded)
    if intent in _TOLD:
        spans = [span for span in _told(segment.folded, words) if intent == "progress" or not _within(span, carrying)]
        told = "\uff0c".join(filter(None, [segment.words(*span) for span in spans]))
        said[_TOLD[intent]] = told or (_state(segment) if intent == "progress" else "")
    tickets, needed = _surely_numbered(segment), _NEEDED.get(intent)
    missing = [*(() if tickets else ("tickets",)), *((needed,) if needed and not said[needed] else ())]
    word = "备注" if intent == "progress" and _NOTED.search(segment.head) else WORDS[intent]
    return Parsed(intent, args_of(tickets, missing, **said), word=word)


def _surely_numbered(segment: Segment) -> list[int]:
    """The numbers of requests: "#62" and the card are surer than a bare 502, which may be a door."""
    marks = [found[0] for found in re.finditer(ANY, segment.folded)]
    sure = [ref for mark, ref in zip(marks, segment.refs, strict=True) if mark == STRONG]
    if sure:
        return list(dict.fromkeys(number for ref in sure for number in ref.numbers))
    beside = segment.quotes and BARE in marks and not _NUMBER_LEADS.match(segment.folded)
    return segment.tickets(0, 0) if beside else segment.tickets()


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _myself(segment: Segment, intent: str) -> str:
    return "我" if intent == "assign" and _I.search(segment.folded) else ""


def _state(segment: Segment) -> str:
    """ "27号正在处理": the words that tell the state are all there is to tell."""
    state = _STATE.search(segment.folded)
    return segment.words(*state.span()) if state else ""


def _told(folded: str, words: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where the clauses stand that tell something, each without the number it begins with."""
    for clause in CLAUSE.finditer(folded):
        lead = _LEAD.match(clause[0])
        rest = clause[0][lead.end() :] if lead else clause[0]
        short = len(re.sub(rf"{ANY}|{TAIL}$", "", rest)) <= _SHORT and re.search(ANY, clause[0])
        if rest and not short and not any(word in rest for word in words):
            yield clause.end() - len(rest), clause.end()
