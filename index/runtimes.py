"""The two ways to run a model: OpenVINO, fast and without torch, and Sentence-Transformers itself."""

import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.cached import build_once
from index.encoder import Progress
from index.errors import EncoderUnavailable
from index.model_folder import ModelFolder
from index.openvino_run import FORMAT, OpenVinoRun, import_openvino, read_conversion

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

TORCH_CHUNK = 256  # texts between two reports of progress
FIRST = "Ai yêu cầu giữ vững an ninh, trật tự?"  # what a runtime encodes to be warm

log = logging.getLogger(__name__)


class _Described:
    """What an encoder says about its model without loading it."""

    def __init__(self, model: ModelFolder) -> None:
        self.model = model
        self._lock = Lock()  # of the loading

    @property
    def fingerprint(self) -> str:
        """A short hash of weights, tokenizer, prompts and pooling; not of the runtime."""
        return self.model.fingerprint

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self.model.dim

    def _none(self) -> Vectors:
        return np.zeros((0, self.dim), dtype=np.float32)


class OpenVinoEncoder(_Described):
    """The model converted to OpenVINO under `cache`, on the first use. Safe to use from several threads."""

    def __init__(self, model: ModelFolder, cache: Path) -> None:
        super().__init__(model)
        self._cache = cache
        self._run: OpenVinoRun | None = None

    def open(self) -> OpenVinoRun:
        """Convert the model if that was not done before, and load it.

        Raises:
            EncoderUnavailable: OpenVINO is not installed, or does not give the vectors of Sentence-Transformers.

        """
        with self._lock:
            if self._run is None:
                self._run = self._opened()
        return self._run

    def warm(self) -> None:
        """Load model and tokenizer now. Raises as `open` does."""
        self.open().warm()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row per question, shape (len(texts), dim), in order. Raises as `open` does."""
        if not texts:
            return self._none()
        return self.open().encode([self.model.query_prompt + text for text in texts])

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit-length row per passage or sentence, shape (len(texts), dim), in order. Raises as `open` does."""
        if not texts:
            return self._none()
        done = (lambda count: progress(count, len(texts))) if progress is not None else None
        return self.open().encode([self.model.passage_prompt + text for text in texts], done)

    def _opened(self) -> OpenVinoRun:
        try:
            version = str(import_openvino().__version__).partition("-")[0]
        except ImportError as error:
            raise EncoderUnavailable(where=self.model.path, found="OpenVINO is not installed") from error
        name = f"{self.fingerprint}-openvino-{version}-{FORMAT}"
        folder = build_once(self._cache / "encoders" / name, self._convert)
        how = read_conversion(folder)
        if how.refused:
            raise EncoderUnavailable(where=self.model.path, found=f"OpenVINO cannot run it: {how.refused}")
        return OpenVinoRun(folder, how)

    def _convert(self, folder: Path) -> None:
        from index.conversion import convert

        convert(self.model, folder)


class TorchEncoder(_Described):
    """Sentence-Transformers itself, on whatever device torch finds. Safe to use from several threads."""

    def __init__(self, model: ModelFolder) -> None:
        super().__init__(model)
        self._transformer: SentenceTransformer | None = None
        self._turn = Lock()  # a tokenizer must not be asked from two threads at once

    def open(self) -> "SentenceTransformer":
        """Load the model.

        Raises:
            EncoderUnavailable: the files of the model cannot be read.

        """
        from index.conversion import load_sentence_transformer

        with self._lock:
            if self._transformer is None:
                self._transformer = load_sentence_transformer(self.model.path)
        return self._transformer

    def warm(self) -> None:
        """Load the model now. Raises as `open` does."""
        self.encode_queries([FIRST])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row per question, shape (len(texts), dim), in order. Raises as `open` does."""
        if not texts:
            return self._none()
        transformer = self.open()
        with self._turn:
            rows = transformer.encode_query(
                list(texts), prompt=self.model.query_prompt, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(rows, dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit-length row per passage or sentence, shape (len(texts), dim), in order. Raises as `open` does."""
        if not texts:
            return self._none()
        transformer, prompt = self.open(), self.model.passage_prompt
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]), reverse=True)
        for start in range(0, len(order), TORCH_CHUNK):
            places = order[start : start + TORCH_CHUNK]
            chunk = [texts[place] for place in places]
            with self._turn:
                vectors[places] = transformer.encode_document(
                    chunk, prompt=prompt, normalize_embeddings=True, show_progress_bar=False
                )
            if progress is not None:
                progress(start + len(places), len(texts))
        return vectors


class FastestEncoder(_Described):
    """OpenVINO where it gives the model's vectors, else Sentence-Transformers; decided at the first use."""

    def __init__(self, model: ModelFolder, cache: Path) -> None:
        super().__init__(model)
        self._cache = cache
        self._chosen: OpenVinoEncoder | TorchEncoder | None = None

    def open(self) -> OpenVinoEncoder | TorchEncoder:
        """Choose the runtime, at the first call.

        Raises:
            EncoderUnavailable: neither can load the model.

        """
        with self._lock:
            if self._chosen is None:
                fast = OpenVinoEncoder(self.model, self._cache)
                try:
                    fast.open()
                    self._chosen = fast
                except EncoderUnavailable as error:
                    log.warning("%s; Sentence-Transformers runs it instead, more slowly", error.facts["found"])
                    slow = TorchEncoder(self.model)
                    slow.open()
                    self._chosen = slow
        return self._chosen

    def warm(self) -> None:
        """Load everything now. Raises as `open` does."""
        self.open().warm()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row per question, shape (len(texts), dim), in order. Raises as `open` does."""
        return self.open().encode_queries(texts) if texts else self._none()

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit-length row per passage or sentence, shape (len(texts), dim), in order. Raises as `open` does."""
        return self.open().encode_passages(texts, progress) if texts else self._none()
