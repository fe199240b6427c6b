"""The clocks of a request: 挂起, 恢复, 延期 and 追问, what the reporters hear of them, and who held it for how long."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.common import matter

# --- to the committee -------------------------------------------------------------------------------------------------

DONE_ASK = "已去群里问反映人,等回话期间不计时"


def done_pause(until: str) -> str:
    return f"已挂起,{until}自动恢复" if until else "已挂起,期间不计时,要继续请回“恢复”"


def done_resume(due: str) -> str:
    return f"已恢复计时,{due}前办结"


def done_postpone(due: str, *, ends_pause: bool = False) -> str:
    return f"已延到{due},会告诉反映人{',挂起到此为止' if ends_pause else ''}"


def is_paused_already(number: int, until: str) -> str:
    return f"#{number} 已经挂起{f'到{until}' if until else ''},没有变。要接着办请回:{number} 恢复"


def resumed_by_itself(number: int, category: str, place: str, holder: str, due: str) -> str:
    return f"{matter(number, category, place)} 挂起到期,已恢复计时,在{holder}手上,{due}前办结。"


def reporters_answered(number: int, speaker: str, words: str, holder: str, due: str) -> str:
    return f"#{number} 反映人回话了。{speaker}:{words}\n已恢复计时,在{holder}手上,{due}前办结。"


def reporters_said(number: int, speaker: str, words: str) -> str:
    """An answer that comes when nobody waits for it any more."""
    return f"#{number} 反映人回话了。{speaker}:{words}"


def answered_there(number: int, words: str, due: str = "") -> str:
    """To whoever holds it, if that is not the committee."""
    return f"#{number} 反映人回话了:{words}{f'。已恢复计时,{due}前办结。' if due else ''}"


def still_unanswered(number: int, category: str, place: str) -> str:
    return f"{matter(number, category, place)} 追问3天了,反映人还没回话。不等了请回:{number} 恢复"


def paused_long(number: int, category: str, place: str) -> str:
    return f"{matter(number, category, place)} 挂起14天了,没定哪天接着办。要接着办请回:{number} 恢复"


def nobody_left_to_answer(number: int, category: str, place: str, holder: str, due: str) -> str:
    return f"{matter(number, category, place)} 追问没人能回了,反映人已删除信息。已恢复计时,在{holder}手上,{due}前办结。"


def not_paused(number: int) -> str:
    return f"#{number} 没有挂起。如果是修好了,请回:{number} 办结 已恢复"


def not_ahead(number: int) -> str:
    return f"#{number} 没改:日期要在今天以后、一年以内,例如:{number} 挂起 到下周三"


def not_later(number: int, due: str) -> str:
    return f"#{number} 没改:现在就是{due}前办结,延期要更晚的日子,例如:{number} 延期 3天 配件缺货"


def nobody_to_ask(number: int) -> str:
    return f"#{number} 没问:反映人的话都撤回了。"


WAITS_FOR_REPORTERS = " 等反映人回话"


def waits(until: str) -> str:
    """Behind a request in a list."""
    return f" 挂起到{until}" if until else " 挂起"


# --- to the reporters -------------------------------------------------------------------------------------------------

ASKS_REPORTERS = "业委会想问反映的邻居"
"""Stands in every 追问 as the groups read it."""


def paused(number: int, category: str, place: str, until: str, reason: str) -> str:
    why = f"暂缓办理:{reason}" if reason else "暂缓办理"
    then = f",预计{until}继续" if until else ",能办了马上继续"
    return f"{matter(number, category, place)} {why}{then}。"


def postponed(number: int, category: str, place: str, due: str, reason: str) -> str:
    return f"{matter(number, category, place)} 要晚一些:{reason}。改到{due}前办结,请谅解。"


def asked(number: int, category: str, place: str, question: str) -> str:
    return f"{matter(number, category, place)} {ASKS_REPORTERS}:{question}(引用本条回一句就行)"


# --- who held it ------------------------------------------------------------------------------------------------------

PARTS = {"resident": "反映人", "committee": "业委会", "property": "物业", "office": "社区/街道", "paused": "挂起"}


def duration(days: int, minutes: int) -> str:
    """1天3小时, 2小时, 20分钟; days of the request's own time."""
    hours, rest = divmod(minutes, 60)
    if days:
        return f"{days}天{hours}小时" if hours else f"{days}天"
    return f"{hours}小时" if hours else f"{rest}分钟"


def held_by(parts: Sequence[tuple[str, str]], *, working: bool) -> str:
    """ "业委会2小时、物业1天3小时(工作时间)"; each part is one of PARTS and its duration."""
    said = "、".join(f"{PARTS[part]}{length}" for part, length in parts)
    return f"{said}(工作时间)" if working else said
