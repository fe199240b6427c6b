"""A period at a glance as a picture: a headline, a few large numbers, and bars for each category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH: Final = 7.2
HEAD: Final = 3.1
BAR: Final = 0.62
FOOT: Final = 0.8
"""Inches: the head with the large numbers, each category, the foot."""
LEFT: Final = 0.5
INNER: Final = WIDTH - 2 * LEFT
GAP: Final = 0.12
"""Inches: the margin, what is between the margins, and between two large numbers."""
DPI: Final = 150
THICK: Final = 0.36
"""A bar's thickness, as a share of its category's height."""
SMALLEST: Final = 0.6
"""What does not fit is written smaller, down to this share of its size, and then cut."""
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
    """A category: how many were registered in the period, and how many were resolved, whenever registered."""

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
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEAD + BAR * len(picture.bars) + FOOT), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    pen = _Pen(figure, _font())
    pen.write(LEFT, 0.55, picture.title, 22, INK)
    pen.write(LEFT, 0.92, picture.subtitle, 13, FAINT)
    column = INNER / max(1, len(picture.numbers))
    for place, number in enumerate(picture.numbers):
        left = LEFT + place * column
        pen.write(left, 1.75, number.value, 32, INK, column - GAP)
        pen.write(left, 2.1, number.label, 13, INK, column - GAP)
        pen.write(left, 2.37, number.note, 10.5, FAINT, column - GAP)
    if picture.bars:
        _bars(figure, pen, picture)
    pen.write(LEFT, figure.get_figheight() - 0.32, picture.footer, 11, FAINT)
    drawn = BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()


def _font() -> Any:
    """Noto Sans SC comes with the package: a machine's own fonts may have no Chinese."""
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    return FontProperties(fname=sans_path())


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes on the figure; where a line would be too long it is made smaller and then cut."""

    figure: Figure
    font: Any

    def write(self, left: float, down: float, words: str, size: float, colour: str, width: float = INNER) -> None:
        """`left`, `width` and `down` (from the top to the line the words stand on) are inches."""
        text = self.figure.text(
            left / WIDTH, 1 - down / self.figure.get_figheight(), words,
            fontproperties=self.sized(size), color=colour, parse_math=False,
        )  # fmt: skip
        if (long := self._length(text)) > width:
            text.set_fontsize(size * max(SMALLEST, width / long))
        while len(words) > 1 and self._length(text) > width * 1.01:
            words = words[:-1]
            text.set_text(words + "…")

    def sized(self, size: float) -> Any:
        sized = self.font.copy()
        sized.set_size(size)
        return sized

    def _length(self, text: Text) -> float:
        return float(text.get_window_extent(dpi=DPI).width) / DPI


def _bars(figure: Figure, pen: _Pen, picture: Picture) -> None:
    """A bar for each of the two counts, with its number; the legend above."""
    height = figure.get_figheight()
    axes = figure.add_axes((0.20, FOOT / height, 0.73, BAR * len(picture.bars) / height))
    longest = max(1, *(max(bar.registered, bar.resolved) for bar in picture.bars))
    places = range(len(picture.bars))
    counts = ([bar.registered for bar in picture.bars], [bar.resolved for bar in picture.bars])
    for colour, side, label, row in zip((REGISTERED, RESOLVED), (-1, 1), picture.legend, counts, strict=True):
        _row(axes, pen, [place + side * THICK / 2 for place in places], row, colour, label)
    axes.set_yticks(list(places), [bar.label for bar in picture.bars], fontproperties=pen.sized(13), color=INK)
    axes.set_xlim(0, longest * 1.1)
    axes.set_ylim(len(picture.bars) - 0.5, -0.5)
    axes.tick_params(length=0)
    axes.set_xticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    top = 1 - (HEAD - 0.15) / height
    figure.legend(prop=pen.sized(11), loc="upper right",
                  bbox_to_anchor=(0.95, top + 0.25 / height), ncols=2, frameon=False, labelcolor=INK)  # fmt: skip


def _row(axes: Axes, pen: _Pen, places: Sequence[float], counts: Sequence[int], colour: str, label: str) -> None:
    axes.barh(places, counts, color=colour, height=THICK, label=label)
    for place, count in zip(places, counts, strict=True):
        axes.annotate(str(count), (count, place), (5, 0), textcoords="offset points", color=INK, va="center_baseline",
                      fontproperties=pen.sized(10.5))  # fmt: skip
