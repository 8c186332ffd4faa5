"""Learned association of question wording and header wording (在哪办公 and 办公地址).

A small network reads a question and a text of the table symbol by symbol, aligns the symbols of
the text with those of the question (decomposable attention, Parikh et al. 2016)
and says how likely the text is a header of the answer, and how likely the answer itself.
Trained with torch by the training command; evaluated here with numpy alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import numpy as np

from assistant.table_lookup.languages import Symbols

QUESTION_LENGTH, TEXT_LENGTH = 40, 16
CHARACTERS, PAIRS, WIDTH = 4096, 16384, 48
# Word vectors are stored as integers; so many are 1.
VECTOR_UNIT = 32.0
_PREFIX = "association."
_WORDS, _ROWS = "vectors.words", "vectors.rows"
_NEVER = -1e4


def hashed(text: Symbols, length: int) -> tuple[list[int], list[int]]:
    """Bucket numbers of the symbols and of their pairs in a text, 0 where it ends.

    In pairs every digit is the same digit: what they associate are words.
    """
    text = text[:length]
    words = ["0" if c.isdigit() else c for c in text]
    rest = [0] * (length - len(text))
    singles = [_bucket(c, CHARACTERS) for c in text]
    pairs = [_bucket("".join(words[i : i + 2]), PAIRS) for i in range(len(words))]
    return singles + rest, pairs + rest


def _bucket(text: str, count: int) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % (count - 1) + 1


class WordVectors:
    """What words mean, known before any training: one row of small integers for each word.

    Row 0 is that of words without meaning here and holds zeros.
    """

    def __init__(self, words: Sequence[str], rows: np.ndarray):
        self.words = tuple(words)
        self.rows = rows
        self._place = {word: i for i, word in enumerate(self.words, start=1)}

    def numbers(self, text: Symbols, length: int) -> list[int]:
        """The rows of the symbols of a text, 0 where it ends."""
        found = [self._place.get(symbol, 0) for symbol in text[:length]]
        return found + [0] * (length - len(found))


class Association:
    """The trained network; ``weights`` are named like the parameters of its torch twin."""

    def __init__(self, weights: Mapping[str, np.ndarray], vectors: WordVectors | None = None):
        self._weights = {name: np.asarray(w, dtype=np.float32) for name, w in weights.items()}
        self._vectors = vectors
        if vectors:
            projection = self._weights["vec.weight"].T / VECTOR_UNIT
            self._meaning = vectors.rows.astype(np.float32) @ projection

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights as named arrays, to be stored."""
        stored = {_PREFIX + name: w.astype(np.float16) for name, w in self._weights.items()}
        if self._vectors:
            stored[_PREFIX + _WORDS] = np.array(self._vectors.words, dtype=str)
            stored[_PREFIX + _ROWS] = self._vectors.rows
        return stored

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, np.ndarray]) -> Association:
        """The network stored by :meth:`arrays`."""
        own = {n.removeprefix(_PREFIX): a for n, a in arrays.items() if n.startswith(_PREFIX)}
        vectors = None
        if _WORDS in own:
            vectors = WordVectors(own.pop(_WORDS).tolist(), own.pop(_ROWS))
        return cls(own, vectors)

    def relevance(self, question: Symbols, texts: Sequence[Symbols]) -> np.ndarray:
        """Log-odds of each text as header of the answer and as answer: (texts, 2)."""
        if not texts:
            return np.zeros((0, 2))
        w = self._weights
        q_single, q_pair = (np.array([x]) for x in hashed(question or " ", QUESTION_LENGTH))
        t_single, t_pair = (
            np.array(x) for x in zip(*(hashed(t, TEXT_LENGTH) for t in texts), strict=True)
        )
        q = self._encode(q_single, q_pair, [question], QUESTION_LENGTH)[0]
        t = self._encode(t_single, t_pair, texts, TEXT_LENGTH)
        same = np.stack(
            [
                (t_single[..., None] == q_single[0]) & (t_single[..., None] > 0),
                (t_pair[..., None] == q_pair[0]) & (t_pair[..., None] > 0),
            ],
            axis=-1,
        )
        attention = (t @ w["key.weight"].T) @ q.T / np.sqrt(np.float32(WIDTH)) + same @ w["beta"]
        attention = np.where(q_single[0] == 0, _NEVER, attention)
        aligned = _softmax(attention, -1) @ q
        compared = np.maximum(
            np.concatenate([t, aligned, t * aligned, same.any(axis=2)], axis=-1) @ w["cmp.weight"].T
            + w["cmp.bias"],
            0,
        )
        there = (t_single > 0)[..., None]
        salience = _softmax(np.where(there, t @ w["sal.weight"].T + w["sal.bias"], _NEVER), axis=-2)
        pooled = np.concatenate(
            [
                (compared * there).max(axis=1),
                (compared * salience * there).sum(axis=1),
                np.repeat(q[q_single[0] > 0].mean(axis=0)[None], len(texts), axis=0),
            ],
            axis=-1,
        )
        hidden = np.maximum(pooled @ w["out.0.weight"].T + w["out.0.bias"], 0)
        return (hidden @ w["out.2.weight"].T + w["out.2.bias"]).astype(np.float64)

    def _encode(
        self, singles: np.ndarray, pairs: np.ndarray, texts: Sequence[Symbols], length: int
    ) -> np.ndarray:
        w = self._weights
        x = w["c.weight"][singles] + w["b.weight"][pairs]
        if self._vectors:
            x += self._meaning[[self._vectors.numbers(text, length) for text in texts]]
        edge = np.zeros_like(x[:, :1])
        before = np.concatenate([edge, x[:, :-1]], axis=1)
        after = np.concatenate([x[:, 1:], edge], axis=1)
        near = np.concatenate([before, x, after], axis=-1)
        return x + np.maximum(near @ w["conv.weight"].T + w["conv.bias"], 0)


def _softmax(scores: np.ndarray, axis: int) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return raised / raised.sum(axis=axis, keepdims=True)
