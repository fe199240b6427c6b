"""Digests: the committee's morning brief, a group's weekly report, the office's monthly one, and their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.texts.common import CATEGORY, HOLDER, STATUS, in_place, matter
from handlers.texts.looking import lasting

_WEEKDAYS = "一二三四五六日"


def category_name(category: str) -> str:
    return CATEGORY.get(category, category)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


# --- the morning brief ---------------------------------------------------------------------------------------------


def brief_head(day: date, registered: int, solved: int) -> str:
    counts = f"新登记{registered}件,办结{solved}件" if registered or solved else "没有新登记,也没有办结"
    return f"早报 {_day(day)}周{_WEEKDAYS[day.weekday()]}:昨天{counts}。"


def due_today(count: int) -> str:
    return f"今天到时限{count}件:"


def overdue(count: int) -> str:
    return f"已超期{count}件:"


def not_taken(count: int) -> str:
    return f"还没人接{count}件:"


def answer_today(number: int, category: str, place: str, due: str, who: str) -> str:
    return f"{matter(number, category, place)} {due}前答复({who})"


def resolve_today(number: int, category: str, place: str, due: str, who: str) -> str:
    return f"{matter(number, category, place)} {due}前办结({who})"


def not_answered(number: int, category: str, place: str, by: str, who: str) -> str:
    return f"{matter(number, category, place)} 超过答复时限{by}({who})"


def not_resolved(number: int, category: str, place: str, by: str, who: str) -> str:
    return f"{matter(number, category, place)} 超期{by}({who})"


def untaken(number: int, category: str, place: str, ordered_to: str) -> str:
    return matter(number, category, place) + (f"(已派{ordered_to})" if ordered_to else "")


def and_more(line: str, more: int) -> str:
    """The last line of those that are shown."""
    return f"{line},还有{more}件" if more else line


def brief_hint(number: int) -> str:
    return f"看一件回“查看 {number}”,看全部回“待办”。"


# --- reports of a week and of a month --------------------------------------------------------------------------------


def days(first: date, last: date) -> str:
    return f"{_day(first)}-{_day(last)}"


def month(first: date) -> str:
    return f"{first.year}年{first.month}月"


def week_head(days: str, registered: int, solved: int) -> str:
    return f"本群一周小结({days}):登记{registered}件,办结{solved}件。"


def month_head(estate: str, period: str, registered: int, solved: int, open_now: int, late: int) -> str:
    still = f"现在还有{open_now}件没办结" + (f",其中超期{late}件" if late else "")
    return f"{estate}{period}诉求月报:登记{registered}件,办结{solved}件;{still}。"


def in_time(word: str, part: int, whole: int, percent: int | None) -> str:
    """A rate with what it is a share of, or only the counts where they are too few for a rate."""
    if percent is None:
        return f"{word}{part}件(共{whole}件)"
    return f"{word}{percent}%({part}/{whole}件)"


ANSWERED_IN_TIME = "按时答复"
SOLVED_IN_TIME = "按时办结"


def rates_in_time(rates: Sequence[str]) -> str:
    return f"{','.join(rates)}。"


def households(content: int, answers: int, silent: int) -> str:
    """Non-response stands beside the share, not in it."""
    if not answers:
        return f"请了{silent}户评价,还没有人回。"
    rest = f",另有{silent}户没回" if silent else ""
    return f"{answers}户评价,{content}户满意{rest}。"


def slowest(category: str, minutes: int) -> str:
    return f"办得最慢的是{category_name(category)},一般要{lasting(minutes)}。"


def solved_matters(matters: Sequence[tuple[str, str]], more: bool) -> str:
    """(category, place) of what was solved."""
    named = "、".join(f"{category_name(category)}{in_place(place)}" for category, place in matters)
    return f"办结的有:{named}{'等' if more else ''}。"


def thanks(names: Sequence[str]) -> str:
    return f"谢谢{'、'.join(names)}出力。"


def of_categories(rows: Sequence[tuple[str, int, int]]) -> str:
    """(category, registered, solved), the largest first."""
    named = "、".join(f"{category_name(name)}{registered}件(办结{solved})" for name, registered, solved in rows)
    return f"按类别:{named}。"


def holding_times(times: Sequence[tuple[str, int]]) -> str:
    """(holder, minutes a matter) in the order of the way."""
    named = "、".join(f"{HOLDER[holder]}{lasting(minutes)}" for holder, minutes in times)
    return f"平均每件停留:{named}。"


def whistled_matters(lines: Sequence[str], more: int) -> str:
    return "\n".join(["吹哨的事:", *lines[:-1], and_more(lines[-1], more)])


def whistled_matter(number: int, category: str, place: str, to: str, status: str) -> str:
    return f"{matter(number, category, place)} 报{to},{STATUS[status]}"


# --- pictures ------------------------------------------------------------------------------------------------------

PICTURE_WEEK = "一周小结"
PICTURE_MONTH = "诉求月报"
PICTURE_REGISTERED = "登记"
PICTURE_SOLVED = "办结"
PICTURE_CONTENT = "满意"
PICTURE_FOOTER = "只答复没解决的不算办结;撤回和合并的不计"


def picture_subtitle(where: str, period: str) -> str:
    return f"{period} · {where}"


def picture_share(part: int, whole: int, percent: int | None) -> tuple[str, str]:
    """The large number, and the small note under it; a dash for what is a share of nothing."""
    if not whole:
        return "—", ""
    return (f"{part}/{whole}", "") if percent is None else (f"{percent}%", f"{part}/{whole}件")


def picture_content(content: int, answers: int, silent: int) -> tuple[str, str]:
    silence = f"{silent}户没回" if silent else ""
    return (f"{content}/{answers}", silence) if answers else ("—", silence)
