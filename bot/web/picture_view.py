"""A picture of the chat at its full size."""

from __future__ import annotations

from nicegui import ui

from bot.channels.local import Line
from bot.web import labels
from bot.web.parts import block, named, props
from bot.web.pictures import picture_path


class PictureView:
    """A dialog that shows one picture at a time; a tap on it closes it."""

    def __init__(self) -> None:
        with ui.dialog().classes("w-dialog") as self._dialog:
            frame = named(props(block("w-large", "button"), type="button"), labels.CLOSE)
            frame.on("click", self._dialog.close, args=[])
            with frame:
                self._picture = props(ui.element("img"), alt=labels.PICTURE)

    def show(self, line: Line) -> None:
        """Open the dialog for a line that has a picture."""
        props(self._picture, src=picture_path(line))
        self._dialog.open()
