from assistant.page.examples import example_questions
from assistant.page.wording import CHINESE, ENGLISH
from index.records import StoredDocument


def document(id=1, organisation="示例市科技局", year=2026, kind="部门预算", short_names=()):
    return StoredDocument(
        id, f"{organisation}{year}.md", "", organisation, tuple(short_names), "示例市", year, kind,
        None, (), 12, 1000, 50, "",
    )  # fmt: skip


def test_examples_name_organisations_and_years_of_the_library():
    documents = [document(1), document(2, "示例市图书馆", 2025), document(3, "示例市图书馆", 2024)]
    for words in (CHINESE, ENGLISH):
        questions = example_questions(words, documents)
        assert 3 <= len(questions) <= 5
        text = "\n".join(questions)
        assert "示例市科技局" in text and "示例市图书馆" in text
        assert "2024" in questions[1] and "2025" in questions[1]
        assert "{" not in text


def test_only_questions_that_are_answered_are_offered():
    questions = example_questions(CHINESE, [document()], lambda question: "三公" in question)
    assert questions == ["什么是“三公”经费？"]


def test_another_organisation_stands_in_where_one_has_no_answer():
    documents = [document(1, "甲局"), document(2, "乙局")]
    questions = example_questions(CHINESE, documents, lambda question: "甲局" not in question)
    assert "乙局2026年公务接待费是多少？" in questions


def test_document_without_profile_makes_no_example():
    assert example_questions(CHINESE, [document(organisation="", year=None)]) == []


def test_empty_library_has_no_examples():
    assert example_questions(CHINESE, []) == []
