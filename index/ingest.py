"""Adding and removing documents, as a whole or not at all.

A file is read, cut and embedded first; then one transaction takes out what it replaces and
writes everything.  The vector index follows after the commit (:mod:`index.vectors` says why
that is safe).
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from corpus.document import Document
from corpus.errors import ReadError
from corpus.reconciliation import Reconciliation, reconcile
from index import documents, passage_store, reconciliations, tables, texts
from index.database import Database
from index.documents import file_name
from index.embedding import Embedder
from index.errors import LibraryError
from index.figures import FigureStore
from index.passages import Chunk, chunk_of_statements, chunks, indexed_text
from index.records import AddResult, StoredDocument
from index.vectors import VectorIndex, VectorIndexError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How far the adding of one file is: ``stage`` is reading, embedding or storing; ``done``
    of ``total`` counts passages while embedding."""

    path: str
    stage: str
    done: int = 0
    total: int = 0


Report = Callable[[Progress], None]


def _unheard(_: Progress) -> None:
    pass


@dataclass(frozen=True)
class _File:
    """A file to add: where it lies, what it is known by, and what the user is told it is."""

    path: Path
    name: str
    shown: str


@dataclass(frozen=True)
class _Prepared:
    """A document ready to be written: its passages, what is searched for each, and the
    self-check (None if it failed)."""

    path: str
    document: Document
    cut: list[Chunk]
    contents: list[str]
    reconciliation: Reconciliation | None


class Ingest:
    """Writes documents to the library.

    ``embedder`` and ``vectors`` are None where the library works without vectors; ``clock``
    tells the time of adding.
    """

    def __init__(
        self,
        database: Database,
        figures: FigureStore,
        embedder: Embedder | None,
        vectors: VectorIndex | None,
        clock: Callable[[], datetime],
    ):
        self._database = database
        self._figures = figures
        self._embedder = embedder
        self._vectors = vectors
        self._clock = clock

    def add(self, path: Path, report: Report | None = None) -> AddResult:
        """Add one file; see :meth:`index.library.Library.add`."""
        return self._add(_file(path), report)

    def _add(self, file: _File, report: Report | None) -> AddResult:
        started = time.perf_counter()
        try:
            result = self._add_file(file, report or _unheard)
        except ReadError as error:
            result = _failed(file, error.cause)
        except OSError as error:
            result = _failed(file, error.strerror or str(error))
        except LibraryError as error:
            result = _failed(file, str(error))
        except Exception as error:
            # A fault of ours in one document must not keep the others out.
            _log.exception("%s", file.shown)
            result = _failed(file, f"内部错误 / internal error: {type(error).__name__}: {error}")
        return replace(result, seconds=round(time.perf_counter() - started, 3))

    def add_paths(self, paths: Iterable[Path], report: Report | None) -> Iterator[AddResult]:
        """Add files, folders and archives; see :meth:`index.library.Library.add_paths`."""
        from corpus.readers.archive import is_archive

        seen: dict[str, tuple[str, str]] = {}
        for path in paths:
            files = _files_in(path)
            if not files:
                yield _failed(
                    _file(path), "文件夹中没有可读的文件 / no readable file in the folder"
                )
            for file in files:
                if is_archive(file):
                    yield from self._add_archive(file, seen, report)
                else:
                    yield self._add_once(_file(file), seen, report)

    def _add_archive(
        self, path: Path, seen: dict[str, tuple[str, str]], report: Report | None
    ) -> Iterator[AddResult]:
        """Add the readable files of an archive, each as a document ``archive.zip/file.pdf``."""
        from corpus.readers.archive import members
        from corpus.reading import readable

        empty = True
        with tempfile.TemporaryDirectory() as folder:
            try:
                for member in members(path, Path(folder), readable):
                    empty = False
                    shown = str(path.parent / member.name)
                    file = _File(member.path, member.name, shown)
                    if member.fault:
                        yield _failed(file, member.fault)
                    else:
                        yield self._add_once(file, seen, report)
            except ReadError as error:
                yield _failed(_file(path), error.cause)
                return
        if empty:
            yield _failed(_file(path), "压缩包中没有可读的文件 / no readable file in the archive")

    def _add_once(
        self, file: _File, seen: dict[str, tuple[str, str]], report: Report | None
    ) -> AddResult:
        """Add a file unless another one of its name in this run has other content."""
        digest = _digest(file.path)
        first, its_digest = seen.setdefault(file_name(file.name), (file.shown, digest))
        if first == file.shown or (digest and digest == its_digest):
            return self._add(file, report)
        return _failed(
            file,
            f"与 {first} 同名但内容不同，请改名后再添加 / "
            f"same name as {first} but other content: rename it",
        )

    def add_document(
        self, document: Document, path: str = "", report: Report | None = None
    ) -> AddResult:
        """Add a document that was read already.

        Raises LibraryError (EmbeddingError among them); the library is then as it was.
        """
        report = report or _unheard
        document = replace(document, name=file_name(document.name))
        unchanged = self._unchanged(path or document.name, document.name, document.sha256, report)
        if unchanged:
            return unchanged
        prepared = _prepare(path or document.name, document)
        vectors = self._embed(prepared.path, prepared.contents, {}, report)
        report(Progress(prepared.path, "storing"))
        result = self._commit(prepared, vectors)
        while result is None:
            # A document whose vectors were to be shared was removed meanwhile.
            vectors = self._embed(prepared.path, prepared.contents, vectors, report)
            result = self._commit(prepared, vectors)
        self._follow()
        return result

    def remove(self, name: str) -> bool:
        """Take a document out; False if there is none of that name."""
        with self._database.write() as connection:
            stored = documents.by_name(connection, name)
            if stored is None:
                return False
            self._delete(connection, stored)
        self._follow()
        return True

    def _add_file(self, file: _File, report: Report) -> AddResult:
        report(Progress(file.shown, "reading"))
        name = file_name(file.name)
        unchanged = self._unchanged(file.shown, name, _sha256(file.path), report)
        if unchanged:
            return unchanged
        if self._embedder:
            self._embedder.start()
        from corpus.reading import read

        document = replace(read(file.path), name=name)
        return self.add_document(document, file.shown, report)

    def _unchanged(self, path: str, name: str, sha256: str, report: Report) -> AddResult | None:
        """The result for content that is there already, None if there is something to write."""
        with self._database.read() as connection:
            same = documents.by_content(connection, sha256)
            named = documents.by_name(connection, name)
        if same is None or (named is not None and named.sha256 != sha256):
            return None
        self._complete_vectors(path, same, report)
        return _result(path, "unchanged", same)

    def _commit(self, prepared: _Prepared, vectors: dict[str, bytes]) -> AddResult | None:
        """Write everything in one transaction; None if vectors turn out to be missing."""
        document = prepared.document
        with self._database.write() as connection:
            same = documents.by_content(connection, document.sha256)
            named = documents.by_name(connection, document.name)
            if same and (named is None or named.sha256 == document.sha256):
                return _result(prepared.path, "unchanged", same)
            if not self._absent(connection, prepared.contents) <= vectors.keys():
                return None
            left_over = []
            if named:
                left_over = passage_store.text_ids_of_document(connection, named.id)
                documents.delete_document(connection, named.id)
            if not same:
                self._write(connection, prepared, vectors)
                same = documents.by_name(connection, document.name)
            texts.sweep(connection, self._database.keywords, left_over)
            return _result(prepared.path, "replaced" if named else "added", same)

    def _write(
        self, connection: Connection, prepared: _Prepared, vectors: dict[str, bytes]
    ) -> None:
        document, cut = prepared.document, prepared.cut
        text_ids = texts.write_texts(connection, self._database.keywords, prepared.contents)
        if self._embedder:
            texts.write_vectors(connection, self._embedder.key, text_ids, vectors)
        document_id = documents.write(connection, document, len(cut), self._clock())
        table_ids = tables.write(connection, document_id, document.tables)
        passage_ids = passage_store.write(
            connection, document_id, cut, prepared.contents, table_ids, text_ids
        )
        holders = [
            None if index is None else passage_ids[index]
            for index in chunk_of_statements(document, cut)
        ]
        self._figures.write(connection, document_id, document, table_ids, holders)
        if prepared.reconciliation is not None:
            reconciliations.write(connection, document_id, prepared.reconciliation)

    def _delete(self, connection: Connection, stored: StoredDocument) -> None:
        text_ids = passage_store.text_ids_of_document(connection, stored.id)
        documents.delete_document(connection, stored.id)
        texts.sweep(connection, self._database.keywords, text_ids)

    def _complete_vectors(self, path: str, stored: StoredDocument, report: Report) -> None:
        """Embed what was added without vectors, or with another model's."""
        if self._embedder is None:
            return
        with self._database.read() as connection:
            found = passage_store.of_documents(connection, [stored.id])
            names = (stored.organisation, *stored.short_names)
            contents = [indexed_text(p.section, p.text, names) for p in found]
            if not self._absent(connection, contents):
                return
        vectors = self._embed(path, contents, {}, report)
        with self._database.write() as connection:
            ids = texts.text_ids(connection, list(vectors))
            texts.write_vectors(connection, self._embedder.key, ids, vectors)
        self._follow()

    def _embed(
        self, path: str, contents: Sequence[str], known: dict[str, bytes], report: Report
    ) -> dict[str, bytes]:
        """``known`` and the vectors that neither it nor the database has, by hash."""
        if self._embedder is None:
            return known
        with self._database.read() as connection:
            absent = self._absent(connection, contents) - known.keys()
        wanted = {
            key: content for content in contents if (key := texts.text_hash(content)) in absent
        }
        if not wanted:
            return known
        total = len(wanted)
        report(Progress(path, "embedding", 0, total))
        vectors = self._embedder.passages(
            list(wanted.values()), lambda done: report(Progress(path, "embedding", done, total))
        )
        return known | {k: v.tobytes() for k, v in zip(wanted, vectors, strict=True)}

    def _absent(self, connection: Connection, contents: Sequence[str]) -> set[str]:
        if self._embedder is None:
            return set()
        hashes = map(texts.text_hash, contents)
        return texts.without_vector(connection, self._embedder.key, hashes)

    def _follow(self) -> None:
        if self._vectors:
            try:
                self._vectors.follow()
            except VectorIndexError as error:
                # It will follow when it is used next.
                _log.warning("%s", error)


def _files_in(path: Path) -> list[Path]:
    """The file itself, or the readable files and archives of a folder and its subfolders, by path.

    Hidden files and the lock files of office programs are left out.
    """
    if not path.is_dir():
        return [path]
    from corpus.readers.archive import is_archive
    from corpus.reading import readable

    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file()
        and (readable(file) or is_archive(file))
        and not file.name.startswith((".", "~$"))
    )


def _file(path: Path) -> _File:
    return _File(path, path.name, str(path))


def _digest(path: Path) -> str:
    """The hash of a file's bytes; "" if it cannot be read."""
    try:
        return _sha256(path)
    except OSError:
        return ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _failed(file: _File, cause: str) -> AddResult:
    """The result for a file that was not added."""
    return AddResult(file.shown, file_name(file.name), "failed", cause)


def _prepare(path: str, document: Document) -> _Prepared:
    cut = chunks(document)
    names = (document.profile.organisation, *document.profile.short_names)
    contents = [indexed_text(chunk.section, chunk.text, names) for chunk in cut]
    return _Prepared(path, document, cut, contents, _checked(path, document))


def _checked(path: str, document: Document) -> Reconciliation | None:
    try:
        return reconcile(document)
    except Exception:
        # A fault of ours in checking must not keep out a document that was read.
        _log.exception("self-check of %s", path)
        return None


def _result(path: str, status: str, stored: StoredDocument) -> AddResult:
    return AddResult(
        path,
        stored.name,
        status,
        pages=stored.pages,
        tables=stored.tables,
        figures=stored.figures,
        passages=stored.passages,
    )
