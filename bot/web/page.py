"""The page: six groups and the board, side by side on a desk, in tabs on a phone. One Page is one open tab."""

from __future__ import annotations

from pathlib import Path

from nicegui import Client, ui
from nicegui.elements.mixins.text_element import TextElement

from bot.channels.local import Line
from bot.web import labels
from bot.web.bar_view import BarView
from bot.web.board_view import BoardView
from bot.web.demo import Demo
from bot.web.history_view import HistoryView
from bot.web.parts import block, button, props, words
from bot.web.picture_view import PictureView
from bot.web.room_view import RoomView
from bot.web.why_view import WhyView

STYLE = Path(__file__).with_name("page.css")
BOARD = "board"


class Page:
    """Builds the page for one client and keeps it in step with the scene."""

    def __init__(self, demo: Demo, client: Client) -> None:
        scene = demo.scene
        self._scene = scene
        self._client = client
        self._unread: dict[str, int] = {}
        ui.add_css(STYLE)
        why = WhyView(demo)
        history = HistoryView(scene, demo.details)
        picture = PictureView()
        with block("w-app") as self._root:
            self._bar = BarView(demo)
            self._tabs = self._build_tabs()
            with block("w-rooms", "main"):
                self._rooms = {room.room_id: RoomView(room, scene, why, picture) for room in scene.town.estate.rooms}
            self._board = BoardView(scene, history.show)
        self._show_tab(scene.town.estate.rooms[0].room_id)
        client.on_delete(scene.watch(self))

    # --- what the scene tells -----------------------------------------------------------------------------------

    def line_said(self, line: Line) -> None:
        with self._client:
            self._rooms[line.room_id].add(line)
            self._count_unread(line.room_id)

    def line_handled(self, message_id: str) -> None:
        handled = self._scene.handled[message_id]
        with self._client:
            any(room.show_handled(message_id, handled) for room in self._rooms.values())

    def board_changed(self) -> None:
        with self._client:
            self._board.show()
            self._count_unread(BOARD)

    def play_changed(self) -> None:
        with self._client:
            self._bar.show()

    def begun_anew(self) -> None:
        with self._client:
            ui.navigate.reload()

    # --- tabs, on a phone ---------------------------------------------------------------------------------------

    def _build_tabs(self) -> dict[str, tuple[TextElement, TextElement]]:
        names = self._scene.town.tabs | {BOARD: labels.BOARD}
        with props(block("w-tabs", "nav"), role="tablist"):
            return {key: self._build_tab(key, name) for key, name in names.items()}

    def _build_tab(self, key: str, name: str) -> tuple[TextElement, TextElement]:
        tab = button("", lambda: self._show_tab(key), "w-tab")
        props(tab, role="tab", data_tab=key)
        with tab:
            words("span", name)
            return tab, words("span", "", "w-unread")

    def _show_tab(self, key: str) -> None:
        self._open_tab = key
        props(self._root, data_open=key)
        for name, (tab, _) in self._tabs.items():
            props(tab, aria_selected=str(name == key).lower())
        self._show_unread(key, 0)

    def _count_unread(self, key: str) -> None:
        if key != self._open_tab:
            self._show_unread(key, 1 if key == BOARD else self._unread.get(key, 0) + 1)

    def _show_unread(self, key: str, count: int) -> None:
        self._unread[key] = count
        shown = "" if not count else "•" if key == BOARD else str(min(count, 99))
        badge = self._tabs[key][1]
        if badge.text != shown:
            badge.set_text(shown)
