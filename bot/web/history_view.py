"""What happened to one request: who reported what, and who did what, oldest first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.web import labels
from bot.web.board import Details
from bot.web.parts import block, category_chip, clock_time, icon_button, words
from bot.web.scene import Scene
from handlers.estate import Estate


class HistoryView:
    """A dialog for the request that was tapped on the board."""

    def __init__(self, scene: Scene, read: Callable[[int], Awaitable[Details | None]]) -> None:
        self._estate = scene.town.estate
        self._read = read
        with ui.dialog().classes("w-dialog") as self._dialog, block("w-sheet") as self._sheet:
            pass

    async def show(self, number: int) -> None:
        """Open the dialog for a request."""
        details = await self._read(number)
        if details is None:
            return
        self._sheet.clear()
        with self._sheet:
            self._head(details)
            _reports(details, self._estate)
            _events(details, self._estate)
        self._dialog.open()

    def _head(self, details: Details) -> None:
        request = details.request
        with block("w-sheet-head"):
            words("h3", f"#{request.number} {request.place}")
            icon_button("close", labels.CLOSE).on("click", self._dialog.close, args=[])
        with block("w-why-row"):
            for label in request.labels:
                category_chip(label)
            words("span", labels.STATUS[request.status], f"w-status w-st-{request.status}")


def _reports(details: Details, estate: Estate) -> None:
    words("h4", labels.REPORTS)
    with block("w-history", "ol"):
        for report in details.reports:
            room = estate.room(report.room_id)
            with block("w-event", "li"):
                words("time", clock_time(report.said_at, estate.zone), "w-time")
                words("span", f"{report.talker_name}({room.name if room else report.room_id})", "w-who")
                words("p", report.text)


def _events(details: Details, estate: Estate) -> None:
    words("h4", labels.HISTORY)
    with block("w-history", "ol"):
        for event in details.events:
            with block("w-event", "li"):
                words("time", clock_time(event.at, estate.zone), "w-time")
                words("span", f"{event.who_name} {labels.ACTION.get(event.action, event.action)}", "w-who")
                if event.note:
                    words("p", event.note)
