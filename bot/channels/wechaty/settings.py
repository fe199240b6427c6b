"""What the channel must know about its gateway. Built from the config; the token never comes from config.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WechatySettings:
    """One WeChat account behind one Wechaty Puppet Service. Times are in seconds.

    `account` is the id under which messages are kept: choose it once, keep it. `endpoint` is "host:port".
    With `tls` the gateway's certificate is checked against `ca_file`, or against the system's authorities when
    there is none; `server_name` is the name on the certificate where it is not the host (the certificate built into
    Wechaty gateways says "insecure"). Without `tls` token and talk cross the network readable.

    `call_timeout` limits every question, `say_timeout` every sentence (WeChat may be slow to take a picture). When
    nothing was heard from the gateway for `ping_every` it is pinged; when two pings in a row have no answer within
    `ping_timeout` it counts as gone. `longest_wait` is the longest pause between two attempts to connect.
    """

    account: str
    endpoint: str
    token: str = field(repr=False)
    tls: bool = False
    ca_file: Path | None = None
    server_name: str = ""
    call_timeout: float = 5.0
    say_timeout: float = 20.0
    ping_every: float = 2.0
    ping_timeout: float = 2.0
    longest_wait: float = 30.0

    def __post_init__(self) -> None:
        host, _, port = self.endpoint.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            raise ValueError(f"endpoint must be host:port, not {self.endpoint!r}")
        if not self.account:
            raise ValueError("account must not be empty")

    @property
    def host(self) -> str:
        return self.endpoint.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.endpoint.rpartition(":")[2])
