"""The plates on a request: those that its reports name, or those of what was merged into it."""

from __future__ import annotations

from storage.requests import Requests
from storage.tables import RequestRow


async def left(requests: Requests, request: RequestRow) -> list[str]:
    """The plates of the request that a report still names, now that some reports went."""
    numbers = [request.number, *await requests.absorbed(request.estate_id, request.number)]
    named = {plate for report in await requests.reports(request.estate_id, numbers) for plate in report.plates}
    return [plate for plate in request.plates if plate in named]
