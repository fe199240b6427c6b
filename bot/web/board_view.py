"""The committee's board: one card a request, filling as the groups talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable

from bot.web import labels
from bot.web.board import Entry
from bot.web.parts import block, button, category_chip, flag_chip, props, status_chip, words
from bot.web.scene import Scene
from handlers.rules.lifecycle import Status

Open = Callable[[int], Awaitable[None]]

_COUNTED = (Status.REPORTED, Status.ORDERED, Status.ACCEPTED, Status.RESOLVED, Status.ANSWERED)


class BoardView:
    """The board as one visitor sees it. Only entries that changed are drawn again."""

    def __init__(self, scene: Scene, on_open: Open) -> None:
        self._scene = scene
        self._on_open = on_open
        self._cards: dict[int, _Card] = {}
        with props(block("w-board", "aside"), aria_label=labels.BOARD_TITLE):
            with block("w-board-head"):
                words("h2", labels.BOARD_TITLE)
                self._counts = block("w-counts")
            with block("w-board-scroll"), block("w-cards") as self._list:
                self._empty = words("div", labels.EMPTY_BOARD, "w-empty")
        self.show()

    def show(self) -> None:
        """Bring the page in line with the scene's board."""
        board = self._scene.board
        self._empty.set_visibility(not board)
        self._show_counts(Counter(entry.status for entry in board))
        for entry in board:
            card = self._cards.get(entry.number)
            if card is None:
                with self._list:
                    card = self._cards[entry.number] = _Card(entry, self._on_open)
            card.show(entry)

    def _show_counts(self, counts: Counter[Status]) -> None:
        self._counts.clear()
        with self._counts:
            for status in _COUNTED:
                if counts[status]:
                    words("span", labels.counted(status, counts[status]), f"w-status w-st-{status.value}")


class _Card:
    """One request. Its place on the board is its CSS order, so that nothing has to be moved."""

    def __init__(self, entry: Entry, on_open: Open) -> None:
        self._shown: Entry | None = None
        number = entry.number
        self._root = button("", lambda: on_open(number), "w-card")
        props(self._root, data_number=str(number), title=labels.OPEN_DETAILS)

    def show(self, entry: Entry) -> None:
        """Draw the entry, if it is not what is drawn already."""
        if entry == self._shown:
            return
        self._shown = entry
        self._root.classes(replace=_card_classes(entry)).style(replace=f"order: {entry.rank}")
        self._root.clear()
        with self._root:
            self._first_row(entry)
            words("p", entry.summary, "w-summary")
            self._last_row(entry)

    def _first_row(self, entry: Entry) -> None:
        with block("w-card-row"):
            words("span", f"#{entry.number}", "w-number")
            category_chip(entry.category)
            if entry.urgent:
                words("span", labels.URGENT, "w-chip w-urgent")
            for flag in entry.flags:
                flag_chip(flag.kind.value, flag.text)
            words("span", "", "w-gap")
            status_chip(entry.status)

    def _last_row(self, entry: Entry) -> None:
        with block("w-card-row w-small"):
            if entry.place:
                words("span", entry.place, "w-place")
            for plate in entry.plates:
                words("span", plate, "w-plate")
            if entry.households:
                words("span", labels.households(entry.households))
            if entry.holder:
                words("span", labels.held_by(entry.holder))
        if entry.due:
            words("p", entry.due, "w-due")


def _card_classes(entry: Entry) -> str:
    state = ("w-pressing" if entry.urgent else "") if entry.open else "w-closed"
    return f"w-card {state} {'w-overdue' if entry.overdue else ''}"
