import pytest

from assistant.page.routes import chat, feedback
from assistant.page.words.conversations import CHINESE, ENGLISH
from assistant.program import running_program

QUESTION = "中卫市科技局2026年公务接待费预算是多少？"


@pytest.fixture
def asked(visitor):
    """A visitor who asked one question, and the address of feedback on its answer."""

    def ask(**headers):
        client = visitor(chat, feedback, **headers)
        answered = client.post("/chat/ask", json={"question": QUESTION}).json()
        return client, f"/feedback/{answered['conversation']}/0", answered["conversation"]

    return ask


def reports(services):
    return list(services.conversations.reports())


def test_a_thumb_is_stored_changed_and_taken_back(asked, services):
    client, address, conversation = asked()
    assert client.post(address, json={"rating": "up"}).json()["text"] == CHINESE.thanks
    assert 'data-rate="up" aria-pressed="true"' in client.get(f"/chat/{conversation}").text
    client.post(address, json={"rating": "down", "comment": "错了"})
    (report,) = reports(services)
    assert (str(report.feedback.rating), report.feedback.comment) == ("down", "错了")
    shown = client.get(f"/chat/{conversation}").text
    assert 'data-rate="down" aria-pressed="true"' in shown
    assert client.delete(address).json()["text"] == CHINESE.taken_back
    assert reports(services) == [] and client.delete(address).status_code == 404
    assert 'aria-pressed="true"' not in client.get(f"/chat/{conversation}").text


def test_a_report_holds_what_is_needed_to_look_into_it(asked, services, library):
    client, address, _ = asked()
    (document,) = library.documents()
    expected = {"status": "answered", "value": "0.27", "unit": "万元", "document": document.name}
    told = {"rating": "down", "comment": "看错了", "expected": expected}
    assert client.post(address, json=told).status_code == 200
    (report,) = reports(services)
    assert report.question == QUESTION and report.answer["figures"][0]["value"] == "0.26"
    assert report.feedback.documents == ((document.name, document.sha256),)
    assert report.feedback.program == running_program()
    assert (report.feedback.expected.value, report.feedback.expected.unit) == ("0.27", "万元")


def test_what_cannot_be_taken_is_said_in_the_users_language(asked, services):
    for words, language in ((CHINESE, "zh-CN"), (ENGLISH, "en")):
        client, address, _ = asked(**{"Accept-Language": language})
        wrong = {"status": "answered", "value": "约3", "unit": "元"}
        refused = client.post(address, json={"rating": "down", "expected": wrong})
        assert refused.status_code == 422
        assert refused.json()["detail"] == words.errors["value"].format(value="约3")
    assert reports(services) == []


def test_every_reason_has_words():
    import inspect
    import re

    from assistant import feedback as reading

    reasons = set(re.findall(r'FeedbackError\(\s*"(\w+)"', inspect.getsource(reading)))
    for words in (CHINESE, ENGLISH):
        assert reasons | {"document", "document_like"} == set(words.errors)


def test_the_form_is_filled_with_what_was_said(asked, library):
    client, address, _ = asked()
    (document,) = library.documents()
    form = client.get(f"{address}/form", params={"rating": "down"}).text
    assert document.name in form and 'value="" checked' in form
    expected = {"status": "answered", "value": "0.27", "unit": "万元", "document": document.name}
    client.post(address, json={"rating": "down", "comment": "看错了", "expected": expected})
    form = client.get(f"{address}/form", params={"rating": "down"}).text
    assert 'value="answered" checked' in form and 'value="0.27"' in form and "看错了" in form
    assert f'<option value="{document.name}" selected>' in form
    assert 'name="status"' not in client.get(f"{address}/form", params={"rating": "up"}).text
    assert client.get(f"{address}/form", params={"rating": "sideways"}).status_code == 422


def test_feedback_belongs_to_who_asked(asked, visitor, services):
    _, address, _ = asked()
    other = visitor(chat, feedback)
    for response in (
        other.post(address, json={"rating": "down"}),
        other.delete(address),
        other.get(f"{address}/form", params={"rating": "down"}),
    ):
        assert response.status_code == 404 and response.json()["detail"] == CHINESE.gone
    assert reports(services) == []


def test_a_turn_that_is_not_there_is_refused(asked):
    client, address, conversation = asked()
    for turn in ("1", "-1"):
        assert (
            client.post(f"/feedback/{conversation}/{turn}", json={"rating": "up"}).status_code
            == 404
        )
    assert client.post(f"/feedback/{conversation}/x", json={"rating": "up"}).status_code == 422
    assert client.post(f"/feedback/{conversation}/{10**30}", json={"rating": "up"}).status_code in (
        404,
        422,
    )


def test_hostile_feedback_is_kept_as_text(asked, services, hostile_texts):
    client, address, _ = asked()
    for text in (*hostile_texts, "\\ud800"):
        expected = {"status": "answered", "words": text}
        client.post(address, json={"rating": "down", "comment": text, "expected": expected})
        (report,) = reports(services)
        assert report.feedback.comment == text.strip()
        form = client.get(f"{address}/form", params={"rating": "down"}).text
        for sign in ("<script", "<img", "<svg", "<iframe", "<style", "<math", "<a href='", "<base"):
            assert sign not in form
        assert ' onfocus="' not in form and " onmouseover='" not in form
