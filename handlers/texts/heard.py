"""Words of residents that answer or ask the bot, and what a picture without words looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass

PICTURE = "[图片]"
NOT_SO = frozenset(
    {"不是", "不是的", "不是啊", "不是呀", "不是诉求", "不是投诉", "说错了", "弄错了", "搞错了", "理解错了", "误会了",
     "不用登记", "不用转", "别登记", "撤回", "撤销", "取消登记", "不是这个意思", "我不是这个意思",
     "不对", "不对的", "说得不对", "说的不对", "不是这样的", "你搞错了", "你弄错了", "登记错了"}
)  # fmt: skip

NO = frozenset({"不是", "不是的", "不是啊", "不是呀", "不对", "不对的", "不是这样的"})
"""Those of them that may just as well answer a question."""


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """A kind of 追问: what it is told by, and how a line sounds that answers it."""

    question: re.Pattern[str]
    answer: re.Pattern[str]
    where: bool = False


QUESTIONS = (
    QuestionKind(
        re.compile(r"哪(?!天|些时|[一几]天)|几\s?(?:栋|幢|号楼|单元|楼|层|室)|位置|单元|楼|什么地方"),
        re.compile(
            r"(?:\d|[一二两三四五六七八九十])\s?(?:栋|幢|号楼|单元|楼|层|室|号)|负[一二三]|地下|(?<![a-z])b\d"
            r"|[a-z]\w{5,6}$",
            re.I,
        ),
        where=True,
    ),
    QuestionKind(
        re.compile(r"几点|几号|哪天|[啥么]时|时间|多久|周几|星期几"),
        re.compile(
            r"(?:\d|[一二两三四五六七八九十])\s?(?:点|[::]\d\d|号|日|天|小时)|(?:早上|上午|中午|下午|晚上|夜里|凌晨)(?!好)"
            r"|半夜|白天|周[一二三四五六日天末]|星期|[今明后昨]天|随时|全天|一直"
        ),
    ),
    QuestionKind(
        re.compile(r"吗|是不是|有没有|是否|能不能|会不会|要不要|还.{1,4}没"),
        re.compile(
            r"^(?:嗯+|对|是|不是|不对|没|没有|有|不?能|不?可以|不?行|不?会|不?要|还[没在是有].{0,4}|已经.{1,4})"
            r"(?:这样)?[的了呀啊哦呢]*(?:[。.,!].*)?$"
        ),
    ),
)
"""What the committee asks reporters for, and answers that need no quote."""

_HOW = "(?:怎么样|咋样|怎样|如何|咋个样|咋回事|啥样)"
_ANY = r"(?:有|有没有)"
_SOON = r"(?:啥|什么)时候(?:能|才能|可以)?"
HOW_FAR = (
    rf"(?:现在|到底|都|目前|后来|最后)*(?:(?:处理|办|弄|修|解决|搞|整)(?:得|的|到)?)?(?:{_HOW}|到哪(?:儿|里|一?步)?)了?"
    rf"|(?:处理|办理)?(?:进度|进展)(?:{_HOW})?了?"
    rf"|{_ANY}(?:人|啥|什么|个)*(?:结果|消息|回音|回复|下文|进展|动静|说法|人管|管|处理)(?:了)?"
    rf"|{_ANY}人(?:在)?(?:管|处理|修|办|跟进|来修)|(?:到底)?{_SOON}(?:修好|弄好|解决|处理|好|办好|来修|修)"
    r"|(?:啥|什么)情况了?|(?:解决|处理|修好|办好|弄好|修)了?(?:没有|没|吗)"
)
"""Ways of asking how far something got, without the question's tail (吗, 呢, ?)."""
QUESTION_TAIL = r"(?:吗|没有|没|嘛|呢|呀|啊|哦|么|不)*[\s??。!.~]*"
_REPORTED = r"(?:报修?|反映|反应|投诉|登记|提|说)过?的?(?:那个|那件|这个|这件)?"
_BEFORE = "(?:上次|上回|之前|昨天|前天|前几天|上周|那天)"
MINE = (
    rf"(?:请问|问下|问一下|想问|麻烦问下)*[,, ]*(?:我们?家?|俺|咱)(?:{_BEFORE}|早上|上午|下午|刚才|刚刚|在群里)*"
    rf"{_REPORTED}(?P<mine>.{{0,12}}?)|{_BEFORE}(?:我们?)?{_REPORTED}(?P<earlier>.{{0,12}}?)"
    r"|我的(?:那个|那件)?(?:事情?|诉求|问题|报修|投诉)"
)
"""Ways of meaning what one reported oneself; a group names the thing, if it is named."""
NOTHING_NAMED = frozenset({"", "事", "事情", "问题", "诉求", "情况", "单", "单子", "报修", "投诉", "那个", "件事"})
BOT_NAMES = r"助手|助理|机器人|秘书|吹哨|小哨|whistle"

_WANT = r"(?:请|麻烦|帮我|帮忙|给我|我要|我想|我想要|要求|申请|能不能|能否|可不可以|可以|能|把|将|机器人|[,, ])*"
_DATA = r"(?:全部|所有|个人|一切|登记|聊天|的|之前)*(?:信息|资料|数据|记录|隐私)"
_GO = r"(?:删除|删掉|删了|删|清除|清掉|清空|抹掉|移除|注销)"
_MY = r"我(?:自己|本人)?的?"
_PLEASE = r"(?:掉|了|一下|下|吧|吗|好吗|行吗|可以吗|谢谢|都|全部|全|[,,。!!??~ ])*"
FORGET_ME = (
    rf"{_WANT}{_GO}(?:一下|下|掉)?{_MY}{_DATA}{_PLEASE}|{_WANT}{_MY}{_DATA}(?:都|全|全部|统统|给我)*{_GO}{_PLEASE}"
    rf"|{_WANT}(?:忘了|忘记|忘掉|遗忘){_PLEASE}我{_PLEASE}|{_WANT}我(?:给)?(?:忘了|忘掉|忘记){_PLEASE}"
)
"""Ways of asking the bot to erase what it knows of the speaker."""
ERASE_CONFIRMED = frozenset({"确认删除", "确定删除", "确认,删除", "确认删了", "确认 删除"})
