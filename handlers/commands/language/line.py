"""A typed line made readable for the grammar: without invisible characters, mentions and picture codes.

Every text exists twice with the same length: `shown` as it was typed, to quote from, and `folded` to match on
(half-width, lower case, simplified, one kind of space), so that a position in one is a position in the other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 2000
"""Longer texts are never commands."""

_TRADITIONAL = (
    "辦結單號棟樓進備註關開轉給處併並復銷帳運車證產費務鄰綠電維報發臺幫誰麼這個們來還沒嗎對時點週禮後無續級統計總區間兩條誤類錯應該為與請讓緊壞實現過長隊師經啟會動體圖書見說話題員醫療衛"
    "離場園項別詳調顯議駁鎖樣線門東紅錢雙買賣聽記許讀語據樹橋檢歸氣滅燈環狀畫異盡監種稱窩筆節簽糾約紀紙組細終絕網緩編縣罰聯聲職臨舉舊術補複規視親觀訂訪設訴試詢認謝識護變責貨質購軟較載輕"
    "輛農連違遠選邊釋鋼錄鍵鎮鐵閉闆陰陳陽階際險難霧靜響頂順須預領頭顏顧風館驗驚鬆鬧黃齊撥圍塊執帶幹廳張強從戶損換擾擋攔楊標歲"
)
_SIMPLIFIED = (
    "办结单号栋楼进备注关开转给处并并复销账运车证产费务邻绿电维报发台帮谁么这个们来还没吗对时点周礼后无续级统计总区间两条误类错应该为与请让紧坏实现过长队师经启会动体图书见说话题员医疗卫"
    "离场园项别详调显议驳锁样线门东红钱双买卖听记许读语据树桥检归气灭灯环状画异尽监种称窝笔节签纠约纪纸组细终绝网缓编县罚联声职临举旧术补复规视亲观订访设诉试询认谢识护变责货质购软较载轻"
    "辆农连违远选边释钢录键镇铁闭板阴陈阳阶际险难雾静响顶顺须预领头颜顾风馆验惊松闹黄齐拨围块执带干厅张强从户损换扰挡拦杨标岁"
)
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_DIALECT = {
    "未搞掂": "没搞定", "唔该": "麻烦", "呢张": "这张", "呢单": "这单", "呢个": "这个", "呢条": "这条",
    "听朝": "明早", "听晚": "明晚", "依家": "现在", "而家": "现在", "点用": "咋用", "点做": "咋做", "点搞": "咋搞",
    "边个": "哪个", "边单": "哪单", "落单": "派单", "一哈": "一下", "一嘎": "一下", "锁匙": "钥匙", "边啲": "哪些",
    "搞掂": "搞定", "听日": "明天", "朝早": "早上", "晏昼": "下午", "仲": "还", "攞": "拿", "嚟": "来", "㗎": "啊",
    "哋": "们", "莫得": "没得",
    "啲": "些", "咗": "了", "喇": "啦", "嘅": "的", "冇": "没", "唔": "不", "睇": "看", "俾": "给", "畀": "给",
    "佢": "他", "噻": "嘛", "嘞": "了", "咧": "了", "咯": "了", "喽": "了", "啰": "了", "哉": "了", "嘚": "了",
    "唠": "了",
    "捏": "呢", "呐": "呢", "咩": "吗", "伐": "吗", "点样": "咋样", "啷个": "怎么", "咋个": "怎么",
    "明朝": "明天", "后朝": "后天", "后儿个": "后天 ", "明儿个": "明天 ", "后儿": "后天", "明儿": "明天",
    "今儿": "今天", "后日": "后天",
    "下昼": "下午", "莫受": "不受", "打转去": "打回去", "今朝": "今天", "莫有": "没有", "冒得": "没得", "阿拉": "我们",
    "捯饬": "处理", "拾掇": "处理", "催哈子": "催一下", "看哈": "看下", "催哈": "催下", "催吓": "催下",
    "看切": "看去", "查哈": "查下",
    "整妥": "办妥", "弄妥": "办妥", "搞妥": "办妥", "弄清爽": "处理好",
}  # fmt: skip
"""Words of Cantonese and Sichuanese, as long as what the grammar knows them as."""
_DIALECTAL = re.compile("|".join(_DIALECT))
_DONE_WELL = re.compile(
    r"[整弄搞做办修](?:利索|利落|利亮|熨帖|熨贴|撑抖|抻抖|醒豁|巴适|伸展|停当|清爽|妥当|停妥|周正|板扎|撇脱"
    r"|归一|立正|规矩|舒齐|灵光)(?=了|啦|[ ,。]|$)"
)
""" "整利索", "搞醒豁", "弄停当": done well, in the words of a region; as long as 处理好."""
_PICTURE_CODE = re.compile(r"\[[^\[\]\s\d#]{1,5}\]")
_MENTION = re.compile(r"@([^\s@,:,:]{1,20})(?:[\s,:]|$)")
_BOT = re.compile(r"助手|助理|机器人|秘书|吹哨|小哨|小吹|whistle|bot$", re.I)
_CALLED = re.compile(
    r"(?:小助手|助手|小哨|小吹|机器人)[ ,:]+(?=.)"
    r"|吹哨(?:[ ,:]*(?=[帮请把]|麻烦|能不能)"
    r"|[ ,:]+(?=[今明]|后天|每|下周|提醒|通知|公告|待办|列一?下|统计|查(?:看|一下|提醒|\d)|看|帮助"
    r"|发[个条]?(?:公告|通知)))"
    r"(?!.*(?:街道|社区|居委|城管|住建|派出所|消防|[局委办所站]|燃气|供电|自来水|政府|12345))"
)
""" "吹哨 帮我看下12" calls the bot by its name; "吹哨 街道" is a command."""
_BRACKETED = re.compile(r"[(\[【《“\"‘「]( ?#? ?\d{1,4}号?单? ?)[)\]】》”\"’」]")
_HUNAN_DONE = re.compile(r"(?:(?<=[弄搞修整办做换]好)|(?<=[弄搞修整办做换]完)|(?<=[接收结办]))哒")
_SLASHED = re.compile(r"(?<![\d/])(?:\d{1,3}/){2,}\d{1,3}(?![\d/])")
_SPREAD = re.compile(r"(?<=[ \d号#])(?P<a>[办受派接重合改催]) (?=[结理单开并类办](?:$|[^\u4e00-\u9fff]))")
_EDGE = " ,。.;:!~、\t"


@dataclass(frozen=True, slots=True)
class Line:
    """`to_bot`: the bot was mentioned. `to_other`: the line begins with a mention of this person."""

    shown: str
    folded: str
    to_bot: bool = False
    to_other: str = ""


def read_line(text: str) -> Line:
    """The line without what the grammar has no use for; empty when there is nothing, or far too much."""
    if len(text) > LONGEST:
        return Line("", "")
    shown = "".join(c for c in text if _visible(c))
    folded = "".join(_fold(c) for c in shown)
    folded = _DIALECTAL.sub(lambda word: _DIALECT[word[0]], folded)
    folded = _HUNAN_DONE.sub("了", folded)
    folded = _SLASHED.sub(lambda numbers: numbers[0].replace("/", "、"), folded)
    folded = _DONE_WELL.sub(lambda word: "处理好".ljust(len(word[0]), "了"), folded)
    folded = _PICTURE_CODE.sub(lambda code: " " * len(code[0]), folded)
    folded = _BRACKETED.sub(r" \1 ", folded)
    for gap in reversed([found.end("a") for found in _SPREAD.finditer(folded)]):  # "12 办 结"
        shown, folded = (words[:gap] + words[gap + 1 :] for words in (shown, folded))
    return _without_mentions(shown, folded)


def _visible(c: str) -> bool:
    return c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me")


def _fold(c: str) -> str:
    if c == "\n":
        return ","
    if c.isspace():
        return " "
    wide = unicodedata.normalize("NFKC", c)
    one = (wide if len(wide) == 1 else c).lower()
    if len(one) != 1 or unicodedata.category(one) == "So":  # pictures and symbols say nothing
        return " "
    return one.translate(_SIMPLER)


def _without_mentions(shown: str, folded: str) -> Line:
    to_bot, to_other = False, ""
    while (found := _MENTION.match(folded.lstrip(_EDGE))) is not None:
        start = len(folded) - len(folded.lstrip(_EDGE))
        if not _BOT.search(found[1]):
            to_other = to_other or shown[start + 1 : start + 1 + len(found[1])]
        else:
            to_bot = True
        shown, folded = shown[start + found.end() :], folded[start + found.end() :]
    for found in reversed(list(_MENTION.finditer(folded))):
        if _BOT.search(found[1]):
            to_bot = True
            shown, folded = (s[: found.start()] + " " + s[found.end() :] for s in (shown, folded))
    start = len(folded) - len(folded.lstrip(_EDGE))
    if (called := _CALLED.match(folded, start)) is not None and not to_other:
        to_bot, start = True, called.end()
    end = max(start, len(folded.rstrip(" ,。.;:~、\t")))
    return Line(shown[start:end], folded[start:end], to_bot, to_other)
