"""What is suggested is answered, does not repeat what was said, and leads on in several ways."""

import pytest

from assistant.answer import Status
from assistant.suggestions import MOST, suggestions

QUESTIONS = """
云泽文数局2026年公务接待费是多少
云泽文数局2025年决算公务接待费是多少
云泽文数局2026年三公经费由哪些项目构成
云泽文数局2026年三公经费比2025年增加多少
中卫市科技局2026年人员经费占基本支出的百分之多少
哪个单位2026年公务接待费最多
什么是“三公”经费？
中卫市科技局的主要职能是什么？
What is the 2026 public reception cost (公务接待费) of 中卫市科技局?
中卫市科技局2025年公务接待费是多少
火星市航天局2026年公务接待费是多少
云泽文数局2026年女职工福利费多少
今天天气怎么样
What is the 2020 公务接待费 of 云泽文数局?
""".split("\n")[1:-1]


@pytest.fixture(scope="module")
def suggested(assistant):
    """``suggested(question)``: the answer and what is suggested after it."""

    def suggest(question):
        answer = assistant.ask(question)
        return answer, suggestions(answer, assistant, [question])

    return suggest


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_suggestion_is_answered_in_the_conversation_and_tells_something_else(
    suggested, assistant, question
):
    answer, offered = suggested(question)
    assert 1 <= len(offered) <= MOST
    told = [(answer.text, answer.figures)]
    for option in offered:
        assert "{" not in option.text + option.question
        follow_up = assistant.ask(option.question, [question])
        assert follow_up.status is Status.ANSWERED, option.question
        assert follow_up.citations
        told.append((follow_up.text, follow_up.figures))
    assert all(told.count(each) == 1 for each in told)
    assert len({option.question for option in offered} | {question}) == len(offered) + 1


def test_a_figure_leads_on_to_its_past_its_whole_and_its_reason(suggested):
    texts = [o.text for o in suggested("云泽文数局2026年公务接待费是多少")[1]]
    assert any("2025年" in text for text in texts)
    assert any("百分之多少" in text for text in texts)
    assert any("原因" in text for text in texts)


def test_what_was_asked_is_not_suggested_again(suggested):
    for question, asks in (
        ("云泽文数局2026年三公经费由哪些项目构成", "构成"),
        ("云泽文数局2026年三公经费比2025年增加多少", "比2025年"),
        ("中卫市科技局2026年人员经费占基本支出的百分之多少", "百分之多少"),
    ):
        assert not any(asks in option.text for option in suggested(question)[1])


def test_a_budget_and_an_account_of_one_year_are_told_apart(suggested):
    for option in suggested("云泽文数局2025年决算公务接待费是多少")[1]:
        assert "2025年" not in option.question or "部门决算" in option.question


def test_a_refused_year_leads_to_a_year_that_is_held(suggested):
    offered = suggested("中卫市科技局2025年公务接待费是多少")[1]
    assert offered[0].question == "中卫市科技局2026年公务接待费是多少"


def test_a_refused_item_leads_to_items_of_like_names(suggested):
    offered = suggested("云泽文数局2026年女职工福利费多少")[1]
    assert "福利费" in offered[0].question


def test_an_unknown_body_leads_to_bodies_that_are_held(suggested):
    offered = suggested("火星市航天局2026年公务接待费是多少")[1]
    assert all("火星" not in option.question for option in offered)
    assert "公务接待费" in offered[0].question


def test_a_question_back_has_its_own_choices(suggested):
    assert suggested("云泽文数局的差旅费是多少")[1] == ()


def test_an_empty_library_suggests_nothing(filled):
    from assistant.engine import Assistant

    alone = Assistant(filled())
    assert suggestions(alone.ask("公务接待费是多少"), alone) == ()
