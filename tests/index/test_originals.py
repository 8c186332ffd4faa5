"""The files themselves are kept with their documents, and go with them."""

import os
import zipfile
from datetime import timedelta


def kept(home):
    """The names of the kept files."""
    folder = home / "originals"
    return {path.name for path in folder.iterdir() if path.is_file()} if folder.exists() else set()


def original_of(library, name):
    return library.original(library.document(name).id)


def test_a_document_opens_as_the_bytes_that_were_added(library, written, tmp_path):
    path = written()
    before = path.read_bytes()
    library.add(path)
    path.write_text("changed later", "utf-8")
    original = original_of(library, path.name)
    assert original.path.read_bytes() == before
    assert original.media_type == "application/octet-stream"
    assert kept(tmp_path) == {library.document(path.name).sha256}


def test_members_of_an_archive_are_kept_one_by_one(library, written, tmp_path):
    first, second = written("甲局2026年部门预算.md"), written("乙局2026年部门预算.md", "0.30")
    archive = tmp_path / "文件.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(first, first.name)
        packed.write(second, second.name)
    assert [result.status for result in library.add_paths([archive])] == ["added", "added"]
    for path in (first, second):
        original = original_of(library, f"{archive.name}/{path.name}")
        assert original.path.read_bytes() == path.read_bytes()


def test_the_file_goes_with_its_document(library, written, tmp_path):
    path = written()
    library.add(path)
    document = library.document(path.name)
    library.remove(path.name)
    assert kept(tmp_path) == set()
    assert library.original(document.id) is None


def test_the_file_of_a_replaced_document_goes_and_the_new_one_comes(library, written, tmp_path):
    library.add(written())
    path = written(reception="0.30")
    assert library.add(path).status == "replaced"
    assert original_of(library, path.name).path.read_bytes() == path.read_bytes()
    assert len(kept(tmp_path)) == 1


def test_a_corrected_document_keeps_its_file(library, written):
    path = written()
    library.add(path)
    library.correct_profile(path.name, year=2025)
    assert original_of(library, path.name).path.read_bytes() == path.read_bytes()


def test_a_document_without_its_file_gets_it_when_it_is_added_again(library, written, tmp_path):
    path = written()
    library.add(path)
    (digest,) = kept(tmp_path)
    (tmp_path / "originals" / digest).unlink()
    assert original_of(library, path.name) is None
    assert library.add(path).status == "unchanged"
    assert original_of(library, path.name).path.read_bytes() == path.read_bytes()


def test_what_an_ended_adding_left_is_cleared_by_the_next(library, written, tmp_path):
    library.add(written())
    (digest,) = kept(tmp_path)
    (tmp_path / "originals" / ("0" * 64)).write_bytes(b"no document has these")
    unfinished = tmp_path / "originals/incoming/unfinished"
    under_way = tmp_path / "originals/incoming/under way"
    for path, age in ((unfinished, timedelta(days=1)), (under_way, timedelta())):
        path.write_bytes(b"half")
        made = (library._clock() - age).timestamp()
        os.utime(path, (made, made))
    library.add(written("乙局2026年部门预算.md", "0.30"))
    assert digest in kept(tmp_path)
    assert "0" * 64 not in kept(tmp_path)
    assert not unfinished.exists()
    assert under_way.exists()


def test_nothing_is_kept_of_a_file_that_could_not_be_read(library, tmp_path):
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing more")
    assert library.add(path).status == "failed"
    assert kept(tmp_path) == set()
    assert list((tmp_path / "originals").rglob("*")) == []


def test_a_file_that_changed_while_it_was_read_is_not_taken_for_what_was_read(
    library, document, written, tmp_path
):
    made = document()
    library.add_document(made)
    library._originals.keep(written(), made.sha256)
    assert library.original(library.document(made.name).id) is None
    assert kept(tmp_path) == set()
