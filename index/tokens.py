"""Texts to token ids. A process that asks one question need not load a whole vocabulary (0.6 s for 250,000 pieces)."""

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WHOLE = "tokenizer.json"
FRAME = "frame.json"  # the tokenizer without its vocabulary
PIECES = "pieces.npy"  # the vocabulary, sorted by hash
PIECE = np.dtype([("hash", "<u8"), ("id", "<i4"), ("score", "<f8")])
FEW_CHARACTERS = 2000  # up to here the part of the vocabulary that occurs in the text is looked up


class Tokens:
    """Tokenizer of the folder `folder`, truncating to `limit` tokens. Safe to use from several threads.

    Until it is loaded, by `load` or for a long text, Unigram tokenizers with a `frame.json` (see `write_frame`) encode
    short texts with the pieces that occur in them, half a millisecond slower; the ids are those of the whole tokenizer.
    """

    def __init__(self, folder: Path, limit: int | None) -> None:
        self._folder, self._limit = folder, limit
        self._whole: Tokenizer | None = None
        self._frame = _Frame(folder, limit) if (folder / FRAME).is_file() else None
        self._lock = Lock()

    def load(self) -> "Tokenizer":
        """Load the whole tokenizer now."""
        with self._lock:
            if self._whole is None:
                self._whole = _opened((self._folder / WHOLE).read_text(encoding="utf-8"), self._limit)
        return self._whole

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, special tokens included, at most `limit`, in order."""
        frame = self._frame
        short = sum(map(len, texts)) <= FEW_CHARACTERS
        if frame is not None and self._whole is None and short and not any(map(frame.holds_special, texts)):
            return [frame.encode(text) for text in texts]
        return [encoding.ids for encoding in self.load().encode_batch_fast(list(texts))]


def write_frame(folder: Path) -> None:
    """Write the compact form of `folder/tokenizer.json` beside it, if it is a Unigram tokenizer."""
    content = json.loads((folder / WHOLE).read_text(encoding="utf-8"))
    model = content["model"]
    template = (content.get("post_processor") or {}).get("type") == "TemplateProcessing"
    if model.get("type") != "Unigram" or model.get("byte_fallback") or not template:
        return
    pieces = np.array([(_hash(piece), i, score) for i, (piece, score) in enumerate(model["vocab"])], dtype=PIECE)
    lowest = int(np.argmin(pieces["score"]))  # unknown characters cost as much as this piece, and more
    ids = {token["id"] for token in content["added_tokens"]} | {model["unk_id"], lowest}
    framed = {i for token in content["post_processor"]["special_tokens"].values() for i in token["ids"]}
    if None in ids or not framed <= ids or max(ids) >= len(model["vocab"]):
        return
    content["always"] = [[i, *model["vocab"][i]] for i in sorted(ids)]
    content["longest"] = max(len(piece) for piece, _ in model["vocab"])
    model["vocab"] = []
    np.save(folder / PIECES, pieces[np.argsort(pieces["hash"])])
    (folder / FRAME).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


class _Frame:
    """A Unigram tokenizer whose vocabulary stays on disk.

    A piece that is no part of the text cannot be in its segmentation, so a tokenizer made of the parts that are
    pieces segments it as the whole one does.
    """

    def __init__(self, folder: Path, limit: int | None) -> None:
        self._content: dict[str, Any] = json.loads((folder / FRAME).read_text(encoding="utf-8"))
        self._pieces: NDArray[Any] = np.load(folder / PIECES, mmap_mode="r")
        self._always = [(i, piece, score) for i, piece, score in self._content.pop("always")]
        self._longest: int = self._content.pop("longest")
        self._limit = limit
        self._splitter = self._tokenizer(self._always)

    def holds_special(self, text: str) -> bool:
        """Whether the text spells a special token such as `</s>`, which the whole tokenizer cuts out beforehand."""
        return any(token["content"] in form for token in self._content["added_tokens"] for form in self._forms(text))

    def encode(self, text: str) -> list[int]:
        """Token ids of one text without special tokens, in the whole tokenizer's numbering."""
        taken = {piece for _, piece, _ in self._always}
        found = self._lookup(self._parts(text) - taken)
        vocabulary = sorted([*self._always, *found])
        ids = self._tokenizer(vocabulary).encode(text).ids
        return [vocabulary[i][0] for i in ids]

    def _parts(self, text: str) -> set[str]:
        """Everything in the text that could be a piece."""
        splitter, text = self._splitter.pre_tokenizer, self._forms(text)[1]
        words = [word for word, _ in splitter.pre_tokenize_str(text)] if splitter else [text]
        return {
            word[start:end]
            for word in set(words)
            for start in range(len(word))
            for end in range(start + 1, min(start + self._longest, len(word)) + 1)
        }

    def _forms(self, text: str) -> tuple[str, str]:
        """Return the text as it stands, and normalised."""
        normalizer = self._splitter.normalizer
        return text, normalizer.normalize_str(text) if normalizer else text

    def _lookup(self, parts: set[str]) -> list[tuple[int, str, float]]:
        """(id, piece, score) of the parts that are pieces."""
        names = list(parts)
        hashes = np.array([_hash(name) for name in names], dtype="<u8")
        stored = self._pieces["hash"]
        at = np.minimum(np.searchsorted(stored, hashes), len(stored) - 1)
        rows = self._pieces[at]
        hits = np.flatnonzero(rows["hash"] == hashes)
        return [(int(rows["id"][i]), names[i], float(rows["score"][i])) for i in hits]

    def _tokenizer(self, vocabulary: list[tuple[int, str, float]]) -> "Tokenizer":
        """Make a tokenizer of these pieces; its ids are their places in the list."""
        place = {i: at for at, (i, _, _) in enumerate(vocabulary)}
        content = dict(self._content)
        model = content["model"]
        pieces = [[piece, score] for _, piece, score in vocabulary]
        content["model"] = {**model, "unk_id": place[model["unk_id"]], "vocab": pieces}
        content["added_tokens"] = [{**token, "id": place[token["id"]]} for token in content["added_tokens"]]
        template = content["post_processor"]
        special = template["special_tokens"].items()
        renamed = {name: {**token, "ids": [place[i] for i in token["ids"]]} for name, token in special}
        content["post_processor"] = {**template, "special_tokens": renamed}
        return _opened(json.dumps(content), self._limit)


def _opened(content: str, limit: int | None) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(content)
    truncation = tokenizer.truncation or {}
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if limit is not None:
        tokenizer.enable_truncation(limit, direction=str(truncation.get("direction", "right")))
    return tokenizer


def _hash(piece: str) -> int:
    # 64 bits: two of 250,000 pieces share a hash with a chance of 1 in 10^9, a part of a text hits one by chance never.
    return int.from_bytes(blake2b(piece.encode(), digest_size=8).digest(), "little")
