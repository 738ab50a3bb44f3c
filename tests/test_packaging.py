"""What is installed is what is in the tree: every package, every data file, exact versions for what is asked for."""

import re
import tomllib
from pathlib import Path

from tests.command import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~; \[]", requirement)[0].lower().replace("_", "-")


def test_every_package_of_the_tree_is_installed() -> None:
    found = {path.parent for room in ("index", "rag", "ui") for path in (ROOT / room).rglob("__init__.py")}
    named = {ROOT / Path(*name.split(".")) for name in PROJECT["tool"]["setuptools"]["packages"]}
    assert named == found | {ROOT / "seeds"}


def test_every_data_file_of_the_tree_is_installed() -> None:
    packages = PROJECT["tool"]["setuptools"]["package-data"]
    shipped = {
        file
        for package, patterns in packages.items()
        for p in patterns
        for file in (ROOT / Path(*package.split("."))).glob(p)
    }
    inside = {
        file
        for room in ("index", "rag", "ui", "seeds")
        for file in (ROOT / room).rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc")
    }
    assert shipped == inside


def test_every_requirement_has_its_exact_version_in_the_constraints() -> None:
    project = PROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    exact = [line for line in lines if not line.startswith("#")]
    assert [line for line in exact if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert {_name(requirement) for requirement in asked} <= {_name(line) for line in exact}
