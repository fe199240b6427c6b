"""One group: its lines, and below them the visitor's own words."""

from __future__ import annotations

from nicegui import events, ui

from bot.channels.local import Line
from bot.web import labels
from bot.web.bubble import Bubble
from bot.web.parts import avatar, block, button, icon_button, named, props, words
from bot.web.picture_view import PictureView
from bot.web.pictures import LARGEST, is_picture
from bot.web.scene import Scene
from bot.web.town import Person
from bot.web.why_view import WhyView
from handlers.estate import Room
from handlers.message import Handled
from handlers.rules.lifecycle import RoomRole

SHOWN = 300
"""Of a long day the last lines of a room are enough for a page that opens late."""

# Enter that ends an input method's composition chooses a word, it does not send.
_SEND_ON_ENTER = '(e) => { if (e.key === "Enter" && !e.isComposing && e.keyCode !== 229) { emit(e.target.value); } }'


class RoomView:
    """A group as one visitor sees it: who he speaks as and what he quotes are his own."""

    def __init__(self, room: Room, scene: Scene, why: WhyView, picture: PictureView) -> None:
        self._room = room
        self._scene = scene
        self._why = why
        self._picture = picture
        self._people = scene.town.people_in(room.room_id)
        self._speaker = next((one for one in self._people if one.role.value == room.role.value), self._people[0])
        self._quoted: Line | None = None
        self._bubbles: dict[str, Bubble] = {}
        with props(block(f"w-room w-{room.role.value}", "section"), data_room=room.room_id, aria_label=room.name):
            with block("w-room-head"):
                words("h2", room.name)
                words("span", labels.members(len(self._people) + 1))
            with props(block("w-scroll"), role="log"), block("w-lines") as self._lines:
                self._empty = self._build_empty()
            self._build_composer()
        for line in [line for line in scene.lines if line.room_id == room.room_id][-SHOWN:]:
            self.add(line)

    def _build_empty(self) -> ui.element:
        with block("w-empty") as empty:
            words("p", labels.EMPTY_ROOM[self._room.role])
            if self._room.role is RoomRole.BUILDING:
                example = labels.example(self._scene.town.estate.rooms.index(self._room))
                with button("", lambda: self._send(example), "w-try"):
                    words("span", labels.TRY, "w-mark")
                    words("span", example)
        return empty

    def add(self, line: Line) -> None:
        """Append one line."""
        if self._empty.visible:
            self._empty.set_visibility(False)
        with self._lines:
            bubble = Bubble(
                line,
                self._scene.town,
                own=line.message_id in self._scene.by_visitor,
                on_quote=self._quote,
                on_why=self._why.show,
                on_picture=self._picture.show,
            )
        self._bubbles[line.message_id] = bubble
        if (handled := self._scene.handled.get(line.message_id)) is not None:
            bubble.show_handled(handled)

    def show_handled(self, message_id: str, handled: Handled) -> bool:
        """Show what was made of a line; False when the line is not one of this room."""
        bubble = self._bubbles.get(message_id)
        if bubble is not None:
            bubble.show_handled(handled)
        return bubble is not None

    # --- the composer -------------------------------------------------------------------------------------------

    def _build_composer(self) -> None:
        with block("w-quote-bar") as self._quote_bar:
            self._quote_words = words("span", "", "w-quote-words")
            button("×", self._stop_quoting, "w-quote-stop", name=labels.STOP_QUOTING)
        self._quote_bar.set_visibility(False)
        with block("w-composer"):
            self._build_speaker()
            self._input = ui.input().props("borderless dense").classes("w-input")
            self._input.props["maxlength"] = 2000
            self._input.on("keydown", self._entered, js_handler=_SEND_ON_ENTER)
            self._build_picture()
            button(labels.SEND, lambda: self._send(self._input.value), "w-send")
        self._show_speaker()

    def _build_speaker(self) -> None:
        with block("w-speaker", "button") as self._speaker_button:
            with block("w-speaker-face") as self._face:
                pass
            with ui.menu().props("auto-close").classes("w-people"):
                for person in self._people:
                    self._build_choice(person)

    def _build_choice(self, person: Person) -> None:
        with ui.menu_item(on_click=lambda: self._speak_as(person)).classes("w-person"):
            avatar(person.name, person.id)
            words("span", person.name)
            words("span", labels.ROLE[person.role], "w-mark")

    def _build_picture(self) -> None:
        upload = ui.upload(
            on_upload=self._picture_chosen,
            on_rejected=lambda: ui.notify(labels.TOO_BIG),
            max_file_size=LARGEST,
            auto_upload=True,
        )
        upload.classes("w-upload").props["accept"] = "image/*"
        icon = icon_button("image", labels.SEND_PICTURE)
        icon.on("click", js_handler=f'() => runMethod({upload.id}, "pickFiles", [])')

    def _speak_as(self, person: Person) -> None:
        self._speaker = person
        self._show_speaker()
        self._input.run_method("focus")

    def _show_speaker(self) -> None:
        self._face.clear()
        with self._face:
            avatar(self._speaker.name, self._speaker.id)
        named(self._speaker_button, labels.speaking_as(self._speaker.name))
        hint = labels.SAY_SOMETHING if self._room.role is RoomRole.BUILDING else labels.SAY_COMMAND
        self._input.props["placeholder"] = f"{self._speaker.short}:{hint}"
        self._input.props["aria-label"] = f"{self._room.name},{self._speaker.name}"

    def _quote(self, line: Line) -> None:
        self._quoted = line
        self._quote_words.set_text(f"{line.talker_name}:{line.text or labels.PICTURE}")
        self._quote_bar.set_visibility(True)
        self._input.run_method("focus")

    def _stop_quoting(self) -> None:
        self._quoted = None
        self._quote_bar.set_visibility(False)

    def _entered(self, event: events.GenericEventArguments) -> None:
        self._send(str(event.args or ""))

    def _send(self, text: str) -> None:
        if not text.strip():
            return
        self._scene.say(self._room.room_id, self._speaker, text.strip(), quoted=self._quoted, visitor=True)
        self._input.set_value("")
        self._stop_quoting()

    async def _picture_chosen(self, event: events.UploadEventArguments) -> None:
        image = await event.file.read()
        event.sender.run_method("reset")
        if not is_picture(image):
            ui.notify(labels.NO_PICTURE)
            return
        self._scene.say(self._room.room_id, self._speaker, "", image=image, visitor=True)
