"""Reminders, campaigns and silences: what the committee reads of them, and how a reminder itself begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from handlers.texts.common import shortened

_FAR = 330  # days; a date further away is said with its year
_MANY_ROOMS = 4
_WEEKDAYS = "一二三四五六日"


def reminder(text: str) -> str:
    """The line that the groups read."""
    return f"【提醒】{text}"


def reminder_for(who: str, text: str) -> str:
    """What one person is reminded of in a room of several."""
    return f"{who},{text}"


def see_to_requests(numbers: Sequence[int]) -> str:
    return f"该看看{'、'.join(f'#{number}' for number in numbers)}了"


def on_day(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A moment that cannot be mistaken: 明天(11月24日周二)09:00."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    year = f"{local.year}年" if local.year != today.year else ""
    day = f"{year}{local.month}月{local.day}日周{_WEEKDAYS[local.weekday()]}"
    near = {0: "今天", 1: "明天", 2: "后天"}.get((local.date() - today).days)
    return f"{near}({day}){local:%H:%M}" if near else f"{day}{local:%H:%M}"


def dates(moments: Sequence[datetime], now: datetime, zone: tzinfo) -> str:
    """11/26、12/3、12/10; with the year where it is far away."""
    today = now.astimezone(zone).date()
    days = [moment.astimezone(zone).date() for moment in moments]
    return "、".join(
        f"{day.year}/{day.month}/{day.day}" if (day - today).days > _FAR else f"{day.month}/{day.day}" for day in days
    )


def room_names(names: Sequence[str], *, everywhere: bool = False) -> str:
    if everywhere:
        return f"全部{len(names)}个业主群"
    return "、".join(names) if len(names) <= _MANY_ROOMS else f"{'、'.join(names[:2])}等{len(names)}个群"


def tight(described: str) -> str:
    """ "每周四 18:30" as people write it: 每周四18:30."""
    return described.replace(" ", "")


def reminder_set(number: int, at: str, rooms: str, words: str, quiet_until: str) -> str:
    return f"好的,提醒{number}:{at}发到{rooms}:{shortened(words)}\n{_at_night(quiet_until)}".rstrip()


def reminder_agreed(number: int, first: str) -> str:
    return f"好的,提醒{number}设好了,第一次是{first}。"


def when_and_dates(when: str, days: str) -> str:
    """每周四18:30 → 11/26、12/3、12/10"""
    return f"{when} → {days}"


def is_that_right(number: int, when: str, rooms: str, words: str, quiet_until: str) -> str:
    """Repeated back before it counts."""
    head = f"提醒{number},发到{rooms}:{shortened(words)}\n{when},对吗?"
    return f"{head}\n{_at_night(quiet_until)}对的请回“对”;要改直接回,例如:不,20:00"


def _at_night(until: str) -> str:
    return f"那时是安静时段,到点先不发,早上{until}再发。" if until else ""


REMINDER_DROPPED = "好的,没有设。"


def reminder_unanswered(number: int) -> str:
    return f"提醒{number}没等到“对”,没有设上。还要的话请回:恢复提醒 {number}"


REMIND_OF_WHAT = "提醒什么?请直接回要说的话,例如:明早收旧衣服"

PLAIN_MOMENT = "周六上午10点"
UNCLEAR_TIME = {
    "missing_time": "几点提醒?请带上时间,例如:{day}18:30",
    "past": "“{said}”已经过了。什么时候提醒?例如:明天9:00",
    "ambiguous": "“{said}”有两种意思,请说清楚,例如:{example}",
    "impossible": "没有“{said}”这个时间。什么时候提醒?例如:明天9:00",
    "vague": "什么时候提醒?请说到几点,例如:明天9:00,或每周四18:30",
}


def unclear_time(why: str, said: str, example: str, day: str) -> str:
    return UNCLEAR_TIME[why].format(said=said, example=example, day=day or "明天")


def which_rooms(known: Sequence[str], *, unknown: str = "") -> str:
    head = f"没有叫“{unknown}”的群。" if unknown else ""
    return f"{head}发到哪些群?有:{room_names(known) if len(known) > 8 else '、'.join(known)}。直接回群名、几栋或“全部”"


def too_long(limit: int, length: int) -> str:
    return f"提醒最多{limit}个字,这条有{length}个字,请缩短。"


def too_many_reminders(limit: int) -> str:
    return f"提醒已有{limit}条,满了。请先用“提醒列表”看看,取消不用的,例如:取消提醒 2"


def reminder_line(number: int, when: str, rooms: str, text: str, state: str, next_at: str, who: str) -> str:
    mark = {"paused": "(已暂停)", "asked": "(等确认)"}.get(state, f",下次{next_at}" if next_at else "")
    return f"{number}. {when} {rooms}{mark}\n {shortened(text)}(设置人:{who})"


def reminder_list(lines: Sequence[str], more: int, campaigns: int) -> str:
    rest = [f"还有{more}条没列出。"] if more else []
    also = [f"另有{campaigns}个活动开着,看活动请回:活动"] if campaigns else []
    return "\n".join([f"提醒{len(lines) + more}条:", *lines, *rest, *also])


def no_reminders(campaigns: int) -> str:
    also = f"有{campaigns}个活动开着,看活动请回:活动。" if campaigns else ""
    return f"现在没有提醒。{also}设一条请回,例如:提醒 每周四 18:30 3栋 明早收旧衣服"


def which_reminder(word: str, numbers: Sequence[int]) -> str:
    return f"是哪一条?现有提醒{'、'.join(map(str, numbers))},例如:{word} {numbers[0]}"


def no_such_reminder(number: int) -> str:
    return f"没有提醒{number}。看现有的请回:提醒列表"


def reminder_is_campaigns(number: int, name: str) -> str:
    return f"提醒{number}是活动“{name}”的,请用:关闭活动 {name}"


def reminder_cancelled(number: int) -> str:
    return f"提醒{number}已取消。要找回请回:恢复提醒 {number}"


def reminder_paused(number: int) -> str:
    return f"提醒{number}已暂停。要接着提醒请回:恢复提醒 {number}"


def reminder_resumed(number: int, next_at: str) -> str:
    return f"提醒{number}已恢复,下次是{next_at}。"


def reminder_over(number: int) -> str:
    return f"提醒{number}的时间已经过了,要再说一次请回:补发提醒 {number}"


def reminder_changed(number: int, when: str, days: str) -> str:
    return f"提醒{number}改为{when} → {days}。"


def reminder_moved(number: int, at: str) -> str:
    return f"提醒{number}改到{at}。"


def reminder_reworded(number: int) -> str:
    return f"提醒{number}的内容已改。"


def reminder_elsewhere(number: int, rooms: str) -> str:
    return f"提醒{number}改为发到{rooms}。"


def change_to_what(number: int) -> str:
    return f"提醒{number}改成什么?例如:改提醒 {number} 20:00,或:改提醒 {number} 内容 明早收旧衣服"


def reminder_again(number: int, rooms: str, waits: str) -> str:
    return f"提醒{number}{f'{waits}' if waits else '已'}补发到{rooms}。"


def reminder_missed(number: int, at: str, text: str, next_at: str) -> str:
    """The process was not there when it was due."""
    goes_on = f",下次{next_at}" if next_at else ""
    return f"提醒{number}错过了(该在{at}发,那时机器人不在线{goes_on}):{shortened(text)}\n要补发请回:补发提醒 {number}"


def more_missed(count: int) -> str:
    return f"还有{count}条也错过了,看提醒请回:提醒列表"


def reminder_without_rooms(number: int) -> str:
    return f"提醒{number}要发的群已经不在了,没有发。改群请回,例如:改提醒 {number} 3栋"


def campaign_line(name: str, about: str, next_at: str) -> str:
    return f"{name}:{about}({f'已开,下次{next_at}' if next_at else '未开'})"


def campaign_list(lines: Sequence[str], example: str) -> str:
    return "\n".join(
        ["可以开的活动(一周最多发两条):", *lines, f"开或关请回,例如:开启活动 {example},关闭活动 {example}"]
    )


def campaign_on(name: str, days: str, rooms: str, text: str) -> str:
    return f"活动“{name}”已开,发到{rooms},接下来是{days}。例如会说:\n{text}"


def campaigns_on(names: Sequence[str], rooms: str) -> str:
    return f"已开{len(names)}个活动,发到{rooms}:{'、'.join(names)}。看日期请回:活动"


def campaign_off(names: Sequence[str]) -> str:
    return f"活动{'、'.join(f'“{name}”' for name in names)}已关。"


def campaign_was_off(names: Sequence[str]) -> str:
    return f"活动{'、'.join(f'“{name}”' for name in names)}本来就没开。"


def no_such_campaign(said: str, names: Sequence[str]) -> str:
    head = f"没有“{said}”这个活动。" if said else "是哪个活动?"
    return f"{head}有:{'、'.join(names)}"


def silence_set(rooms: str, until: str) -> str:
    return f"好的,{rooms}静默到{until}:通报、提醒、简报到时再发,险情和回复照常。要提前结束请回:取消静默"


WHOLE_ESTATE = "全小区"


def silence_until_when(said: str) -> str:
    head = f"“{said}”没看懂或已经过了。" if said else ""
    return f"{head}静默到什么时候?例如:静默 到 明早8点,或:静默 2小时"


def silence_too_long(days: int) -> str:
    return f"静默最长{days}天,到期可以再设。例如:静默 到 明早8点"


SILENCE_LIFTED = "静默已取消,积压的消息会马上依次发出。"
NO_SILENCE = "现在没有静默。"
