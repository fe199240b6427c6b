"""The demo as a visitor meets it: its real process, and a real Chromium looking at it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import Visitor

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK, PHONE = (1440, 900), (390, 844)

Open = Callable[[tuple[int, int]], Visitor]


@pytest.fixture(scope="package")
def chromium() -> str:
    """The path of Debian's Chromium, or of any other there is."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        assert os.environ.get("CI") != "true", "CI needs Chromium: apt-get install chromium"
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    """Where a demo of our own is served; it must end without a word on stderr."""
    command = (sys.executable, "-m", "bot.cli", "demo", "--port", "0", "--no-browser")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as demo:
        assert demo.stdout is not None
        assert demo.stderr is not None
        found = re.search(r"http://\S+", demo.stdout.readline())
        if found is None:
            demo.kill()
            pytest.fail(f"the demo did not start: {demo.stderr.read()}")
        yield found[0]
        demo.terminate()
        assert demo.stderr.read() == ""


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Open the page at a width; the first visitor of a test finds an empty morning."""
    with ExitStack() as doors:
        visitors: list[Visitor] = []

        def open_page(size: tuple[int, int]) -> Visitor:
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
            doors.callback(context.close)
            visitor = Visitor(context.new_page(), address)
            if not visitors:
                visitor.begin_anew()
            visitors.append(visitor)
            return visitor

        yield open_page
        for visitor in visitors:
            assert visitor.troubles == []
