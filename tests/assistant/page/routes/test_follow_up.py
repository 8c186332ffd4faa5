"""What follows on an answer, over a library of one bundled sample."""

import pytest

from assistant.page.routes import chat, follow_up
from assistant.page.routes.follow_up import SCRIPT_WORDS


@pytest.fixture
def asking(visitor):
    """``asking(question, **headers)``: the browser, and the address of the question's turn."""

    def ask(question, **headers):
        browser = visitor(chat, follow_up, **headers)
        answered = browser.post("/chat/ask", json={"question": question}).json()
        return browser, f"/chat/{answered['conversation']}/{answered['turn']}"

    return ask


def test_suggestions_are_buttons_that_ask(asking):
    browser, turn = asking("中卫市科技局2026年公务接待费是多少？")
    html = browser.get(f"{turn}/suggestions").text
    assert html.count("data-ask=") >= 1 and "接着可以问" in html


def test_a_refusal_suggests_what_is_held(asking):
    browser, turn = asking("中卫市科技局2020年公务接待费是多少？")
    html = browser.get(f"{turn}/suggestions").text
    assert "资料库里查得到的" in html and "中卫市科技局2026年公务接待费是多少" in html


def test_suggestions_speak_the_language_of_the_page(asking):
    browser, turn = asking(
        "What is the 2026 公务接待费 of 中卫市科技局?", **{"accept-language": "en"}
    )
    assert "You could ask next" in browser.get(f"{turn}/suggestions").text


def test_what_was_understood_is_offered_to_be_changed(asking):
    browser, turn = asking("中卫市科技局2026年公务接待费是多少？")
    html = browser.get(f"{turn}/understood").text
    assert '<option value="中卫市科技局" selected>' in html and 'value="公务接待费"' in html
    other = browser.get(f"{turn}/understood", params={"organisation": "没有的局", "year": "x"})
    assert other.status_code == 200


def test_a_change_becomes_a_question_that_is_answered(asking):
    browser, turn = asking("中卫市科技局2026年公务接待费是多少？")
    wanted = {"organisation": "中卫市科技局", "year": 2026, "kind": "部门预算", "item": "差旅费"}
    question = browser.post(f"{turn}/restated", json=wanted).json()["question"]
    assert question == "中卫市科技局2026年差旅费是多少？"
    again = browser.post("/chat/ask", json={"question": question}).json()
    assert again["status"] == "answered" and "1.06" in again["html"]


def test_nothing_of_another_users_conversation_is_shown(asking, visitor):
    _, turn = asking("中卫市科技局2026年公务接待费是多少？")
    other = visitor(chat, follow_up)
    assert other.get(f"{turn}/suggestions").status_code == 404
    assert other.get(f"{turn}/understood").status_code == 404
    assert other.post(f"{turn}/restated", json={}).status_code == 404


@pytest.mark.parametrize(
    "wanted", [{"item": "x" * 500}, {"year": "abc"}, {"year": 10**9}, {"kind": "y" * 100}]
)
def test_what_cannot_be_wanted_is_rejected(asking, wanted):
    browser, turn = asking("中卫市科技局2026年公务接待费是多少？")
    assert browser.post(f"{turn}/restated", json=wanted).status_code == 422


def test_scripts_get_their_words_in_the_language_of_the_browser(visitor):
    chinese = visitor(follow_up).get("/words/chat").json()
    english = visitor(follow_up, **{"accept-language": "en-GB"}).get("/words/chat").json()
    assert set(SCRIPT_WORDS) < set(chinese) == set(english)
    assert all(chinese[name] != english[name] for name in chinese)
