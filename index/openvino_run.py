"""Runs a converted model. Imports neither torch nor transformers."""

import importlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.tokens import Tokens

Vectors = NDArray[np.float32]

MODEL, NOTE = "model.xml", "conversion.json"
FORMAT = 1  # of the folder of a conversion; a higher number makes old ones be done again
COMPILED = "compiled"  # what OpenVINO made of the model for this processor
BATCH_TOKENS = 1024  # padding included; measured best on 2 cores, and a question waits for one batch at most
STEP = 8  # tokens to which one question is filled up: a width that is new to OpenVINO costs it as much as a question
WARM = 64  # tokens: questions up to here are of widths that `warm` has tried
WINDOW = 4096  # texts that are tokenised and sorted together


@dataclass(frozen=True, slots=True)
class Conversion:
    """How to run a converted model. `refused` says why there is none."""

    refused: str = ""
    precision: str = "f32"  # the fastest that kept the vectors: "bf16" or "f32"
    cosine: float = 0.0  # the lowest among the probes
    limit: int | None = None  # tokens; longer texts are cut
    pad: int = 0
    pad_left: bool = False
    inputs: tuple[str, ...] = ()


def read_conversion(folder: Path) -> Conversion:
    """Read the note that the conversion left in `folder`."""
    note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
    return Conversion(**{**note, "inputs": tuple(note["inputs"])})


def import_openvino() -> Any:  # noqa: ANN401  # a module
    """OpenVINO, without its telemetry.

    Raises:
        ImportError: it is not installed.

    """
    # OpenVINO reports its import and every conversion to Google Analytics unless a file in the user's home says no.
    # A package that cannot be imported makes it take its own silent stand-in, and leaves the home alone.
    if "openvino" not in sys.modules:
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    return importlib.import_module("openvino")


class OpenVinoRun:
    """The model converted into `folder`. Safe to use from several threads: batches take turns."""

    def __init__(self, folder: Path, how: Conversion) -> None:
        openvino = import_openvino()
        self.tokens = Tokens(folder, how.limit)
        self._how = how
        self._lock = Lock()
        core = openvino.Core()
        fast = how.precision == "bf16" and "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        settings = {
            "CACHE_DIR": str(folder / COMPILED),
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "bf16" if fast else "f32",
            "ENABLE_CPU_PINNING": False,  # two processes on one machine would take the same cores
        }
        self._request = core.compile_model(str(folder / MODEL), "CPU", settings).create_infer_request()

    def encode(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Vectors:
        """One unit-length row per text, shape (len(texts), dim), in order. `done` hears how many are ready."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        vectors: Vectors | None = None
        count = 0
        for places, ids in self._batches(texts):
            rows = self._infer(ids)
            if vectors is None:
                vectors = np.empty((len(texts), rows.shape[1]), dtype=np.float32)
            vectors[places] = rows
            count += len(places)
            if done is not None:
                done(count)
        assert vectors is not None  # noqa: S101  # there is at least one text, so at least one batch
        return vectors

    def warm(self) -> None:
        """Run once what questions need: the vocabulary, and each width."""
        self.tokens.load()
        for width in {self._filled(tokens) for tokens in range(STEP, WARM + 1, STEP)}:
            self._infer([[self._how.pad] * width])

    def _filled(self, tokens: int) -> int:
        """The width of one question of so many tokens."""
        return max(tokens, min(-(-tokens // STEP) * STEP, self._how.limit or WARM))

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], list[list[int]]]]:
        """Texts of like length together: (places in `texts`, token ids)."""
        for start in range(0, len(texts), WINDOW):
            ids = self.tokens.encode(texts[start : start + WINDOW])
            order = sorted(range(len(ids)), key=lambda place: len(ids[place]), reverse=True)
            while order:
                # The first is the longest, so its length is the width of the batch.
                size = max(1, BATCH_TOKENS // max(1, len(ids[order[0]])))
                batch, order = order[:size], order[size:]
                yield [start + place for place in batch], [ids[place] for place in batch]

    def _infer(self, ids: list[list[int]]) -> Vectors:
        """Unit-length rows of one batch."""
        longest = max(1, *map(len, ids))
        shape = (len(ids), longest if len(ids) > 1 else self._filled(longest))
        tensors = {name: np.zeros(shape, dtype=np.int64) for name in self._how.inputs}
        tokens, mask = tensors["input_ids"], tensors["attention_mask"]
        tokens.fill(self._how.pad)
        for row, of_text in enumerate(ids):
            place = slice(shape[1] - len(of_text), None) if self._how.pad_left else slice(0, len(of_text))
            tokens[row, place] = of_text
            mask[row, place] = 1
        with self._lock:
            self._request.infer(tensors)
            rows = self._request.get_output_tensor(0).data.astype(np.float32, copy=True)
        unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return unit
