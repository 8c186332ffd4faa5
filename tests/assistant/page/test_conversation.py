from assistant.answer import Answer, Status
from assistant.page.conversation import (
    Turn,
    conversation_html,
    masthead_html,
    questions_so_far,
    welcome_html,
)
from assistant.page.examples import example_questions
from assistant.page.wording import CHINESE, ENGLISH
from index.records import StoredDocument


def document(id=1, organisation="示例市科技局", year=2026, kind="部门预算", short_names=()):
    return StoredDocument(
        id, f"{organisation}{year}.md", "", organisation, tuple(short_names), "示例市", year, kind,
        None, (), 12, 1000, 50, "",
    )  # fmt: skip


def turn(question):
    return Turn(question, Answer(question, Status.REFUSED, "没有。"))


def test_empty_library_says_what_to_do():
    html = welcome_html(CHINESE, [], [])
    assert "budget-qa add" in html and "data-ask" not in html


def test_welcome_offers_examples_and_lists_the_library():
    html = welcome_html(CHINESE, [document(i) for i in range(1, 13)], ["问题一？"])
    assert 'data-ask="问题一？"' in html
    assert html.count("示例市科技局") == 8 and "还有 4 份" in html


def test_masthead_counts_the_library_and_marks_the_language():
    html = masthead_html(ENGLISH, [document(1), document(2)])
    assert "2 documents, 2,000 figures" in html
    assert 'data-language="en" lang="en" aria-pressed="true"' in html
    assert 'data-language="zh" lang="zh-CN" aria-pressed="false"' in html


def test_turns_stand_in_order_with_the_pending_one_last():
    html = conversation_html([turn("甲？"), turn("乙？")], CHINESE, pending="丙？")
    assert html.index("甲？") < html.index("乙？") < html.index("丙？")
    assert 'data-turn="2" aria-busy="true"' in html
    assert "正在查找" in html


def test_waiting_says_so_while_the_models_load():
    assert CHINESE.searching_cold in conversation_html([], CHINESE, pending="甲？", cold=True)


def test_before_the_first_question_there_is_no_conversation():
    assert conversation_html([], CHINESE) == ""


def test_failed_turn_says_so_and_is_not_part_of_the_history():
    turns = [turn("甲？"), Turn("乙？", failure="出错了")]
    assert "出错了" in conversation_html(turns, CHINESE)
    assert questions_so_far(turns) == ["甲？"]


def test_history_is_bounded():
    assert questions_so_far([turn(f"{i}") for i in range(30)], most=10) == [
        f"{i}" for i in range(20, 30)
    ]


def test_hostile_questions_and_documents_are_never_markup(hostile):
    documents = [document(organisation=hostile, kind=hostile, short_names=(hostile,))]
    examples = example_questions(CHINESE, documents)
    for html in (
        conversation_html([Turn(hostile, failure=hostile)], CHINESE, pending=hostile),
        welcome_html(CHINESE, documents, examples),
        masthead_html(CHINESE, documents),
    ):
        for sign in ("<script", "<img", "<svg", "<iframe", "<style", "<math", "<a ", "<base"):
            assert sign not in html
        assert ' onfocus="' not in html and " onmouseover='" not in html
