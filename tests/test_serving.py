"""Promises of `chidao chat` before anybody sees a page: who may come in, and what is told when it cannot be served."""

import base64
import http.client
import socket
from pathlib import Path

from tests.chat_server import chat, free_port, said_until


def test_another_address_without_a_password_is_refused(tmp_path: Path) -> None:
    with chat(tmp_path / "home", free_port(), "--host", "0.0.0.0", CHIDAO_LANGUAGE="vi") as process:  # noqa: S104
        said_until(process, "CHIDAO_AUTH")
    assert process.returncode == 2


def test_with_a_password_only_who_knows_it_comes_in(tmp_path: Path) -> None:
    port = free_port()
    with chat(tmp_path / "home", port, CHIDAO_AUTH="cán bộ:mật khẩu") as process:
        try:
            said_until(process, "đang chạy")
            paths = ("/", "/config", "/gradio_api/info")
            assert [_status(port, path, None) for path in paths] == [401] * 3
            assert [_status(port, path, "cán bộ:khác") for path in paths] == [401] * 3
            assert _status(port, "/", "cán bộ:mật khẩu") == 200
        finally:
            process.terminate()


def _status(port: int, path: str, credentials: str | None) -> int:
    coded = base64.b64encode((credentials or "").encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Authorization": f"Basic {coded}"} if credentials else {})
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        taken = listening.getsockname()[1]
        with chat(tmp_path / "home", taken, CHIDAO_LANGUAGE="vi") as process:
            said_until(process, f"Cổng {taken}")
        assert process.returncode == 2
