"""The search for passages: the keyword index always, vectors where they are at hand."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING

from index import search
from index.database import Database
from index.embedding import Embedder
from index.errors import VectorIndexError
from index.records import PassageHit
from index.settings import NO_MODEL, Settings

if TYPE_CHECKING:
    import numpy

    from index.vectors import VectorIndex


class PassageSearch:
    """Keywords and vectors together; ``embedder`` and ``vectors`` are None where a library works
    without vectors."""

    def __init__(self, database: Database, settings: Settings):
        self._database = database
        self._folder = settings.vector_folder
        named = settings.embedding_model
        self.embedder = None if named == NO_MODEL else Embedder(named)
        self._vectors: VectorIndex | None = None
        self._lock = threading.Lock()

    @property
    def vectors(self) -> VectorIndex | None:
        """The index of the vectors, which is loaded when something first needs it."""
        if self.embedder is None:
            return None
        # Most questions go without.
        from index.vectors import VectorIndex

        with self._lock:
            if self._vectors is None:
                self._vectors = VectorIndex(self._folder, self._database, self.embedder.key)
            return self._vectors

    @property
    def ready(self) -> bool:
        """Whether vectors are used without waiting."""
        return bool(self._vectors and self._vectors.ready and self.embedder.ready)

    def load(self) -> None:
        """Load the model and the index.  Raises EmbeddingError or VectorIndexError."""
        if self.embedder:
            self.embedder.load()
            self.vectors.open()

    def close(self) -> None:
        """Close the index of the vectors; it is opened again when used."""
        if self._vectors:
            self._vectors.close()

    def vector(self, query: str, semantic: bool | None) -> numpy.ndarray | None:
        """The vector of a query, None where none is wanted (``semantic`` as in
        :meth:`index.library.Library.search`).  Raises EmbeddingError."""
        if self.embedder is None or semantic is False or not query.strip():
            return None
        if semantic is None and not self.ready:
            return None
        return self.embedder.query(query)

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
        by_keyword = search.by_keywords(
            self._database.keywords, connection, query, document_ids, wanted
        )
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
                connection, vector, self.embedder.key, document_ids, limit, self.vectors.search
            )
        except VectorIndexError as error:
            import logging

            logging.getLogger(__name__).warning("%s", error)
            return []
