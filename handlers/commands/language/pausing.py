"""挂起 and 延期 with the time they hold for, and 追问 with the question for the reporters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from handlers.commands.language.numbers import ANY
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import FILL, SEP, Segment, args_of
from handlers.commands.language.until import split
from handlers.commands.language.vocabulary import is_surely_name

DATED = frozenset({"pause", "postpone"})
"""Intents whose words may name a time."""

_ATTACHED = re.compile(
    r"(?:挂起|暂缓|缓办|延期|延长|顺延|推迟|延后)(?:一下)?(?=[到至]|[今明后]天|下?下?个?(?:周|星期|月)|月底|年底"
    r"|(?:\d{1,3}|[半一二两三四五六七八九十]{1,3})\s?个?(?:天|周|星期|礼拜|工作日|小时|月))"
)

_WHOM = r"(?:反映人|业主|住户|当事人|报事人|对方|他们|她们|他|她)"
_INQUIRES = rf"(?:追问(?:一下|下)?{_WHOM}?|(?:再)?(?:问一?下|问问|问)(?:反映人|报事人))"
_NUMBER_FIRST = re.compile(rf"{FILL}*+(?P<ref>{ANY}){FILL}*+{_INQUIRES}(?=$|{SEP})(?P<rest>.*)$")
_WORD_FIRST = re.compile(rf"{FILL}*+{_INQUIRES}{SEP}*(?P<ref>{ANY})(?=$|{SEP})(?P<rest>.*)$")
_QUOTED = re.compile(rf"{FILL}*+{_INQUIRES}(?=$|{SEP})(?P<rest>.*)$")


def inquire(segment: Segment) -> Parsed:
    """ "12 追问 具体是哪个单元?", "追问 #12:几点能看到?", "追问 哪一层" (card quoted). "12 追问 物业" is an urging."""
    if segment.to_other:
        return NONE
    found = _NUMBER_FIRST.match(segment.head) or _WORD_FIRST.match(segment.head)
    if found is None and not segment.refs:
        found = _QUOTED.match(segment.head)
    if found is None:
        return NONE
    tickets = segment.tickets(0, found.start("rest")) if "ref" in found.groupdict() else segment.tickets(0, 0)
    question = segment.words(found.start("rest"))
    if is_surely_name(question):
        return NONE
    missing = [name for name, there in (("tickets", tickets), ("question", question)) if not there]
    return Parsed("inquire", args_of(tickets, missing, question=question), word="追问")


def dated(read: Callable[[Segment], Parsed]) -> Callable[[Segment], Parsed]:
    """A rule that also finds the time in what `read` takes for the reason of 挂起 or 延期: "12 延期3天 配件缺货"."""

    def read_with_time(segment: Segment) -> Parsed:
        attached = _ATTACHED.search(segment.head)
        parsed = read(_with_blank(segment, attached.end()) if attached else segment)
        if parsed.intent not in DATED:
            return parsed
        until = split(parsed.text("reason"), segment.now)
        needed = [name for name in parsed.missing if name not in ("until", "reason")]
        if parsed.intent == "postpone" or not until.text:
            said = {"until": until.text or parsed.intent == "pause", "reason": until.reason}
            needed += [name for name, there in said.items() if not there]
        return replace(parsed, args=args_of(parsed.tickets, needed, until=until.text, reason=until.reason))

    return read_with_time


def _with_blank(segment: Segment, at: int) -> Segment:
    folded, shown = (f"{text[:at]} {text[at:]}" for text in (segment.folded, segment.shown))
    return replace(segment, folded=folded, shown=shown)
