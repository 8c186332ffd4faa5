"""Opening a library's database: new, of another version, and not one at all."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from index.errors import LibraryError
from index.library import Library
from index.settings import Settings


def test_a_library_is_created_where_there_is_none(tmp_path):
    with Library(Settings(tmp_path / "deep" / "home", "none")) as library:
        assert library.documents() == [] and list(library.figures()) == []
    with Library(Settings(tmp_path / "deep" / "home", "none")) as library:
        assert library.search("预算") == []


def test_many_may_create_it_at_once(tmp_path):
    def add(_):
        with Library(Settings(tmp_path, "none")) as library:
            return library.documents()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(add, range(16))) == [[]] * 16


def test_another_schema_version_is_named_with_the_way_out(tmp_path):
    with Library(Settings(tmp_path, "none")):
        pass
    with create_engine(f"sqlite:///{tmp_path}/library.sqlite").begin() as connection:
        connection.execute(text("UPDATE library_meta SET value='99' WHERE name='schema'"))
    with pytest.raises(LibraryError, match=r"版本是 99.*schema version 99.*move the file away"):
        Library(Settings(tmp_path, "none"))


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "library.sqlite").write_bytes(b"no database " * 1000)
    with pytest.raises(LibraryError, match=r"library\.sqlite.*not a database"):
        Library(Settings(tmp_path, "none"))


def test_a_home_that_is_a_file_is_named(tmp_path):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(LibraryError, match="home"):
        Library(Settings(tmp_path / "home", "none"))


def test_another_database_system_is_refused_clearly(tmp_path):
    with pytest.raises(LibraryError, match="only SQLite"):
        Library(Settings(tmp_path, "none", "postgresql://user:secret@host/db"))
    with pytest.raises(LibraryError) as refusal:
        Library(Settings(tmp_path, "none", "postgresql://user:secret@host/db"))
    assert "secret" not in str(refusal.value)


def test_an_address_that_is_none_is_named(tmp_path):
    with pytest.raises(LibraryError, match="budget"):
        Library(Settings(tmp_path, "none", "budget"))


def test_a_home_may_have_any_name_and_an_address_any_form(tmp_path, monkeypatch):
    home = tmp_path / "50%25 of 预算?"
    with Library(Settings(home, "none")):
        assert (home / "library.sqlite").is_file()
    monkeypatch.chdir(tmp_path)
    for address in ("sqlite:///rel.sqlite", "sqlite+pysqlite:///long.sqlite?timeout=20"):
        library = Library(Settings(home, "none", address))
        monkeypatch.chdir(home)
        # Wherever the process goes meanwhile.
        assert library.documents() == []
        library.close()
        monkeypatch.chdir(tmp_path)
    assert {"rel.sqlite", "long.sqlite"} <= {path.name for path in tmp_path.iterdir()}


def test_a_library_in_memory_is_refused_clearly(tmp_path):
    for address in ("sqlite://", "sqlite:///", "sqlite:///:memory:"):
        with pytest.raises(LibraryError, match="has to be a file"):
            Library(Settings(tmp_path, "none", address))


def test_a_reading_is_of_one_commit_and_cannot_write(tmp_path, document):
    with Library(Settings(tmp_path, "none")) as library:
        library.add_document(document())
        with library.view():
            before = library.documents()
            with Library(Settings(tmp_path, "none")) as other:
                other.add_document(document(name="又一份.md", salt="other"))
            assert library.documents() == before
        assert len(library.documents()) == 2
        with pytest.raises(LibraryError, match="readonly"):
            with library._database.read() as connection:
                connection.execute("DELETE FROM documents")
        assert len(library.documents()) == 2


def test_a_reading_that_is_open_outlives_the_closing(tmp_path, document):
    library = Library(Settings(tmp_path, "none"))
    library.add_document(document())
    with library.view():
        library.close()
        assert len(library.documents()) == 1
    assert len(library.documents()) == 1
    library.close()


def test_a_database_that_fails_while_writing_is_named_and_unharmed(tmp_path, document):
    with Library(Settings(tmp_path, "none")) as library:
        library.add_document(document(salt="old"))
        before = list(library.figures())
        blocker = create_engine(f"sqlite:///{tmp_path}/library.sqlite")
        with blocker.begin() as connection:
            connection.execute(
                text(
                    "CREATE TRIGGER full BEFORE INSERT ON figures "
                    "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
                )
            )
        with pytest.raises(LibraryError, match="disk full"):
            library.add_document(document(salt="new"))
        assert list(library.figures()) == before
