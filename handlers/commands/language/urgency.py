"""How pressing a request is: "12 改急", "把12改成紧急", "12 不急", "取消紧急 12"."""

from __future__ import annotations

import re

from handlers.commands.language.giving import note_after
from handlers.commands.language.numbers import ANY, NAMED
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import CLOSED, CONSULTS, FILL, QUESTION, SEP, TAIL, Segment, args_of

_SETS = r"(?:改|设|标|转|调|定|列|升)(?:一下)?(?:为|成|到|作)"
_URGENT = rf"改急|改紧急|改加急|标急|标紧急|标加急|{_SETS}(?:特急|加急|紧急|急件|急)|按(?:紧急|急件)(?:处理|办|走)"
_CALM = (
    rf"改不急|改普通|改一般|(?:{_SETS}|降为|降成|降到|改回)(?:不急|不紧急|普通|一般|常规)|取消(?:紧急|加急)"
    r"|不用加急了?"
)
_SAID_CALM = r"不急|不紧急"
_WORD = rf"(?:(?P<urgent>{_URGENT})|(?P<calm>{_CALM})|(?P<said>{_SAID_CALM}))(?:件|单|诉求|事项|的)?"
_NUMBER_FIRST = re.compile(rf"{FILL}*?(?P<ref>{ANY}){FILL}*?{_WORD}(?P<rest>.*)$")
_WORD_FIRST = re.compile(rf"{FILL}*?{_WORD}(?:{SEP}|把)*(?P<ref>{ANY})(?P<rest>.*)$")
_QUOTED = re.compile(rf"{FILL}*?{_WORD}(?P<rest>.*)$")
_ALONE = re.compile(rf"改(?:为|成)?(?:急|紧急|加急){TAIL}$")
_SOFTLY = re.compile(r"[吧呢嘛啊呀哈]")
_TALK_AFTER = re.compile(r"[的着也就吧]*(?:不|没|吗|才|会|要|可以|能|过|谁|我|你|他|她|咱|都|得|这|那)")


def prioritise(segment: Segment) -> Parsed:
    """Urgent, with a reason if one follows; or not urgent. "不急" counts only when nothing else is said."""
    head = segment.head
    if segment.to_other or QUESTION.search(segment.folded.removesuffix("不急")) or CONSULTS.search(head):
        return NONE
    found = _NUMBER_FIRST.match(head) or _WORD_FIRST.match(head) or (_QUOTED.match(head) if segment.quotes else None)
    if found is None:
        return Parsed("prioritise", args_of([], ["tickets"]), word="改急") if _ALONE.match(head) else NONE
    if (not segment.refs and not segment.quotes) or _TALK_AFTER.match(found["rest"]):
        return NONE
    rest, dated = found["rest"], found.groupdict().get("ref") == NAMED
    closed, apart = bool(CLOSED.match(rest)), bool(re.match(SEP, rest))
    if (found["said"] and (dated or not closed or _SOFTLY.match(rest))) or not (closed or apart):
        return NONE
    if not segment.refs and len(segment.folded) > 12 and not closed:
        return NONE
    note = note_after(segment, found.start("rest"))
    return Parsed("prioritise", args_of(segment.tickets(), note=note), word="改急" if found["urgent"] else "不急")
