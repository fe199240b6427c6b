"""“删除我的信息”: what goes, what stays, and that it is done."""

from __future__ import annotations

ASK_TO_CONFIRM = (
    "会删掉您在这里的名字、账号和说过的话;诉求只留类别、地点、状态和户数。删了不能恢复,确定请在10分钟内回:确认删除"
)
ERASED = "已删除。您反映过的事照常办,只是不再跟您联系在一起。"
NOTHING_TO_CONFIRM = "要删除您的信息,请先回:删除我的信息"
STAFF_ASKS_OPERATOR = "您是工作人员,经办记录要由管理员来删,请跟管理员说一声。"

SOMEBODY = "某住户"
"""Stands for a name that was erased."""
GONE = "(应本人要求已删除)"
"""Stands for words that were erased."""
