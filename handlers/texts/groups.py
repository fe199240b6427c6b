"""To the building groups: what was registered, how far it got, what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.common import STATUS, in_place, matter, tag

REGISTERED = r"已登记为?【"
"""What a line is told by that “不是” can be about."""
NOT_SO_HINT = "说得不对请回“不是”。"


def registered(number: int, category: str, place: str, answer_by: str) -> str:
    return f"已登记{tag(category)}#{number}{in_place(place)},已转业委会{_promise(answer_by)}。{NOT_SO_HINT}"


def registered_urgent(number: int, category: str, place: str, answer_by: str, call: Sequence[str]) -> str:
    first = f"有人身危险请马上打{'/'.join(call)}。" if call else ""
    known = f"已登记{tag(category, 'urgent')}#{number}{in_place(place)},已急转业委会"
    return f"{first}{known}{_promise(answer_by)}。{NOT_SO_HINT}"


def _promise(answer_by: str) -> str:
    return f",{answer_by}前答复" if answer_by else ""


def joined(number: int, category: str, place: str, households: int, status: str) -> str:
    return f"这件事已登记为{tag(category)}#{number}{in_place(place)},已有{households}户反映,{STATUS[status]}。"


def withdrawn(number: int) -> str:
    return f"好的,#{number} 已撤回,打扰了。"


def report_taken_back(number: int) -> str:
    return f"好的,已把您的话从 #{number} 里去掉。"


def state(number: int, category: str, place: str, status: str) -> str:
    return f"#{number}{tag(category)}{in_place(place)}:{STATUS[status]}。"


def ended(number: int, category: str, place: str, status: str, word: str) -> str:
    return f"#{number}{tag(category)}{in_place(place)}:{STATUS[status]}{f'({word})' if word else ''}。"


NOBODY_KNOWS = "…"
HELD_BY = {"committee": "业委会在办", "property": "物业在办", "office": "社区/街道在办", "resident": "等反映人回话"}


def progress(
    number: int,
    category: str,
    place: str,
    status: str,
    *,
    holder: str,
    whistled_to: str,
    word: str,
    due: str,
    late: bool,
    waits: str = "",
) -> str:
    """`waits`: until when it is paused, "…" when nobody knows; "" when it is not."""
    by = "" if status == "reported" else f",{HELD_BY.get(holder, holder)}"
    if waits:
        by += ",暂缓办理" if waits == NOBODY_KNOWS else f",暂缓到{waits}"
    up = f",已上报{whistled_to}" if whistled_to else ""
    last = f",最近进展:{word}" if word else ""
    plan = f"原定{due}前办结,已超期" if late else f"计划{due}前办结"
    return f"#{number}{tag(category)}{in_place(place)}:{STATUS[status]}{by}{up}{last},{plan}。"


def goes_on_as(number: int, into: int) -> str:
    return f"#{number} 和 #{into} 是同一件事。"


def no_report_of_yours() -> str:
    return "没找到您最近反映的事。想查哪一件,请回“进度”加编号,例如:进度 12"


def taken(number: int, category: str, place: str) -> str:
    return f"{matter(number, category, place)} 业委会已受理,正在处理。"


def accepted(number: int, category: str, place: str) -> str:
    return f"{matter(number, category, place)} 已接单,正在处理。"


def goes_on(number: int, category: str, place: str, word: str) -> str:
    return f"{matter(number, category, place)} 进展:{word}"


def resolved(number: int, category: str, place: str, word: str) -> str:
    return f"{matter(number, category, place)} 已办结:{word}"


def declined(number: int, category: str, place: str, word: str) -> str:
    return f"{matter(number, category, place)} 不予受理:{word}"


def answered(number: int, category: str, place: str, word: str) -> str:
    return f"{matter(number, category, place)} 答复:{word}"


def split_told(number: int, new: int, category: str, place: str, answer_by: str) -> str:
    """To the groups whose reports left request `number`."""
    return f"原来记在 #{number} 里的反映单独登记为 #{new}{tag(category)}{in_place(place)},{answer_by}前答复。"


def announcement(text: str, whom: str = "") -> str:
    """`whom`: the buildings it is for, where the group has others as well."""
    return f"业委会公告{f'({whom})' if whom else ''}:{text}"


def reopened(number: int, category: str, place: str) -> str:
    return f"{matter(number, category, place)} 已重开,继续处理。"


def merged(number: int, into: int, category: str, place: str) -> str:
    return f"{matter(number, category, place)} 和 #{into} 是同一件事,并在一起办,以后看 #{into}。"


def whistled(number: int, category: str, place: str, to: str) -> str:
    return f"{matter(number, category, place)} 已上报{to}。"
