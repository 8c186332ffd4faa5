from assistant.answer import Answer, Status
from assistant.page.conversation import (
    Turn,
    conversation_html,
    welcome_html,
)
from assistant.page.examples import example_questions
from assistant.page.masthead import masthead_html
from assistant.page.wording import CHINESE
from index.records import StoredDocument


def document(id=1, organisation="示例市科技局", year=2026, kind="部门预算", short_names=()):
    return StoredDocument(
        id, f"{organisation}{year}.md", "", organisation, tuple(short_names), "示例市", year, kind,
        None, (), 12, 1000, 50, "",
    )  # fmt: skip


def turn(question, number=0):
    return Turn(number, question, Answer(question, Status.REFUSED, "没有。"))


def test_empty_library_says_what_to_do():
    html = welcome_html(CHINESE, [], [])
    assert "budget-qa add" in html and "data-ask" not in html


def test_welcome_offers_examples_and_lists_the_library():
    html = welcome_html(CHINESE, [document(i) for i in range(1, 13)], ["问题一？"])
    assert 'data-ask="问题一？"' in html
    assert html.count("示例市科技局") == 8 and "还有 4 份" in html


def test_turns_stand_in_order_with_their_numbers():
    html = conversation_html([turn("甲？", 3), turn("乙？", 4)], CHINESE)
    assert html.index('data-turn="3"') < html.index("甲？") < html.index('data-turn="4"')


def test_before_the_first_question_there_is_no_conversation():
    assert conversation_html([], CHINESE) == ""


def test_failed_turn_says_so():
    assert "出错了" in conversation_html([Turn(0, "乙？", failure="出错了")], CHINESE)


def test_hostile_questions_and_documents_are_never_markup(hostile):
    documents = [document(organisation=hostile, kind=hostile, short_names=(hostile,))]
    examples = example_questions(CHINESE, documents)
    for html in (
        conversation_html([Turn(0, hostile, failure=hostile)], CHINESE),
        welcome_html(CHINESE, documents, examples),
        masthead_html(CHINESE, documents),
    ):
        for sign in ("<script", "<img", "<svg", "<iframe", "<style", "<math", "<a href='", "<base"):
            assert sign not in html
        assert ' onfocus="' not in html and " onmouseover='" not in html
