"""Adding, correcting and removing documents, each as a whole or not at all.

A document is read, cut and embedded first; then one transaction takes out what it replaces and
writes everything.  The vector index follows after the commit (:mod:`index.vectors` says why
that is safe).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection as Reader

from sqlalchemy import Connection

from corpus.code_version import code_version
from corpus.document import Document
from corpus.reconciliation import Reconciliation
from index import documents, passage_store, readings, storing, text_storing, texts
from index.corrections import Correction, corrected
from index.database import Database
from index.documents import file_name
from index.embedding import Embedder
from index.errors import UnknownDocument, VectorIndexError
from index.originals import Incoming, Originals
from index.passages import Chunk, chunk_of_statements, chunks, indexed_text
from index.reading_worker import Reading, checked
from index.records import AddResult, StoredDocument
from index.sqlite_engine import driver_of
from index.text_storing import text_hash
from index.vectors import VectorIndex

_log = logging.getLogger(__name__)

_READ_AGAIN = "已重新读取 / read again"
_CORRECTED = "沿用此前更正的信息 / keeps the profile as corrected before"
_NEWER_CODE = "内容未变，程序已更新，已重新读取 / read again: same content, newer program"


@dataclass(frozen=True)
class Progress:
    """How far the adding of one file is: ``stage`` is reading, embedding or storing; ``done``
    of ``total`` counts pages while reading and passages while embedding, both 0 where they are
    not counted."""

    path: str
    stage: str
    done: int = 0
    total: int = 0


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class _Prepared:
    """A document ready to be written: its passages, what is searched for each, the self-check
    (None if it failed), what the user corrected, when it was added and which code read it."""

    path: str
    document: Document
    cut: list[Chunk]
    contents: list[str]
    reconciliation: Reconciliation | None
    correction: Correction
    added: str
    code: str


class Ingest:
    """Writes documents to the library.

    ``embedder`` and ``vectors`` are None where the library works without vectors; ``originals``
    keeps the files themselves; ``clock`` tells the time of adding.
    """

    def __init__(
        self,
        database: Database,
        embedder: Embedder | None,
        vectors: VectorIndex | None,
        originals: Originals,
        clock: Callable[[], datetime],
    ):
        self._database = database
        self._embedder = embedder
        self._vectors = vectors
        self.originals = originals
        self._clock = clock

    def start(self) -> None:
        """Begin to load what adding needs, in the background."""
        if self._embedder:
            self._embedder.start()

    def unchanged(
        self, path: str, name: str, sha256: str, report: Report, again: bool = False
    ) -> AddResult | None:
        """The result for content that is there already and read by this program; None if there
        is something to read.  ``again`` asks to read whatever is there."""
        with self._database.read() as connection:
            same = documents.by_content(connection, sha256)
            named = documents.by_name(connection, name)
            if same is None or (named is not None and named.sha256 != sha256):
                return None
            if again or readings.reading_of(connection, same.id)[0] != code_version():
                return None
        self._complete_vectors(path, same, report)
        return _result(path, "unchanged", same)

    def store(
        self,
        reading: Reading,
        path: str,
        report: Report,
        again: bool = False,
        original: Path | None = None,
    ) -> AddResult:
        """Store what was read of a file, which the user knows as ``path``; ``original`` is where
        it lies, to be kept with the document.

        Raises LibraryError (EmbeddingError among them); the library is then as it was.
        """
        document = replace(reading.document, name=file_name(reading.document.name))
        found = self.unchanged(path, document.name, document.sha256, report, again)
        if found:
            self.originals.keep(original, document.sha256)
            return found
        with self.originals.incoming(original, document.sha256) as incoming:
            return self._store(document, reading, path, report, again, incoming)

    def _store(
        self,
        document: Document,
        reading: Reading,
        path: str,
        report: Report,
        again: bool,
        incoming: Incoming,
    ) -> AddResult:
        while True:
            name, kept = self._kept(document)
            prepared = self._prepare(path, replace(document, name=name), kept, reading)
            vectors = self._embed(path, prepared.contents, report)
            report(Progress(path, "storing"))
            result, replaced = self._commit(prepared, vectors, again, incoming)
            if result:
                if replaced:
                    self.originals.drop(replaced)
                self._follow()
                return result
            # Meanwhile a correction was made, or a document whose vectors were to be shared
            # was removed.

    def correct(self, name: str, correction: Correction, as_read: bool = False) -> StoredDocument:
        """See :meth:`index.library.Library.correct_profile`."""
        correction = correction.checked()
        while True:
            with self._database.read() as connection:
                stored = documents.by_name(connection, name)
                if stored is None:
                    raise UnknownDocument(name, documents.near_names(connection, name))
                code, before = readings.reading_of(connection, stored.id)
                blocks, warnings = readings.of_document(connection, stored.id)
            after = correction if as_read else before.with_more(correction)
            read = Document(stored.name, stored.sha256, blocks, stored.pages, warnings=warnings)
            prepared = replace(self._prepare("", read, after), added=stored.added, code=code)
            vectors = self._embed("", prepared.contents, lambda _: None)
            with self._database.write() as connection:
                reader = driver_of(connection)
                now = documents.by_name(reader, name)
                if now is None or now.id != stored.id:
                    continue
                if not self._absent(reader, prepared.contents) <= vectors.keys():
                    continue
                self._replace(connection, stored, prepared, vectors)
                made = documents.by_name(reader, name)
            self._follow()
            return made

    def remove(self, name: str) -> bool:
        """Take a document out; False if there is none of that name."""
        with self._database.write() as connection:
            stored = documents.by_name(driver_of(connection), name)
            if stored is None:
                return False
            self._replace(connection, stored, None, {})
        self.originals.drop(stored.sha256)
        self._follow()
        return True

    def _kept(self, document: Document) -> tuple[str, Correction]:
        """The name a document is to be stored under, and what was corrected of it before.

        Content that is there keeps the name it has.
        """
        with self._database.read() as connection:
            named = documents.by_name(connection, document.name)
            same = documents.by_content(connection, document.sha256)
            before = named or same
            if before is None:
                return document.name, Correction()
            return before.name, readings.reading_of(connection, before.id)[1]

    def _prepare(
        self,
        path: str,
        document: Document,
        correction: Correction,
        reading: Reading | None = None,
    ) -> _Prepared:
        """Make a document ready; what was understood already counts unless it is corrected."""
        if reading is None or correction:
            document = corrected(document, correction)
            check = checked(document)
        else:
            check = reading.reconciliation
        cut = chunks(document)
        names = (document.profile.organisation, *document.profile.short_names)
        contents = [indexed_text(chunk.section, chunk.text, names) for chunk in cut]
        added = self._clock().isoformat(timespec="seconds")
        return _Prepared(path, document, cut, contents, check, correction, added, code_version())

    def _commit(
        self, prepared: _Prepared, vectors: dict[str, bytes], again: bool, incoming: Incoming
    ) -> tuple[AddResult | None, str | None]:
        """Write everything in one transaction; None if it is to be prepared anew.  Also the hash
        of what was replaced."""
        document = prepared.document
        with self._database.write() as connection:
            incoming.put()
            reader = driver_of(connection)
            same = documents.by_content(reader, document.sha256)
            named = documents.by_name(reader, document.name)
            held = correction = None
            if named:
                held, correction = readings.reading_of(reader, named.id)
            if same and (named is None or named.id == same.id):
                # The same content; read again only on purpose.
                if named is None:
                    return None, None
                if held == code_version() and not again:
                    return _result(prepared.path, "unchanged", same), None
            elif same:
                # The file became a copy of another document, which stays.
                self._replace(connection, named, None, {})
                return _result(prepared.path, "replaced", same), named.sha256
            if (correction or Correction()) != prepared.correction:
                return None, None
            if not self._absent(reader, prepared.contents) <= vectors.keys():
                return None, None
            self._replace(connection, named, prepared, vectors)
            made = documents.by_name(reader, document.name)
        if named is None:
            return _result(prepared.path, "added", made), None
        note = _CORRECTED if made.corrected else ""
        if same:
            note = _READ_AGAIN if held == code_version() else _NEWER_CODE
        return _result(prepared.path, "replaced", made, note), named.sha256

    def _replace(
        self,
        connection: Connection,
        old: StoredDocument | None,
        new: _Prepared | None,
        vectors: dict[str, bytes],
    ) -> None:
        """Take ``old`` out and put ``new`` in, where there is one."""
        left_over = []
        if old:
            left_over = passage_store.text_ids_of_document(driver_of(connection), old.id)
            storing.delete_document(connection, old.id)
        if new:
            self._write(connection, new, vectors)
        text_storing.sweep(connection, self._database.keywords, left_over)

    def _write(
        self, connection: Connection, prepared: _Prepared, vectors: dict[str, bytes]
    ) -> None:
        document, cut = prepared.document, prepared.cut
        text_ids = text_storing.write_texts(connection, self._database.keywords, prepared.contents)
        if self._embedder:
            text_storing.write_vectors(connection, self._embedder.key, text_ids, vectors)
        check = prepared.reconciliation
        document_id = storing.write_document(
            connection,
            document,
            len(cut),
            prepared.added,
            prepared.correction,
            prepared.code,
            None if check is None else len(check.findings),
        )
        storing.write_reading(connection, document_id, document)
        storing.write_places(connection, document_id, document, cut)
        table_ids = storing.write_tables(connection, document_id, document)
        searched = [text_ids[text_hash(content)] for content in prepared.contents]
        passage_ids = storing.write_passages(connection, document_id, cut, table_ids, searched)
        holders = [
            None if index is None else passage_ids[index]
            for index in chunk_of_statements(document, cut)
        ]
        storing.write_figures(connection, document_id, document, table_ids, holders)
        if check is not None:
            storing.write_reconciliation(connection, document_id, check)

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
        vectors = self._embed(path, contents, report)
        with self._database.write() as connection:
            ids = texts.text_ids(driver_of(connection), list(vectors))
            text_storing.write_vectors(connection, self._embedder.key, ids, vectors)
        self._follow()

    def _embed(self, path: str, contents: Sequence[str], report: Report) -> dict[str, bytes]:
        """The vectors that the database does not have, by hash."""
        if self._embedder is None:
            return {}
        with self._database.read() as connection:
            absent = self._absent(connection, contents)
        wanted = {key: content for content in contents if (key := text_hash(content)) in absent}
        if not wanted:
            return {}
        total = len(wanted)
        report(Progress(path, "embedding", 0, total))
        vectors = self._embedder.passages(
            list(wanted.values()), lambda done: report(Progress(path, "embedding", done, total))
        )
        return {key: vector.tobytes() for key, vector in zip(wanted, vectors, strict=True)}

    def _absent(self, connection: Reader, contents: Sequence[str]) -> set[str]:
        if self._embedder is None:
            return set()
        hashes = map(text_hash, contents)
        return texts.without_vector(connection, self._embedder.key, hashes)

    def _follow(self) -> None:
        if self._vectors:
            try:
                self._vectors.follow()
            except VectorIndexError as error:
                # It will follow when it is used next.
                _log.warning("%s", error)


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes.  Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _result(path: str, status: str, stored: StoredDocument, note: str = "") -> AddResult:
    return AddResult(
        path,
        stored.name,
        status,
        pages=stored.pages,
        tables=stored.tables,
        figures=stored.figures,
        passages=stored.passages,
        warnings=stored.warnings,
        note=note,
    )
