"""撤销: what was taken back, and why something could not be."""

from __future__ import annotations

from handlers.texts.common import matter


def undone(number: int, what: str) -> str:
    return f"#{number} 刚才的“{what}”已撤销,恢复原样。"


def nothing_to_undo() -> str:
    return "没有找到您最近24小时里可以撤销的指令。"


def was_a_reminder(number: int) -> str:
    """The last thing that was set is a reminder, which 撤销 does not take back."""
    return f"您刚才设的是提醒{number},不要了请回:取消提醒 {number}。要撤销诉求上的指令请带编号,例如:撤销 12"


def changed_since(number: int, what: str, who: str) -> str:
    return f"#{number} 在“{what}”之后又被{who}动过,撤销不了,请直接发新的指令。"


def correction(number: int, category: str, place: str, what: str) -> str:
    """To a group that had read of it."""
    return f"{matter(number, category, place)} 更正:刚才说的“{what}”撤销了,以后面的通报为准。"


def order_undone(number: int, what: str) -> str:
    """To the property company's or the office's room."""
    return f"#{number} 业委会撤销了刚才的“{what}”,先不用按那条办。"
