"""The page of the demo: talk in, cards out, announcements back, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.visitor import COMMITTEE, HIGH, LOW, MID, OFFICE, PROPERTY, Visitor

pytestmark = pytest.mark.browser

BLOCKED = "3栋2单元门口有辆车把消防通道堵住了,苏E7M31K"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763686868000003040181"
    "4b5ec4b70000000049454e44ae426082"
)

Open = Callable[[tuple[int, int]], Visitor]


def test_the_estate_lies_open_side_by_side(visit: Open) -> None:
    visitor = visit(DESK)
    for room in (LOW, MID, HIGH, COMMITTEE, PROPERTY, OFFICE):
        expect(visitor.room(room)).to_be_visible()
    expect(visitor.page.get_by_text("诉求看板")).to_be_visible()
    expect(visitor.page).to_have_title("吹哨 · 桐花里")
    assert visitor.page.locator("html").get_attribute("lang") == "zh-CN"


def test_a_report_becomes_a_card_for_the_committee_and_stands_on_the_board(visit: Open) -> None:
    visitor = visit(DESK)
    visitor.says(LOW, BLOCKED)
    expect(visitor.bot(COMMITTEE, "消防通道")).to_contain_text("苏E7M31K")
    visitor.bot(LOW, "已登记")
    board = visitor.card(1)
    for shown in ("#1", "消防通道", "待受理", "1户反映", "苏E7M31K"):
        expect(board).to_contain_text(shown)


def test_quoting_the_card_and_accepting_it_is_announced_in_the_group(visit: Open) -> None:
    visitor = visit(DESK)
    visitor.says(LOW, BLOCKED)
    visitor.quotes(visitor.bot(COMMITTEE, "#1"))
    visitor.says(COMMITTEE, "接单")
    visitor.bot(LOW, "处理")
    expect(visitor.card(1)).to_contain_text("处理中")
    visitor.says(COMMITTEE, "1 办结 已联系车主挪走")
    visitor.bot(LOW, "已联系车主挪走")
    expect(visitor.card(1)).to_contain_text("已办结")


def test_the_tag_under_a_line_tells_why(visit: Open) -> None:
    visitor = visit(DESK)
    visitor.says(LOW, BLOCKED).get_by_role("button", name="为什么:新诉求 #1").click()
    why = visitor.page.get_by_role("dialog")
    expect(why.locator("mark").filter(has_text="消防通道").first).to_be_visible()
    expect(why.locator(".w-bar-row").filter(has_text="消防通道").first).to_contain_text("+")
    expect(why).to_contain_text("新登记一件诉求 #1")


def test_chatter_is_told_to_be_chatter_and_nothing_else_happens(visit: Open) -> None:
    visitor = visit(DESK)
    visitor.says(MID, "今天天气真好").get_by_role("button", name="为什么:闲聊").click()
    expect(visitor.page.get_by_role("dialog")).to_contain_text("闲聊,不登记,也不保存")
    expect(visitor.page.locator(".w-bot")).to_have_count(0)
    expect(visitor.page.get_by_text("还没有诉求")).to_be_visible()


def test_a_visitor_speaks_as_whom_he_likes(visit: Open) -> None:
    visitor = visit(DESK)
    visitor.speaks_as(LOW, "老周头")
    expect(visitor.says(LOW, "大家好啊").locator(".w-name")).to_have_text("1-1-301 老周头")


def test_words_are_shown_as_words_never_as_html(visit: Open) -> None:
    visitor = visit(DESK)
    line = visitor.says(LOW, "<img src=x onerror=alert(1)><b>粗</b>")
    expect(line.locator(".w-text")).to_have_text("<img src=x onerror=alert(1)><b>粗</b>")


def test_a_picture_is_shown_to_everybody(visit: Open) -> None:
    visitor, other = visit(DESK), visit(DESK)
    with visitor.page.expect_file_chooser() as chooser:
        visitor.room(LOW).get_by_role("button", name="发图片").click()
    chooser.value.set_files({"name": "a.png", "mimeType": "image/png", "buffer": PIXEL})
    for one in (visitor, other):
        picture = one.room(LOW).get_by_role("img", name="[图片]")
        expect(picture).to_be_visible()
        assert picture.evaluate("async (img) => { await img.decode(); return img.naturalWidth; }") == 1


def test_what_is_no_picture_is_not_sent(visit: Open) -> None:
    visitor = visit(DESK)
    with visitor.page.expect_file_chooser() as chooser:
        visitor.room(LOW).get_by_role("button", name="发图片").click()
    chooser.value.set_files({"name": "a.png", "mimeType": "image/png", "buffer": b"<svg onload=alert(1)>"})
    expect(visitor.page.get_by_text("这不是能显示的图片")).to_be_visible()
    expect(visitor.page.locator(".w-line")).to_have_count(0)


def test_all_tabs_show_one_chat_also_one_that_opens_late(visit: Open) -> None:
    first, second = visit(DESK), visit(PHONE)
    first.says(LOW, BLOCKED)
    second.bot(LOW, "已登记")
    late = visit(DESK)
    late.bot(COMMITTEE, "#1")
    expect(late.card(1)).to_contain_text("消防通道")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_scrolls_sideways(visit: Open, size: tuple[int, int]) -> None:
    visitor = visit(size)
    assert not visitor.scrolls_sideways()
    visitor.says(LOW, BLOCKED)
    visitor.bot(LOW, "已登记")
    visitor.says(LOW, "https://example.org/" + "a" * 300)
    assert not visitor.scrolls_sideways()
    if size == PHONE:
        for tab in ("业委会", "物业", "社区", "看板"):
            visitor.page.get_by_role("tab", name=tab).click()
            assert not visitor.scrolls_sideways()
        visitor.card(1).click()
        expect(visitor.page.get_by_role("dialog")).to_contain_text("登记")
        assert not visitor.scrolls_sideways()


def test_on_a_phone_all_tabs_are_in_sight(visit: Open) -> None:
    visitor = visit(PHONE)
    last = visitor.page.get_by_role("tab").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= PHONE[0]


def test_on_a_phone_one_group_shows_and_the_others_count_what_is_new(visit: Open) -> None:
    visitor = visit(PHONE)
    visitor.says(LOW, BLOCKED)
    expect(visitor.room(COMMITTEE)).to_be_hidden()
    tab = visitor.page.get_by_role("tab", name="业委会")
    expect(tab).to_contain_text("1")
    tab.click()
    visitor.bot(COMMITTEE, "#1")
    expect(visitor.room(LOW)).to_be_hidden()
    expect(tab).to_have_text("业委会")


def test_the_day_plays_pauses_and_goes_on(visit: Open) -> None:
    visitor = visit(DESK)
    page = visitor.page
    page.get_by_role("button", name="快", exact=True).click()
    page.get_by_role("button", name="播放一天").click()
    expect(visitor.room(LOW).locator(".w-line").first).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="暂停").click()
    expect(page.get_by_role("button", name="继续")).to_be_visible()


def test_the_committee_whistles_and_the_office_takes_it(visit: Open) -> None:
    visitor = visit(DESK)
    visitor.says(LOW, BLOCKED)
    visitor.bot(COMMITTEE, "#1")
    visitor.says(COMMITTEE, "1 吹哨 社区 车主不肯挪")
    visitor.quotes(visitor.bot(OFFICE, "业委会吹哨"))
    visitor.says(OFFICE, "接单")
    visitor.bot(LOW, "已上报社区")
    visitor.bot(COMMITTEE, "社区小吴:处理中")
    expect(visitor.card(1)).to_contain_text("吹哨·社区")
    expect(visitor.card(1)).to_contain_text("在社区小吴手上")


def test_what_is_paused_or_waits_for_its_reporter_says_so_on_the_board(visit: Open) -> None:
    visitor = visit(DESK)
    visitor.says(LOW, BLOCKED)
    visitor.bot(COMMITTEE, "#1")
    visitor.says(COMMITTEE, "1 追问 车还在吗?")
    expect(visitor.card(1)).to_contain_text("等回话")
    visitor.says(COMMITTEE, "1 挂起 到下周三 等拖车")
    expect(visitor.card(1)).to_contain_text("挂起")
    expect(visitor.card(1)).to_contain_text("接着办,在那之前不计时")


def test_the_history_tells_who_did_what_and_what_was_taken_back(visit: Open) -> None:
    visitor = visit(DESK)
    visitor.says(LOW, BLOCKED)
    visitor.bot(COMMITTEE, "#1")
    visitor.says(COMMITTEE, "1 派单 老邓")
    visitor.bot(COMMITTEE, "已派给工程老邓")
    visitor.says(COMMITTEE, "撤销")
    visitor.bot(COMMITTEE, "恢复原样")
    visitor.card(1).click()
    steps = visitor.page.get_by_role("dialog").locator(".w-history").last.locator(".w-event")
    expect(steps).to_have_count(3)
    for step, shown in enumerate(("王姐 业主 登记", "周主任 业委会 派单 已派单", "周主任 业委会 撤销“派单” 待受理")):
        for word in shown.split():
            expect(steps.nth(step)).to_contain_text(word)
    expect(steps.nth(1).locator(".w-change").filter(has_text="在谁手上")).to_have_text("在谁手上业委会物业")


def test_a_survey_is_answered_in_the_group(visit: Open) -> None:
    visitor = visit(DESK)
    visitor.says(LOW, BLOCKED)
    visitor.bot(COMMITTEE, "#1")
    visitor.says(COMMITTEE, "1 办结 已挪走")
    visitor.bot(LOW, "解决了吗")
    expect(visitor.says(LOW, "没解决").get_by_role("button", name="为什么:回访答复 #1")).to_be_visible()
    visitor.bot(LOW, "已重开")
    expect(visitor.card(1)).to_contain_text("处理中")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_whole_day_fills_the_groups_and_the_board(visit: Open) -> None:
    visitor = visit(DESK)
    page = visitor.page
    fastest = page.get_by_role("button", name="最快")
    fastest.click()
    expect(fastest).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="播放一天").click()
    expect(page.get_by_role("button", name="一天放完了")).to_be_visible(timeout=240_000)
    assert page.locator(".w-card").count() >= 10
    assert page.locator(".w-card").filter(has_text="已办结").count() >= 5
    for shown in ("吹哨·社区", "挂起", "已合并", "已撤回"):
        expect(page.locator(".w-card").filter(has_text=shown)).to_have_count(1)
    pictures = page.locator(".w-bot .w-picture")
    expect(pictures).to_have_count(3)
    pictures.first.click()
    large = page.get_by_role("dialog").locator("img")
    expect(large).to_be_visible()
    assert large.evaluate("async (img) => { await img.decode(); return img.naturalWidth; }") > 500
    large.click()
    expect(large).to_be_hidden()
    assert not visitor.scrolls_sideways()
