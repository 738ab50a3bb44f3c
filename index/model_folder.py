"""What a Sentence-Transformers folder says about itself, read without loading the model."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import EncoderUnavailable

CHUNK = 1 << 22
OTHER_FORMATS = (".h5", ".msgpack", ".ot", ".onnx", ".md")  # the same weights for other libraries, and prose
CONFIG = "config_sentence_transformers.json"


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """One model on disk. Two folders with one fingerprint give the same vectors."""

    path: Path
    fingerprint: str  # 12 hexadecimal digits
    dim: int  # length of a vector
    query_prompt: str
    passage_prompt: str


def describe(path: Path, cache: Path) -> ModelFolder:
    """Read what the model in the folder `path` is.

    Its files are hashed once; then a note under `cache` is believed while their sizes and times stay the same.

    Raises:
        EncoderUnavailable: no such folder, or no Sentence-Transformers model in it.

    """
    path = path.expanduser().resolve()
    if not path.is_dir():
        raise EncoderUnavailable(where=path, found="no such folder")
    modules = _modules(path)
    files = list(_files(path, modules))
    stamp = [[str(f.relative_to(path)), f.stat().st_size, f.stat().st_mtime_ns] for f in [*files, *_config(path)]]
    note = cache / "encoders" / f"{hashlib.sha256(os.fsencode(path)).hexdigest()[:12]}.json"
    known = _read_json(note) if note.is_file() else {}
    if isinstance(known, dict) and known.get("stamp") == stamp:
        return ModelFolder(path, **known["model"])
    query, passage = _prompts(path)
    model = ModelFolder(
        path, _fingerprint(path, files, (query, passage)), _dim(path, modules) or _measured_dim(path), query, passage
    )
    _write_json(note, {"stamp": stamp, "model": {k: v for k, v in asdict(model).items() if k != "path"}})
    return model


def _modules(path: Path) -> list[tuple[str, str]]:
    """Read (class name, folder) of each module, in order."""
    found = _read_json(path / "modules.json")
    if not isinstance(found, list) or not all(isinstance(m, dict) and {"type", "path"} <= m.keys() for m in found):
        raise EncoderUnavailable(where=path, found="no modules.json")
    return [(str(module["type"]).rpartition(".")[2], str(module["path"])) for module in found]


def _files(path: Path, modules: list[tuple[str, str]]) -> Iterator[Path]:
    """List what the vectors depend on, in a fixed order: the files of the root and of every module's folder."""
    for folder in sorted({path, *(path / name for _, name in modules)}):
        if not folder.is_dir():
            continue
        files = sorted(f for f in folder.iterdir() if f.is_file())
        twin = any(f.suffix == ".safetensors" for f in files)  # then .bin holds the same weights, and is not loaded
        for file in files:
            unread = file.suffix in OTHER_FORMATS or (twin and file.suffix == ".bin")
            if not unread and not file.name.startswith(".") and file.name != CONFIG:
                yield file


def _config(path: Path) -> list[Path]:
    return [path / CONFIG] if (path / CONFIG).is_file() else []


def _prompts(path: Path) -> tuple[str, str]:
    """Read what the model wants in front of a question, and of a passage."""
    config = _read_json(path / CONFIG) if _config(path) else {}
    prompts = config.get("prompts") if isinstance(config, dict) else None
    prompts = prompts if isinstance(prompts, dict) else {}
    return str(prompts.get("query") or ""), str(prompts.get("passage") or prompts.get("document") or "")


def _fingerprint(path: Path, files: list[Path], prompts: tuple[str, str]) -> str:
    digest = hashlib.sha256(json.dumps(prompts).encode())
    for file in files:
        digest.update(f"\0{file.relative_to(path).as_posix()}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    return digest.hexdigest()[:12]


def _dim(path: Path, modules: list[tuple[str, str]]) -> int | None:
    """Work out the length of a vector from the modules' settings; None where there is a module of another kind."""
    dim: int | None = None
    for kind, folder in modules:
        config = _read_json(path / folder / "config.json")
        if not isinstance(config, dict):
            continue
        if kind == "Pooling":
            width = config.get("embedding_dimension") or config.get("word_embedding_dimension")
            dim = width * _pooling_modes(config) if isinstance(width, int) else None
        elif kind == "Dense":
            dim = config.get("out_features")
        elif kind not in ("Transformer", "Normalize", "Dropout", "LayerNorm"):
            return None
    return dim


def _pooling_modes(config: dict[str, Any]) -> int:
    """How many pooled vectors are put side by side."""
    mode = config.get("pooling_mode")
    if mode is None:  # written by an older version
        return sum(bool(on) for name, on in config.items() if name.startswith("pooling_mode_")) or 1
    return 1 if isinstance(mode, str) else len(mode)


def _measured_dim(path: Path) -> int:
    from index.conversion import load_sentence_transformer

    return int(load_sentence_transformer(path).get_embedding_dimension() or 0)


def _read_json(path: Path) -> object:
    """Read the JSON of a file; None where there is none."""
    try:
        found: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _write_json(path: Path, content: object) -> None:
    """Write whole or not at all; the last of several writers wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(content), encoding="utf-8")
    part.replace(path)
