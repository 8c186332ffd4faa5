import pytest

from assistant.engine import Assistant
from assistant.page.answer_html import cited
from assistant.page.layout import LONGEST_QUESTION, Desk
from assistant.page.warmth import Warmth
from assistant.page.wording import CHINESE
from index.library import Library
from index.settings import Settings

QUESTION = "中卫市科技局2026年科学技术支出预算是多少？"


@pytest.fixture
def library(tmp_path, sample_paths):
    with Library(Settings(tmp_path, embedding_model="none")) as library:
        (path,) = (path for path in sample_paths if "中卫" in path.name)
        library.add(path)
        yield library


@pytest.fixture
def desk(library):
    return Desk(Assistant(library), library, Warmth())


def test_answer_leads_to_the_marked_cell_of_its_table(desk):
    turn = desk.answer(QUESTION, [], CHINESE)
    html = desk.evidence(cited(turn.answer, "c0"), CHINESE)
    assert "<mark>3069.68</mark>" in html and "sheet opened" in html
    assert "sheet offered" in desk.offered(turn, CHINESE)


def test_source_of_a_removed_document_is_said_to_be_gone(desk, library):
    turn = desk.answer(QUESTION, [], CHINESE)
    for document in library.documents():
        library.remove(document.name)
    assert CHINESE.gone in desk.evidence(cited(turn.answer, "c0"), CHINESE)


def test_source_of_a_lost_conversation_is_said_to_be_expired(desk):
    assert CHINESE.expired in desk.evidence(None, CHINESE)


def test_too_long_a_question_is_not_asked(desk):
    turn = desk.answer("公" * (LONGEST_QUESTION + 1), [], CHINESE)
    assert turn.answer is None and str(LONGEST_QUESTION) in turn.failure


def test_examples_follow_the_library(desk, library):
    documents = library.documents()
    assert any("中卫" in question for question in desk.examples(CHINESE, documents))
    library.remove(documents[0].name)
    assert desk.examples(CHINESE, library.documents()) == []


def test_refusal_offers_no_source(desk):
    turn = desk.answer("火星市航天局2026年公务接待费是多少？", [], CHINESE)
    assert desk.offered(turn, CHINESE) == ""
