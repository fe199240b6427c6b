"""撤销: what was taken back, and why something could not be."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.common import matter


def undone(number: int, what: str) -> str:
    return f"#{number} 刚才的“{what}”已撤销,恢复原样。"


def notice_undone(rooms: Sequence[str]) -> str:
    return f"公告撤销了,不再发到{'、'.join(rooms)}。"


def notice_is_out(rooms: Sequence[str]) -> str:
    """Of an announcement that some groups have read; where it waited it was dropped."""
    return f"公告已经发到{'、'.join(rooms)},收不回来,要更正请再发一条公告。撤销别的请带编号,例如:撤销 12"


def nothing_to_undo() -> str:
    return "没有找到您最近24小时里可以撤销的指令。"


def was_a_reminder(number: int) -> str:
    """The last thing that was set is a reminder, which 撤销 does not take back."""
    return f"您刚才设的是提醒{number},不要了请回:取消提醒 {number}。要撤销诉求上的指令请带编号,例如:撤销 12"


def changed_since(number: int, what: str, who: str) -> str:
    return f"#{number} 在“{what}”之后又被{who}动过,撤销不了,请直接发新的指令。"


def before_changes_were_kept(number: int, what: str) -> str:
    """Of what was done with a version of the bot that did not keep what had been there before."""
    return f"#{number} 的“{what}”是机器人升级前做的,撤销不了,请直接发新的指令。"


def nothing_left_of(number: int) -> str:
    """Of a merged request whose reports were split off or taken back since."""
    return f"#{number} 的反映已经分到别的单或撤回了,这次合并撤销不了。"


def correction(number: int, category: str, place: str, what: str) -> str:
    """To a group that had read of it."""
    return f"{matter(number, category, place)} 更正:刚才的“{what}”作废,请以后续通知为准。"


def order_undone(number: int, what: str) -> str:
    """To the property company's or the office's room."""
    return f"#{number} 业委会撤销了刚才的“{what}”,先不用按那条办。"
