"""Adding in a process of its own: told step by step, cancelled, lost and ended."""

import os
import signal

import pytest

from index.adding_process import AddingLost, AddingProcess
from index.errors import LibraryError
from index.ingest import Progress
from index.records import AddResult
from index.settings import Settings
from index.sources import PassedOver, file_at


def results_of(events):
    return [(event.document, event.status) for event in events if isinstance(event, AddResult)]


@pytest.fixture
def adding(tmp_path):
    """Starts processes that add to one library; those that still run are ended."""
    started = []

    def start(*paths, home=tmp_path / "home", model="none"):
        files = tuple(map(file_at, paths))
        started.append(AddingProcess(Settings(home, model), files))
        return started[-1]

    yield start
    for process in started:
        process.end()


def test_what_is_added_is_told_and_seen_by_others(adding, opened, written, tmp_path):
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.4 and no more")
    library = opened(home=tmp_path / "home")
    events = list(adding(written("甲.md"), broken, written("乙.md", "0.31")).events())
    assert results_of(events) == [("甲.md", "added"), ("坏.pdf", "failed"), ("乙.md", "added")]
    told = [event for event in events if isinstance(event, Progress)]
    assert {"reading", "storing"} <= {event.stage for event in told}
    assert [document.name for document in library.documents()] == ["乙.md", "甲.md"]


def test_what_is_passed_over_is_told(adding, written):
    folder = written("甲.md").parent
    (folder / "说明.exe").write_bytes(b"MZ")
    process = AddingProcess(Settings(folder.parent / "home", "none"), (folder,))
    with process:
        assert PassedOver(str(folder), ("说明.exe",), 1) in list(process.events())


def test_cancelled_it_stops_after_the_file_it_is_at(adding, opened, written, tmp_path):
    paths = [written(f"{number}.md", f"{number}.26") for number in range(40)]
    process = adding(*paths)
    results = []
    for event in process.events():
        if isinstance(event, AddResult):
            results.append(event)
            process.cancel()
    assert 1 <= len(results) < len(paths)
    held = opened(home=tmp_path / "home").documents()
    assert [document.name for document in held] == sorted(result.document for result in results)


def test_a_process_that_is_killed_is_told_and_leaves_the_library_whole(
    adding, opened, written, tmp_path
):
    process = adding(*[written(f"{number}.md", f"{number}.26") for number in range(40)])
    done = []
    with pytest.raises(AddingLost, match="killed"):
        for event in process.events():
            if isinstance(event, AddResult):
                done.append(event.document)
                os.kill(process.pid, signal.SIGKILL)
    library = opened(home=tmp_path / "home")
    held = [document.name for document in library.documents()]
    assert set(done) <= set(held) and len(held) < 40
    for document in library.documents():
        assert len(library.figures_of([document.id])) == document.figures


def test_a_library_that_cannot_be_opened_is_said(adding, written, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "library.sqlite").write_text("no database")
    with pytest.raises(LibraryError, match="library.sqlite"):
        list(adding(written(), home=home).events())


def test_it_gives_way_to_other_processes(adding, written):
    process = adding(written())
    events = process.events()
    next(events)
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == 10
