"""The words of the committee's world that arguments are made of: categories, periods, states, offices, people."""

from __future__ import annotations

import re
from datetime import datetime

from handlers.commands.language.numbers import numeral

_CATEGORY_WORDS = {
    "fire_access": "消防通道 消防车道 堵消防通道 占用消防通道 生命通道 消防登高面 疏散通道 安全出口 消防",
    "parking": "乱停车 停车位 停车 违停 车位 乱停 占道停车 车辆",
    "sanitation": "环境卫生 卫生 环卫 垃圾 保洁 清洁 脏乱差 脏乱 清运",
    "noise": "噪音 噪声 扰民 噪音扰民 吵闹",
    "safety": "安全隐患 公共安全 消防安全 安全 治安 安防 隐患 安保",
    "greening": "绿化 园林 树木 花木 草坪",
    "charging": "充电桩 充电 充电车位 充电棚 电动车充电 电瓶车充电",
    "fees_service": "物业服务费 物业收费 物业服务 物业管理费 物业费 服务收费 收费服务 收费 费用 服务 缴费 公共收益",
    "property_deed": "不动产权证 不动产证 房产证 产权证 产权 办证 房本 不动产",
    "neighbour_dispute": "邻里纠纷 邻里矛盾 邻居纠纷 邻里关系 邻里 邻居 纠纷 违建 宠物",
    "repair": "公共维修 设施维修 设备维修 维修 报修 修理 修缮 设施 设备 电梯 漏水 水电 工程",
    "other_request": "其他诉求 其他 其它 别的 杂项 综合",
}
_CATEGORY = {word: key for key, words in _CATEGORY_WORDS.items() for word in words.split()}
CATEGORY = "|".join(sorted(_CATEGORY, key=len, reverse=True))
"""All category words as one alternation, longest first."""


def category_of(word: str) -> str:
    """The label key of a category word."""
    return _CATEGORY[word]


_NOT_SO = re.compile(
    rf"(?:不是|不算|别算|别[放归列]|不[放归列]|不该|不属于|不归|从|原来是?|[标归分]成)(?:{CATEGORY})类?(?:搞?错|不对|改|$)?"
)


def category_said(text: str) -> str:
    """The key of the last category that the line names and does not deny, or ""."""
    found = re.findall(CATEGORY, _NOT_SO.sub(" ", text))
    return category_of(found[-1]) if found else ""


_STATUS = {
    "overdue": "过了?期限 过了?时限 过了时间 已?超期 已?逾期 已?超时 过期 到期没办 拖着没办 拖着不办 拖了很久 超了期",
    "new": "新增 新来 新报 新进 新收 新的 新(?=单|诉求|工单) 未受理 没受理 待受理 没接 没人接 还没受理",
    "open": "没有?办完 未办完 未办结 没办结 没结 未结 未完成 没完成 没弄完 没处理完 没处理 未处理"
    " 没解决 未解决 没搞定 没关 待处理 待办 没办 在办"
    " 没了结 没整完 没做完 挂着 积压 遗留 剩下 剩(?=哪|几|多少|好多|的|$) 没销"
    " 没动静 未办 (?:没有?|未)(?:办|弄|搞|整|做|处理|修)(?:完|好|定|结|归一)?",
    "in_progress": "处理中 进行中 正在处理 正在办 已受理",
    "ordered": "已派单? 派出去",
    "resolved": "已办结 办结 已完成 已解决 办完 结了 已结 完成 搞定",
    "declined": "不予受理 驳回 被退",
    "answered": "已答复",
    "paused": "挂起",
    "urgent": "紧急 加急 急件 最急",
}
STATUS = "|".join(f"(?P<is_{key}>还?(?:{'|'.join(words.split())}))" for key, words in _STATUS.items())
STATUS_KEYS = tuple(_STATUS)

PERIOD = (
    r"今天|今日|昨天|前天|本周|这周|这个?(?:星期|礼拜)|上周|上个?(?:星期|礼拜)|本月|这个?月|当月|上个?月"
    r"|本季度?|上个?季度|今年|去年|本年|全年|上半年|下半年"
    r"|(?:最近|近|过去)(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(?:天|日|个?星期|周|个?月|年)|"
    r"(?:\d{4}年)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
)
_PERIODS = {
    "今日": "今天",
    "这周": "本周",
    "这个月": "本月",
    "这月": "本月",
    "当月": "本月",
    "上个月": "上月",
    "上个周": "上周",
    "本年": "今年",
}


def period_of(words: str, now: datetime | None) -> str:
    """A period's normal form: "本周", "上月", "近7天", "2025-10" (the last one gone by; without a clock "10月")."""
    words = re.sub(r"星期|礼拜", "周", words)
    words = re.sub(r"^([这上])个周$", r"\1周", words)
    words = re.sub(r"^(?:最近|过去)", "近", words)
    if (near := re.fullmatch(r"近(.+?)(天|日|个?周|个?月|年)", words)) is not None:
        return (
            f"近{numeral(near[1])}{near[2].replace('日', '天').replace('个周', '周')}"
            if near[1] != "半"
            else f"近半{near[2]}"
        )
    if (month := re.fullmatch(r"(?:(\d{4})年)?(\d+|[一二三四五六七八九十]+)月份?", words)) is not None:
        number = numeral(month[2])
        if month[1] or now:
            year = int(month[1]) if month[1] else now.year - (number > now.month) if now else 0
            return f"{year}-{number:02d}"
        return f"{number}月"
    return _PERIODS.get(words, words)


OFFICE = (
    r"街道办事处|街道办|街道|街办|社区居委会?|社区|居委会?|住建[局委]?|房管[局所]?|住房局|城管[局队]?"
    r"|综合执法[局队]?|执法[局队]|12345(?:热线)?|12319|12315|市长热线|政务热线|热线"
    r"|消防(?:救援)?(?:大队|支队|站|队|局)?|派出所|公安局?|辖区民警|民警|警察|110|119|120|122|市政(?:公司"
    r"|处|局)?|业主大会|业主代表大会|政府|区里|市里|镇上|镇政府|乡政府"
    r"|综治办?|网格员?|网格中心|信访[局办]?|市监局?|市场监管[局所]?|质监局?|环保局?|生态环境局"
    r"|供电[局所公司]*|电力公司|国家电网|水务局?|自来水公司|燃气公司|应急(?:管理)?局?|自然资源局"
    r"|规划局|物管办|纪委|法院|上级(?:部门)?|交警(?:队|大队)?|园林局|卫健委|疾控|特检院|民政局?|司法所"
    r"|供热[办公司]*|热力公司|人大|工商局?|电信|移动公司|联通"
)
"""Whom the committee can call in from outside."""

_NEVER_IN_A_NAME = re.compile(
    r"[他她它你谁哪啥您俺全各点号]|[今明]天|一起|统一|大家|我们|咱|这|那|什么|怎么|不|没|还|已|正|的|了|吗|是|有|在"
    r"|个|就|都|也|能|得|说|想|吧|呢|很|太|被|给|把|再|别|昨|刚|觉|一下|一会|周末|督促|催"
)
_NOT_A_NAME = re.compile(
    rf"{_NEVER_IN_A_NAME.pattern}|会|要|办|上次|前天|早|到|好|清|修|换|拖|通知|检查|完|分|停|开|坏|漏|堵|掉"
    rf"|返|一|今|明|错"
)
_TITLES = (
    "工|匠|老板|师傅|师|经理|主任|姐|哥|总|部|队|班|组|公司|老师|阿姨|叔|婶|嬢|孃|爷|伯|委员|长|主管|中心|同志"
    "|律师|医生|教授|书记|所|处|局|科|嫂|妈|爸|妹|弟|那边|部门|办公室"
)
_COMPANIES = (
    "物业|保洁|保安|门卫|锁匠|监理|楼长|秩序|维保|维修|电工|水工|水电|绿化|园林|工程|客服|前台|管家|财务|会计|出纳|律师"
    "|监委会|安保|门岗|消控|项目|施工|厂家|供应商|电梯|装修|总包|清运|环卫|疏通"
)
_KIND_OF_PERSON = re.compile(
    rf"^(?:{_COMPANIES}){{1,2}}(?:[老小阿大]?[\u4e00-\u9fff]|[\u4e00-\u9fff]{{0,4}}(?:{_TITLES}))?$"
    rf"|^[\u4e00-\u9fff]{{1,6}}(?:{_TITLES})$|^[老小阿大][\u4e00-\u9fff]{{1,2}}$"
)


def is_name(words: str) -> bool:
    """Could these characters be whom something is given to, after a word such as 派给?"""
    if len(words) < 2 or words in ("单子", "派", "工", "办", "人"):
        return False
    return not (_NEVER_IN_A_NAME if _KIND_OF_PERSON.search(words) else _NOT_A_NAME).search(words)


def is_surely_name(words: str) -> bool:
    """Do they look like a person or a team even after a word that means little by itself, such as 给 or 让?"""
    return is_name(words) and bool(_KIND_OF_PERSON.search(words))


_SOMEBODY = re.compile(
    rf"(?:催促|敦促|督促|提醒|交由|转由|给|让|叫|喊|找|由|请|催|派|转|交|归|成|到|是|[ ,:@]|^)"
    rf"(?:一?下|一[遍回声次催])?(?P<to>(?:{_COMPANIES}){{1,2}}(?:[老小阿][\u4e00-\u9fff]|[\u4e00-\u9fff]{{0,2}}?(?:{_TITLES}))?"
    rf"|[老小阿][\u4e00-\u9fff]|[\u4e00-\u9fff]{{1,2}}?(?:{_TITLES}))"
)
_OFFICE_SAID = re.compile(OFFICE)


def somebody(text: str, *, offices: bool = False) -> str:
    """Whom the line names, with `offices` an office rather than a person; "" when nobody."""
    if offices and (office := _OFFICE_SAID.search(text)) is not None:
        return office[0]
    names = (found["to"] for found in _SOMEBODY.finditer(text))
    return next((without_company(name) for name in names if is_surely_name(name)), "")


def without_company(name: str) -> str:
    """ "物业陈经理" -> "陈经理"; "物业" and "物业公司" stay."""
    rest = name.removeprefix("物业")
    return (
        name
        if len(rest) < 2 or rest in ("公司", "中心", "经理", "管家", "前台", "那边", "主任", "客服", "办公室", "项目部")
        else rest
    )
