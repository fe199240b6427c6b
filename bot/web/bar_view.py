"""The bar on top: the estate, its time, and the scripted day's controls."""

from __future__ import annotations

from nicegui import ui

from bot.web import labels
from bot.web.demo import Demo
from bot.web.parts import block, button, day_and_time, icon_button, named, props, words
from bot.web.player import Speed

CLOCK_SHOWN_EVERY = 0.5  # seconds


class BarView:
    """The controls. Whoever presses them does it for every open page: there is one day for all."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._scene = demo.scene
        estate = self._scene.town.estate
        with block("w-bar", "header"):
            with block("w-brand"):
                words("span", labels.LOGO, "w-logo")
                with block("w-titles"):
                    words("h1", labels.TITLE)
                    words("p", labels.estate_title(estate.name, len(estate.gazetteer.buildings)))
            self._clock = named(words("time", "", "w-clock"), labels.CLOCK_HINT)
            with block("w-controls"):
                self._play = button("", self._play_or_pause, "w-play")
                self._progress = words("span", "", "w-progress")
                self._build_speeds()
                icon_button("restart_alt", labels.RESET_HINT, "w-reset").on("click", demo.reset, args=[])
        ui.timer(CLOCK_SHOWN_EVERY, self._show_clock)
        self._show_clock()
        self.show()

    def show(self) -> None:
        """Bring the controls in line with the player."""
        player = self._demo.player
        text = labels.PAUSE if player.playing else labels.GO_ON if player.at else labels.PLAY
        self._play.set_text(labels.PLAYED_OUT if player.over and not player.playing else text)
        props(self._play, disabled=player.over and not player.playing)
        self._play.classes(add="w-on" if player.playing else "", remove="" if player.playing else "w-on")
        self._progress.set_text(labels.played(player.at, player.total))
        for speed, chosen in self._speeds.items():
            props(chosen, aria_pressed=str(speed is player.speed).lower())

    def _build_speeds(self) -> None:
        with props(block("w-speeds"), role="group", aria_label=labels.SPEED):
            self._speeds = {speed: self._build_speed(speed) for speed in Speed}

    def _build_speed(self, speed: Speed) -> ui.element:
        return button(labels.SPEEDS[speed.name], lambda: self._demo.player.set_speed(speed), "w-speed")

    def _play_or_pause(self) -> None:
        player = self._demo.player
        if player.playing:
            player.pause()
        else:
            player.play()

    def _show_clock(self) -> None:
        now = day_and_time(self._scene.clock.now(), self._scene.town.estate.zone)
        if self._clock.text != now:
            self._clock.set_text(now)
