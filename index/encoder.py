"""The encoder: texts become float32 rows of unit length. What it promises, and how one is opened."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderUnavailable
from index.settings import BUNDLED_ENCODER, Settings

HUB_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?", re.ASCII)
UNREAD = ("*.onnx", "onnx/*", "openvino/*", "*.h5", "*.msgpack", "*.ot")  # the same weights for other libraries

Progress = Callable[[int, int], None]  # (done, of)


class Encoder(Protocol):
    """Texts to unit vectors. Two encoders with one fingerprint give the same vectors."""

    @property
    def fingerprint(self) -> str:
        """A short hash of weights, tokenizer, prompts and pooling; not of the runtime."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit-length row per question, shape (len(texts), dim), in order."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """One unit-length row per passage or sentence, shape (len(texts), dim), in order."""


class WarmEncoder(Encoder, Protocol):
    """An encoder that loads its model at the first text, or when told to."""

    def warm(self) -> None:
        """Load everything now, so that the first question need not wait."""


def open_encoder(settings: Settings) -> WarmEncoder:
    """Open the encoder that the settings ask for. Its fingerprint and length are known at once; nothing is loaded yet.

    Raises:
        EncoderUnavailable: no such model, or its name could not be fetched.

    """
    from index.model_folder import describe
    from index.runtimes import FastestEncoder, OpenVinoEncoder, TorchEncoder

    model = describe(_folder(settings), settings.cache)
    if settings.runtime == "torch":
        return TorchEncoder(model)
    if settings.runtime == "openvino":
        return OpenVinoEncoder(model, settings.cache)
    return FastestEncoder(model, settings.cache)


def _folder(settings: Settings) -> Path:
    """Find the model's files; a name that is no folder is fetched from the Hugging Face hub."""
    if settings.encoder == BUNDLED_ENCODER:
        from index.e5 import bundled_model

        return bundled_model(settings.cache)
    folder = Path(settings.encoder).expanduser()
    if folder.is_dir():
        return folder
    if not HUB_NAME.fullmatch(settings.encoder):
        raise EncoderUnavailable(where=folder, found="no such folder")
    return _fetched(settings.encoder)


def _fetched(name: str) -> Path:
    """Take a model of the hub as it was fetched before, else fetch it now, as huggingface_hub is configured."""
    from httpx import HTTPError
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True, ignore_patterns=list(UNREAD)))
    except LocalEntryNotFoundError:
        pass  # not here yet, or only a part of it
    try:
        return Path(snapshot_download(name, ignore_patterns=list(UNREAD)))
    except (OSError, ValueError, HTTPError) as error:
        raise EncoderUnavailable(where=name, found=str(error)) from error
