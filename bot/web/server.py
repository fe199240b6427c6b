"""`whistle demo`: the page, the bot behind it, and the server that shows them. One process, one event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import webbrowser
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI, Response
from nicegui import Client, ui
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.jsonlines import InputError
from bot.web import labels
from bot.web.demo import Demo
from bot.web.page import Page
from bot.web.pictures import picture_response

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")

PATIENCE = 30.0
"""Seconds a tab may be out of reach before it has to load the page anew: a busy machine, a phone that slept."""


def run_demo(host: str = "127.0.0.1", port: int = 8080, *, open_browser: bool = True) -> None:
    """Serve the demo until Ctrl+C. Raises InputError when the address cannot be served on."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    listening = _listen(host, port)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(listening, host, open_browser=open_browser))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise InputError(f"--host {host} --port {port}: {error}: choose another, for example --port 0") from error


async def _serve(listening: socket.socket, host: str, *, open_browser: bool) -> None:
    demo = Demo()
    config = uvicorn.Config(build_app(demo, host), log_level="warning", lifespan="on", timeout_graceful_shutdown=1)
    server = _Server(config)
    bot = asyncio.create_task(demo.run(), name="demo")
    bot.add_done_callback(lambda _: server.stop())
    url = f"http://{'localhost' if host in THIS_MACHINE else host}:{listening.getsockname()[1]}"
    announced = asyncio.create_task(_announce(server, url, open_browser=open_browser))
    try:
        await server.serve([listening])
    finally:
        announced.cancel()
        bot.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await bot


class _Server(uvicorn.Server):
    """A server that tells when it serves, and that other parts of the process can stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.serves = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.serves.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on Ctrl+C or SIGTERM, and do not raise the signal again: the database is still to be removed."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        self.should_exit = True


async def _announce(server: _Server, url: str, *, open_browser: bool) -> None:
    await server.serves.wait()
    print(labels.ready(url), flush=True)
    if open_browser:
        await asyncio.to_thread(webbrowser.open, url)


def build_app(demo: Demo, host: str) -> FastAPI:
    """The web application of one demo. Served on this machine only, it answers to no other machine's name."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    if host in THIS_MACHINE:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(THIS_MACHINE))

    @app.get("/picture/{message_id}")
    def picture(message_id: str) -> Response:
        return picture_response(demo.scene.lines, message_id)

    @ui.page("/", title=f"{labels.TITLE} · {demo.scene.town.estate.name}", language="zh-CN")
    def page(client: Client) -> None:
        Page(demo, client)

    ui.run_with(
        app,
        tailwind=False,
        show_welcome_message=False,
        favicon=labels.FAVICON,
        language="zh-CN",
        reconnect_timeout=PATIENCE,
    )
    return app
