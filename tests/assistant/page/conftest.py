"""What the page tests share: printed tables as the library hands them out, hostile text, and
the page in a real browser, served by the real command.

Every visit records all requests of the page: none may leave its own host.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from assistant.engine import Assistant
from assistant.page.limits import Limits, LimitSettings
from assistant.page.services import Services
from corpus.document import TableState
from corpus.reading import read
from index.conversations import Conversations
from index.library import Library
from index.records import StoredTable
from index.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[3]
SAMPLES = REPOSITORY / "corpus/samples"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
).split()
LAPTOP = {"width": 1366, "height": 850}
PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000

HOSTILE = (
    "<script>window.hit=1</script>",
    '<img src=x onerror="window.hit=1">',
    "<svg/onload=window.hit=1>",
    '"><iframe srcdoc="<script>parent.hit=1</script>">',
    "' onmouseover='window.hit=1",
    '" autofocus onfocus="window.hit=1',
    "</td></table><script>window.hit=1</script>",
    "</textarea><script>window.hit=1</script>",
    "javascript:window.hit=1",
    "[click](javascript:window.hit=1)",
    "![x](http://example.invalid/x.png)",
    "<a href='javascript:window.hit=1'>x</a>",
    "<style>*{display:none}</style>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.hit=1></style></math>",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    "`;window.hit=1;`",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "=HYPERLINK('http://example.invalid','x')",
    "<base href='http://example.invalid/'>",
    "\u202e<b>反向</b>\u0000",
)


def _stored(document, table, id=1):
    """A table of a document as the library would hand it out."""
    grid = tuple(
        tuple((cell.text, cell.rowspan, cell.colspan) for cell in row) for row in table.grid.rows
    )
    return StoredTable(
        id=id,
        document_id=1,
        document=document.name,
        ordinal=id,
        title=table.title,
        unit=table.unit,
        context=table.context,
        section=table.section,
        state=table.state,
        header_rows=table.header_rows,
        notes=table.notes,
        warnings=table.warnings,
        grid=grid,
        line=table.position.line,
    )


def _printed_table(rows, header_rows=1, title="表", unit="万元", notes=()):
    """A table from rows of texts; a (text, rowspan, colspan) triple states its spans."""
    grid = tuple(
        tuple(cell if isinstance(cell, tuple) else (cell, 1, 1) for cell in row) for row in rows
    )
    return StoredTable(
        id=1,
        document_id=1,
        document="样例.md",
        ordinal=1,
        title=title,
        unit=unit,
        context="",
        section=("第二部分",),
        state=TableState.FILLED,
        header_rows=header_rows,
        notes=notes,
        warnings=(),
        grid=grid,
    )


def _module(name):
    """A module of this folder that holds no tests."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def publication(tmp_path_factory):
    """The module that draws a publication in PDF; its ``path`` is where it lies."""
    module = _module("drawn_publication")
    module.path = tmp_path_factory.mktemp("publication") / module.NAME
    module.path.write_bytes(module.data())
    return module


@pytest.fixture(scope="session")
def hostile_library(tmp_path_factory):
    """The module that fills a library with hostile text: its ``home`` is where the library lies,
    its ``texts`` are what stands in the documents."""
    module = _module("hostile_library")
    module.texts = [text.replace("\x00", "") for text in (*HOSTILE, *module.FORMULAS)]
    module.home = module.fill(tmp_path_factory.mktemp("hostile"), module.texts)
    return module


@pytest.fixture(scope="module")
def hostile_services(hostile_library, tmp_path_factory):
    """What a page over that library works with, without limits."""
    kept = tmp_path_factory.mktemp("kept") / "conversations.sqlite"
    unlimited = Limits(LimitSettings(per_minute=0, per_minute_of_address=0))
    with (
        Library(hostile_library.settings(hostile_library.home)) as library,
        closing(Conversations(kept)) as conversations,
    ):
        yield Services(Assistant(library), library, conversations, limits=unlimited)


@pytest.fixture(scope="session")
def sample_paths():
    """The files of the bundled sample documents."""
    return sorted(SAMPLES.glob("*.md"))


@pytest.fixture(scope="session")
def sample_documents(sample_paths):
    """The bundled sample documents as read."""
    return [read(path) for path in sample_paths]


@pytest.fixture(scope="session")
def stored():
    """``stored(document, table)``: a table as the library would hand it out."""
    return _stored


@pytest.fixture(scope="session")
def printed_table():
    """``printed_table(rows, header_rows=1, …)``: a table from rows of texts."""
    return _printed_table


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request):
    """Text that would run, load or break something if it were taken for markup."""
    return request.param


@pytest.fixture(scope="session")
def hostile_texts():
    """All hostile texts at once."""
    return HOSTILE


@pytest.fixture(scope="session")
def all_hostile_texts():
    """The same for fixtures of a module."""
    return HOSTILE


@contextmanager
def _served(home, model="none", **settings):
    """The address of ``budget-qa serve`` over the library at ``home``, in a process of its own.

    ``settings`` are further environment variables.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "assistant.cli",
        "--home",
        str(home),
        "serve",
        "--port",
        str(port),
    ]
    environment = os.environ | {"BUDGET_QA_EMBEDDING_MODEL": model} | settings
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_up(address, process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=30)


def wait_until_up(address, process, seconds=90):
    end = monotonic() + seconds
    while monotonic() < end:
        assert process.poll() is None, process.stderr.read()
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            sleep(0.2)
    raise AssertionError("the page did not come up")


def _filled(home, *paths):
    """A library at ``home`` with some files in it."""
    with Library(Settings(home, embedding_model="none")) as library:
        for path in paths:
            result = library.add(path)
            assert result.status == "added", result
    return home


@pytest.fixture(scope="session")
def served():
    """``with served(home, model="none", **settings) as address``: a library on a page."""
    return _served


@contextmanager
def _running(app):
    """The address of an application served in this process, which takes no start of its own."""
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", 0, log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        end = monotonic() + 90
        while not server.started:
            assert thread.is_alive() and monotonic() < end, "the page did not come up"
            sleep(0.05)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            # Open streams of the page would be waited for.
            server.should_exit = server.force_exit = True
            thread.join(30)


@pytest.fixture(scope="session")
def running():
    """``with running(app) as address``: an application with settings of the test's own."""
    return _running


@pytest.fixture(scope="session")
def filled_home():
    """``filled_home(home, *paths)``: a library with some files in it."""
    return _filled


@pytest.fixture(scope="session")
def site(tmp_path_factory, sample_paths):
    """The address of a page over the bundled samples, which no test may change."""
    home = _filled(tmp_path_factory.mktemp("library"), *sample_paths)
    with _served(home) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    """The browser of a module's tests: each visit has a profile of its own.

    No longer than that, as no other event loop runs in the thread that drives it.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """``visit(viewport, locale, address, screen)``: a fresh user's page; afterwards what it did
    is judged."""
    contexts, faults = [], []

    def open_page(viewport=LAPTOP, locale="zh-CN", address=site, screen="chat"):
        context = chromium.new_context(viewport=viewport, locale=locale, service_workers="block")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", lambda request: judge(request.url, address))
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.goto(f"{address}/#{screen}")
        page.locator(f"[data-screen={screen}] #desk").wait_for()
        if screen == "chat":
            page.locator(".welcome").wait_for()
        contexts.append(context)
        return page

    def judge(url, address):
        if not url.startswith((address, "data:", "blob:")):
            faults.append(f"request to another host: {url}")

    yield open_page
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("window.hit") is None
        context.close()
    assert not faults
