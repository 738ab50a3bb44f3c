"""A guard around this process: no connection to, and no look-up of, anything but this machine."""

import ipaddress
import socket
from typing import Any


class OutsideConnectionError(RuntimeError):
    """Something tried to reach another machine. Not an OSError: code that expects those must not swallow it."""


def block_outside() -> None:
    """Let every connection and look-up of this process that is not of this machine raise, for good."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - as in the standard library
        _check(address, self.family)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:  # noqa: ANN401
        _check(address, self.family)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        _check((host,), socket.AF_INET)
        return look_up(host, *rest, **named)

    for owner, name, own in (
        (socket.socket, "connect", guarded),
        (socket.socket, "connect_ex", guarded_ex),
        (socket, "getaddrinfo", guarded_look_up),
    ):
        setattr(owner, name, own)


def _check(address: Any, family: int) -> None:  # noqa: ANN401
    if family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
        raise OutsideConnectionError(f"{address[0]} is not this machine")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost", socket.gethostname()):
        return True
    try:
        found = ipaddress.ip_address(str(name).split("%")[0])
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified
