"""Words of residents that answer the bot, and what a picture without words looks like."""

from __future__ import annotations

PICTURE = "[图片]"
NOT_SO = frozenset(
    {"不是", "不是的", "不是啊", "不是呀", "不是诉求", "不是投诉", "说错了", "弄错了", "搞错了", "理解错了", "误会了",
     "不用登记", "不用转", "别登记", "撤回", "撤销", "取消登记", "不是这个意思", "我不是这个意思",
     "不对", "不对的", "说得不对", "说的不对", "不是这样的", "你搞错了", "你弄错了", "登记错了"}
)  # fmt: skip
ASKS_PROGRESS = frozenset(
    {"进度", "我报的怎么样了", "我反映的怎么样了", "处理得怎么样了", "处理到哪了", "我的事怎么样了"}
)
