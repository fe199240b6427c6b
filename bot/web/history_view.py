"""What happened to one request: who reported what, and who did what, oldest first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from nicegui import ui

from bot.web import labels
from bot.web.board import Details, flags
from bot.web.history import Change, Step, moment, steps
from bot.web.parts import block, category_chip, flag_chip, icon_button, status_chip, words
from bot.web.scene import Scene
from handlers import clocks
from handlers.estate import Estate
from storage.tables import RequestRow


class HistoryView:
    """A dialog for the request that was tapped on the board."""

    def __init__(self, scene: Scene, read: Callable[[int], Awaitable[Details | None]]) -> None:
        self._scene = scene
        self._read = read
        with ui.dialog().classes("w-dialog") as self._dialog, block("w-sheet") as self._sheet:
            pass

    async def show(self, number: int) -> None:
        """Open the dialog for a request."""
        details = await self._read(number)
        if details is None:
            return
        now, estate = self._scene.clock.now(), self._scene.town.estate
        self._sheet.clear()
        with self._sheet:
            self._head(details.request, now)
            _reports(details, estate, now)
            words("h4", labels.HISTORY)
            with block("w-history", "ol"):
                for step in steps(details.events, now, estate.zone):
                    _step(step)
        self._dialog.open()

    def _head(self, request: RequestRow, now: datetime) -> None:
        with block("w-sheet-head"):
            words("h3", f"#{request.number} {request.place}")
            icon_button("close", labels.CLOSE).on("click", self._dialog.close, args=[])
        with block("w-why-row"):
            for label in request.labels:
                category_chip(label)
            if request.urgency == "urgent":
                words("span", labels.URGENT, "w-chip w-urgent")
            for flag in flags(request, late=clocks.is_late(request, now)):
                flag_chip(flag.kind.value, flag.text)
            status_chip(request.status)


def _reports(details: Details, estate: Estate, now: datetime) -> None:
    words("h4", labels.reports(len(details.reports)))
    with block("w-history", "ol"):
        for report in details.reports:
            room = estate.room(report.room_id)
            with block("w-event", "li"):
                with block("w-event-head"):
                    words("time", moment(report.said_at, now, estate.zone), "w-time")
                    words("span", report.talker_name or labels.ERASED, "w-who")
                    words("span", room.name if room else report.room_id, "w-from")
                    if report.number != details.request.number:
                        words("span", labels.merged_from(report.number), "w-from")
                words("p", report.text or (labels.PICTURE if report.picture else ""))


def _step(step: Step) -> None:
    with block("w-event", "li"):
        with block("w-event-head"):
            words("time", step.when, "w-time")
            words("span", step.who, "w-who")
            words("span", step.role, "w-mark")
            words("span", step.what, "w-what")
            if step.status:
                status_chip(step.status)
        if step.note:
            words("p", step.note)
        if step.changes:
            with block("w-changes"):
                for change in step.changes:
                    _change(change)


def _change(change: Change) -> None:
    with block("w-change"):
        words("span", change.field, "w-field")
        if change.before:
            words("span", change.before, "w-before")
        words("span", change.after or labels.NOTHING, "w-after")
