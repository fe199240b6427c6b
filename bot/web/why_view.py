"""The "why" of a line: its words with their weights, the category, the context that was used."""

from __future__ import annotations

from collections.abc import Iterable

from nicegui import ui

from bot.channels.local import Line
from bot.web import labels
from bot.web.demo import Demo
from bot.web.parts import block, category_chip, icon_button, props, words
from bot.web.why import Bar, bars, command_facts, facts, pieces
from handlers.commands import parse
from handlers.message import Outcome
from nlp.reading import Reading


class WhyView:
    """A dialog that tells of one line at a time."""

    def __init__(self, demo: Demo) -> None:
        self._scene = demo.scene
        self._explain = demo.explain
        with ui.dialog().classes("w-dialog") as self._dialog, block("w-sheet") as self._sheet:
            pass

    def show(self, line: Line) -> None:
        """Open the dialog for a line that was handled."""
        handled = self._scene.handled.get(line.message_id)
        if handled is None:
            return
        reading = self._explain(line, handled)
        self._sheet.clear()
        with self._sheet:
            _head(self._dialog, labels.WHY_TITLE)
            _text(line, reading)
            words("p", labels.outcome(handled.outcome, handled.number), "w-outcome")
            if handled.outcome is Outcome.COMMAND:
                _facts(command_facts(parse(line.text, quoted=line.quoted_text)))
            elif reading is not None and line.text:
                _reading(line, reading)
        self._dialog.open()


def _head(dialog: ui.dialog, title: str) -> None:
    with block("w-sheet-head"):
        words("h3", title)
        icon_button("close", labels.CLOSE).on("click", dialog.close, args=[])


def _text(line: Line, reading: Reading | None) -> None:
    with block("w-why-text"):
        words("span", f"{line.talker_name}:", "w-why-name")
        for piece in pieces(line, reading):
            mark = "w-against" if piece.against else f"w-hit w-cat-{piece.category}" if piece.category else ""
            words("mark" if mark else "span", piece.text, mark)


def _reading(line: Line, reading: Reading) -> None:
    with block("w-why-row"):
        for label in reading.labels if reading.is_request else ():
            category_chip(label)
        words("span", f"{labels.SURE_REQUEST if reading.is_request else labels.SURE_CHATTER} "
                      f"{labels.confidence(reading.confidence)}", "w-note")  # fmt: skip
    _facts(facts(reading))
    words("h4", labels.WORDS)
    if not reading.because:
        words("p", labels.NO_WORDS, "w-note")
    with block("w-bars", "ul"):
        for bar in bars(line, reading):
            _bar(bar)
    if reading.context:
        words("h4", labels.CONTEXT_USED)
        words("p", labels.context(reading.context), "w-note")


def _facts(found: Iterable[tuple[str, str]]) -> None:
    with block("w-facts", "dl"):
        for name, value in found:
            words("dt", name)
            words("dd", value)


def _bar(bar: Bar) -> None:
    with block("w-bar-row", "li"):
        words("span", bar.word, "w-bar-word")
        with block("w-bar-track"):
            filled = block(f"w-bar-fill {'w-against' if bar.against else f'w-cat-{bar.category}'}")
            filled.style(f"width: {bar.share:.0%}")
        words("span", labels.speaks_for(bar.category, bar.weight), "w-bar-for")
        props(words("span", f"{bar.weight:+.2f}", "w-bar-weight"), title=labels.WEIGHT)
