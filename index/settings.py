"""One settings object, read once from the environment (`CHIDAO_*`) and an optional `chidao.toml`, and passed down."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from index.errors import BadSetting, FileMissing

BUNDLED_ENCODER = "bundled"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be configured. Each field `x` is `CHIDAO_X` in the environment and `x` in `chidao.toml`."""

    home: Path
    cache: Path  # converted models; can be deleted at any time
    encoder: str = BUNDLED_ENCODER  # or the name or folder of any Sentence-Transformers model
    runtime: str = "auto"  # "auto", "openvino" or "torch"
    answerer: str = "extractive"  # or "llm"
    llm_model: str = ""
    llm_url: str = ""  # an OpenAI-compatible endpoint; empty means the provider's own
    llm_provider: str = "openai"
    llm_key: str = field(default="", repr=False)
    llm_timeout: float = 60.0  # seconds, for one answer
    llm_stall: float = 20.0  # seconds that an answer may pause once it has begun
    llm_max_tokens: int = 400
    host: str = "127.0.0.1"
    port: int = 7860
    auth: str = field(default="", repr=False)  # "name:password" asked of every visitor
    abbreviations: str = ""  # a file of the office's own, see index/abbreviations.py
    language: str = "vi"  # of the terminal's messages: "vi" or "en"

    @property
    def llm_configured(self) -> bool:
        """Whether an LLM may be asked."""
        return bool(self.llm_model)


_CHOICES = {"runtime": ("auto", "openvino", "torch"), "answerer": ("extractive", "llm"), "language": ("vi", "en")}
_SECONDS = (0.001, 86_400.0)
_RANGES = {"port": (1, 65535), "llm_max_tokens": (1, 1_000_000), "llm_timeout": _SECONDS, "llm_stall": _SECONDS}
_SECRET = ("llm_key", "auth")
# An empty variable of any other name counts as not set.
_MAY_BE_EMPTY = ("llm_model", "llm_url", "abbreviations", *_SECRET)


def load(environment: Mapping[str, str] = os.environ, home: str | None = None) -> Settings:
    """The settings in force: defaults, then `chidao.toml`, then the environment, then `home`.

    Raises:
        FileMissing: `CHIDAO_CONFIG` names no file.
        BadSetting: a value that cannot be used, an unknown name in the file, or broken TOML.

    """
    values: dict[str, object] = {
        "home": platformdirs.user_data_path("chidao", appauthor=False) / "index",
        "cache": platformdirs.user_cache_path("chidao", appauthor=False),
        "language": _terminal_language(environment),
    }
    values |= _from_file(environment)
    for name in _names():
        text = environment.get(f"CHIDAO_{name.upper()}")
        if text or (text is not None and name in _MAY_BE_EMPTY):
            values[name] = _convert(f"CHIDAO_{name.upper()}", name, text)
    if home is not None:
        values["home"] = _convert("--home", "home", home)
    return Settings(**values)  # type: ignore[arg-type]


def _names() -> tuple[str, ...]:
    return tuple(Settings.__dataclass_fields__)


def _terminal_language(environment: Mapping[str, str]) -> str:
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "en" if locale.startswith("en") else "vi"


def _from_file(environment: Mapping[str, str]) -> dict[str, object]:
    named = environment.get("CHIDAO_CONFIG")
    path = Path(named) if named else platformdirs.user_config_path("chidao", appauthor=False) / "chidao.toml"
    if not path.is_file():
        if named:
            raise FileMissing(where=path)
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadSetting(where=path, found=str(error), wanted="TOML") from error
    for name in values:
        if name not in _names():
            raise BadSetting(where=path, found=name, wanted=", ".join(_names()))
    return {name: _convert(f"{path}: {name}", name, value) for name, value in values.items()}


def _convert(where: str, name: str, value: object) -> object:
    """The value in its field's type; text from the environment is parsed. `where` names the setting in an error."""
    wanted = Settings.__dataclass_fields__[name].type
    if wanted is Path:
        return _path(where, value)
    if wanted is int or wanted is float:
        return _number(where, name, value, whole=wanted is int)
    if not isinstance(value, str):
        raise BadSetting(where=where, found="***" if name in _SECRET else value, wanted="text")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise BadSetting(where=where, found=value or '""', wanted=" / ".join(_CHOICES[name]))
    if not value and name not in _MAY_BE_EMPTY:
        raise BadSetting(where=where, found='""', wanted="text")
    return value


def _path(where: str, value: object) -> Path:
    if not isinstance(value, str) or not value or "\0" in value:
        raise BadSetting(where=where, found=repr(value), wanted="a folder")
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError as error:  # `~somebody` who is nobody here
        raise BadSetting(where=where, found=value, wanted="a folder") from error


def _number(where: str, name: str, value: object, *, whole: bool) -> float:
    low, high = _RANGES[name]
    wanted = f"a {'whole ' if whole else ''}number from {low} to {high}"
    try:
        number = int(str(value)) if whole else float(str(value))
    except ValueError as error:
        raise BadSetting(where=where, found=value, wanted=wanted) from error
    if not low <= number <= high:  # false for NaN, too
        raise BadSetting(where=where, found=value, wanted=wanted)
    return number
