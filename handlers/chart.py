"""A period at a glance as a picture: a headline, a few large numbers, and bars for each category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH: Final = 7.2
HEAD: Final = 3.1
BAR: Final = 0.58
FOOT: Final = 0.8
"""Inches: the head with the large numbers, each category, the foot."""
DPI: Final = 150
INK, FAINT, PAPER = "#1f2933", "#7b8794", "#ffffff"
REGISTERED, RESOLVED = "#c9d3df", "#2f7d5b"


@dataclass(frozen=True, slots=True)
class Number:
    """A large number with what it counts, and a small word under it."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A category: how many were registered, and how many of them are resolved."""

    label: str
    registered: int
    resolved: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What the picture shows, in words that are ready to be read. `legend` names the two colours of the bars."""

    title: str
    subtitle: str
    numbers: Sequence[Number]
    bars: Sequence[Bar]
    legend: tuple[str, str]
    footer: str = ""


def png(picture: Picture) -> bytes:
    """Draw it: PNG, 1080 pixels wide, as high as its bars need. Takes up to half a second; call it off the loop."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEAD + BAR * len(picture.bars) + FOOT), dpi=DPI, facecolor=PAPER)
    font = _font()
    _write(figure, font, 0.07, 0.55, picture.title, 22, INK)
    _write(figure, font, 0.07, 0.92, picture.subtitle, 13, FAINT)
    for place, number in enumerate(picture.numbers):
        left = 0.07 + place * 0.88 / len(picture.numbers)
        _write(figure, font, left, 1.75, number.value, 34, INK)
        _write(figure, font, left, 2.1, number.label, 13, INK)
        _write(figure, font, left, 2.37, number.note, 10.5, FAINT)
    if picture.bars:
        _bars(figure, font, picture)
    _write(figure, font, 0.07, figure.get_figheight() - 0.32, picture.footer, 11, FAINT)
    drawn = BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()


def _font() -> Any:
    """Noto Sans SC comes with the package: a machine's own fonts may have no Chinese."""
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    return FontProperties(fname=sans_path())


def _write(figure: Figure, font: Any, x: float, down: float, words: str, size: float, colour: str) -> None:
    """`x` is a share of the width, `down` inches from the top to the line the words stand on."""
    y = 1 - down / figure.get_figheight()
    figure.text(x, y, words, fontproperties=_sized(font, size), color=colour, parse_math=False)


def _sized(font: Any, size: float) -> Any:
    sized = font.copy()
    sized.set_size(size)
    return sized


def _bars(figure: Figure, font: Any, picture: Picture) -> None:
    bars = list(picture.bars)[::-1]
    height = figure.get_figheight()
    axes: Axes = figure.add_axes((0.22, FOOT / height, 0.70, BAR * len(bars) / height))
    places = range(len(bars))
    axes.barh(places, [bar.registered for bar in bars], color=REGISTERED, height=0.62, label=picture.legend[0])
    axes.barh(places, [bar.resolved for bar in bars], color=RESOLVED, height=0.30, label=picture.legend[1])
    for place, bar in zip(places, bars, strict=True):
        counts = f"  {bar.resolved}/{bar.registered}"
        axes.text(bar.registered, place, counts, color=INK, va="center", fontproperties=_sized(font, 11))
    axes.set_yticks(list(places), [bar.label for bar in bars], fontproperties=_sized(font, 13), color=INK)
    axes.set_xlim(0, max(1, *(bar.registered for bar in bars)) * 1.15)
    axes.set_ylim(-0.5, len(bars) - 0.5)
    axes.tick_params(length=0)
    axes.set_xticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    top = 1 - (HEAD - 0.15) / height
    figure.legend(prop=_sized(font, 11), loc="upper right", bbox_to_anchor=(0.95, top + 0.25 / height), ncols=2,
                  frameon=False)  # fmt: skip
