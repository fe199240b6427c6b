"""Silences: "静默 到 明早8点", "静默 2小时", "3栋群静默到今晚8点", "静默", "取消静默"."""

from __future__ import annotations

import re

from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import FILL, QUESTION, SEP, TAIL, Segment, args_of
from handlers.commands.language.when import find_when

_ROOM = r"(?:全部|全小区|[^ ,。:到至]{0,10}?(?:群|栋|幢|号楼|期))"
_WORD = r"(?:静默|免打扰)"
_SILENCE = re.compile(
    rf"(?:{FILL}*?(?P<before>{_ROOM})[里的,  ]*)?{FILL}*?(?:开启|进入|设置?|开)?{_WORD}(?P<gap>{SEP}*)"
    rf"(?:(?P<after>{_ROOM})里?{SEP}*)?(?P<to>直到|到|至)?{SEP}*(?P<rest>.*)$"
)
_LIFT = re.compile(
    rf"(?:{FILL}*?(?P<before>{_ROOM})[里的, ]*)?{FILL}*?(?:取消|解除|结束|关闭|退出|停止){SEP}*(?P<after>{_ROOM})?的?"
    rf"{_WORD}(?:{SEP}*(?P<last>{_ROOM}))?{TAIL}$"
)
_SO_LONG = re.compile(r"(?:[\d一二两三四五六七八九十]{1,3}个?半?|半个?)(?:小时|钟头|分钟)半?|[\d一二两三四五六七]天")
_CLOSED = re.compile(rf"{TAIL}$")


def lift_silence(segment: Segment) -> Parsed:
    """ "取消静默", "解除3栋群的静默"."""
    if segment.to_other or QUESTION.search(segment.folded):
        return NONE
    found = _LIFT.match(segment.head)
    return (
        Parsed("lift_silence", args_of(room=_room(segment, found, "before", "after", "last")), word="取消静默")
        if found
        else NONE
    )


def silence(segment: Segment) -> Parsed:
    """Until a moment, for so long, or, without either, until tomorrow morning."""
    if segment.to_other or QUESTION.search(segment.folded) or not re.search(_WORD, segment.head[:40]):
        return NONE
    found = _SILENCE.match(segment.head)
    if found is None:
        return NONE
    rest, room = segment.words(found.start("rest")), _room(segment, found, "before", "after")
    if _CLOSED.match(found["rest"]):
        return NONE if found["to"] else Parsed("silence", args_of(room=room), word="静默")
    if so_long := _SO_LONG.fullmatch(rest):
        return Parsed("silence", args_of(when=f"{so_long[0]}后", room=room), word="静默")
    when = find_when(segment.folded, segment.now, found.start("rest"))
    begins = when is not None and when.start == found.start("rest")
    if begins or (found["to"] and found["gap"]):
        return Parsed("silence", args_of(when=rest, room=room), word="静默")
    return NONE  # "静默期间", "静默了几天"


def _room(segment: Segment, found: re.Match[str], *groups: str) -> str:
    room = next((segment.words(*found.span(group)) for group in groups if found[group]), "")
    return "全部" if room == "全小区" else re.sub(r"(?:业主)?群$", "", room) or room
