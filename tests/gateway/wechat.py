"""A mock WeChat behind the real Wechaty gateway, driven from the tests: a Node process that speaks JSON lines."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOKEN = "a-token-for-tests"
SLOW = 40.0  # seconds: nothing here takes that long unless it is broken


class WeChat:
    """One gateway process. Its people and rooms are lost when it is killed; `restart` makes them anew."""

    def __init__(self, port: int, *, tls: bool = False) -> None:
        self.port = port
        self.sent: list[dict[str, Any]] = []
        self._tls = tls
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._listening = asyncio.Event()
        self._said = asyncio.Condition()
        self._setup: list[dict[str, Any]] = []

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    # -- the process

    async def start(self) -> None:
        self._listening.clear()
        self._process = await asyncio.create_subprocess_exec(
            "node", str(HERE / "gateway.mjs"), "--port", str(self.port), "--token", TOKEN, *(["--tls"] * self._tls),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "WECHATY_LOG": "silent"}, limit=16 * 1024 * 1024,
        )  # fmt: skip
        self._reading = asyncio.create_task(self._read())
        async with asyncio.timeout(SLOW):
            await self._listening.wait()

    async def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        assert self._reading is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGCONT)
            self._process.kill()
        await self._process.wait()
        await self._reading

    async def restart(self) -> None:
        """Up again, with the same people, rooms and login."""
        await self.start()
        for command in self._setup:
            await self.do(**command)

    def freeze(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    async def do(self, cmd: str, **arguments: Any) -> dict[str, Any]:
        """One command to the gateway; its answer."""
        assert self._process is not None
        assert self._process.stdin is not None
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        self._process.stdin.write(json.dumps({"id": number, "cmd": cmd, **arguments}).encode() + b"\n")
        await self._process.stdin.drain()
        async with asyncio.timeout(SLOW):
            result: dict[str, Any] = await answer
        assert result["ok"], result
        return result

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            told = json.loads(line)
            if told.get("event") == "listening":
                self._listening.set()
            elif told.get("event") == "sent":
                async with self._said:
                    self.sent.append(told)
                    self._said.notify_all()
            elif "id" in told:
                self._answers.pop(told["id"]).set_result(told)

    # -- people, rooms and what they say

    async def person(self, contact: str, name: str) -> None:
        await self._set_up(cmd="contact", contact=contact, name=name)

    async def room(self, room: str, topic: str, members: list[str], aliases: dict[str, str] | None = None) -> None:
        await self._set_up(cmd="room", room=room, topic=topic, members=members, owner=members[0], aliases=aliases or {})

    async def login(self, contact: str) -> None:
        await self._set_up(cmd="login", contact=contact)

    async def echoes(self) -> None:
        """From now on the bot's own messages come back to it as events."""
        await self._set_up(cmd="echo", on=True)

    async def says(self, contact: str, room: str, text: str, **more: Any) -> str:
        """Somebody says something; returns the message's id."""
        answer = await self.do("say", **{"from": contact}, room=room, text=text, **more)
        return str(answer["message_id"])

    async def fault(self, method: str, **how: Any) -> None:
        await self.do("fault", method=method, **how)

    async def met(self, method: str) -> bool:
        """Every call that was to meet a fault of this method has come."""
        return method not in (await self.do("state"))["faults"]

    async def hears(self, room: str, enough: Callable[[list[str]], bool] = bool) -> list[str]:
        """The texts the bot said in a room so far, as soon as they are `enough`."""
        async with asyncio.timeout(SLOW), self._said:
            await self._said.wait_for(lambda: enough(self.texts(room)))
        return self.texts(room)

    def texts(self, room: str) -> list[str]:
        """The texts the bot said in a room so far."""
        return [one["text"] for one in self.sent if one["conversation"] == room and one["type"] == "text"]

    async def _set_up(self, **command: Any) -> None:
        self._setup.append(command)
        await self.do(**command)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
