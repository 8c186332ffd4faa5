"""Adding, replacing and removing documents."""

import threading
import unicodedata
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from index.errors import UnknownDocument

NAME = "某市测绘局2026年部门预算.md"


def rows_left(home):
    """How many rows each table of the library holds."""
    with create_engine(f"sqlite:///{home}/library.sqlite").connect() as connection:
        names = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
        )
        return {
            name: connection.scalar(text(f"SELECT count(*) FROM {name}"))
            for (name,) in names.all()
            if name != "library_meta" and not name.startswith("keyword_index_")
        }


def terms_left(home, term):
    """How many texts the full-text index finds for a term."""
    with create_engine(f"sqlite:///{home}/library.sqlite").connect() as connection:
        return len(
            connection.execute(
                text("SELECT rowid FROM keyword_index WHERE keyword_index MATCH :term"),
                {"term": f'"{term}"'},
            ).all()
        )


def test_a_file_is_added_with_its_counts(library, written):
    result = library.add(written())
    assert (result.status, result.document, result.error) == ("added", NAME, "")
    (stored,) = library.documents()
    assert stored.organisation == "某市测绘局" and stored.year == 2026
    assert stored.added == "2026-03-01T12:00:00+00:00"
    assert result.tables == stored.tables == len(library.tables(NAME)) == 1
    assert result.figures == stored.figures == len(list(library.figures(NAME)))
    assert result.passages == stored.passages == len(library.passages_of([stored.id]))


def test_the_same_file_again_changes_nothing(library, written, tmp_path):
    path = written()
    first = library.add(path)
    before = rows_left(tmp_path), library.documents()
    again = library.add(path)
    assert again.status == "unchanged"
    assert (again.tables, again.figures, again.passages) == (
        first.tables,
        first.figures,
        first.passages,
    )
    assert (rows_left(tmp_path), library.documents()) == before


def test_an_unchanged_file_is_read_again_on_purpose(library, written, tmp_path):
    path = written()
    library.add(path)
    size = rows_left(tmp_path)
    again = library.add(path, again=True)
    assert (again.status, rows_left(tmp_path)) == ("replaced", size)
    assert "again" in again.note


def test_what_other_code_read_is_read_again_under_the_name_it_has(library, written, tmp_path):
    library.add(written())
    with create_engine(f"sqlite:///{tmp_path}/library.sqlite").begin() as connection:
        connection.execute(text("UPDATE documents SET reading = 'of another version'"))
    result = library.add(written(name="副本.md"))
    assert (result.status, result.document) == ("replaced", NAME)
    assert "newer program" in result.note
    assert library.add(written()).status == "unchanged"


def test_results_come_in_the_order_of_the_files_and_name_who_failed(library, written, tmp_path):
    paths = [written(name=f"{i:02}.md", reception=f"{i}.26") for i in range(12)]
    paths[10].write_bytes(b"\x00\x01\x02\xff" * 500)
    results = list(library.add_paths(paths, workers=2))
    assert [r.document for r in results] == [path.name for path in paths]
    assert [r.status for r in results].count("added") == 11
    assert results[10].status == "failed"


def test_a_changed_file_replaces_the_old_one(library, written, tmp_path):
    library.add(written())
    size = rows_left(tmp_path)
    result = library.add(written(reception="0.31"))
    assert result.status == "replaced"
    values = {f.printed for f in library.figures() if f.value}
    assert values == {"0.31"}
    assert rows_left(tmp_path) == size
    assert [hit.passage.text for hit in library.search("0.26")] == []


def test_the_same_bytes_under_another_name_stay_one_document(library, written):
    library.add(written())
    copy = library.add(written(name="副本.md"))
    assert (copy.status, copy.document) == ("unchanged", NAME)
    assert [stored.name for stored in library.documents()] == [NAME]


def test_a_file_that_becomes_a_copy_of_another_leaves_one_document(library, written):
    library.add(written())
    library.add(written(name="另一份.md", reception="0.99"))
    result = library.add(written(name="另一份.md"))
    assert (result.status, result.document) == ("replaced", NAME)
    assert [stored.name for stored in library.documents()] == [NAME]
    assert not [f for f in library.figures() if f.printed == "0.99"]


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"", "empty"), (b"\x00\x01\x02\xff" * 500, "text"), (b"a" * 1_500_000, "line")],
)
def test_a_bad_file_fails_with_its_cause_and_leaves_the_old_one(library, written, content, cause):
    path = written()
    library.add(path)
    before = list(library.figures())
    path.write_bytes(content)
    result = library.add(path)
    assert result.status == "failed" and cause in result.error
    assert list(library.figures()) == before


def test_a_missing_file_and_an_unknown_format_fail(library, tmp_path):
    assert library.add(tmp_path / "没有.md").status == "failed"
    (tmp_path / "表.xyz").write_text("x")
    assert "xyz" in library.add(tmp_path / "表.xyz").error


def test_one_bad_file_does_not_stop_the_rest(library, written, tmp_path):
    written(name="1.md", extra="甲。")
    written(name="2.md").write_bytes(b"")
    written(name="sub/3.md", extra="丙。")
    (tmp_path / "files" / "读我.exe").write_bytes(b"no document")
    (tmp_path / "files" / ".hidden.md").write_text("hidden")
    results = list(library.add_paths([tmp_path / "files", tmp_path / "没有.md"]))
    assert [(r.document, r.status) for r in results] == [
        ("1.md", "added"),
        ("2.md", "failed"),
        ("3.md", "added"),
        ("没有.md", "failed"),
    ]


def test_an_empty_folder_is_a_failure(library, tmp_path):
    (tmp_path / "empty").mkdir()
    (result,) = library.add_paths([tmp_path / "empty"])
    assert result.status == "failed" and "no readable file" in result.error


def test_files_of_one_name_and_other_content_do_not_replace_each_other_in_one_run(
    library, written, tmp_path
):
    written(folder="files/甲")
    written(folder="files/乙", reception="0.31")
    written(folder="files/丙")
    results = list(library.add_paths([tmp_path / "files"]))
    assert sorted(r.status for r in results) == ["added", "failed", "unchanged"]
    assert "rename" in next(r.error for r in results if r.status == "failed")
    assert len(library.documents()) == 1


def test_removing_leaves_nothing_behind(library, written, tmp_path):
    empty = rows_left(tmp_path)
    library.add(written())
    assert terms_left(tmp_path, "接待")
    assert library.remove(NAME) is True
    assert rows_left(tmp_path) == empty
    assert terms_left(tmp_path, "接待") == 0
    assert library.remove(NAME) is False


def test_removing_keeps_texts_that_others_share(library, written):
    library.add(written())
    library.add(written(name="2027.md", reception="0.31"))
    library.remove(NAME)
    assert "三公经费：是指" in library.search("三公经费是指什么")[0].passage.text


def test_a_name_is_found_however_its_characters_are_composed(library, document):
    decomposed = unicodedata.normalize("NFD", "Büro.md")
    library.add_document(document(decomposed))
    assert library.document(decomposed).name == unicodedata.normalize("NFC", "Büro.md")
    assert library.remove("Büro.md") is True


def test_an_unknown_document_is_named(library):
    for ask in (library.document, library.tables, lambda name: list(library.figures(name))):
        with pytest.raises(UnknownDocument, match="没有这份文件"):
            ask("没有这份文件.md")


def test_progress_is_told_in_order(library, written):
    stages = []
    library.add(written(), lambda progress: stages.append(progress.stage))
    assert stages == ["reading", "storing"]


def test_a_failure_while_storing_leaves_the_old_version(library, document, table):
    library.add_document(document(salt="old"))
    before = list(library.figures()), library.search("公务接待费")
    made = table()
    # The last thing written is a number no database holds.
    unstorable = replace(made, cells=(*made.cells, replace(made.cells[0], row=2**70)))
    with pytest.raises(OverflowError):
        library.add_document(document(tables=(unstorable,)))
    assert (list(library.figures()), library.search("公务接待费")) == before


def test_threads_add_at_once_and_readers_never_see_a_part(opened, written):
    library = opened()
    paths = [written(name=f"{i}.md", extra=f"第{i}份。") for i in range(12)]
    stop, torn = threading.Event(), []

    def watch():
        while not stop.is_set():
            for stored in library.documents():
                if len(library.figures_of([stored.id])) != stored.figures:
                    torn.append(stored.name)

    def add(part):
        with_own = opened()
        for path in part:
            assert with_own.add(path).status == "added"

    watcher = threading.Thread(target=watch)
    adders = [threading.Thread(target=add, args=(paths[i::3],)) for i in range(3)]
    for thread in (watcher, *adders):
        thread.start()
    for thread in adders:
        thread.join()
    stop.set()
    watcher.join()
    assert len(library.documents()) == 12 and not torn


def test_a_view_stays_at_one_commit_while_others_write(opened, document):
    reader, writer = opened(), opened()
    writer.add_document(document(salt="old"))
    with reader.view():
        (stored,) = reader.documents()
        writer.remove(stored.name)
        with reader.view():
            assert len(reader.figures_of([stored.id])) == stored.figures
        assert reader.search("公务接待费", [stored.id])
        assert reader.tables(stored.name)
    assert reader.documents() == [] and reader.figures_of([stored.id]) == []
