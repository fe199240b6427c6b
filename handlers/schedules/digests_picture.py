"""The figures of a digest as a picture."""

from __future__ import annotations

from handlers import texts
from handlers.chart import Bar, Number, Picture
from handlers.rules.figures import Contentment, Figures, Share


def picture_of(figures: Figures, title: str, where: str, period: str) -> Picture:
    """The picture that follows a report; `where` is the group or the estate it is about."""
    return Picture(
        title=title,
        subtitle=texts.picture_subtitle(where, period),
        numbers=(
            Number(str(figures.registered), texts.PICTURE_REGISTERED),
            Number(str(figures.solved), texts.PICTURE_SOLVED),
            _rate(texts.ANSWERED_IN_TIME, figures.answered_in_time),
            _rate(texts.SOLVED_IN_TIME, figures.solved_in_time),
            _content(figures.contentment),
        ),
        bars=[Bar(texts.category_name(one.category), one.registered, one.solved) for one in figures.categories],
        legend=(texts.PICTURE_REGISTERED, texts.PICTURE_SOLVED),
        footer=texts.PICTURE_FOOTER,
    )


def _rate(label: str, share: Share) -> Number:
    value, note = texts.picture_share(share.part, share.whole, share.percent)
    return Number(value, label, note)


def _content(said: Contentment) -> Number:
    value, note = texts.picture_content(said.content.part, said.content.whole, said.silent)
    return Number(value, texts.PICTURE_CONTENT, note)
