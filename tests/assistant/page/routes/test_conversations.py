import io
import re
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from assistant.page.routes import chat, conversations, evidence
from assistant.page.wording import CHINESE as PAGE
from assistant.page.words.conversations import CHINESE, ENGLISH
from index.library import Library
from index.settings import Settings

QUESTION = "中卫市科技局2026年人员经费占基本支出多少？"


def begun(client, *questions):
    """A conversation in which questions were asked."""
    conversation = ""
    for question in questions or (QUESTION,):
        asked = {"question": question, "conversation": conversation}
        conversation = client.post("/chat/ask", json=asked).json()["conversation"]
    return conversation


def titles(client, **query):
    return re.findall(r'class="title">([^<]*)<', client.get("/conversations", params=query).text)


def test_conversations_are_listed_the_newest_first(visitor):
    client = visitor(chat, conversations)
    assert CHINESE.history_empty in client.get("/conversations").text
    first = begun(client, QUESTION, "那公务接待费呢？")
    begun(client, "什么是“三公”经费？")
    listed = client.get("/conversations", params={"current": first}).text
    assert titles(client) == ["什么是“三公”经费？", QUESTION]
    assert CHINESE.today in listed and CHINESE.questions.format(count=2) in listed
    assert listed.count("aria-current") == 1


def test_a_conversation_is_renamed(visitor):
    client = visitor(chat, conversations)
    key = begun(client)
    done = client.post(f"/conversations/{key}/rename", json={"title": "人员"})
    assert done.json()["text"] == CHINESE.renamed and titles(client) == ["人员"]
    assert (
        client.post(f"/conversations/{key}/rename", json={"title": "长" * 1001}).status_code == 422
    )


def test_conversations_are_deleted_one_or_all(visitor):
    client = visitor(chat, conversations)
    keys = [begun(client) for _ in range(3)]
    assert client.delete(f"/conversations/{keys[0]}").json()["text"] == CHINESE.deleted
    assert client.get(f"/chat/{keys[0]}").text == ""
    assert client.delete(f"/conversations/{keys[0]}").status_code == 404
    assert client.delete("/conversations").json()["removed"] == 2
    assert titles(client) == []


def test_another_user_can_do_nothing(visitor):
    owner, other = visitor(chat, conversations), visitor(chat, conversations)
    key = begun(owner)
    assert titles(other) == []
    refusals = [
        other.post(f"/conversations/{key}/rename", json={"title": "mine"}),
        other.delete(f"/conversations/{key}"),
        other.get(f"/conversations/{key}/export.md"),
        other.get(f"/conversations/{key}/export.xlsx"),
    ]
    assert [response.status_code for response in refusals] == [404] * 4
    assert refusals[0].json()["detail"] == CHINESE.gone
    assert other.delete("/conversations").json()["removed"] == 0
    assert titles(owner) == [QUESTION]


def test_the_list_speaks_the_users_language(visitor):
    client = visitor(chat, conversations, **{"Accept-Language": "en-GB"})
    begun(client)
    assert ENGLISH.today in client.get("/conversations").text
    assert ENGLISH.history in client.get("/conversations/frame").text


def test_days_are_those_of_the_reader(visitor, services, monkeypatch):
    client = visitor(chat, conversations)
    late = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    monkeypatch.setattr(services.conversations, "_clock", lambda: late)
    begun(client)
    assert "2026年3月1日" in client.get("/conversations").text
    in_china = client.get("/conversations", params={"zone": 480}).text
    assert "2026年3月2日" in in_china and ">06:30<" in in_china
    assert client.get("/conversations", params={"zone": 10**9}).status_code == 200


def name_of(response):
    return unquote(response.headers["content-disposition"].partition("filename*=UTF-8''")[2])


def test_export_to_markdown(visitor):
    client = visitor(chat, conversations)
    key = begun(client, QUESTION, "中卫市科技局2035年公务接待费是多少")
    response = client.get(f"/conversations/{key}/export.md", params={"zone": 480})
    assert name_of(response) == f"{QUESTION}.md".replace("?", " ")
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    text = response.text
    assert "332.79" in text and "354.61" in text and "93.85%" in text and "**未作答**" in text


def test_export_to_excel_leads_to_the_evidence(visitor):
    client = visitor(chat, conversations, evidence)
    key = begun(client, QUESTION, "什么是“三公”经费？")
    response = client.get(f"/conversations/{key}/export.xlsx", params={"path": "/budget/"})
    assert response.status_code == 200 and name_of(response).endswith(".xlsx")
    book = load_workbook(io.BytesIO(response.content))
    assert book["计算"]["D2"].data_type == "f"
    links = [row[-1].value for row in book["数字"].iter_rows(min_row=2)]
    # Every figure's evidence is shown under the address, to whoever opens it.
    assert len(links) == 2
    for link in links:
        base, _, address = link.partition("#")
        assert base == "http://testserver/budget/"
        assert "人员经费" in visitor(evidence).get(f"/{address}").text
    sources = [row[-1].value for row in book["出处"].iter_rows(min_row=2)]
    assert all(source.startswith("http://testserver/budget/") for source in sources if source)


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/", "/a/../b?c", "javascript:"]
)
def test_no_export_leads_to_another_host(visitor, path):
    client = visitor(chat, conversations)
    response = client.get(f"/conversations/{begun(client)}/export.md", params={"path": path})
    addresses = re.findall(r"\]\(<([^>]*)>\)", response.text)
    assert addresses and all(each.startswith("http://testserver/#") for each in addresses)


def test_a_document_that_is_gone_has_no_link(visitor, library):
    client = visitor(chat, conversations)
    key = begun(client)
    (document,) = library.documents()
    library.remove(document.name)
    text = client.get(f"/conversations/{key}/export.md").text
    assert "332.79" in text and "](<" not in text


def test_nothing_to_export_is_said(visitor, services):
    client = visitor(chat, conversations)
    key = begun(client)
    assert client.get(f"/conversations/{key}/export.pdf").status_code == 404
    assert client.get("/conversations/nothing/export.md").json()["detail"] == CHINESE.gone


def test_hostile_titles_are_text_everywhere(visitor, hostile_texts):
    client = visitor(chat, conversations)
    key = begun(client)
    for text in hostile_texts:
        client.post(f"/conversations/{key}/rename", json={"title": text})
        html = client.get("/conversations").text
        for sign in ("<script", "<img", "<iframe", "<style", "<math", "<a href='", "<base"):
            assert sign not in html
        assert ' onfocus="' not in html and " onmouseover='" not in html
        for suffix in ("md", "xlsx"):
            response = client.get(f"/conversations/{key}/export.{suffix}")
            assert response.status_code == 200
            assert not set(name_of(response)) & set('<>:"/\\|?*\r\n')


def test_a_library_filled_anew_is_not_taken_for_the_old_one(
    visitor, services, tmp_path, sample_paths
):
    client = visitor(chat, conversations, evidence)
    key = begun(client)
    others = [path for path in sample_paths if "中卫" not in path.name]
    with Library(Settings(tmp_path / "anew", embedding_model="none")) as anew:
        # Its documents, tables and figures have the keys that the old ones had.
        for path in others:
            anew.add(path)
        object.__setattr__(services, "library", anew)
        text = client.get(f"/conversations/{key}/export.md").text
        assert "332.79" in text and "](<" not in text
        shown = client.get(f"/evidence/turn/{key}/0/c0").text
    assert "云泽" not in shown and "<table" not in shown
    assert PAGE.gone in shown
