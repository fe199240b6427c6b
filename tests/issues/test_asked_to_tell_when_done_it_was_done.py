"""Under a card a neighbour asked for a photo once it is done, and the request was closed; told that nobody knew, and it
was told to the reporters as how it goes."""

from __future__ import annotations

import pytest

from handlers.commands import parse

CARD = "#12 【维修】3栋2单元\n楼道灯坏了好几天\n引用本条回:受理、派单、办结"


@pytest.mark.parametrize(
    "line",
    [
        "修好了记得给我发张照片哈",
        "弄完了拍照发我\uff0c我好给业委会交差",
        "好了说一声",
        "搞定了给我打个电话",
        "处理完了在群里吱一声",
        "修好了告诉我",
        "刚打电话问了物业\uff0c接电话的小姑娘说她也不清楚",
        "物业刚才给我打电话了",
        "师傅到了跟我讲一声",
        "修好了通知一声",
    ],
)
def test_what_is_wished_for_is_talk(line: str) -> None:
    assert not parse(line, quoted=CARD)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("修好了", "resolve"),
        ("修好了 照片发群里了", "resolve"),
        ("弄完了 拍照发给业主了", "resolve"),
        ("搞定了 已告诉报修人", "resolve"),
        ("物业刚才给我打电话了 说明天上午来修", "progress"),
        ("刚打电话问了物业 配件明天到", "progress"),
        ("办结 业主给我打电话 确认好了", "resolve"),
        ("办结\uff0c已拍照发群里", "resolve"),
        ("答复\uff1a请拍照发群里", "answer"),
        ("备注 上门前给我打电话", "progress"),
        ("进展\uff1a师傅跟我说 周五换", "progress"),
        ("受理 师傅到了给我打电话", "accept"),
        ("修好了 已告诉大家", "resolve"),
        ("修好了 拍照发群里", "resolve"),
        ("已修好\uff0c发照片", "resolve"),
        ("修好了 师傅跟我说\uff0c换了个灯泡", "resolve"),
        ("修好了 再坏了给我打电话", "resolve"),
        ("师傅明天上午到 到了给我打电话", "progress"),
        ("物业给我回电话 说明天来修", "progress"),
        ("师傅跟我说 要换配件 周五到", "progress"),
    ],
)
def test_what_has_been_done_is_told(line: str, intent: str) -> None:
    assert parse(line, quoted=CARD).intent == intent


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("吹哨帮我看下12", "show"),
        ("吹哨 今晚九点提醒老赵关阀门", "remind"),
        ("吹哨 街道 12", "escalate"),
        ("12 吹哨 街道", "escalate"),
        ("吹哨请街道来看看12", "escalate"),
    ],
)
def test_called_by_its_name_or_whistling(line: str, intent: str) -> None:
    assert parse(line).intent == intent
