"""Asking how the bot is used."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import SEP, Segment, args_of

_HOW = r"怎么样?|怎样|咋样?|咋个?|如何|啷个|怎么样"
_ENDS = r"(?:来着|的|呀|啊|呢|嘛|哦|哈|吧|了|\?|!|~|,|。| )*$"
_HELP = re.compile(
    rf"(?:会|能)(?:干|做|办)(?:啥子?|什么|哪些){_ENDS}|"
    rf"(?:你|机器人|小助手)是?(?:干|做)(?:嘛|啥|什么)(?:用)?的{_ENDS}|"
    rf"(?:{SEP}|请|发个?|看看?|查看|给我|显示|要)*(?:帮助|帮助菜单|使用帮助|命令帮助|help|menu|菜单"
    rf"|功能菜单|使用说明|操作说明|使用指南|说明书|教程|用法|命令列表|指令列表|命令大全|指令大全|命令表"
    rf"|指令表|命令清单|功能列表|功能介绍|所有命令|全部命令|指令|命令|怎么操作|操作指南|操作手册)"
    rf"(?:一下)?{_ENDS}"
    rf"|(?:你|机器人|小助手|助手|你这个机器人)(?:都|还|到底|究竟)?(?:会|能|可以)(?:做|干|办|搞|帮)?(?:我们"
    rf"|忙)?(?:做|干|办|些|点|都)*(?:啥子?|什么|哪些|么子|嘛|乜|咩|些啥|哪样)(?:事情?|活儿?|功能|东西"
    rf"|用)?{_ENDS}"
    rf"|(?:都)?有(?:哪些|什么|啥子?)(?:命令|指令|功能|口令|用法)(?:可以用|能用)?{_ENDS}|(?:命令|指令|口令"
    rf"|功能)(?:都)?有(?:哪些|什么|啥子?){_ENDS}"
    rf"|(?:你|机器人|这个|这个?机器人|这玩意儿?|这东西|小助手|指令|命令|口令|命令)?(?:该|要)?(?:{_HOW})"
    rf"(?:用你|使用|用|操作|玩|使唤|弄你|打命令|发命令|发指令|下指令|下命令|输命令|打|写命令|操作你){_ENDS}"
)


class Help:
    """ "帮助", "帮助 办结", "你会做啥子?", "怎么派单来着". Built from the words of the declared commands."""

    def __init__(self, words: Iterable[str]) -> None:
        known = "|".join([*sorted(map(re.escape, words), key=len, reverse=True), "提醒", "公告", "分类"])
        asks_how = (
            r"(?:请问|那|哎|诶|想问下?|我?忘了|[ ,])*(?:该|要|是|应该)?"
            rf"(?:{_HOW})(?:才能|来|去|给|发|打|写|设置?|用|建|做|弄|添加|加|创建)?(?:一?个)?"
        )
        thing = r"(?:单子?|命令|指令|任务|工单|诉求|一?条?)?"
        does = r"(?:弄|发|写|打|用|操作|搞|说|设|输入?|做|整|下)"
        self._asks = tuple(
            re.compile(form + _ENDS)
            for form in (
                rf"(?:帮助|help|说明|用法)[ ,:]*(?P<about>{known})",
                rf"(?P<about>{known})(?:命令|指令)?(?:的用法|怎么用|的帮助|帮助|用法)",
                rf"{asks_how}(?P<about>{known}){thing}",
                rf"(?P<about>{known})(?:命令|指令|工单|单子?|诉求)?(?:是|要|该|应该)?(?:{_HOW})(?:去|来|给)?{does}",
            )
        )

    def __call__(self, segment: Segment) -> Parsed:
        """The help that is asked for, or NONE."""
        text = segment.folded
        if segment.to_other or segment.refs or len(text) > 30:
            return NONE
        found = next((hit for form in self._asks if (hit := form.match(text))), None)
        if found is not None:
            return Parsed("help", args_of(text=found["about"]), word="帮助")
        return Parsed("help", {}, word="帮助") if _HELP.match(text) else NONE
