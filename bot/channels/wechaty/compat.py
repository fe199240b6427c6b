"""Makes `import wechaty` work on Python 3.11 and later, with today's pyee and urllib3.

The SDK (0.10) was written for older ones: it takes two names from where they no longer are, and has a dataclass
default that newer Pythons refuse. Both names are put back and the default is made acceptable; nothing else is changed,
and nobody has to install a urllib3 that gets no security fixes.
"""

from __future__ import annotations

import importlib
import warnings
from types import ModuleType

import pyee
import pyee.asyncio
import urllib3
import urllib3.util


def import_wechaty() -> ModuleType:
    """The module `wechaty`, imported. It makes a folder `.wechaty` where it is started; CACHE_DIR moves that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its escapes and imports are older than the Python that compiles them
        _put_back(pyee, "AsyncIOEventEmitter", pyee.asyncio.AsyncIOEventEmitter)
        _put_back(urllib3, "get_host", _get_host)
        importlib.import_module("wechaty_puppet.schemas.puppet").PuppetOptions.__hash__ = object.__hash__
        return importlib.import_module("wechaty")


def _put_back(module: ModuleType, name: str, value: object) -> None:
    if not hasattr(module, name):
        setattr(module, name, value)


def _get_host(url: str) -> tuple[str, str | None, int | None]:
    """(scheme, host, port) of an address, as urllib3 1.x told them."""
    parsed = urllib3.util.parse_url(url)
    return parsed.scheme or "http", parsed.hostname, parsed.port
