import pytest

from assistant.page.limits import Limits, LimitSettings
from assistant.page.routes import chat
from assistant.page.wording import CHINESE, ENGLISH

QUESTION = "中卫市科技局2026年科学技术支出预算是多少？"


class Broken:
    """An assistant that fails at what it is asked."""

    def __init__(self, exact):
        self.exact = exact

    def ask(self, question, history=()):
        raise ZeroDivisionError


def ask(client, question, conversation=""):
    return client.post("/chat/ask", json={"question": question, "conversation": conversation})


def test_answer_is_kept_and_shown_again(visitor):
    client = visitor(chat)
    answered = ask(client, QUESTION).json()
    assert answered["status"] == "answered" and answered["turn"] == 0 and answered["sources"] >= 1
    assert "3,069.68" in answered["html"]
    again = client.get(f"/chat/{answered['conversation']}").text
    assert "3,069.68" in again and QUESTION in again


def test_follow_up_is_read_with_the_questions_before_it(visitor):
    client = visitor(chat)
    conversation = ask(client, "中卫市科技局2026年公务接待费预算是多少？").json()["conversation"]
    follow_up = ask(client, "那科学技术支出呢？", conversation).json()
    assert follow_up["turn"] == 1 and "3,069.68" in follow_up["html"]
    assert follow_up["conversation"] == conversation


def test_conversation_of_another_user_is_neither_shown_nor_continued(visitor):
    one, other = visitor(chat), visitor(chat)
    conversation = ask(one, QUESTION).json()["conversation"]
    assert other.get(f"/chat/{conversation}").text == ""
    taken = ask(other, "那公务接待费呢？", conversation).json()
    assert taken["conversation"] != conversation and taken["turn"] == 0


def test_failure_of_the_assistant_is_a_turn_that_says_so(visitor, services, monkeypatch):
    client = visitor(chat)
    object.__setattr__(services, "assistant", Broken(services.assistant))
    answered = ask(client, QUESTION).json()
    assert answered["status"] == "failed" and CHINESE.failed in answered["html"]


@pytest.mark.parametrize("question", ["", "  \n"])
def test_nothing_asked_is_said(visitor, question):
    response = ask(visitor(chat), question)
    assert response.status_code == 422 and response.json()["detail"] == CHINESE.no_question


def test_too_long_a_question_is_not_asked(visitor, services):
    object.__setattr__(services, "limits", Limits(LimitSettings(question=20)))
    response = ask(visitor(chat), "公" * 21)
    assert response.status_code == 413 and "20" in response.json()["detail"]


def test_welcome_follows_the_library_and_the_language(visitor, library):
    client = visitor(chat)
    assert "data-ask" in client.get("/chat/welcome").text
    english = client.get("/chat/welcome", headers={"accept-language": "en-GB,en;q=0.8"}).text
    assert ENGLISH.welcome in english
    library.remove(library.documents()[0].name)
    empty = client.get("/chat/welcome").text
    assert "data-ask" not in empty and CHINESE.empty_library in empty
