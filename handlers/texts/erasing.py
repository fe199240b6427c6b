"""“删除我的信息”: what goes, what stays, and that it is done."""

from __future__ import annotations

from handlers.texts.common import matter
from handlers.texts.looking import ACTION

ASK_TO_CONFIRM = (
    "会删掉您在这里的名字、账号和说过的话;诉求只留类别、地点、状态和户数。删了不能恢复,确定请在10分钟内回:确认删除"
)
ERASED = "已删除。您反映过的事照常办,只是不再跟您联系在一起。"
NOTHING_TO_CONFIRM = "要删除您的信息,请先回:删除我的信息"
STAFF_ASKS_OPERATOR = "您是工作人员,经办记录要由管理员来删,请跟管理员说一声。"


def nobody_answers(number: int, category: str, place: str, holder: str, due: str) -> str:
    """To the committee: who was asked is gone."""
    what = matter(number, category, place)
    return f"{what} 问过的反映人已删除信息,没人能回话了。已恢复计时,在{holder}手上,{due}前办结。"


SOMEBODY = "某住户"
"""Stands for a name that was erased."""
GONE = "(应本人要求已删除)"
"""Stands for words that were erased."""

_DOES = f" (?:{'|'.join(ACTION.values())})"
SAYS = (r"(?:[((][^\n]{0,40}?[))])?[::](?!\d\d\b)", f"{_DOES}:")
"""What stands between a speaker's name and his words: on cards and lists, in the history; regular expressions."""
ACTS = ((r"(?<![\w#])", rf"(?={_DOES}(?!\w))"), (r"(?<=已撤回:)", "(?=说这不是诉求)"))
"""What stands before and behind the name of somebody who did something."""
STAFF_ACTS = (
    ("(?<=被)", "(?=退回)"),
    ("(?<=由)", "(?=负责)"),
    ("(?<=派给)", r"(?!\w)"),
    ("(?<=指派)", r"(?!\w)"),
    ("(?<=[((])", "(?=[))])"),
    ("(?<=,)", "(?=请看一下)"),
    (r"(?<!\w)", "(?=已接单|接手协助)"),
)
"""The same for those who handle requests."""
