"""What the user gave to be added, as files one by one: folders walked, archives unpacked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import ReadError


@dataclass(frozen=True)
class File:
    """A file to add: where it lies, what it is known by, and what the user is told it is.

    ``name`` is what its document is to be called; that of an archive is its file name.
    ``fault`` says why there is nothing to add, "" if there is; a ``passing`` file may be deleted
    once it was read.
    """

    path: Path
    name: str
    shown: str
    fault: str = ""
    passing: bool = False


@dataclass(frozen=True)
class PassedOver:
    """Files in the folder or archive ``path`` that are not added as no reader knows their ending:
    how many, and the ``names`` of the first :data:`MOST_NAMED`, as paths within it."""

    path: str
    names: tuple[str, ...]
    count: int


MOST_NAMED = 10
# Told of what is passed over.
OnPassedOver = Callable[[PassedOver], None]


def file_at(path: Path, fault: str = "") -> File:
    """A file as it lies on the disk."""
    return File(path, path.name, str(path), fault)


def files_of(
    given: Iterable[Path | File], folder: Path, passed_over: OnPassedOver = lambda _: None
) -> Iterator[File]:
    """Every file of some files, folders and archives, in order.

    Archives are unpacked into ``folder``, file by file as they are asked for; a file in one is
    known as ``archive.zip/file.pdf``.  What a folder or archive holds besides is said to
    ``passed_over``; hidden files and the lock files of office programs are left out unsaid.
    """
    from corpus.readers.archive import is_archive

    for each in given:
        if isinstance(each, File):
            found = [each]
        elif each.is_dir():
            found = _files_in(each, passed_over)
            if not found:
                yield file_at(each, "文件夹中没有可读的文件 / no readable file in the folder")
        else:
            found = [file_at(each)]
        for file in found:
            if is_archive(file.path) and not file.fault:
                yield from _members(file, folder, passed_over)
            else:
                yield file


def _members(file: File, folder: Path, passed_over: OnPassedOver) -> Iterator[File]:
    from corpus.readers.archive import members
    from corpus.reading import readable

    unknown: list[str] = []

    def known(name: Path) -> bool:
        if readable(name):
            return True
        unknown.append(name.as_posix())
        return False

    empty = True
    try:
        for member in members(file.path, folder, known):
            empty = False
            inner = member.name.removeprefix(file.path.name)
            fault = member.fault
            yield File(member.path, file.name + inner, file.shown + inner, fault, not fault)
    except ReadError as error:
        yield replace(file, fault=error.cause)
        return
    finally:
        if unknown:
            passed_over(_passed_over(file.shown, unknown))
    if empty:
        yield replace(file, fault="压缩包中没有可读的文件 / no readable file in the archive")


def _files_in(folder: Path, passed_over: OnPassedOver) -> list[File]:
    """The readable files and archives of a folder and its subfolders, by path."""
    from corpus.readers.archive import is_archive
    from corpus.reading import readable

    found, unknown = [], []
    for path in sorted(folder.rglob("*")):
        if path.name.startswith((".", "~$")) or not path.is_file():
            continue
        if readable(path) or is_archive(path):
            found.append(file_at(path))
        else:
            unknown.append(path.relative_to(folder).as_posix())
    if unknown:
        passed_over(_passed_over(str(folder), unknown))
    return found


def _passed_over(path: str, unknown: list[str]) -> PassedOver:
    return PassedOver(path, tuple(unknown[:MOST_NAMED]), len(unknown))
