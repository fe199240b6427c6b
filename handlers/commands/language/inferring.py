"""Commands without a command word: "#12 师傅已到场" tells how it goes, "还没好呢" under a closed card reopens it."""

from __future__ import annotations

import re

from handlers.commands.language.numbers import ANY, BARE, NAMED
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import CONSULTS, FILL, FIRST_CLAUSE, QUESTION, SEP, WISHED, Segment, args_of
from handlers.commands.language.states import tells_state

_WORKERS = (
    r"(?:维修|电梯|安装|疏通|绿化|水电|装修)?(?:师傅|维保|电工|水工|工人|厂家|厂商|物业|保洁|保安|秩序队"
    r"|工程部|电梯公司|施工队|绿化队|疏通车|吊车|专家|第三方|检测公司|拖车|交警|城管|街道|社区|住建局|燃气公司"
    r"|供电局|自来水公司|开发商|房东|业主|车主|配件|材料|设备|零件|方案|报价|监控|录像|检测报告|报告|结果)"
    r"(?:们|那边|来人|人)?"
)
_DOING = (
    r"联系|约|到场|到了|到|上门|进场|下单|订|采购|报价|报批|报|核实|排查|协调|沟通|维修|抢修|施工|通知|反映"
    r"|发函|发|贴|拍照|检测|检查|勘察|勘查|量|更换|换|修|加固|处理|清理|清运|清|拖|剪|催|答应|同意|承诺|签|谈"
    r"|回复|回电|答复|递|派人|派|安排|打电话|打|买|备料|开工|动工|整改|拉警戒线|围|做|装|调|看过|看|问|查|申请"
    r"|提交|送|停|开始|去|跟|找|拆|刷|疏通|上报|登记|告知|劝|移|挪|出发|在路上|电话|寄|在修|在弄|等"
)
_WORKING = re.compile(
    rf"{SEP}*+(?:(?:刚才?|今[天早]|昨[天晚]|上午|下午|早上|中午)?(?:已经?|正在|刚刚?|正)(?:和|跟|给|请|让"
    rf"|向|对|把|由|被|拉|电话|当面|初步|全部)*[^ ,。]{{0,8}}?(?:{_DOING})"
    rf"|(?:约了|约好了?|联系了|联系上了?|联系好了?|通知了|跟.{{1,8}}(?:说好|谈好|约好)了?|找了|派了|安排了"
    rf"|下单了|到货了|开工了|进场了|(?:没有?|没得|缺|差)(?:配件|材料|零件|备件|货|人手)|(?:要|得"
    rf"|需要?)等到?.{{0,8}}?(?:配件|材料|货|周|月|天)"
    rf"|在等|等(?:配件|厂家|材料|天晴|报价|审批|回复|到货|雨停|备件|零件))"
    rf"|{_WORKERS}.{{0,6}}?(?:已经?|正在|刚刚?|正|在(?=修|弄|换|查|看|清|路上|现场)|今[天早晚]|明[天早]"
    rf"|后天|下午|上午|晚上|下?周[一二三四五六日天]|约了|答应|说|预计|回复|承诺|来过|来了|到了|到货|要|报)"
    rf".{{0,12}}?(?:{_DOING}|来|到|好|完)|{_WORKERS}.{{0,6}}?(?:在路上|在现场)|{_WORKERS}(?:出来了|来过了?|到了"
    rf"|来了|到货了?))"
)
_SIGNS = re.compile(
    r"说.{0,4}(?:周|明|后天|下|今|月|\d)|^等(?!等|一|会|下|你|我|他|大|开|周|再).{2,12}$|电话|已|正在|开始"
    r"|动工|开工|到货|没到|未到|来过|约了"
    r"|约好|联系|施工|进场|到场|上门|出来了|走流程|报价"
    r"|方案|公示|批了|审批|下单|采购|答复|回复|答应|承诺|同意|签|拆了|拆掉|换了|修了|安排|排期|预计|计划"
    r"|[交递报送]上去|出结果|审核|批下来|落实|申请|等.{0,6}(?:天|周|料|货|件|人|复|批|晴|停|板|表|到)|明[天早]|后天|下周|今[天晚]|本周|月底前"
)
_TOLD_BY = re.compile(r"[\u4e00-\u9fff]{1,6}(?:公司|局|队|部|站|所|院|厂|中心|师傅|经理|主任).{0,20}(?:了|中)$")
_ABOUT_PEOPLE = re.compile(r"[这那]|又|是|太|有人|钱|他|她")
_TALK = re.compile(
    r"你|谁|哪|怎么|咋|为什么|吧$|觉得|应该|该|不知道|不清楚|不晓得|责任|关系|肯定|好像|可能|估计|听说|要是|如果|别|不要|还不|都不|又不"
    r"|早就|难道|何必|算了|真|太|烦|气|笑|哈哈|投票|开会|大家|我看|我说|第几|几次|先等|先放|放一放|回头|议一|讨论"
    r"|他说|她说|们说|不是|有没有|给我们?[打来回](?:[了过]个?电话|个?电话[了啦])$"
)
_STATE = re.compile(
    rf"{FILL}*+(?:状态|进度)?(?:处理中|在处理|正在处理|在办|办理中|跟进中|维修中|施工中|进行中|在修了?"
    rf"|正在修|正在办)(?:{SEP}|了|中|呢|哈|$)"
)
_STILL_BAD = re.compile(
    rf"{FILL}*+[^ ,。]{{0,8}}?(?:(?<!又.)又(?!是|不是|.又).{{1,8}}(?:了|$)|还没|还在|还是(?:不|没|那|老|坏|漏|堵|一样)"
    rf"|根本没|压根没|没修|没好|没弄好|没解决"
    r"|没处理|没全好|没清|没换|没种|没装|没通|不行|不亮|不通|没干净|依然|依旧|照旧|反弹|复发)"
)
_FINE = re.compile(r"没问题|没意见|没事|不错|没法|你|谁|怎么|觉得|我们没|不是")

_UNDER_WAY = re.compile(
    r"(?:刚刚?|已经?|正在|正)(?!好|常|是|式|有|够|经|到|开会|吃|睡|下班|上班|报名)|(?:没有?|没得|缺|差)(?:配件"
    r"|材料|零件|备件|货|人手)|等(?:配件|材料|厂家|报价)"
    r"|(?:维修|电梯|疏通|水电)?(?:师傅|维保|厂家|施工队)"
)
"""How a line goes on that tells of the work on a bare number: "22 正在抢修"."""

_HAS_DONE = re.compile(
    rf"[^ ,。我你他她它这那]{{0,6}}(?:已经?(?!经?(?:第|是|有|不|够|很|说过))|正在)[^ ,。]{{0,6}}?"
    rf"(?:{_DOING})|在(?:{_DOING})"
)


_ABOUT = re.compile(rf"{FILL}*?(?P<ref>{ANY})(?P<gap>{SEP}*)")


def infer_progress(segment: Segment) -> Parsed:
    """How it goes, said without a command word: after a number or under a quoted card."""
    tickets, start = _strongly_about(segment)
    if (
        not tickets
        or (segment.quoted_closed and not segment.refs)
        or QUESTION.search(segment.folded)
        or CONSULTS.search(segment.head)
        or _is_wished(segment)
    ):
        return NONE
    told = segment.head[start:]
    working = _STATE.match(told)
    if not working and (_TALK.search(told[:40]) or not _has_signs(segment, told)):
        return NONE
    args = args_of(tickets, note=segment.words(start))
    return Parsed("progress", args | ({"status": "in_progress"} if working else {}), word="进展")


def _is_wished(segment: Segment) -> bool:
    """Is nothing told, but somebody asked to tell it: "师傅到了跟我讲一声"?"""
    first = FIRST_CLAUSE.match(segment.head)
    return first is not None and bool(WISHED.search(first[0]))


def _has_signs(segment: Segment, told: str) -> bool:
    """Does it tell of the work? Nearly anything is taken for that after "#12"; more must be said after "12"."""
    if tells_state(told):
        return True
    if _mark(segment) == NAMED:
        return False
    if _WORKING.match(told) or _HAS_DONE.match(told):
        return True
    surely = bool(segment.refs) and not _ABOUT_PEOPLE.match(told)
    return surely and bool(_SIGNS.search(told[:40]) or _TOLD_BY.match(told))


def infer_reopening(segment: Segment) -> Parsed:
    """ "还没好呢" under a card that says 已办结."""
    if segment.refs or not segment.quoted_closed or not segment.quotes or segment.to_other:
        return NONE
    if QUESTION.search(segment.folded) or len(segment.folded) > 60 or _FINE.search(segment.head):
        return NONE
    if not _STILL_BAD.match(segment.head):
        return NONE
    return Parsed("reopen", args_of(segment.tickets(), reason=segment.words(0)), word="重开")


def _strongly_about(segment: Segment) -> tuple[list[int], int]:
    """The numbers the line is surely about, and where the text after them begins.

    After "12" it must go on with the work, after "12号", which may be a day or a door, there must be a gap as well.
    """
    if segment.to_other:
        return [], 0
    if segment.quotes and not segment.refs:
        return segment.tickets(), 0
    found = _ABOUT.match(segment.folded)
    if found is None:
        return [], 0
    told = segment.head[found.end() :]
    if found["ref"] == NAMED and not (found["gap"] and not found.start("ref") and tells_state(told)):
        return [], 0
    if found["ref"] == BARE and (found.start("ref") or not (_UNDER_WAY.match(told) or tells_state(told))):
        return [], 0
    return segment.numbers(0, found.end()), found.end()


def _mark(segment: Segment) -> str:
    found = _ABOUT.match(segment.folded) if segment.refs else None
    return found["ref"] if found else ""
