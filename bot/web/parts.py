"""Small parts of the page: text in a tag, buttons, avatars, times."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable
from datetime import datetime, tzinfo
from typing import Any, TypeVar

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from bot.web import labels

_HUES = 12

E = TypeVar("E", bound=ui.element)

Click = Callable[[], None] | Callable[[], Awaitable[None]]


def words(tag: str, text: str, classes: str = "") -> TextElement:
    """Plain text in an HTML tag; never read as HTML."""
    return TextElement(tag=tag, text=text).classes(classes)


def block(classes: str, tag: str = "div") -> ui.element:
    return ui.element(tag).classes(classes)


def named(element: E, name: str) -> E:
    """Give an element the name that screen readers say and a mouse shows."""
    element.props["aria-label"] = name
    element.props["title"] = name
    return element


def button(text: str, on_click: Click, classes: str = "", *, name: str = "") -> TextElement:
    """A button of the page's own style; `name` where the text does not say what it does."""
    made = words("button", text, classes)
    made.props["type"] = "button"
    if name:
        named(made, name)
    made.on("click", lambda _: on_click(), args=[])
    return made


def icon_button(icon: str, name: str, classes: str = "") -> ui.element:
    """A button that shows only an icon; whoever makes it adds what a click does."""
    made = named(block(f"w-icon {classes}", "button"), name)
    made.props["type"] = "button"
    with made:
        ui.icon(icon).props("aria-hidden=true")
    return made


def avatar(name: str, talker_id: str, *, by_bot: bool = False) -> TextElement:
    """A coloured square with the last character of the name; the colour follows from the id."""
    hue = "bot" if by_bot else str(zlib.crc32(talker_id.encode()) % _HUES)
    made = words("span", name[-1:], f"w-avatar w-hue-{hue}")
    made.props["aria-hidden"] = "true"
    return made


def category_chip(category: str) -> TextElement:
    return words("span", labels.CATEGORY.get(category, category), f"w-chip w-cat-{category}")


def status_chip(status: str) -> TextElement:
    return words("span", labels.STATUS[status], f"w-status w-st-{status}")


def flag_chip(kind: str, text: str) -> TextElement:
    return words("span", text, f"w-chip w-flag-{kind}")


def clock_time(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).strftime("%H:%M")


def day_and_time(at: datetime, zone: tzinfo) -> str:
    """周三 07:05"""
    local = at.astimezone(zone)
    return f"{labels.WEEKDAYS[local.weekday()]} {local:%H:%M}"


def props(element: E, **values: Any) -> E:
    """Set attributes whose values must not be parsed."""
    for key, value in values.items():
        element.props[key.replace("_", "-")] = value
    return element
