"""Nothing leaves the machine: adding and asking work where every connection outside is refused."""

import json
import socket
from pathlib import Path

import pytest

from tests.guard import OutsideConnectionError
from tests.homes import ROOT, python

CUT_OFF = """
import sys
from tests.guard import block_outside

block_outside()
from rag.cli import main

sys.exit(main(sys.argv[1:]))
"""


def chidao(home: Path, *arguments: object) -> tuple[int, str, str]:
    """Run a command in a process that is cut off from everything outside."""
    with python(CUT_OFF, "--home", home, *arguments, environment={"HF_HUB_OFFLINE": "0"}) as process:
        out, err = process.communicate(timeout=300)
    assert "OutsideConnectionError" not in out + err
    return process.returncode, out, err


def test_adding_and_asking_need_no_network(tmp_path: Path, cache: Path) -> None:
    home = tmp_path / "home"
    code, out, err = chidao(home, "add", ROOT / "seeds", "--json")
    assert code == 0, err
    assert len(json.loads(out)["added"]) == 5
    code, out, err = chidao(home, "ask", "Phường Bình Dương có dân số bao nhiêu?", "--json")
    assert code == 0, err
    assert json.loads(out)["status"] == "answered"
    assert cache.exists()


def test_asking_on_a_fresh_machine_needs_no_network(tmp_path: Path) -> None:
    code, out, err = chidao(tmp_path / "home", "ask", "Phường Bình Trưng có bao nhiêu đảng viên?", "--json")
    assert code == 0, err
    assert json.loads(out)["citations"]


ADDRESSES = ["93.184.216.34", "8.8.8.8", "10.0.0.1", "example.org", "2606:2800:220:1::1", "0.0.0.1"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_tests_themselves_reach_nothing_outside(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as stream, pytest.raises(OutsideConnectionError):
        stream.connect((address, 443))
    with socket.socket(family, socket.SOCK_DGRAM) as datagram, pytest.raises(OutsideConnectionError):
        datagram.connect_ex((address, 53))


def test_no_name_is_looked_up_outside() -> None:
    with pytest.raises(OutsideConnectionError):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), 5) as client:
        assert client.getpeername() == server.getsockname()
    assert socket.getaddrinfo("localhost", 80)
