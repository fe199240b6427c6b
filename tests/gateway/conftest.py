"""The real gateway for the tests: needs Node. Without it these tests are skipped, except where CI=true."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.gateway.wechat import HERE, WeChat, free_port


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gateway's packages, installed from the lock file when they are missing."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Node and npm must be there in CI: the gateway tests run with them")
        pytest.skip("needs Node and npm (https://nodejs.org) to run the real Wechaty gateway")
    modules = HERE / "node_modules"
    with FileLock(tmp_path_factory.getbasetemp().parent / "npm-ci.lock"):
        if not (modules / ".package-lock.json").exists():
            subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    return modules


@pytest.fixture
async def wechat(node_modules: Path) -> AsyncIterator[WeChat]:
    """A gateway without people, rooms or login."""
    gateway = WeChat(free_port())
    await gateway.start()
    yield gateway
    await gateway.kill()
