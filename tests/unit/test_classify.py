"""The reader: what it makes of talk, and that it makes something of everything."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pytest

from nlp import features
from nlp.around import Weights
from nlp.classify import BAR, Reader
from nlp.context import Context, Line
from nlp.cutter import Cutter
from nlp.fit import examples
from nlp.model import FILE, SIDE, UNIT, Model, parse
from nlp.normal import normalise
from nlp.reading import NONE, Category, Urgency
from nlp.words import Lexicon


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("垃圾桶三天没人清 一楼臭得开不了窗", "sanitation"),
        ("给救护车留个门吧 两头都堵死咯", "fire_access"),
        ("楼上半夜还在拖椅子 孩子睡不着", "noise"),
        ("我的车位又被外来车占了 打电话不接", "parking"),
        ("3栋的电梯又停了 老人下不了楼", "repair"),
        ("物业费凭什么又涨 账目从来不公示", "fees_service"),
        ("交房六年了房产证还没办下来", "property_deed"),
        ("充电桩坏了一半 晚上排队都充不上", "charging"),
    ],
)
def test_requests_get_their_category(reader: Reader, text: str, label: str) -> None:
    assert label in reader.read(text).labels


@pytest.mark.parametrize(
    "text",
    [
        "早上好 大家周末愉快",
        "后门那几台车总算挪走了 物业辛苦",
        "+1",
        "收到 马上安排师傅过去",
        "今日团购 杨梅8斤装 128 要的接龙",
        "请问物业费可以微信交吗",
        "[图片]",
        "谢谢 已经修好了",
    ],
)
def test_chatter_stays_chatter(reader: Reader, text: str) -> None:
    assert reader.read(text).labels == (NONE,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "😂😂😂",
        "我" * 100_000,
        "停水" * 50_000,
        "\u200b\u200f",
        "שלום עולם",
        "a\ud83d",
        "\n\n",
        "....!!!",
    ],
)
def test_any_text_has_a_reading(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert reading.labels
    assert 0 <= reading.confidence <= 1
    assert reader.explain(text).labels == reading.labels


def test_a_request_names_the_words_that_told_it(reader: Reader) -> None:
    text = "垃圾桶三天没人清 臭死了"
    assert reader.read(text).because == ()
    reading = reader.explain(text)
    assert reading.urgency is Urgency.NORMAL
    assert "垃圾桶" in {cause.word for cause in reading.because}
    assert all(cause.category == "sanitation" for cause in reading.because)
    sizes = [abs(cause.weight) for cause in reading.because]
    assert sizes == sorted(sizes, reverse=True)


def test_no_request_is_explained_when_asked(reader: Reader) -> None:
    text = "谢谢大家 昨天的饺子很好吃"
    assert reader.read(text).because == ()
    assert reader.explain(text).because


def test_staff_never_report(reader: Reader) -> None:
    text = "垃圾桶三天没人清 臭死了"
    assert reader.read(text, Context(by_staff=True)).labels == (NONE,)


def test_a_fragment_goes_on_about_the_speakers_own_request(reader: Reader) -> None:
    first = "5栋楼下垃圾桶又满了 苍蝇到处飞"
    said = Line(first, "wxid_a", 40.0, reader.read(first).labels)
    context = Context(talker_id="wxid_a", recent=(said,))
    fragment = "已经三天了 味道往屋里钻"
    alone, following = reader.read(fragment), reader.read(fragment, context)
    assert following.labels[0] == "sanitation"
    assert following.confidence >= alone.confidence
    assert any("same speaker" in told for told in following.context)


def test_what_an_estate_learned_moves_the_category_and_nothing_else(reader: Reader) -> None:
    text = "垃圾桶三天没人清 臭死了"
    learned = {"垃圾桶": {"greening": 6.0, "sanitation": -6.0}}
    assert reader.read(text, adjust=learned).main == "greening"
    assert reader.read(text).main == "sanitation"
    assert reader.read(text, adjust={"垃圾桶": {NONE: 9.0}}).labels == (NONE,)


def test_labels_alone_are_those_of_the_reading(reader: Reader) -> None:
    for example in examples()[::10]:
        assert reader.labels(example.text) == reader.read(example.text).labels


def test_readings_are_the_same_in_threads(reader: Reader) -> None:
    texts = [example.text for example in examples()[:400]]
    alone = [reader.read(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(reader.read, texts)) == alone


def test_one_pass_tells_the_same_as_plain_jieba_over_the_whole_corpus() -> None:
    """The oracle: every feature found the plain way, jieba always asked."""
    lexicon = Lexicon.load()
    cut = Cutter(lexicon.groups)
    model = Model.load(lexicon, cut)
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        rows = dict(map(parse, islice(lines, 1, None)))
    bias = rows.pop("bias")
    for example in examples()[::5]:
        line = normalise(example.text)
        told = features.counts(line, lexicon, cut)
        asks = len(SIDE) * features.is_written(line)
        said = sum(count * rows[key][asks] for key, count in told.items() if key in rows)
        plain = (said * features.scale(line) + bias[asks]) / UNIT
        assert model.request(line) == pytest.approx(plain, abs=1e-9)
        assert model.score(line, cut(line)).request == pytest.approx(plain, abs=1e-9)


def test_every_category_has_its_words() -> None:
    files = {group.split(".")[0] for group in Lexicon.load().words}
    assert set(Category) <= files


def test_weights_of_the_talk_are_complete() -> None:
    weights = Weights.load()
    assert {"bias", "words", "words_open"} <= set(weights.request)
    assert "line" in weights.category
    assert BAR < 1
