"""Formats that LibreOffice reads for us, with LibreOffice and with programs that misbehave."""

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.document import CellState
from corpus.errors import ReadError
from corpus.readers.libreoffice import ConversionError, converted
from corpus.reading import read

FILTERS = ("doc:MS Word 97", "rtf:Rich Text Format")


def figures(document):
    return [
        (cell.row_path, cell.column_path, cell.state, cell.text, cell.unit, cell.code)
        for table in document.tables
        for cell in table.cells
        if cell.state is not CellState.TEXT
    ]


@pytest.fixture(scope="module")
def old_files(tmp_path_factory, publication):
    """The publication as .docx and, written by LibreOffice, in the formats it reads for us."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "a.docx").write_bytes(publication.as_docx())
    profile = (folder / "profile").as_uri()
    for target in FILTERS:
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless"]
            + ["--convert-to", target, "--outdir", folder, folder / "a.docx"],
            check=True,
            capture_output=True,
        )
    (folder / "a.wps").write_bytes((folder / "a.doc").read_bytes())
    return folder


def test_every_format_gives_the_figures_of_the_document_it_was_made_from(old_files):
    truth = read(old_files / "a.docx")
    names = ["a.doc", "a.rtf", "a.wps"]
    # All at once, as several workers read.
    with ThreadPoolExecutor(len(names)) as workers:
        documents = list(workers.map(lambda name: read(old_files / name), names))
    for document in documents:
        assert figures(document) == figures(truth) != []
        assert document.profile == truth.profile
        assert document.warnings == ()


def test_a_damaged_document_is_refused(old_files, tmp_path):
    data = (old_files / "a.doc").read_bytes()
    path = tmp_path / "a.doc"
    path.write_bytes(data[: len(data) // 3] + bytes(3000))
    with pytest.raises(ReadError) as caught:
        read(path)
    assert "a.doc" in str(caught.value)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Puts a program called soffice on the path, with a shell script for a body."""

    def put(body):
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "soffice"
        program.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return put


def test_a_program_that_hangs_is_ended_with_all_it_started(stand_in, tmp_path):
    started = tmp_path / "started"
    stand_in(f"sleep 1000 & echo $! > {started}; wait")
    with pytest.raises(ConversionError, match="took longer than 1 seconds"):
        converted(b"x", ".doc", ".docx", seconds=1)
    child = int(started.read_text())
    for _ in range(100):
        if not _runs(child):
            break
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process):
    """Whether a process is there and no zombie that waits for its parent."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return bool(done.stdout.strip()) and not done.stdout.startswith("Z")


@pytest.mark.parametrize("body", ["exit 0", "exit 1", "kill -9 $$"])
def test_a_program_that_gives_no_document(stand_in, body):
    stand_in(body)
    with pytest.raises(ConversionError, match="could not convert"):
        converted(b"x", ".doc", ".docx")


def test_each_call_has_a_profile_without_macros_and_a_home_of_its_own(stand_in, tmp_path):
    seen = tmp_path / "seen"
    stand_in(
        f'echo "$HOME" >> {seen}; cat "$HOME"/profile/user/*.xcu >> {seen}; echo "$@" >> {seen}'
    )
    for _ in range(2):
        with pytest.raises(ConversionError):
            converted(b"x", ".doc", ".docx")
    said = seen.read_text("utf-8")
    homes = [line for line in said.splitlines() if line.startswith("/")]
    assert len(set(homes)) == 2 and str(os.environ.get("HOME")) not in homes
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in said
    assert "--headless" in said and "-env:UserInstallation=file://" in said


def test_without_libreoffice_the_user_is_told_what_to_do(old_files, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError) as caught:
        read(old_files / "a.doc")
    assert "LibreOffice" in caught.value.cause and "安装" in caught.value.cause
