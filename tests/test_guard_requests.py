"""The layer around the server shuts what the page does not use, and answers to this machine's names alone."""

import asyncio
from typing import Any

import pytest

from ui.guard import Guard


def _status(path: str, host: str, credentials: tuple[str, str] | None = None) -> int:
    """The status that a GET of the path gives."""
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI
        sent.append(message)

    async def receive() -> Any:  # noqa: ANN401 - ASGI
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", host.encode())]}
    asyncio.run(Guard(app, credentials)(scope, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "LOCALHOST", "[::1]:7860", "[::1]"])
def test_this_machine_is_let_in_by_its_own_names(host: str) -> None:
    assert _status("/", host) == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "10.0.0.5:7860"])
def test_another_name_that_leads_here_is_not_answered(host: str) -> None:
    assert _status("/", host) == 404


def test_with_a_password_the_app_has_whatever_name_its_network_gives_it() -> None:
    assert _status("/", "ubnd.example", ("a", "b")) == 401


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/upload_progress", "/openapi.json"])
def test_what_the_page_does_not_use_is_not_there(path: str) -> None:
    assert _status(path, "127.0.0.1:7860") == 404
