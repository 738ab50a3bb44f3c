"""The real `chidao chat` with a fresh home, as a process of its own, and the browser that visits it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHROMIUM = os.environ.get("CHIDAO_CHROMIUM") or shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START = 180.0  # seconds; the first start converts the model and indexes the seeds
ANSWER = 60_000  # milliseconds


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def chat(home: Path, port: int, *more: str, **environment: str) -> "subprocess.Popen[str]":
    """Start `chidao chat` with its index in `home`."""
    command = [sys.executable, "-m", "rag.cli", "--home", str(home), "chat", "--port", str(port), *more]
    inherited = {key: value for key, value in os.environ.items() if key != "CHIDAO_AUTH"}
    surroundings = inherited | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=home.parent, env=surroundings)


def said_until(process: "subprocess.Popen[str]", words: str) -> str:
    """Everything written to stderr up to the line with `words`; fails if the process ends or is too slow."""
    assert process.stderr is not None
    said, began = "", time.monotonic()
    for line in process.stderr:
        said += line
        if words in line:
            return said
        assert time.monotonic() - began < START, said
    raise AssertionError(f"ended without {words!r}:\n{said}")
