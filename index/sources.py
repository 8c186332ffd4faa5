"""What the user gave to be added, as files one by one: folders walked, archives unpacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ReadError


@dataclass(frozen=True)
class File:
    """A file to add: where it lies, what it is known by, and what the user is told it is.

    ``fault`` says why there is nothing to add, "" if there is; a ``passing`` file may be deleted
    once it was read.
    """

    path: Path
    name: str
    shown: str
    fault: str = ""
    passing: bool = False


def file_at(path: Path, fault: str = "") -> File:
    """A file as it lies on the disk."""
    return File(path, path.name, str(path), fault)


def files_of(paths: Iterable[Path], folder: Path) -> Iterator[File]:
    """Every file of some files, folders and archives, in order.

    Archives are unpacked into ``folder``, file by file as they are asked for; a file in one is
    known as ``archive.zip/file.pdf``.
    """
    from corpus.readers.archive import is_archive

    for path in paths:
        found = _files_in(path)
        if not found:
            yield file_at(path, "文件夹中没有可读的文件 / no readable file in the folder")
        for file in found:
            yield from _members(file, folder) if is_archive(file) else [file_at(file)]


def _members(path: Path, folder: Path) -> Iterator[File]:
    from corpus.readers.archive import members
    from corpus.reading import readable

    empty = True
    try:
        for member in members(path, folder, readable):
            empty = False
            shown = str(path.parent / member.name)
            yield File(member.path, member.name, shown, member.fault, passing=not member.fault)
    except ReadError as error:
        yield file_at(path, error.cause)
        return
    if empty:
        yield file_at(path, "压缩包中没有可读的文件 / no readable file in the archive")


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
