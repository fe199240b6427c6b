"""延期 said freely: "20 21宽限一周", "12往后推两天 等料", "时间不够,15再延三天", "今天弄不完 延到周五" under a card."""

from __future__ import annotations

import re

from handlers.commands.language.numbers import ANY, NAMED
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import CONSULTS, FILL, QUESTION, SEP, Segment, args_of
from handlers.commands.language.until import split

_PUTS_OFF = (
    r"(?:再|往后|朝后|向后|先|多|给|还得|得|要|申请|麻烦)*(?:延期|延长|顺延|推迟|延后|宽限|放宽|展期|期限(?:改"
    r"|延|推|放|调)|时限(?:改|延|推|放|调)"
    r"|时间(?:改|延|推|放|调)|改(?=到)|延|推|宽|给)(?:一下|个)?(?=[到至]"
    r"|[\d一二两三四五六七八九十半今明后下本周月年大])"
)
_NUMBER_FIRST = re.compile(
    rf"{FILL}*+(?P<ref>{ANY})(?:{FILL}*+|(?P<why>[^{ANY[1:-1]}]{{2,20}}?){SEP}+)(?P<verb>{_PUTS_OFF})"
)
_REASON_FIRST = re.compile(
    rf"(?P<why>[^{ANY[1:-1]}]{{2,20}}?){SEP}+{FILL}*+(?P<ref>{ANY}){FILL}*+(?P<verb>{_PUTS_OFF})"
)
_VERB_FIRST = re.compile(rf"{FILL}*+(?P<verb>(?:延期|宽限|顺延|推迟|延后|延)){SEP}*(?P<ref>{ANY}){SEP}*")
_QUOTED = re.compile(rf"(?:{FILL}*+|(?P<why>.{{2,20}}?){SEP}+)(?P<verb>{_PUTS_OFF})")
_FIRM = re.compile(r"延期|宽限|期限|顺延|延长")
_TALK = re.compile(
    r"会议|开会|投票|活动|聚|讲座|还钱|你|大家|谁|希望|如果|要是|恐怕|可能|听说|上次|不能|不要|别|不许|不准|又要|又"
)


def postpone(segment: Segment) -> Parsed:
    """A verb of putting off with the new day or a length of time; the reason before or behind it, or asked for."""
    head = segment.head
    if segment.to_other or QUESTION.search(segment.folded) or CONSULTS.search(head) or _TALK.search(head):
        return NONE
    found = _NUMBER_FIRST.match(head) or _REASON_FIRST.match(head) or _VERB_FIRST.match(head)
    if found is None and segment.quotes and not segment.refs:
        found = _QUOTED.match(head)
    if found is None or (not segment.refs and not segment.quotes):
        return NONE
    groups = found.groupdict()
    if groups.get("ref") == NAMED and not _FIRM.search(found["verb"]):  # "12号推到下周一": a meeting
        return NONE
    until = split(segment.words(found.end()), segment.now)
    if not until.text:
        return NONE
    before = segment.words(found.start("why"), found.end("why")) if groups.get("why") else ""
    reason = " ".join(part for part in (before, until.reason) if part)
    missing = [] if reason else ["reason"]
    return Parsed(
        "postpone", args_of(segment.tickets(0, found.end()), missing, until=until.text, reason=reason), word="延期"
    )
