"""The layer around the web server: who may enter, and headers that keep the browser from fetching anything elsewhere.

Visitors are asked by HTTP Basic authentication, so that the browser asks in its own language; Gradio's login page
knows no Vietnamese.
"""

import asyncio
import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

# Gradio compiles the templates of its HTML component in the browser, and starts workers from blobs.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)

UNUSED = ("/gradio_api/upload", "/openapi.json", "/docs", "/redoc", "/gradio_api/openapi.json")
OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")

CHALLENGE = (b"www-authenticate", b'Basic realm="Chi Dao", charset="UTF-8"')
SHUT_OUT = "Cần tên đăng nhập và mật khẩu để vào trang này.".encode()
STARTUP = "/gradio_api/startup-events"  # Gradio asks itself for this, without a password, before anyone else can come
WRONG_PASSWORD_WAIT = 1.0  # seconds, against guessing

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]


class Guard:
    """An ASGI layer that lets in who knows the credentials, and adds `HEADERS` to every response."""

    def __init__(self, app: Asgi, credentials: tuple[str, str] | None = None) -> None:
        """Everybody may enter where `credentials`, a name and a password, is None."""
        self.app = app
        self.expected = ":".join(credentials).encode() if credentials else None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass the request on, if it may enter, and put the headers on what comes back."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        if self._leads_nowhere(scope):
            await guarded({"type": "http.response.start", "status": 404, "headers": []})
            await guarded({"type": "http.response.body", "body": b""})
        elif self._may_enter(scope):
            await self.app(scope, receive, guarded)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            if _given(scope) is not None:
                await asyncio.sleep(WRONG_PASSWORD_WAIT)
            kind = (b"content-type", b"text/plain; charset=utf-8")
            await guarded({"type": "http.response.start", "status": 401, "headers": [CHALLENGE, kind]})
            await guarded({"type": "http.response.body", "body": SHUT_OUT})

    def _leads_nowhere(self, scope: Message) -> bool:
        """Whether a request is for what the page does not have, or comes by a name that is not this machine's.

        Without a password the app is for this machine alone; a page elsewhere that makes its own name mean 127.0.0.1 in
        the browser (DNS rebinding) still sends that name.
        """
        if scope["type"] != "http":
            return False
        if any(scope["path"].startswith(path) for path in UNUSED):
            return True
        host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return self.expected is None and bool(host) and name.lower() not in OWN_NAMES

    def _may_enter(self, scope: Message) -> bool:
        if self.expected is None or scope["type"] not in ("http", "websocket") or scope["path"] == STARTUP:
            return True
        given = _given(scope)
        return given is not None and hmac.compare_digest(given, self.expected)


def _given(scope: Message) -> bytes | None:
    """The `name:password` of the request; None where it carries none that can be read."""
    scheme, _, coded = dict(scope["headers"]).get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"basic":
        return None
    try:
        return base64.b64decode(coded, validate=True)
    except binascii.Error:
        return None
