"""The picture of a digest: a PNG of the promised width, as high as it has categories, whatever stands in it."""

from __future__ import annotations

import struct
import warnings

import pytest

from handlers.chart import Bar, Number, Picture, png

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def picture(bars: int = 5, *, title: str = "一周小结", where: str = "3栋群", value: str = "86%") -> Picture:
    return Picture(
        title=title,
        subtitle=where,
        numbers=[Number(value, "按时答复", "6/7件")] * 5,
        bars=[Bar("消防通道", 7 - n % 3, n % 5) for n in range(bars)],
        legend=("登记", "办结"),
        footer="只答复没解决的不算办结",
    )


def size(image: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def drawn(shown: Picture) -> bytes:
    """Drawn with every character there: a missing one is a warning, and warnings are errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return png(shown)


@pytest.mark.parametrize("bars", [0, 1, 5, 12])
def test_a_png_of_the_promised_width_that_grows_with_its_categories(bars: int) -> None:
    image = drawn(picture(bars))
    width, height = size(image)
    assert image.startswith(SIGNATURE)
    assert width == 1080
    assert height == pytest.approx(585 + 93 * bars, abs=2)
    assert len(image) < 200_000


def test_long_names_are_cut_at_the_margin() -> None:
    name = "桐花里国际花园城二期南区业主交流服务与自治管理联络大群" * 4
    margin = picture(1, title=name, where=name, value="123456/123456")
    assert _right_edge(drawn(margin)) <= 1080 - 70


def test_signs_of_mathematics_are_only_signs() -> None:
    assert drawn(picture(1, title="$x_1$ 群", where=r"\frac{1}{2}_^{}")).startswith(SIGNATURE)


def test_nothing_to_show_is_a_picture_too() -> None:
    empty = Picture("一周小结", "3栋群", (), (), ("登记", "办结"))
    assert size(drawn(empty))[0] == 1080


def _right_edge(image: bytes) -> int:
    """The last column that is not white."""
    from io import BytesIO

    from matplotlib.image import imread

    pixels = imread(BytesIO(image), format="png")[:, :, :3]
    return int((pixels.min(axis=(0, 2)) < 0.98).nonzero()[0].max())
