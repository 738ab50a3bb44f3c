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
    llm_max_tokens: int = 400
    host: str = "127.0.0.1"
    port: int = 7860
    auth: str = field(default="", repr=False)  # "name:password" asked of every visitor
    language: str = "vi"  # of the terminal's messages: "vi" or "en"

    @property
    def llm_configured(self) -> bool:
        """Whether an LLM may be asked."""
        return bool(self.llm_model)


def load(environment: Mapping[str, str] = os.environ, home: str | None = None) -> Settings:
    """The settings in force: defaults, then `chidao.toml`, then the environment, then `home`.

    Raises:
        FileMissing: `CHIDAO_CONFIG` names no file.
        BadSetting: a value of the wrong form, or broken TOML.

    """
    data = platformdirs.user_data_path("chidao", appauthor=False)
    values: dict[str, object] = {
        "home": data / "index",
        "cache": platformdirs.user_cache_path("chidao", appauthor=False),
        "language": _terminal_language(environment),
    }
    values |= _from_file(environment)
    values |= {name: environment[key] for name in _names() if (key := f"CHIDAO_{name.upper()}") in environment}
    if home is not None:
        values["home"] = home
    return Settings(**{name: _convert(name, value) for name, value in values.items()})  # type: ignore[arg-type]


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
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(where=path, found=str(error), wanted="TOML") from error
    for name in values:
        if name not in _names():
            raise BadSetting(where=path, found=name, wanted=", ".join(_names()))
    return values


def _convert(name: str, value: object) -> object:
    """The value in its field's type; text from the environment is parsed."""
    where = f"CHIDAO_{name.upper()}"
    wanted = Settings.__dataclass_fields__[name].type
    choices = {"runtime": ("auto", "openvino", "torch"), "answerer": ("extractive", "llm"), "language": ("vi", "en")}
    try:
        if wanted is Path:
            return Path(str(value)).expanduser().absolute()
        if wanted in (int, float):
            return wanted(str(value))
    except ValueError as error:
        raise BadSetting(where=where, found=value, wanted="a number") from error
    if name in choices and value not in choices[name]:
        raise BadSetting(where=where, found=value, wanted=" / ".join(choices[name]))
    return str(value)
