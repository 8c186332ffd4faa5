"""The search for passages: the keyword index always, vectors where they are at hand."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING

from index import search
from index.database import Database
from index.embedding import Embedder
from index.records import PassageHit
from index.vectors import VectorIndex, VectorIndexError

if TYPE_CHECKING:
    import numpy

_log = logging.getLogger(__name__)


class PassageSearch:
    """Keywords and vectors together; ``embedder`` and ``vectors`` are None where a library works
    without vectors."""

    def __init__(self, database: Database, embedder: Embedder | None, vectors: VectorIndex | None):
        self._keywords = database.keywords
        self._embedder = embedder
        self._vectors = vectors

    @property
    def ready(self) -> bool:
        """Whether vectors are used without waiting."""
        return bool(self._embedder and self._embedder.ready and self._vectors.ready)

    def load(self) -> None:
        """Load the model and the index.  Raises EmbeddingError or VectorIndexError."""
        if self._embedder:
            self._embedder.load()
            self._vectors.open()

    def vector(self, query: str, semantic: bool | None) -> numpy.ndarray | None:
        """The vector of a query, None where none is wanted (``semantic`` as in
        :meth:`index.library.Library.search`).  Raises EmbeddingError."""
        if self._embedder is None or semantic is False or not query.strip():
            return None
        if semantic is None and not self.ready:
            return None
        return self._embedder.query(query)

    def hits(
        self,
        connection: Connection,
        query: str,
        vector: numpy.ndarray | None,
        document_ids: Sequence[int] | None,
        limit: int,
    ) -> list[PassageHit]:
        """The best passages of some documents, or of all; without a vector index by keywords."""
        wanted = max(limit, search.CANDIDATES)
        by_keyword = search.by_keywords(self._keywords, connection, query, document_ids, wanted)
        by_similarity = self._similar(connection, vector, document_ids, wanted)
        ranking = search.fused(by_keyword, by_similarity)
        return search.hits(connection, ranking, document_ids, limit)

    def _similar(
        self,
        connection: Connection,
        vector: numpy.ndarray | None,
        document_ids: Sequence[int] | None,
        limit: int,
    ) -> search.Ranking:
        if vector is None:
            return []
        try:
            return search.by_vector(
                connection, vector, self._embedder.key, document_ids, limit, self._vectors.search
            )
        except VectorIndexError as error:
            _log.warning("%s", error)
            return []
