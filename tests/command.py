"""The command `chidao` of this working tree, run as scripts run it: a process, its exit code and its two streams."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from index import settings

ROOT = Path(__file__).resolve().parent.parent
CHIDAO = (sys.executable, "-m", "rag.cli")
PATIENCE = 300.0  # seconds; the first run on a machine converts the model
POPULATION = "Phường Bình Dương có dân số bao nhiêu?"
GOLD = "Giá vàng hôm nay bao nhiêu?"  # no document says it


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a run."""

    code: int
    out: str
    err: str


def environment(home: Path | None = None, **more: str) -> dict[str, str]:
    """Surroundings of a run: nothing of the tester's own settings, but his converted models."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHIDAO_", "LC_", "LANG"))}
    own = {"CHIDAO_CACHE": str(settings.load().cache), "PYTHONPATH": str(ROOT), "LANG": "C"}
    return kept | own | ({"CHIDAO_HOME": str(home)} if home else {}) | more


def chidao(*arguments: str | bytes | Path, home: Path | None = None, stdin: str | bytes = "", **more: str) -> Ran:
    """Run `chidao` with arguments and standard input; `more` are environment variables."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    command = [*CHIDAO, *arguments]
    done = subprocess.run(
        command, input=given, capture_output=True, env=environment(home, **more), cwd=ROOT, timeout=PATIENCE
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())  # strict: what is printed is UTF-8
