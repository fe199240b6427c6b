"""What no rule has thought of is read by what it most likely asks for; talk stays talk."""

from __future__ import annotations

import gzip

import pytest

from handlers.commands import catalogue, parse
from handlers.commands.language.fit import CORPUS, examples, fit, read
from handlers.commands.language.intents import FILE
from handlers.commands.language.parsed import NOTHING


@pytest.mark.parametrize(
    ("line", "intent", "told"),
    [
        ("44号先收进来吧", "accept", {"tickets": [44]}),
        ("负责人写成小邓 #52", "assign", {"tickets": [52], "to": "小邓"}),
        ("23那盏灯昨晚就亮了,标成完成", "resolve", {"tickets": [23]}),
        ("38划到绿化那边去", "reclassify", {"tickets": [38], "category": "greening"}),
        ("帮忙催一催工程部,41那单", "urge", {"tickets": [41], "to": "工程部"}),
        ("66物业推了两周,捅到住建局去", "escalate", {"tickets": [66], "to": "住建局"}),
    ],
)
def test_a_way_of_saying_it_that_nobody_listed_is_read(line: str, intent: str, told: dict[str, object]) -> None:
    parsed = parse(line)
    assert parsed.intent == intent
    assert {name: parsed.args.get(name) for name in told} == told


@pytest.mark.parametrize(
    "line",
    [
        "#12 何必派给老张",
        "我反对12派给老张",
        "#12 升级到街道没用",
        "#12 好像办完了",
        "15号让小何替我去",
        "投票小程序怎么用",
        "#1到#80受理",
        "12 不用登记进展",
        "群里通知一下",
        "千万别把#14派给小何,他跟那家有矛盾",
        "老周昨天把#26派给老韩,老韩今天才看到",
        "要是12号明天还没修好,再考虑升级到街道吧",
        "驳回容易,解释难啊",
        "暂时莫派 #33",
        "派出所受理了,给了个回执",
        "#12",
    ],
)
def test_talk_that_sounds_like_a_command_is_not_guessed(line: str) -> None:
    assert not parse(line).guessed


@pytest.mark.parametrize(
    "line",
    [
        "跟业主解释一下",
        "我18号出差,20号回",
        "谁说12办完了",
        "驳回也行",
        "钥匙交给小何",
        "你去看一下",
        "明天下午三点开会",
    ],
)
@pytest.mark.parametrize("card", ["#18 [维修] 3栋2单元 电梯", "#18 [维修] 3栋2单元 电梯 已办结"])
def test_talk_under_a_card_is_not_guessed(line: str, card: str) -> None:
    assert not parse(line, quoted=card).guessed


def test_the_number_that_leads_is_meant_and_not_the_card() -> None:
    assert parse("12妥善处理完毕", quoted="#18 [维修] 3栋2单元 电梯").tickets == [12]


def test_what_is_told_keeps_its_first_word() -> None:
    assert parse("#12 对讲机坏了", quoted="#12 [维修] 3栋").args["note"] == "对讲机坏了"


def test_no_range_is_so_long_that_it_is_a_slip() -> None:
    assert not parse("#1到#999999合并到5")


def test_a_guess_can_be_told_from_what_a_rule_has_read() -> None:
    assert parse("负责人写成小邓 #52").guessed
    assert not parse("52 派给 小邓").guessed


def test_nearly_every_line_of_those_who_had_not_seen_the_rules_is_read_and_no_talk_of_theirs_is_a_command() -> None:
    lines = list(read(CORPUS / "spoken.txt"))
    found = [parse(text, quoted=quoted).intent for text, quoted, _ in lines]
    assert [text for (text, _, intent), one in zip(lines, found, strict=True) if intent == NOTHING != one] == []
    assert sum(one == intent for (*_, intent), one in zip(lines, found, strict=True)) >= 0.94 * len(lines)


def test_the_weights_know_only_intents_that_are_declared() -> None:
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        names = next(lines).split()[1:]
    assert set(names) <= {one.intent for one in catalogue()} | {NOTHING}


def test_the_fit_is_the_same_every_time() -> None:
    few = examples()[::20]
    assert list(fit(few)) == list(fit(few))
