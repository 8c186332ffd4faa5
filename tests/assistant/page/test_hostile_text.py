"""Hostile text in documents, file names and questions, carried through every surface of the page:
no text becomes an element, an attribute that runs, an address or a formula.

What a real browser makes of it: ``test_browser_hostile_text.py``.
"""

import base64
import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import lxml.html
import openpyxl
import pytest
from fastapi.testclient import TestClient
from markdown_it import MarkdownIt

from assistant.page.app import create_app

# No text may become one of these, and these are no part of what the page itself sends.
ELEMENTS = {
    "applet",
    "base",
    "embed",
    "frame",
    "iframe",
    "link",
    "marquee",
    "math",
    "meta",
    "object",
    "script",
    "style",
    "video",
}
ADDRESSES = {
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "poster",
    "src",
    "xlink:href",
}
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
NUMBER = re.compile(r"[+-]?[\d,.]+%?")


def faults(html):
    """What in some HTML runs, loads or leads away."""
    found = []
    for element in lxml.html.fragment_fromstring(html, create_parent="main").iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.lower()
        if tag in ELEMENTS:
            found.append(lxml.html.tostring(element, encoding="unicode")[:200])
        for name, value in element.attrib.items():
            name = name.lower()
            runs = name.startswith("on") or name == "srcdoc"
            leads = name in ADDRESSES and re.match(r"\s*([a-z][a-z0-9+.-]*:|//)", value, re.I)
            if runs or leads or (name == "style" and re.search(r"url|expression|@import", value)):
                found.append(f"<{tag} {name}={value!r}>")
    return found


def workbook_faults(data):
    """Formulas with words in them, and links to elsewhere, in an Excel file."""
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                # Computed values are formulas over cells: no function that leads out, no text.
                if cell.data_type == "f" and re.search(
                    r"[\"|]|HYPERLINK|WEBSERVICE|cmd", str(cell.value)
                ):
                    found.append(f"{sheet.title}!{cell.coordinate}: {cell.value}")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.endswith(".rels"):
                for link in ElementTree.fromstring(parts.read(name)):
                    if "example.invalid" in link.get("Target", "") or "javascript" in link.get(
                        "Target", ""
                    ):
                        found.append(f"{name}: {link.get('Target')}")
    return found


def csv_faults(text):
    """Fields that a spreadsheet program would take for a formula."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    fields = (field for row in rows for field in row)
    return [f for f in fields if FORMULA.match(f) and not NUMBER.fullmatch(f)]


def markdown_faults(text):
    """What runs, loads or leads away once Markdown is shown, raw HTML let through."""
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    return [fault for fault in faults(html) if "127.0.0.1" not in fault]


@pytest.fixture(scope="module")
def made(hostile_library):
    return hostile_library


@pytest.fixture(scope="module")
def texts(hostile_library):
    return hostile_library.texts


@pytest.fixture(scope="module")
def library(hostile_services):
    return hostile_services.library


@pytest.fixture(scope="module")
def client(hostile_services):
    """The administrator on the machine itself."""
    local = {"base_url": "http://127.0.0.1", "client": ("127.0.0.1", 50000)}
    with TestClient(create_app(hostile_services), **local) as client:
        yield client


def get(client, address, **parameters):
    response = client.get(address, params=parameters)
    assert response.status_code == 200, (address, response.text[:200])
    return response


@pytest.fixture(scope="module")
def talk(client, texts, made):
    """A conversation of hostile questions: its name, and the HTML of each answer."""
    name, told = "", []
    asked = [q for text in texts for q in (text, f"{made.AGENCY}2026年{text}预算是多少")]
    for question in [f"{made.AGENCY}2026年公务接待费是多少", *asked]:
        sent = client.post("/chat/ask", json={"question": question, "conversation": name})
        assert sent.status_code == 200, sent.text
        name = sent.json()["conversation"]
        told.append(sent.json())
    return name, told


def test_the_judges_see_what_is_hostile(texts, made):
    seen = [text for text in texts if faults(f"<p>{text}</p>")]
    assert len(seen) >= 9
    assert faults("<a href=' javascript:x'>") and faults("<a href='//example.invalid'>")
    assert not faults("<a href='#x'>x</a><a href='originals/1'>x</a>")
    assert markdown_faults(texts[9]) + markdown_faults("[x](javascript:alert(1)) <b onclick=x>")
    for text in made.FORMULAS:
        assert csv_faults('"' + text.replace('"', '""') + '"')
    assert not csv_faults("-1.5,+2%,'=1+1,a=b")


def test_answers_and_what_opens_from_them(client, talk):
    name, told = talk
    assert sum(answer["status"] == "answered" for answer in told) > len(told) // 4
    for answer in told:
        assert faults(answer["html"]) == []
    assert faults(get(client, f"/chat/{name}").text) == []
    for answer in told[:12]:
        turn = answer["turn"]
        for source in range(answer["sources"]):
            assert faults(get(client, f"/evidence/turn/{name}/{turn}/c{source}").text) == []
        assert faults(get(client, f"/chat/{name}/{turn}/suggestions").text) == []
        if answer["status"] == "answered":
            assert faults(get(client, f"/chat/{name}/{turn}/understood").text) == []
        form = get(client, f"/feedback/{name}/{turn}/form", rating="down")
        assert faults(form.text) == []


def test_conversations_and_their_exports(client, talk, texts):
    name, _ = talk
    for text in texts:
        renamed = client.post(f"/conversations/{name}/rename", json={"title": text})
        assert renamed.status_code in (200, 422)
        assert faults(get(client, "/conversations").text) == []
    assert markdown_faults(get(client, f"/conversations/{name}/export.md").text) == []
    assert workbook_faults(get(client, f"/conversations/{name}/export.xlsx").content) == []


def test_the_figure_desk_and_its_exports(client, library, texts):
    assert faults(get(client, "/screens/figures").text) == []
    for query in [{}, *({"q": text} for text in texts), *({"table": text} for text in texts)]:
        response = client.get("/figures/search", params=query)
        assert response.status_code in (200, 400, 422)
        assert [part for part in map(faults, response.json().values()) if part] == []
    assert csv_faults(get(client, "/figures/export.csv").text) == []
    assert workbook_faults(get(client, "/figures/export.xlsx").content) == []
    figures = get(client, "/figures/search").json()
    for key in set(re.findall(r"evidence/figure/(\d+)", " ".join(figures.values()))):
        assert faults(get(client, f"/evidence/figure/{key}").text) == []


def test_the_comparison_of_documents_and_its_exports(client, library):
    both = {"doc": [document.name for document in library.documents()]}
    for part in get(client, "/figures/compare", **both).json().values():
        assert faults(part) == []
    assert csv_faults(get(client, "/figures/compared.csv", **both).text) == []
    assert workbook_faults(get(client, "/figures/compared.xlsx", **both).content) == []


def test_the_library(client, library, texts):
    assert faults(get(client, "/screens/library").text) == []
    for text in texts:
        assert faults(get(client, "/library/list", search=text).text) == []
    for document in library.documents():
        assert faults(get(client, f"/library/documents/{document.id}").text) == []
        for table in library.tables(document.name):
            assert faults(get(client, f"/library/tables/{table.id}").text) == []
        original = get(client, f"/originals/{document.id}")
        assert original.headers["content-disposition"].startswith("attachment")
        assert original.headers["x-content-type-options"] == "nosniff"
        assert "html" not in original.headers["content-type"]


def test_uploads_by_their_names_and_what_is_wrong_with_them(client, texts):
    hostile = [text.replace("/", "") + ".pdf" for text in texts]
    sent = client.post("/library/uploads", files=[("files", (name, b"x")) for name in hostile])
    assert sent.status_code == 200, sent.text
    listed = get(client, "/library/jobs").json()

    def strings(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                yield from strings(part)

    assert [found for found in map(faults, strings(listed)) if found] == []


def test_the_check_of_texts_and_its_exports(client, texts, made):
    assert faults(get(client, "/screens/check").text) == []
    text = "\n".join(
        f"{made.AGENCY}2026年{t}公务接待费0.{n}万元，{t}。" for n, t in enumerate(texts)
    )
    shown = client.post("/check/text", json={"text": text}).json()
    assert [found for found in map(faults, shown.values()) if found] == []
    name = texts[1].replace("/", "") + ".md"
    of_file = client.post("/check/file", files={"file": (name, text.encode())}).json()
    assert [found for key in ("note", "html") if (found := faults(of_file[key]))] == []
    told = client.post("/check/file", files={"file": (name, b"\x00\x01")})
    assert told.headers["content-type"] == "application/json"
    as_markdown = client.post("/check/export.md", json={"text": text}).text
    assert markdown_faults(as_markdown) == []
    assert workbook_faults(client.post("/check/export.xlsx", json={"text": text}).content) == []


def test_a_workbook_of_questions_comes_back_without_formulas(client, texts, made):
    questions = made.sheet(
        [f"{made.AGENCY}2026年{text}是多少" for text in texts] + texts, ("问题", "备注")
    )
    lines = client.post("/check/batch", files={"file": ("=1+1.xlsx", questions)}).text.splitlines()
    last = json.loads(lines[-1])
    assert "file" in last, last
    assert workbook_faults(base64.b64decode(last["file"])) == []


def test_the_interface_for_programs_gives_json_that_no_browser_takes_for_a_page(client, texts):
    for text in texts:
        sent = client.post("/gradio_api/run/find_figure", json={"item": text[:200]})
        assert sent.status_code in (200, 422)
        assert sent.headers["content-type"].startswith("application/json")
        assert sent.headers["x-content-type-options"] == "nosniff"
