"""Reminders of the two clocks, to whoever holds a request and to the committee."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.common import matter


def _whose(assignee: str) -> str:
    return f"({assignee})" if assignee else ""


def answer_soon(number: int, category: str, place: str, due: str) -> str:
    return f"{matter(number, category, place)} 还没人答复,请在{due}前答复"


def answer_due(number: int, category: str, place: str) -> str:
    return f"{matter(number, category, place)} 到答复时限了,还没人答复"


def answer_over(number: int, category: str, place: str, by: str) -> str:
    return f"{matter(number, category, place)} 超过答复时限{by},还没人答复"


def resolve_soon(number: int, category: str, place: str, due: str, assignee: str) -> str:
    return f"{matter(number, category, place)} 请在{due}前办结{_whose(assignee)}"


def resolve_due(number: int, category: str, place: str, assignee: str) -> str:
    return f"{matter(number, category, place)} 到办结时限了{_whose(assignee)}"


def resolve_over(number: int, category: str, place: str, by: str, assignee: str) -> str:
    return f"{matter(number, category, place)} 超期{by}还没办结{_whose(assignee)}"


def could_whistle(number: int) -> str:
    return f",可以吹哨:{number} 吹哨 社区"


def so_long(days: int, hours: int) -> str:
    """“3天”, “5小时”, “不到1小时”."""
    if days:
        return f"{days}天"
    return f"{hours}小时" if hours else "不到1小时"


def deadlines(lines: Sequence[str], more: int) -> str:
    """All that a room is to be reminded of, in one message."""
    if len(lines) == 1 and not more:
        return f"时限提醒:{lines[0]}。"
    rest = [f"还有{more}件,想看请回:超期的有哪些"] if more else []
    return "\n".join(["时限提醒:", *lines, *rest])
