"""Pictures that visitors and the bot send: what may be shown, and as what."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Response
from fastapi.responses import PlainTextResponse

from bot.channels.local import Line

LARGEST = 3_000_000  # bytes

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


def media_type(image: bytes) -> str:
    """The type of a picture by its first bytes, "" for anything that is not shown."""
    if image[:4] == b"RIFF" and image[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _SIGNATURES if image.startswith(signature)), "")


def is_picture(image: bytes) -> bool:
    return len(image) <= LARGEST and media_type(image) != ""


def picture_path(line: Line) -> str:
    """Where the page finds the picture of a line."""
    return f"/picture/{line.message_id}"


def picture_response(lines: Sequence[Line], message_id: str) -> Response:
    """The picture of a line. What a visitor called it does not matter; browsers must not guess either."""
    image = next((line.image for line in lines if line.message_id == message_id), None)
    if not image or not (kind := media_type(image)):
        return PlainTextResponse("no such picture", 404)
    return Response(image, media_type=kind, headers={"X-Content-Type-Options": "nosniff"})
