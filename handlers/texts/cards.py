"""To those who are to act: cards and notices in the committee's, the property company's and the office's rooms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.texts.common import HOLDER, STATUS, matter, shortened, tag

_PICTURES = re.compile(r"照片\d+张")


def card(
    *, number: int, category: str, urgency: str, place: str, speaker: str, room: str, words: str, plates: Sequence[str],
    answer_by: str, sure: bool, alike: int | None,
) -> str:  # fmt: skip
    lines = [f"#{number} {tag(category, urgency)}{place}", f"{speaker}({room}):{shortened(words)}"]
    if plates:
        lines.append(f"车牌 {'、'.join(plates)}")
    if alike is not None:
        lines.append(f"疑似与 #{alike} 同一件事,是就回:合并 {number} 到 {alike}")
    if not sure:
        lines.append("机器人拿不准,群里没有回话")
    lines.append(f"请在{answer_by}前答复。引用本条回:受理、接单、派单、办结、不予受理")
    return "\n".join(lines)


def more_reports(number: int, households: int, speaker: str, room: str, words: str) -> str:
    return f"#{number} 又有人反映,共{households}户。{speaker}({room}):{shortened(words)}"


def added(number: int, speaker: str, words: str, before: str = "") -> str:
    """What reporters told further: words, or a picture where there are none. `before` is such a line still unsaid."""
    head = f"#{number} 反映人补充。"
    told = before.removeprefix(head).splitlines()
    pictures = sum(int(line.removeprefix("照片").removesuffix("张")) for line in told if _PICTURES.fullmatch(line))
    told = [line for line in told if not _PICTURES.fullmatch(line)]
    if words:
        told.append(f"{speaker}:{shortened(words)}")
    if pictures := pictures + (not words):
        told.append(f"照片{pictures}张")
    return head + "\n".join(told)


def now_urgent(number: int, category: str, place: str, speaker: str, words: str) -> str:
    return f"#{number} 变紧急了{tag(category, 'urgent')}{place}。{speaker}:{shortened(words)}"


def told_withdrawn(number: int, speaker: str) -> str:
    return f"#{number} 已撤回:{speaker}说这不是诉求。"


def command_in_building_room(room: str) -> str:
    return f"您在“{room}”发的像是指令。指令请发在本群,业主群里的指令不处理。"


def words_taken_back() -> str:
    return "反映人撤回了自己的话"


def not_a_request() -> str:
    return "反映人说不是诉求"


def happened_again(number: int, category: str, place: str, speaker: str, words: str) -> str:
    return f"#{number}{tag(category)}{place} 办结后又有人反映,已重开。{speaker}:{shortened(words)}"


def order_card(
    *, number: int, category: str, urgency: str, place: str, words: str, assignee: str, note: str, due: str
) -> str:
    lines = [f"#{number} {tag(category, urgency)}{place} 派给{assignee}", shortened(words)]
    if note:
        lines.append(f"业委会交代:{note}")
    lines.append(f"请在{due}前办结。引用本条回:接单、进展、办结、退回")
    return "\n".join(lines)


def whistle_card(number: int, category: str, place: str, words: str, reason: str) -> str:
    lines = [f"#{number} {tag(category)}{place} 业委会吹哨", shortened(words)]
    if reason:
        lines.append(f"原因:{reason}")
    lines.append("引用本条回:接单、进展、办结")
    return "\n".join(lines)


def urged(number: int, category: str, place: str, assignee: str, note: str, *, times: int) -> str:
    to = f",{assignee}请看一下" if assignee else ""
    again = f"(第{times}次)" if times > 1 else ""
    return f"业委会催办{again} {matter(number, category, place)}{to}{f':{note}' if note else '。'}"


def appointed_there(number: int, category: str, place: str, names: str) -> str:
    return f"业委会指派:{matter(number, category, place)} 由{names}负责。"


def taken_away(number: int, category: str, place: str, holder: str) -> str:
    """To those who held it until now."""
    return f"{matter(number, category, place)} 已改由{HOLDER.get(holder, '别人')}办,你们不用再跟。"


def reopened_there(number: int, category: str, place: str, holder: str, due: str) -> str:
    return f"{matter(number, category, place)} 已重开,在{HOLDER[holder]}手上,{due}前办结。"


def withdrawn_there(number: int, category: str, place: str) -> str:
    return f"{matter(number, category, place)} 反映人撤回了,不用再办。"


def merged_there(number: int, into: int, category: str, place: str, holder: str) -> str:
    return f"{matter(number, category, place)} 已并入 #{into}({HOLDER[holder]}在办),以后看 #{into}。"


def still_in_your_hands(number: int, what: str) -> str:
    """To those who hold it again, or still, after a command was taken back that they had heard of."""
    return f"#{number} 业委会撤销了刚才的“{what}”,还在你们手上,请照原来的办。"


def now_urgent_there(number: int, category: str, place: str, words: str) -> str:
    """To whoever holds it; the residents' names do not stand there."""
    return f"#{number} 变紧急了{tag(category, 'urgent')}{place}。反映人:{shortened(words)}"


def hurried(number: int, category: str, place: str, due: str, note: str) -> str:
    """`due` is empty when the time to resolve it is over already."""
    by = f"请在{due}前办结" if due else "办结时限已过,请马上办"
    return f"{matter(number, category, place)} 改为紧急,{by}{f':{note}' if note else '。'}"


def handed_back(number: int, who: str, reason: str) -> str:
    return f"#{number} 被{who}退回:{reason}。请重新派单或受理。"


def moved_on(number: int, who: str, status: str, word: str) -> str:
    """To the committee, when somebody in another room moved a request."""
    return f"#{number} {who}:{STATUS[status]}{f',{word}' if word else ''}"
