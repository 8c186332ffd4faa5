"""A job that adds files: how far each is, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from index.ingest import Progress
from index.records import AddResult, StoredDocument
from index.sources import File, PassedOver


class State(StrEnum):
    """How far a file of a job is: it waits, is read, embedded, stored; then what became of it.
    An archive is ``unpacked`` once all in it had its turn."""

    WAITING = "waiting"
    READING = "reading"
    EMBEDDING = "embedding"
    STORING = "storing"
    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNPACKED = "unpacked"

    @property
    def is_end(self) -> bool:
        """Whether nothing more happens to the file."""
        return self not in _UNDER_WAY


_UNDER_WAY = frozenset((State.WAITING, State.READING, State.EMBEDDING, State.STORING))


@dataclass(frozen=True)
class Entry:
    """A file of a job: its ``number`` in it, the ``name`` it is shown under, its bytes (None in an
    archive), how far it is (``done`` of ``total`` pages or passages), and what became of it.

    ``document`` is what was understood of it, ``error`` why it was not added.  ``revision`` is
    when it changed last.
    """

    number: int
    name: str
    size: int | None = None
    state: State = State.WAITING
    done: int = 0
    total: int = 0
    error: str = ""
    note: str = ""
    warnings: tuple[str, ...] = ()
    document: StoredDocument | None = None
    revision: int = 0


@dataclass
class Job:
    """Files that are added together, or a document that is read again (``again``).

    ``files`` are those to be added, ``folder`` where they lie until the job ends; ``passed`` is
    what archives hold besides.  Every change carries the revision it is made at, ``begun`` is that
    of the first.
    """

    id: str
    files: tuple[File, ...]
    folder: Path | None = None
    again: bool = False
    running: bool = False
    ended: bool = False
    cancelled: bool = False
    passed: tuple[PassedOver, ...] = ()
    revision: int = 0
    begun: int = 0
    _entries: dict[str, Entry] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        """The files: those of an archive follow it."""
        order = {file.shown: at for at, file in enumerate(self.files)}

        def place(item: tuple[str, Entry]) -> tuple[int, int]:
            shown, entry = item
            # Those that were not taken stand first.
            return order.get(self._given(shown), -1), entry.number

        return [entry for _, entry in sorted(self._entries.items(), key=place)]

    def count(self, *states: State) -> int:
        """How many files are in one of some states."""
        return sum(entry.state in states for entry in self._entries.values())

    def copy(self) -> Job:
        """The job as it is now."""
        return replace(self, _entries=dict(self._entries))

    def expect(self, revision: int, shown: str, name: str, size: int, fault: str = "") -> None:
        """Take up a file that is to be added, or that was not taken for a ``fault``."""
        state = State.FAILED if fault else State.WAITING
        self._put(revision, shown, Entry(self._next, name, size, state, error=fault))

    def pass_over(self, revision: int, passed: PassedOver) -> None:
        """Note what an archive holds besides."""
        self.passed = (*self.passed, passed)
        self.revision = revision

    def proceed(self, revision: int, progress: Progress) -> None:
        """Note how far a file is."""
        self._change(
            revision,
            progress.path,
            state=State(progress.stage),
            done=progress.done,
            total=progress.total,
        )

    def finish(self, revision: int, result: AddResult, document: StoredDocument | None) -> None:
        """Note what became of a file; those given before it are done."""
        self._change(
            revision,
            result.path,
            state=State(result.status),
            error=result.error,
            note=result.note,
            warnings=result.warnings,
            document=document,
        )
        given = self._given(result.path)
        for file in self.files:
            if file.shown == given:
                break
            self._close(revision, file)

    def fail(self, revision: int, cause: str, file: File | None = None) -> None:
        """Say of a file, or of all that are not done, why it was not added."""
        for shown, entry in self._entries.items():
            if not entry.state.is_end and (file is None or self._given(shown) == file.shown):
                self._change(revision, shown, state=State.FAILED, error=cause)

    def end(self, revision: int, whole: bool) -> None:
        """Nothing more happens; ``whole`` says that every file had its turn."""
        if whole:
            for file in self.files:
                self._close(revision, file)
        for shown, entry in self._entries.items():
            if not entry.state.is_end:
                self._change(revision, shown, state=State.CANCELLED)
        self.running, self.ended, self.revision = False, True, revision

    def current(self) -> File | None:
        """The first file that has not had its turn."""
        return next(
            (f for f in self.files if not self._entries[f.shown].state.is_end),
            None,
        )

    def _close(self, revision: int, file: File) -> None:
        """An archive whose files all had their turn is unpacked."""
        if not self._entries[file.shown].state.is_end:
            self._change(revision, file.shown, state=State.UNPACKED)

    def _change(self, revision: int, shown: str, **changes) -> None:
        given = self._given(shown)
        if shown not in self._entries:
            self._put(revision, shown, Entry(self._next, shown))
            if given in self._entries:
                self._change(revision, given, state=State.READING)
        self._put(revision, shown, replace(self._entries[shown], **changes))

    def _put(self, revision: int, shown: str, entry: Entry) -> None:
        self._entries[shown] = replace(entry, revision=revision)
        self.revision = revision

    @property
    def _next(self) -> int:
        return len(self._entries)

    def _given(self, shown: str) -> str:
        """What was given that a file is, or is in."""
        if any(file.shown == shown for file in self.files):
            return shown
        holders = (file.shown for file in self.files if shown.startswith(f"{file.shown}/"))
        return next(holders, shown)
