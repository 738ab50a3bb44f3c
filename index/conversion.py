"""A Sentence-Transformers folder becomes an OpenVINO model, once; what does not give the same vectors is refused.

This is the only place that needs torch and OpenVINO together; nothing of it runs once the conversion is cached.
"""

import json
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderUnavailable
from index.model_folder import ModelFolder
from index.openvino_run import COMPILED, MODEL, NOTE, Conversion, OpenVinoRun, import_openvino
from index.tokens import WHOLE, write_frame

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

LEAST_COSINE = 0.999  # to the vectors of Sentence-Transformers, on every probe
STANDARD = ("Transformer", "Pooling", "Dense", "LayerNorm", "Dropout", "Normalize")
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
PROBES = (
    "",
    "Phường Bình Dương",
    "Ai yêu cầu giữ vững an ninh, trật tự cơ sở?",
    "Chiều 17-9, đoàn công tác đến thăm, làm việc với Ban Thường vụ Đảng ủy phường (TPHCM).",
    "Tổng thu ngân sách trên địa bàn 2.952 tỷ đồng, đạt 78,5% dự toán năm 2025.",
    "Ngh\u0323i\u0302 quye\u0302\u0301t so\u0302\u0301 57-NQ/TW",  # decomposed letters
    "bi thu thanh uy yeu cau gi",
    "What did the secretary ask the ward to do about flooding?",
    "Café, naïve, ½ ﬁ １２３ — “quoted” … https://example.org/a?b=c",
    "😀👍🏽 xin chào",
    "An ninh.\n\nTrật tự.\tGiao thông.",
    "Đồng chí đề nghị tiếp tục rà soát quy hoạch, tháo gỡ vướng mắc cho người dân và doanh nghiệp. " * 40,
)


def load_sentence_transformer(path: Path, device: str | None = None) -> "SentenceTransformer":
    """Load the model of a folder from its files alone: nothing is fetched, no code in the folder runs.

    Raises:
        EncoderUnavailable: the files cannot be read.

    """
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    try:
        with quiet():
            return SentenceTransformer(str(path), device=device, local_files_only=True)
    except (OSError, ValueError, LookupError, ImportError, RuntimeError, SafetensorError) as error:
        raise EncoderUnavailable(where=path, found=_short(error)) from error


@contextmanager
def quiet() -> Iterator[None]:
    """Without the progress bars and the advice that transformers prints while it loads a model."""
    from transformers.utils import logging

    bars, level = logging.is_progress_bar_enabled(), logging.get_verbosity()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def convert(model: ModelFolder, folder: Path) -> None:
    """Write the converted model, its tokenizer and a `Conversion` into `folder`; where it cannot be, only the reason.

    Raises:
        EncoderUnavailable: the model itself cannot be loaded.
        ImportError: OpenVINO is not installed.

    """
    failures = import_openvino().frontend
    try:
        note = _convert(model, folder)
    except (RuntimeError, TypeError, ValueError, LookupError, AttributeError, NotImplementedError) as error:
        note = Conversion(refused=_short(error))
    except (failures.GeneralFailure, failures.OpConversionFailure, failures.NotImplementedFailure) as error:
        note = Conversion(refused=_short(error))
    (folder / NOTE).write_text(json.dumps(asdict(note), ensure_ascii=False), encoding="utf-8")


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"


def _convert(model: ModelFolder, folder: Path) -> Conversion:
    openvino = import_openvino()
    original = load_sentence_transformer(model.path, device="cpu")
    if reason := _unfit(original):
        return Conversion(refused=reason)
    tokenizer = original.tokenizer
    tokenizer.backend_tokenizer.save(str(folder / WHOLE), pretty=False)
    write_frame(folder)
    example = dict(original.tokenizer(["an ninh", "giữ vững trật tự cơ sở"], padding=True, return_tensors="pt"))
    inputs = tuple(name for name in INPUTS if name in example)
    with quiet():
        traced = openvino.convert_model(_traceable(original), example_input={name: example[name] for name in inputs})
    openvino.save_model(traced, folder / MODEL, compress_to_fp16=True)
    limit = tokenizer.model_max_length
    note = Conversion(
        limit=limit if limit is not None and limit < 1 << 20 else None,
        pad=tokenizer.pad_token_id or 0,
        pad_left=tokenizer.padding_side == "left",
        inputs=inputs,
    )
    return checked(folder, note, original)


def _unfit(original: "SentenceTransformer") -> str:
    """Why the model cannot be traced; empty where nothing speaks against it."""
    others = [type(module).__name__ for module in original if type(module).__name__ not in STANDARD]
    if others:
        return f"module {others[0]}"
    if getattr(original.tokenizer, "backend_tokenizer", None) is None:
        return "no fast tokenizer"
    # The prompt's length would be one more input.
    return "pooling without the prompt" if any(not getattr(m, "include_prompt", True) for m in original) else ""


def _traceable(original: "SentenceTransformer") -> Any:  # noqa: ANN401  # a torch module
    """Chain the model's own modules into one function of tensors."""
    import torch

    class Pipeline(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.steps = torch.nn.ModuleList(original)

        def forward(
            self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor | None = None
        ) -> torch.Tensor:
            features: dict[str, Any] = {"input_ids": input_ids, "attention_mask": attention_mask}
            if token_type_ids is not None:
                features["token_type_ids"] = token_type_ids
            for step in self.steps:
                features = step(features)
            pooled: torch.Tensor = features["sentence_embedding"]
            return pooled

    return Pipeline().eval()


def checked(folder: Path, note: Conversion, original: "SentenceTransformer") -> Conversion:
    """Find the fastest precision whose vectors are those of the original, or the reason why there is none."""
    with quiet():
        wanted = original.encode(list(PROBES), prompt="", normalize_embeddings=True, show_progress_bar=False)
    cosine = 0.0
    for precision in ("bf16", "f32"):
        tried = replace(note, precision=precision)
        cosine = _least_cosine(OpenVinoRun(folder, tried).encode(PROBES), np.asarray(wanted))
        shutil.rmtree(folder / COMPILED, ignore_errors=True)  # it knows the folder by a name that will change
        if cosine >= LEAST_COSINE:
            return replace(tried, cosine=cosine)
    (folder / MODEL).unlink()
    return Conversion(refused=f"vectors differ: cosine {cosine:.4f}, wanted {LEAST_COSINE}")


def _least_cosine(got: NDArray[np.float32], wanted: NDArray[np.float32]) -> float:
    """Return the lowest cosine between rows; not-a-number counts as 0."""
    cosines = np.sum(got * wanted, axis=1) / (np.linalg.norm(got, axis=1) * np.linalg.norm(wanted, axis=1))
    return float(np.min(np.nan_to_num(cosines, nan=0.0)))
