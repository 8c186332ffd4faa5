"""What English words mean, taken over from the bundled embedding model.

Question and table often say the same in different words (revenue and income).  The table lookup
runs without the embedding model: of it a few small integers for each common word are kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from assistant.table_lookup.association import VECTOR_UNIT, WordVectors
from assistant.table_lookup.english import printed_words

# Words of fewer tables are names more often than words.
FEWEST_TABLES = 3
DIMENSIONS = 48
_AT_ONCE = 64
# Numbers of a vector are as large as those of the trained embeddings beside them.
_DEVIATION = 0.5


def word_vectors(tables: Iterable[Sequence[str]]) -> WordVectors | None:
    """Vectors of the words that stand in several of the tables, each given by its texts (with the
    questions asked of it); None where there are too few.

    A stem has the vector of the written form that most tables hold.  Raises FileNotFoundError
    where the bundled embedding model is not installed.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    for texts in tables:
        said = {pair for text in texts for pair in printed_words(text)}
        count.update({stem for stem, _ in said})
        for stem, form in said:
            forms[stem][form] += 1
    words = sorted(stem for stem, n in count.items() if n >= FEWEST_TABLES)
    if len(words) <= DIMENSIONS:
        return None
    shown = [min(forms[word], key=lambda form: (-forms[word][form], form)) for word in words]
    rows = _reduced(_embedded(shown))
    return WordVectors(words, np.concatenate([np.zeros((1, DIMENSIONS), np.int8), rows]))


def _embedded(words: Sequence[str]) -> np.ndarray:
    import torch

    from index.models.multilingual_e5_small.module import MultilingualE5

    torch.set_num_threads(1)
    model = MultilingualE5()
    found = []
    with torch.inference_mode():
        for start in range(0, len(words), _AT_ONCE):
            batch = model.preprocess(words[start : start + _AT_ONCE], prompt="query: ")
            found.append(model.forward(batch)["sentence_embedding"].numpy())
    return np.concatenate(found).astype(np.float64)


def _reduced(vectors: np.ndarray) -> np.ndarray:
    """The main components, of equal length, as small integers."""
    centred = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    # Of each axis either direction is as good: the one with the larger sum is kept.
    axes = axes[:DIMENSIONS] * np.where(axes[:DIMENSIONS].sum(axis=1) < 0, -1.0, 1.0)[:, None]
    kept = centred @ axes.T
    kept *= _DEVIATION * DIMENSIONS**0.5 / np.linalg.norm(kept, axis=1, keepdims=True)
    return np.clip(np.round(kept * VECTOR_UNIT), -127, 127).astype(np.int8)
