"""The library: everything the rest of the product knows of stored documents.

Usage::

    with Library(Settings.from_environment(os.environ)) as library:
        library.add(Path("某局2026年部门预算.md"))
        figures = library.figures_of([document.id for document in library.documents()])
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index import documents, own_words, passage_store, tables
from index.clock import now
from index.database import Database
from index.errors import UnknownDocument
from index.figure_words import FigureWords, Labels, WordStore
from index.figures import FigureStore, of_keys
from index.passage_search import PassageSearch
from index.records import (
    AddResult,
    PassageHit,
    StoredDocument,
    StoredFigure,
    StoredPassage,
    StoredTable,
)
from index.settings import Settings
from index.views import Views

if TYPE_CHECKING:
    from corpus.document import Document
    from corpus.printed_lines import Box, PrintedLine
    from corpus.reconciliation import Reconciliation
    from index.document_list import ListPage, ListQuery
    from index.figure_search import FigurePage, FigureQuery, FigureSearch
    from index.ingest import Ingest, Report
    from index.originals import Original, Originals
    from index.own_words import OwnWords
    from index.sources import File, OnPassedOver


class Library:
    """Documents, their figures, tables and passages, in one data folder.

    Any number of threads and processes may use a library at once: readers see whole
    documents only and never wait, writers queue.  Opening one loads no model.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = now):
        """Open the library of ``settings``, creating it where there is none.

        Raises LibraryError if the data folder cannot be used or holds another version's data.
        """
        self.settings = settings
        self._database = Database(settings.database_url)
        self._figures = FigureStore()
        self._words = WordStore()
        self._views = Views(self._database)
        self._search = PassageSearch(self._database, settings)
        self._clock = clock

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; an operation afterwards opens them again."""
        self._search.close()
        self._database.close()

    # Adding and removing

    def add(
        self,
        path: Path | str,
        progress: Report | None = None,
        workers: int | None = None,
        again: bool = False,
    ) -> AddResult:
        """Add one publication: afterwards it is in as a whole, or the library is as it was.

        The same bytes again are ``unchanged``, also under another file name (the document
        keeps its first name, given in the result), unless the program reads other than when
        they were read, or ``again`` asks for it: then they are read again and ``replaced``.
        Other bytes under a known name replace that document, which stays visible until the
        new one is in.  Never raises for a bad file: the result is ``failed`` and says why.
        A folder or archive that holds one publication is that publication; one that holds
        several is a failure, as :meth:`add_paths` has a result for each.
        """
        from index.adding import add

        workers = workers or self.settings.workers
        return add(self._ingest, Path(path), progress, workers, again)

    def add_paths(
        self,
        paths: Iterable[Path | str | File],
        progress: Report | None = None,
        workers: int | None = None,
        again: bool = False,
        passed_over: OnPassedOver | None = None,
    ) -> Iterator[AddResult]:
        """Add files and all readable files in folders and ZIP archives, one result each as it is
        done, in their order.  A file in an archive is the document ``archive.zip/file.pdf``; a
        :class:`index.sources.File` says itself what it is to be called.

        Files are read in up to ``workers`` processes (None: as the settings say) while this one
        stores; close the iterator to end them early.  ``passed_over`` is told which files of a
        folder or archive no reader knows by their ending.  A file that fails, or ends the process
        that reads it, never keeps the others out.  Documents are known by file name, so a
        second file of the same name and other content in one run is a failure, not a
        replacement.
        """
        from index.adding import add_paths

        workers = workers or self.settings.workers
        given = (Path(path) if isinstance(path, str) else path for path in paths)
        return add_paths(self._ingest, given, progress, workers, again, passed_over)

    def add_document(
        self, document: Document, progress: Report | None = None, check: bool = True
    ) -> AddResult:
        """Add a document that was read already, under the same rules as :meth:`add`; ``check``
        False leaves out its self-check, which is then kept as failed.

        Raises LibraryError if it cannot be embedded or stored; the library is then as it was.
        """
        from index.reading_worker import Reading, checked

        reading = Reading(document, checked(document) if check else None, 0.0)
        return self._ingest.store(reading, document.name, progress or (lambda _: None))

    def correct_profile(
        self,
        name: str,
        *,
        organisation: str | None = None,
        short_names: Sequence[str] | None = None,
        region: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        as_read: bool = False,
    ) -> StoredDocument:
        """Set what is uncertain or wrong in a document's profile; None leaves a field as it is.

        ``kind`` is one of :data:`corpus.profile.KINDS`; short names and region follow from a
        corrected organisation unless they are given.  ``as_read`` takes back what was corrected
        before, and is enough by itself.  All that depends on the profile (stated figures,
        passages, self-check) follows in one transaction, and the document gets a new key.

        The correction belongs to the document's name: it stays when the file is read again and
        when another version of it replaces it, and goes when the document is removed.

        Raises UnknownDocument, and CorrectionError for values that no profile can have.
        """
        from index.corrections import Correction

        names = None if short_names is None else tuple(short_names)
        correction = Correction(organisation, names, region, year, kind)
        return self._ingest.correct(name, correction, as_read)

    def remove(self, name: str) -> bool:
        """Take a document out with all that belongs to it; False if there is none."""
        return self._ingest.remove(name)

    @cached_property
    def _ingest(self) -> Ingest:
        # Imported here, as other things below: a question needs none of it.
        from index.ingest import Ingest

        search = self._search
        return Ingest(self._database, search.embedder, search.vectors, self._originals, self._clock)

    @cached_property
    def _originals(self) -> Originals:
        from index.originals import Originals

        return Originals(self.settings.original_folder, self._database, self._clock)

    # Reading

    @contextmanager
    def view(self) -> Iterator[None]:
        """Within this block everything the thread reads is of one commit, whatever is added,
        replaced or removed meanwhile: for readings that belong together."""
        with self._views.view():
            yield

    def state(self) -> Hashable:
        """What changes whenever a document is added, replaced, corrected or removed, quickly
        told: what was made of the documents of an equal state holds."""
        with self._views.read() as connection:
            return documents.state(connection)

    def documents(self) -> list[StoredDocument]:
        """All documents, by name."""
        with self._views.read() as connection:
            return documents.stored_documents(connection)

    def changes(self, known: Collection[int]) -> tuple[list[StoredDocument], set[int]]:
        """The documents that are not among some known keys, and the known keys that are no
        document's any more: quickly told where a few were added to very many."""
        with self._views.read() as connection:
            return documents.changes(connection, known)

    def listed_documents(self, query: ListQuery) -> ListPage:
        """One page of the list of documents: those that ``query`` asks for, in its order."""
        from index import document_list

        with self._views.read() as connection:
            return document_list.page(connection, query)

    def document_of(self, document_id: int) -> StoredDocument | None:
        """The document of a key, None if it was replaced, corrected or removed."""
        with self._views.read() as connection:
            return next(iter(documents.stored_documents(connection, [document_id])), None)

    def document(self, name: str) -> StoredDocument:
        """The document of a file name.  Raises UnknownDocument, which names those near it."""
        with self._views.read() as connection:
            found = documents.by_name(connection, name)
            if found is None:
                raise UnknownDocument(name, documents.near_names(connection, name))
        return found

    def reconciliations(self, document_ids: Sequence[int]) -> dict[int, Reconciliation]:
        """The self-checks of some documents by key: the comparisons made when they were read,
        and what disagrees with what.  Documents whose check failed are left out."""
        from index import reconciliations

        with self._views.read() as connection:
            return reconciliations.of_documents(connection, document_ids)

    def original(self, document_id: int) -> Original | None:
        """The file of a document as it was added; None if the document is gone, or was added
        without keeping its file (adding it again does)."""
        document = self.document_of(document_id)
        return self._originals.find(document.sha256) if document else None

    def figures(self, document: str | None = None) -> Iterator[StoredFigure]:
        """Every figure of a document, or of the library, in the order of the print.

        Raises UnknownDocument.
        """
        if document is None:
            return self._every_figure()
        with self.view():
            return iter(self.figures_of([self.document(document).id]))

    def _every_figure(self) -> Iterator[StoredFigure]:
        with self._database.read() as connection:
            yield from self._figures.each(connection)

    def figures_of(self, document_ids: Sequence[int]) -> list[StoredFigure]:
        """Every figure of some documents; those not there any more give none."""
        with self._views.read() as connection:
            return self._figures.of_documents(connection, document_ids)

    def figure(self, figure_id: int) -> StoredFigure | None:
        """One figure, None if its document was replaced or removed."""
        with self._views.read() as connection:
            return self._figures.by_key(connection, figure_id)

    def find_figures(self, query: FigureQuery, offset: int = 0, limit: int = 50) -> FigurePage:
        """The figures that ``query`` asks for, from ``offset`` on, with how many there are."""
        with self.view(), self._views.read() as connection:
            return self._figure_search.page(connection, self.state(), query, offset, limit)

    def each_found(self, query: FigureQuery) -> Iterator[StoredFigure]:
        """Every figure that ``query`` asks for, in its order; the library may change meanwhile."""
        with self._database.read() as connection:
            state = documents.state(connection)
            yield from self._figure_search.each(connection, state, query)

    @cached_property
    def _figure_search(self) -> FigureSearch:
        from index.figure_search import FigureSearch

        return FigureSearch()

    def some_figures(
        self, documents: Iterable[StoredDocument], keys: Sequence[int]
    ) -> list[StoredFigure]:
        """The figures of some keys in their order, all of them of the given documents; those not
        there any more are left out."""
        with self._views.read() as connection:
            return of_keys(connection, documents, keys)

    def own_words(self, document_ids: Sequence[int]) -> list[OwnWords]:
        """What the figures of some documents say, document by document with its own labels;
        documents without figures are left out."""
        with self._views.read() as connection:
            return own_words.of_documents(connection, document_ids)

    def figure_words(self, document_ids: Sequence[int]) -> dict[int, FigureWords]:
        """What the figures of some documents say, by document, as numbers of
        :attr:`figure_labels`; documents without figures are left out."""
        with self._views.read() as connection:
            return self._words.of_documents(connection, document_ids)

    @property
    def figure_labels(self) -> Labels:
        """The labels that :meth:`figure_words` has given numbers to so far."""
        return self._words.labels

    def tables(self, document: str) -> list[StoredTable]:
        """The tables of a document in the order of the print.  Raises UnknownDocument."""
        with self.view(), self._views.read() as connection:
            return tables.of_document(connection, self.document(document).id)

    def table(self, table_id: int) -> StoredTable | None:
        """One table, None if its document was replaced or removed."""
        with self._views.read() as connection:
            return tables.by_key(connection, table_id)

    def passage(self, passage_id: int) -> StoredPassage | None:
        """One passage, None if its document was replaced or removed."""
        with self._views.read() as connection:
            return passage_store.passages(connection, [passage_id]).get(passage_id)

    def printed_lines(self, passage: StoredPassage) -> tuple[PrintedLine, ...]:
        """The printed lines that a passage's characters stand on; () where none are known."""
        from index import places

        with self._views.read() as connection:
            return places.lines_of(connection, passage.document_id, passage.ordinal)

    def cell_boxes(self, table: StoredTable) -> dict[tuple[int, int], tuple[int, Box]]:
        """Page and rectangle (points, as shown) of a table's cells, by 0-based row and column."""
        from index import places

        with self._views.read() as connection:
            return places.cells_of(connection, table)

    def passages_of(self, document_ids: Sequence[int]) -> list[StoredPassage]:
        """Every passage of some documents, in reading order."""
        with self._views.read() as connection:
            return passage_store.of_documents(connection, document_ids)

    # Searching

    def search(
        self,
        query: str,
        document_ids: Sequence[int] | None = None,
        limit: int = 10,
        semantic: bool | None = None,
    ) -> list[PassageHit]:
        """The passages that answer a query best, within some documents or the whole library.

        Keywords are always searched.  Vectors are searched too where ``semantic`` is True
        (waiting for the model), never where it is False, and where it is None if the model
        is loaded.  Over the whole library a text that many documents share is one hit.

        Raises EmbeddingError if the model cannot be loaded, which happens only where
        ``semantic`` is True; without the vector index the search goes on by keywords.
        """
        if document_ids is not None and not document_ids:
            return []
        vector = self._search.vector(query, semantic)
        with self._views.read() as connection:
            return self._search.hits(connection, query, vector, document_ids, limit)

    @property
    def semantic_ready(self) -> bool:
        """Whether a search uses vectors without waiting."""
        return self._search.ready

    def warm_up(self) -> None:
        """Load what a search by vectors needs, which takes many seconds: to be called in a
        thread of its own.  Raises EmbeddingError or VectorIndexError.
        """
        self._search.load()
