"""The README says what is so: every command in it runs, every setting is in its table, every link leads somewhere."""

import os
import re
import shutil
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from index import settings
from index.e5 import bundled_model
from tests.command import CHIDAO, PATIENCE, ROOT, environment

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = [block for kind, block in BLOCKS if kind == "sh"]
MAKE = [line for block in COMMANDS for line in block.splitlines() if line.startswith("make ")]


def _of(kind: str) -> str:
    """The one block of a kind."""
    (block,) = [str(text) for name, text in BLOCKS if name == kind]
    return block


@pytest.fixture
def reader(tmp_path: Path) -> dict[str, str]:
    """Give the surroundings of a reader: his folders, his question file, and `chidao` on his path."""
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "chidao"
    script.write_text(f'#!/bin/sh\nexec {" ".join(CHIDAO)} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    (tmp_path / "van-ban").mkdir()
    for article in (ROOT / "seeds").glob("*.txt"):
        shutil.copy(article, tmp_path / "van-ban")
    (tmp_path / "cau-hoi.jsonl").write_text(_of("json"), encoding="utf-8")
    (tmp_path / "mo-hinh").mkdir()
    (tmp_path / "mo-hinh" / "multilingual-e5").symlink_to(bundled_model(settings.load().cache))
    own = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    return environment() | own | {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}


def test_every_command_in_the_readme_runs(reader: dict[str, str]) -> None:
    script = "\n".join(line for block in COMMANDS for line in block.splitlines() if not line.startswith("make "))
    assert script.count("chidao ") >= 12
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        capture_output=True,
        env=reader,
        cwd=reader["HOME"],
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert _of("text") in done.stdout.decode()


@pytest.mark.parametrize("command", MAKE)
def test_every_make_target_in_the_readme_is_one(command: str) -> None:
    planned = subprocess.run(
        [*command.split(), "--dry-run"], capture_output=True, text=True, cwd=ROOT, check=False, timeout=60
    )
    assert planned.returncode == 0, planned.stderr
    assert (".venv/bin/chidao chat" in planned.stdout) == ("chat" in command)
    assert ("--index-url https://" in planned.stdout) <= ("TORCH_INDEX" in command)


def test_make_alone_lists_the_targets() -> None:
    listed = subprocess.run(["make"], capture_output=True, text=True, cwd=ROOT, check=True, timeout=60).stdout
    assert all(f"  {target}\t" in listed for target in ("chat", "test", "check"))


def test_make_says_which_python_it_needs(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    ran = subprocess.run(
        ["make", "chat", f"PYTHON={old}"], capture_output=True, text=True, cwd=tmp_path, check=False, timeout=60
    )
    assert ran.returncode != 0
    assert "Python 3.11" in ran.stderr
    assert "Python 3.9.2" in ran.stderr
    assert not (tmp_path / ".venv").exists()


def test_the_chat_starts_at_the_printed_address_and_stops_at_ctrl_c(reader: dict[str, str]) -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    with subprocess.Popen(
        ["chidao", "chat"],  # as `make chat` runs it
        stderr=subprocess.PIPE,
        text=True,
        env=reader | {"CHIDAO_PORT": str(port)},
        cwd=reader["HOME"],
        executable=shutil.which("chidao", path=reader["PATH"]),
    ) as process:
        assert process.stderr is not None
        address = f"http://127.0.0.1:{port}"
        assert any(address in line for line in process.stderr)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=30) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert "Traceback" not in process.stderr.read()


def test_the_settings_table_names_every_setting_with_its_default() -> None:
    table = dict(re.findall(r"^\| `(CHIDAO_\w+)` \| (.*?) \|", README, re.MULTILINE))
    assert list(table) == [f"CHIDAO_{field.name.upper()}" for field in fields(settings.Settings)]
    for field in fields(settings.Settings):
        if field.name in ("home", "cache", "language"):  # these depend on the machine
            continue
        assert table[f"CHIDAO_{field.name.upper()}"].strip("`") == (str(field.default) or "*(trống)*")


def _links() -> Iterator[str]:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                yield str((path.parent / target).relative_to(ROOT))


@pytest.mark.parametrize("target", sorted(set(_links())))
def test_every_link_to_a_file_leads_to_one(target: str) -> None:
    assert (ROOT / target).is_file()
