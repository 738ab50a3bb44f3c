"""The rooms import only downwards, ui → rag → index, and heavy libraries load only where they are used."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.encoder import WarmEncoder
from tests.homes import ROOT, open_library, python, write_articles

MAY_IMPORT = {"index": {"index"}, "rag": {"rag", "index"}, "ui": {"ui", "rag", "index"}}
KNOW_EVERYBODY = {"rag/cli.py", "rag/commands.py"}
MODULES = sorted(path.relative_to(ROOT).as_posix() for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))
ROOMS = {"index", "rag", "ui", "tests"}


def imported(source: str, package: str) -> Iterator[str]:
    """Give the full names of all modules that a source imports, at the top or inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            yield ".".join([*above, *([node.module] if node.module else [])])
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("importlib.import_module", "__import__"):
            yield ast.literal_eval(node.args[0])


@pytest.mark.parametrize("module", MODULES)
def test_the_rooms_import_only_downwards(module: str) -> None:
    path = ROOT / module
    used = {name.split(".")[0] for name in imported(path.read_text(encoding="utf-8"), path.parent.name)} & ROOMS
    allowed = MAY_IMPORT[module.split("/")[0]] | ({"ui"} if module in KNOW_EVERYBODY else set())
    assert used <= allowed


def test_an_import_upwards_would_be_seen() -> None:
    sources = ("import ui.app", "from ui import app", "def f():\n    from ui.app import serve", "from ..ui import app")
    assert all("ui" in " ".join(imported(source, "index.deep")) for source in sources)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is(module: str) -> None:
    text = ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8")))
    assert text
    assert text.split("\n")[0].endswith(".")


HEAVY = ("torch", "gradio", "faiss", "langchain", "langchain_core", "sentence_transformers", "transformers", "numpy")
TELL = """
import sys
try:
    from rag.cli import main
    code = main(sys.argv[2:])
except SystemExit as end:
    code = end.code
print("\\nloaded:", *(name for name in sys.argv[1].split(",") if name in sys.modules))
sys.exit(code)
"""


def loaded(*arguments: object, heavy: tuple[str, ...] = HEAVY) -> tuple[int, set[str]]:
    """Run a command; give its exit code and which heavy libraries it loaded."""
    with python(TELL, ",".join(heavy), *arguments, environment={"HF_HUB_OFFLINE": "1"}) as process:
        out, err = process.communicate(timeout=300)
    assert "loaded:" in out, err
    return process.returncode, set(out.rsplit("loaded:", 1)[1].split())


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("ask", "--help"), ("chat", "--help"), ("nonsense",)]
)
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    code, heavy = loaded(*arguments)
    assert (code, heavy) == (2 if arguments == ("nonsense",) else 0, set())


def test_asking_loads_neither_torch_nor_gradio(tmp_path: Path, cache: Path, encoder: WarmEncoder) -> None:
    encoder.encode_queries(["khởi động"])  # the model is converted, which happens once on a machine
    home = tmp_path / "home"
    heavy = ("torch", "gradio", "sentence_transformers", "transformers", "langchain", "langchain_core", "pypdf")
    for _ in range(2):  # the first also makes the home from the seeds
        arguments = ("--home", home, "ask", "Phường Bình Dương có dân số bao nhiêu?")
        assert loaded(*arguments, heavy=heavy) == (0, set())
    assert cache.exists()


def test_listing_loads_no_search_library_and_no_model(tmp_path: Path) -> None:
    open_library(tmp_path / "home").add(write_articles(tmp_path / "in", [1]))
    for command in ("list", "show"):
        more = () if command == "list" else (open_library(tmp_path / "home").documents()[0].id,)
        heavy = ("faiss", "tantivy", "torch", "openvino", "tokenizers", "gradio", "langchain_core")
        assert loaded("--home", tmp_path / "home", command, *more, heavy=heavy) == (0, set())


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_leaves_the_arithmetic_of_vectors_to_the_thread_that_asks(room: str) -> None:
    code = (
        "import os; os.environ.pop('OPENBLAS_NUM_THREADS', None)\n"  # this process may have set it for its children
        f"import {room}, numpy, threadpoolctl\n"
        "print([pool['num_threads'] for pool in threadpoolctl.threadpool_info() if pool['internal_api'] == 'openblas'])"
    )
    with python(code) as process:
        assert process.communicate()[0].strip() == "[1]"
