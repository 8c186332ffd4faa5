"""Texts to vectors, through sentence-transformers.

Importing sentence-transformers takes many seconds, so nothing is imported before a vector is
needed or :meth:`Embedder.start` is called.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import EmbeddingError
from index.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    import numpy
    from sentence_transformers import SentenceTransformer

BUNDLED_FOLDER = Path(__file__).parent / "models" / "multilingual_e5_small"

_BUNDLED_KEY = "bundled:multilingual-e5-small"
_BATCH = 16
# The E5 family was trained with these prefixes (Wang et al. 2022), and several of its model
# folders do not say so.
_E5_NAME = re.compile(r"(?:^|[-_/])e5(?:$|[-_])", re.IGNORECASE)
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}


class Embedder:
    """One embedding model, loaded once and usable from any thread.

    ``model`` is a hub name, the path of a model folder, or ``"bundled"``.  Code that comes
    with a model is run for model folders only, never for a hub name.
    """

    def __init__(self, model: str = BUNDLED_MODEL):
        self.model = model
        self._lock = threading.Lock()
        self._loaded: SentenceTransformer | None = None
        self._thread: threading.Thread | None = None
        self.error: EmbeddingError | None = None

    @property
    def key(self) -> str:
        """What the model's vectors are stored under."""
        return _BUNDLED_KEY if self.model == BUNDLED_MODEL else self.model

    @property
    def ready(self) -> bool:
        """Whether the model is loaded, so that a vector comes without waiting."""
        return self._loaded is not None

    def start(self) -> None:
        """Load the model in a background thread; :attr:`error` tells if that failed."""
        with self._lock:
            if self._thread or self._loaded:
                return
            self._thread = threading.Thread(target=self._load_quietly, daemon=True)
            self._thread.start()

    def load(self) -> SentenceTransformer:
        """The model, loaded now if it is not yet.  Raises EmbeddingError."""
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self.model)
            return self._loaded

    def query(self, text: str) -> numpy.ndarray:
        """The unit vector (float32) of a question.  Raises EmbeddingError."""
        model = self.load()
        return _unit(model.encode_query([text], show_progress_bar=False))[0]

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> numpy.ndarray:
        """The unit vectors (float32, one row each) of passages.

        ``progress`` is told how many are done after every batch.  Raises EmbeddingError.
        """
        import numpy

        model = self.load()
        if not texts:
            return numpy.empty((0, 0), numpy.float32)
        # Texts of like length together: a batch takes as long as its longest text.
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        parts = []
        for start in range(0, len(order), _BATCH):
            batch = [texts[place] for place in order[start : start + _BATCH]]
            parts.append(_unit(model.encode_document(batch, show_progress_bar=False)))
            if progress:
                progress(start + len(batch))
        vectors = numpy.concatenate(parts)
        vectors[order] = vectors.copy()
        return vectors

    def _load_quietly(self) -> None:
        try:
            self.load()
        except EmbeddingError as error:
            self.error = error


def _load(name: str) -> SentenceTransformer:
    folder = BUNDLED_FOLDER if name == BUNDLED_MODEL else Path(name).expanduser()
    local = folder.is_dir()
    try:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(folder) if local else name, trust_remote_code=local)
    except Exception as error:
        # The libraries raise anything from OSError to their own HTTP errors here.
        raise EmbeddingError(
            f"无法加载向量模型 / cannot load the embedding model {name!r}: {error}"
        ) from error
    if _E5_NAME.search(name) and not any(model.prompts.values()):
        model.prompts.update(_E5_PROMPTS)
    return model


def _unit(vectors: numpy.ndarray) -> numpy.ndarray:
    import numpy

    vectors = numpy.asarray(vectors, dtype="<f4")
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / numpy.where(lengths == 0, 1, lengths)
