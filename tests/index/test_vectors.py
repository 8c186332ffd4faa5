"""Search by vectors, and the vector index keeping up with the database whatever happens."""

import shutil
import signal
import sqlite3
import subprocess
import sys

import numpy
import pytest

from index import text_storing
from index.database import Database
from index.errors import EmbeddingError
from index.vectors import VectorIndex

SHARED = "三公经费：是指因公出国（境）费、公务用车购置及运行费和公务接待费。"


@pytest.fixture
def bundled(opened):
    return opened("bundled")


def indexed(home):
    """The texts the vector index holds, and those the database has vectors for."""
    import chromadb
    from chromadb.config import Settings

    database = sqlite3.connect(home / "library.sqlite")
    meta = dict(database.execute("SELECT name, value FROM library_meta"))
    wanted = database.execute(
        "SELECT hash FROM texts JOIN embeddings ON texts.id = embeddings.text_id"
    )
    wanted = sorted(row[0] for row in wanted)
    database.close()
    client = chromadb.PersistentClient(
        path=str(home / "vectors" / meta.get("vector_folder", "chroma-0")),
        settings=Settings(anonymized_telemetry=False),
    )
    held = [i for c in client.list_collections() for i in c.get(include=[])["ids"]]
    client.close()
    return sorted(held), wanted


def test_an_english_question_finds_the_chinese_passage(bundled, document):
    paragraphs = ("本单位负责全市地图与测绘管理工作。",)
    bundled.add_document(document(paragraphs=paragraphs, tables=()))
    bundled.add_document(document("乙.md", paragraphs=("财政拨款收入较上年增加。",), tables=()))
    question = "Who is in charge of maps and surveying?"
    assert bundled.search(question, semantic=False) == []
    everywhere = bundled.search(question, semantic=True)
    assert everywhere[0].passage.text == paragraphs[0]
    ids = [stored.id for stored in bundled.documents()]
    within = bundled.search(question, ids, semantic=True)
    assert [hit.passage for hit in within] == [hit.passage for hit in everywhere]
    assert all(a.score >= b.score for a, b in zip(everywhere, everywhere[1:], strict=False))


def test_identical_passages_are_embedded_once_over_all_documents(bundled, document, tmp_path):
    for name in ("甲.md", "乙.md", "丙.md"):
        paragraphs = (f"{name}有自己的职能说明。", SHARED)
        bundled.add_document(document(name, salt=name, paragraphs=paragraphs, tables=()))
    held, wanted = indexed(tmp_path)
    assert held == wanted and len(held) == 4
    bundled.remove("甲.md")
    held, wanted = indexed(tmp_path)
    assert held == wanted and len(held) == 3
    assert bundled.search(SHARED, semantic=True)[0].passage.text == SHARED
    bundled.remove("乙.md")
    bundled.remove("丙.md")
    assert indexed(tmp_path) == ([], [])
    assert bundled.search(SHARED, semantic=True) == []


def test_only_new_passages_of_a_changed_document_are_embedded(bundled, document):
    counts = []

    def told(progress):
        if progress.stage == "embedding":
            counts.append(progress.total)

    bundled.add_document(document(paragraphs=("旧的说明。", SHARED)), told)
    first = counts[-1]
    counts.clear()
    bundled.add_document(document(paragraphs=("新的说明。", SHARED)), told)
    assert first == 3 and set(counts) == {1}


def test_what_was_added_without_vectors_gets_them_when_added_again(opened, written, tmp_path):
    path = written()
    opened().add(path)
    library = opened("bundled")
    assert library.add(path).status == "unchanged"
    held, wanted = indexed(tmp_path)
    assert held == wanted and held
    assert library.search("What are the three public expenses?", semantic=True)


def test_vectors_are_used_without_asking_once_they_are_ready(bundled, document):
    bundled.add_document(document(paragraphs=(SHARED,)))
    assert bundled.search("Definition of official expenses") == [] or bundled.semantic_ready
    bundled.warm_up()
    assert bundled.semantic_ready
    assert bundled.search("Definition of official expenses")


def test_a_deleted_index_is_filled_again(opened, document, tmp_path):
    first = opened("bundled")
    first.add_document(document(paragraphs=(SHARED,)))
    first.close()
    shutil.rmtree(tmp_path / "vectors")
    assert opened("bundled").search("official expenses", semantic=True)
    held, wanted = indexed(tmp_path)
    assert held == wanted


def many_vectors(home):
    """A vector index of so many random vectors that Chroma relies on its graph on disk."""
    vectors = numpy.random.default_rng(1).normal(size=(2500, 24)).astype("<f4")
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    database = Database(f"sqlite:///{home}/library.sqlite")
    with database.write() as connection:
        ids = text_storing.write_texts(connection, database.keywords, map(str, range(len(vectors))))
        found = {key: v.tobytes() for key, v in zip(ids, vectors, strict=True)}
        text_storing.write_vectors(connection, "some/model", ids, found)
    index = VectorIndex(home / "vectors", database, "some/model")
    index.search(vectors[0], 5)
    index.close()
    return index, dict(zip(ids, vectors, strict=True))


def truncate(home, name):
    (file,) = (home / "vectors").rglob(name)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])


def test_a_damaged_index_is_rebuilt_with_a_message(tmp_path, caplog):
    index, vectors = many_vectors(tmp_path)
    truncate(tmp_path, "chroma.sqlite3")
    key, vector = list(vectors.items())[1234]
    assert index.search(vector, 5)[0][0] == key
    assert "rebuilding" in caplog.text
    index.close()
    held, wanted = indexed(tmp_path)
    assert held == wanted and len(held) == 2500


def test_files_of_a_process_killed_while_it_used_the_index_are_not_opened(tmp_path, caplog):
    index, vectors = many_vectors(tmp_path)
    key, vector = list(vectors.items())[1234]
    code = (
        "import os, signal; from pathlib import Path; from index.database import Database\n"
        "from index.vectors import VectorIndex\n"
        "class Deadly:\n"
        "    def tolist(self): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"home = Path({str(tmp_path)!r})\n"
        "database = Database(f'sqlite:///{home}/library.sqlite')\n"
        "VectorIndex(home / 'vectors', database, 'some/model').search(Deadly(), 5)"
    )
    killed = subprocess.run([sys.executable, "-c", code])
    assert killed.returncode == -signal.SIGKILL
    # Chroma would crash this process if it opened a graph that was half written.
    truncate(tmp_path, "data_level0.bin")
    assert index.search(vector, 5)[0][0] == key
    assert "rebuilding" in caplog.text
    index.close()
    held, wanted = indexed(tmp_path)
    assert held == wanted and len(held) == 2500


def test_left_over_entries_are_not_found_and_go(opened, document, tmp_path):
    import chromadb
    from chromadb.config import Settings

    first = opened("bundled")
    first.add_document(document(paragraphs=(SHARED,)))
    first.close()
    client = chromadb.PersistentClient(
        path=str(tmp_path / "vectors" / "chroma-0"), settings=Settings(anonymized_telemetry=False)
    )
    client.list_collections()[0].add(ids=["left-over"], embeddings=[[0.1] * 384], documents=[""])
    client.close()
    hits = opened("bundled").search("expenses", semantic=True)
    assert hits and all(hit.passage.text for hit in hits)
    held, wanted = indexed(tmp_path)
    assert held == wanted


def test_what_another_process_adds_is_found_by_every_open_library(
    opened, processes, document, written, tmp_path
):
    libraries = [opened("bundled"), opened("bundled")]
    libraries[0].add_document(document(paragraphs=("本单位负责地图管理。",), tables=()))
    for library in libraries:
        library.search("maps", semantic=True)
    path = written(extra="全市古树名木保护工作由本局承担。")
    assert processes.run(tmp_path, "add", path)[0] == "added"
    for library in libraries:
        hits = library.search("protection of old trees", semantic=True)
        assert any("古树名木" in hit.passage.text for hit in hits)
        library.add_document(document(paragraphs=("本单位负责地图管理。",), tables=()))
    held, wanted = indexed(tmp_path)
    assert held == wanted


def test_a_model_that_cannot_be_had_fails_the_file_and_keyword_search_goes_on(
    opened, written, tmp_path
):
    opened().add(written())
    library = opened(str(tmp_path / "no-model"))
    result = library.add(written(name="新.md", reception="0.9"))
    assert result.status == "failed" and "no-model" in result.error
    assert [stored.name for stored in library.documents()] == ["某市测绘局2026年部门预算.md"]
    assert library.search("公务接待费")
    with pytest.raises(EmbeddingError, match="no-model"):
        library.search("公务接待费", semantic=True)
