"""One line of a room, as WeChat shows it, and below it what the bot made of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from nicegui import ui

from bot.channels.base import Kind
from bot.channels.local import Line
from bot.web import labels
from bot.web.parts import avatar, block, button, clock_time, named, props, words
from bot.web.pictures import picture_path
from bot.web.town import Town
from bot.web.why import category_of, tag_of
from handlers.message import Handled
from handlers.rules.lifecycle import Role

_CARD = re.compile(r"(#\d+ 【[^\n]*)(\n.*)", re.DOTALL)


class Bubble:
    """A line that is shown. Tapping its words quotes it, tapping its picture enlarges that; its tag, once the bot has
    read it, tells why.
    """

    def __init__(
        self,
        line: Line,
        town: Town,
        *,
        own: bool,
        on_quote: Callable[[Line], None],
        on_why: Callable[[Line], None],
        on_picture: Callable[[Line], None],
    ) -> None:
        self._line = line
        self._on_why = on_why
        side = "w-bot" if line.by_bot else "w-own" if own else ""
        with props(block(f"w-line {side}"), data_id=line.message_id):
            avatar(line.talker_name, line.talker_id, by_bot=line.by_bot)
            with block("w-body") as self._body:
                with block("w-meta"):
                    words("span", line.talker_name, "w-name")
                    if mark := _mark(line, town):
                        words("span", mark, "w-mark")
                    words("time", clock_time(line.at, town.estate.zone), "w-time")
                if line.text or not line.image:
                    _said(line).on("click", lambda: on_quote(line), args=[])
                if line.image:
                    _picture(line).on("click", lambda: on_picture(line), args=[])
                if line.quoted_text:
                    words("div", f"{line.quoted_speaker}:{line.quoted_text}", "w-quoted")

    def show_handled(self, handled: Handled) -> None:
        """Show what was made of the line."""
        category = category_of(handled)
        look = f"w-tag w-cat-{category}" if category else "w-tag w-quiet"
        with self._body:
            tag = button(tag_of(handled), lambda: self._on_why(self._line), look)
            named(tag, f"{labels.WHY}:{tag_of(handled)}")


def _mark(line: Line, town: Town) -> str:
    if line.by_bot:
        return labels.BOT_MARK
    role = town.estate.role_of(line.talker_id)
    return labels.ROLE[role] if role is not Role.RESIDENT else ""


def _said(line: Line) -> ui.element:
    """The words, or a stand-in for a picture that is not there. They can be tapped and reached by keyboard."""
    with props(block("w-bubble", "button"), type="button", title=labels.QUOTE_HINT) as bubble:
        if line.kind is Kind.IMAGE and not line.image:
            words("span", labels.PICTURE, "w-no-picture")
        if line.text:
            with block("w-text", "span"):
                _text(line)
    return bubble


def _text(line: Line) -> None:
    """The words; a card's first line stands out."""
    card = _CARD.fullmatch(line.text) if line.by_bot else None
    if card is not None:
        words("b", card[1])
    words("span", card[2] if card is not None else line.text)


def _picture(line: Line) -> ui.element:
    with props(block("w-thumb", "button"), type="button", title=labels.ENLARGE_HINT) as thumb:
        props(ui.element("img").classes("w-picture"), src=picture_path(line), alt=labels.PICTURE)
    return thumb
