"""`whistle run`: the estates of a config, served until stopped."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from pathlib import Path

from bot.assemble import assemble
from bot.config import load
from bot.timepiece import SystemClock
from storage.unit_of_work import Store

logger = logging.getLogger(__name__)


async def serve(config: Path) -> None:
    """Serve until SIGINT or SIGTERM. Raises ConfigError and StorageError before anything is served."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("apscheduler", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    settings = load(config)
    app = await assemble(
        settings.estates,
        database_url=settings.database_url,
        channel=settings.open_channel(),
        clock=SystemClock(),
        pace=settings.pace,
    )
    groups = sum(len(estate.rooms) for estate in settings.estates)
    logger.info("serving %d estates in %d groups as account %s", len(settings.estates), groups, app.channel.account)
    running = asyncio.ensure_future(app.run())
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl+C ends asyncio.run by itself
            asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    try:
        await running
    except asyncio.CancelledError:
        logger.info("stopped")
    finally:
        await app.close()


async def retry(config: Path) -> int:
    """Have what was given up handled once more, by the bot that serves; how many messages it is. Raises ConfigError and
    StorageError."""
    store = await Store.open(load(config).database_url, create=False)
    try:
        async with store.writing() as work:
            messages = await work.inbox.retry_failed()
            await work.commit()
        return messages
    finally:
        await store.close()
