"""The vector index: Chroma, through llama-index, beside the database.

The database is the truth: it holds every vector, and in ``vector_changes`` the texts whose
entry here may be out of date.  Whoever uses the index next brings it up to date first, so a
process killed at any moment leaves nothing wrong; a missing or damaged index is rebuilt.

Chroma must not be used by two processes at once, and a process does not see what another one
wrote.  So every use takes a file lock, and reopens the index if another process wrote to it.
Half-written files make Chroma crash the whole process rather than raise, so the files of a
process that died while it used the index are not opened again: the index is rebuilt.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index import texts
from index.database import Database, meta
from index.errors import VectorIndexError

if TYPE_CHECKING:
    import numpy

_log = logging.getLogger(__name__)

# A question rather goes without vectors than wait while another process rebuilds the index.
_WAIT_TO_SEARCH = 5
_WAIT_TO_WRITE = 120
# Counts up whenever somebody begins to write to the index.
_WRITES = "vector_writes"
_FOLDER = "vector_folder"
# Chroma refuses more in one call.
_BATCH = 5000

_instances = itertools.count()

Result = TypeVar("Result")


class VectorIndex:
    """Nearest texts by vector over the whole library, for one embedding model.

    ``root`` is the folder the index may fill; everything in it can be deleted at any time.
    ``ready`` tells whether a search can do without loading libraries first.
    """

    def __init__(self, root: Path, database: Database, model: str):
        self._root = root
        self._database = database
        self._model = model
        # A collection's name may hold no slashes, colons or Chinese.
        self._name = "passages-" + hashlib.sha256(model.encode()).hexdigest()[:16]
        self._thread_lock = threading.Lock()
        self._client: Any = None
        self._store: Any = None
        self._seen: tuple[str, str] | None = None
        self.ready = False
        # Clients of one path share their state within a process, and closing one of several
        # does not renew it: each index gives the path a spelling of its own.
        self._path_suffix = "/." * (next(_instances) % 500)

    def search(self, vector: numpy.ndarray, limit: int) -> list[tuple[str, float]]:
        """The nearest texts as (hash, similarity), best first.

        ``similarity`` is exp(cosine - 1), in 0..1.  Raises VectorIndexError.
        """

        def nearest(store) -> list[tuple[str, float]]:
            from llama_index.core.vector_stores import VectorStoreQuery

            if not store.client.count():
                return []
            found = store.query(
                VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=limit)
            )
            return list(zip(found.ids, found.similarities, strict=True))

        return self._use(nearest, _WAIT_TO_SEARCH)

    def follow(self) -> None:
        """Bring the index up to date with the database.  Raises VectorIndexError."""
        with self._database.read() as connection:
            behind = texts.any_changed(connection, self._model)
        if behind:
            self.open()

    def open(self) -> None:
        """Load what a search needs, bring the index up to date and mend it if need be.

        Raises VectorIndexError.
        """
        self._use(lambda store: None, _WAIT_TO_WRITE)

    def close(self) -> None:
        """Close the index; it is opened again when used."""
        with self._thread_lock:
            self._close()

    def _use(self, work: Callable[[Any], Result], seconds: float) -> Result:
        from filelock import FileLock, Timeout

        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with self._thread_lock, FileLock(self._root / "lock", timeout=seconds):
                return self._marked(work)
        except (Timeout, OSError) as error:
            raise VectorIndexError(
                f"向量索引暂不可用 / the vector index cannot be used now: {error}"
            ) from error

    def _marked(self, work: Callable[[Any], Result]) -> Result:
        in_use = self._root / "in-use"
        attempts = [self._open, self._open, self._rebuild]
        if in_use.exists():
            self._close()
            attempts = [self._rebuild]
        in_use.touch()
        try:
            return self._attempted(attempts, work)
        finally:
            in_use.unlink(missing_ok=True)

    def _attempted(
        self, attempts: list[Callable[[], None]], work: Callable[[Any], Result]
    ) -> Result:
        # Chroma reports damage with errors of many kinds, at any call: open again first, as
        # its state in memory may be at fault, then rebuild.
        failure: BaseException | None = None
        for attempt in attempts:
            try:
                attempt()
                result = work(self._store)
                self.ready = True
                return result
            except BaseException as error:
                # A panic of Chroma's Rust core is no Exception.
                if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                    raise
                failure = error
                _log.debug("vector index: %s failed", attempt.__name__, exc_info=True)
                self._close()
        raise VectorIndexError(
            f"向量索引无法重建 / the vector index cannot be rebuilt: {failure}"
        ) from failure

    def _open(self) -> None:
        with self._database.read() as connection:
            seen = (meta(connection, _FOLDER) or "chroma-0", meta(connection, _WRITES) or "0")
            behind = texts.any_changed(connection, self._model)
        fresh = self._store is None or seen != self._seen
        if fresh:
            self._close()
            self._connect(seen[0])
            self._seen = seen
        if behind:
            self._apply_changes()
        if fresh:
            self._mend()

    def _connect(self, folder: str) -> None:
        import chromadb
        from chromadb.config import Settings
        from llama_index.vector_stores.chroma import ChromaVectorStore

        self._client = chromadb.PersistentClient(
            path=f"{self._root / folder}{self._path_suffix}",
            settings=Settings(anonymized_telemetry=False),
        )
        collection = self._client.get_or_create_collection(
            self._name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        self._store = ChromaVectorStore(chroma_collection=collection)

    def _close(self) -> None:
        if self._client is not None:
            try:
                self._client.close()
            except Exception:
                _log.debug("closing the vector index failed", exc_info=True)
        self._client = self._store = self._seen = None

    def _apply_changes(self) -> None:
        # Imported here: a question writes nothing.
        from index.text_storing import forget_changes

        self._announce_write(self._seen[0])
        with self._database.read() as connection:
            changes = texts.changed(connection, self._model)
            hashes = sorted({key for _, key in changes})
            present = dict(texts.vectors(connection, self._model, hashes))
        self._delete([key for key in hashes if key not in present])
        self._add(present.items())
        with self._database.write() as connection:
            # By key: a change of the same text noted meanwhile has to stay.
            forget_changes(connection, [change for change, _ in changes])

    def _mend(self) -> None:
        """Compare with the database and mend what differs: a folder deleted or left over."""
        with self._database.read() as connection:
            if texts.count_vectors(connection, self._model) == self._store.client.count():
                return
            held = set(self._store.client.get(include=[])["ids"])
            if held:
                _log.warning("向量索引与资料库不一致，正在修复 / mending the vector index")
            missing, wanted = [], set()
            for rows in texts.all_vectors(connection, self._model):
                wanted.update(key for key, _ in rows)
                missing += [row for row in rows if row[0] not in held]
        self._announce_write(self._seen[0])
        self._delete(sorted(held - wanted))
        self._add(missing)

    def _rebuild(self) -> None:
        """Fill a new folder from the database and make it the current one."""
        _log.warning("向量索引损坏，正在从资料库重建 / the vector index is damaged: rebuilding it")
        with self._database.read() as connection:
            old = meta(connection, _FOLDER) or "chroma-0"
        folder = f"chroma-{int(old.rpartition('-')[2]) + 1}"
        shutil.rmtree(self._root / folder, ignore_errors=True)
        self._announce_write(folder)
        self._connect(folder)
        self._mend()
        for left_over in self._root.glob("chroma-*"):
            if left_over.name != folder:
                shutil.rmtree(left_over, ignore_errors=True)

    def _announce_write(self, folder: str) -> None:
        """Make every other process reopen the index, also if this one dies while writing."""
        from index.schema import set_meta
        from index.sqlite_engine import driver_of

        with self._database.write() as connection:
            writes = str(int(meta(driver_of(connection), _WRITES) or "0") + 1)
            set_meta(connection, _WRITES, writes)
            set_meta(connection, _FOLDER, folder)
        self._seen = (folder, writes)

    def _add(self, rows: Iterable[tuple[str, bytes]]) -> None:
        import numpy
        from llama_index.core.schema import TextNode

        nodes = [
            TextNode(id_=key, text="", embedding=numpy.frombuffer(vector, "<f4").tolist())
            for key, vector in rows
        ]
        for start in range(0, len(nodes), _BATCH):
            self._store.add(nodes[start : start + _BATCH])

    def _delete(self, hashes: list[str]) -> None:
        for start in range(0, len(hashes), _BATCH):
            self._store.delete_nodes(hashes[start : start + _BATCH])
