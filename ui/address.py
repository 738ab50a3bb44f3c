"""Where the page may be served: who can reach it, whether the port is free, who may enter."""

import errno
import ipaddress
import os
import socket

from index.errors import BadSetting, PortTaken, UnsafeAddress
from index.settings import Settings

LOOPBACK = "127.0.0.1"
PORTS = range(1, 65536)


def credentials(settings: Settings) -> tuple[str, str] | None:
    """The name and password asked of every visitor; None where the setting is empty.

    Raises:
        BadSetting: the setting lacks a name or a password.

    """
    if not settings.auth:
        return None
    name, _, password = settings.auth.partition(":")
    if not name or not password:
        raise BadSetting(where="CHIDAO_AUTH", found="a value without name or password", wanted="name:password")
    return name, password


def check(settings: Settings) -> None:
    """Nothing, if the page can be served there safely.

    Raises:
        UnsafeAddress: other machines could reach the page, and no password is set.
        PortTaken: another program listens on the port.
        BadSetting: an address that is not this machine's, or a port that may not be opened.

    """
    if not is_loopback(settings.host) and credentials(settings) is None:
        raise UnsafeAddress(where=settings.host)
    if settings.port not in PORTS:
        raise BadSetting(where="CHIDAO_PORT", found=settings.port, wanted=f"{PORTS.start}–{PORTS.stop - 1}")
    # Gradio asks itself over the loopback address, whatever address it serves on.
    for host in {settings.host, LOOPBACK}:
        _try_port(host, settings.port)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address. A name other than `localhost` is not trusted to be one."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def written(host: str) -> str:
    """The host as it stands in a URL."""
    bare = host.strip("[]")
    return f"[{bare}]" if ":" in bare else bare


def keep_off_proxy(host: str) -> None:
    """Let requests to ourselves pass by a configured HTTP proxy, which could not reach this machine's loopback."""
    for name in ("NO_PROXY", "no_proxy"):
        known = [part for part in os.environ.get(name, "").split(",") if part]
        os.environ[name] = ",".join(dict.fromkeys([*known, LOOPBACK, "localhost", host]))


def _try_port(host: str, port: int) -> None:
    bare = host.strip("[]")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(where)
    except socket.gaierror as error:
        raise BadSetting(where="CHIDAO_HOST", found=host, wanted="an address of this machine") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(found=port) from error
        wanted = "an address of this machine" if error.errno == errno.EADDRNOTAVAIL else "a port that may be opened"
        raise BadSetting(where="CHIDAO_HOST, CHIDAO_PORT", found=f"{host}:{port}", wanted=wanted) from error
