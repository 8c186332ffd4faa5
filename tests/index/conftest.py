"""Documents made by hand and libraries to put them in."""

import hashlib
import json
import queue
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.document import (
    CellState,
    Document,
    Grid,
    GridCell,
    Heading,
    Measure,
    Paragraph,
    Position,
    Profile,
    Statement,
    Table,
    TableCell,
    TableState,
)
from index.library import Library
from index.settings import Settings

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def made_table(title="三公经费预算表", value="0.26", unit="万元"):
    """A table with a number, a blank, a dash, a zero and a word."""
    printed = (
        ("项目", "预算数", "备注"),
        ("公务接待费", value, "压减"),
        ("公务用车购置费", "", "—"),
    )
    grid = Grid(tuple(tuple(map(GridCell, row)) for row in printed), title=title)

    def cell(row, column, state, **more):
        path = (printed[row][0],)
        text = printed[row][column]
        return TableCell(row, column, text, state, path, (printed[0][column],), **more)

    cells = (
        cell(1, 1, CellState.NUMBER, value=Decimal(value), unit=unit, code="30217"),
        cell(1, 2, CellState.TEXT),
        cell(2, 1, CellState.BLANK, unit=unit),
        cell(2, 2, CellState.DASH),
    )
    return Table(
        title=title,
        unit=unit,
        section=("第二部分 预算表", title),
        state=TableState.FILLED,
        cells=cells,
        grid=grid,
        header_rows=1,
        notes=("注：含上年结转。",),
        position=Position(page=3, line=40),
    )


def made_document(
    name="某局2026年部门预算.md",
    organisation="某市测绘局",
    year=2026,
    paragraphs=("2026年公务接待费预算0.26万元，比上年减少0.10万元。主要原因是厉行节约。",),
    tables=None,
    statements=True,
    salt="",
):
    """A small but complete document; ``salt`` changes its bytes and nothing else."""
    section = ("第三部分 情况说明", "一、三公经费")
    blocks = [Heading(section[0], 1), Heading(section[1], 2)]
    blocks += [Paragraph(text, section, Position(line=10 + i)) for i, text in enumerate(paragraphs)]
    stated = ()
    if statements and paragraphs and "0.26万元" in paragraphs[0]:
        stop = paragraphs[0].index("。") + 1
        sentence = paragraphs[0][:stop]
        start = sentence.index("0.26")
        stated = (
            Statement(
                subject=("三公经费", "公务接待费"),
                measure=Measure.AMOUNT,
                printed="0.26",
                value=Decimal("0.26"),
                unit="万元",
                sentence=sentence,
                span=(start, start + 4),
                section=section,
                paragraph=2,
                year=year,
                basis="2025年预算数",
                reason="厉行节约",
                position=Position(line=10),
            ),
        )
    tables = (made_table(),) if tables is None else tables
    content = repr((organisation, year, paragraphs, tables, salt))
    return Document(
        name=name,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        blocks=tuple(blocks),
        profile=Profile(organisation, ("测绘局",), "某市", year, "部门预算"),
        tables=tables,
        statements=stated,
        warnings=("第3页的表没有标题",),
    )


@pytest.fixture(scope="session")
def document():
    """Makes documents: see :func:`made_document`."""
    return made_document


@pytest.fixture(scope="session")
def table():
    """Makes tables: see :func:`made_table`."""
    return made_table


@pytest.fixture
def opened(tmp_path):
    """Opens libraries on one home; all are closed at the end."""
    libraries = []

    def open_library(model="none", home=tmp_path):
        libraries.append(Library(Settings(home, model), clock=lambda: NOON))
        return libraries[-1]

    yield open_library
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened):
    """An empty library that searches by keywords only."""
    return opened()


@pytest.fixture
def written(tmp_path):
    """Writes a small budget publication in Markdown and returns its path."""

    def write(name="某市测绘局2026年部门预算.md", reception="0.26", extra="", folder="files"):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"# 某市测绘局2026年部门预算\n\n## 三公经费预算表\n\n单位：万元\n\n"
            f"项目\t预算数\n公务接待费\t{reception}\n公务用车购置费\t\n合计\t{reception}\n\n"
            f"## 情况说明\n\n某市测绘局2026年公务接待费预算{reception}万元。{extra}\n\n"
            "## 名词解释\n\n三公经费：是指因公出国（境）费、公务用车购置及运行费和公务接待费。\n",
            "utf-8",
        )
        return path

    return write


# Long enough for the model libraries to be imported on a busy machine.
PATIENCE = 240


class Processes:
    """Starts library processes and listens to them."""

    def __init__(self):
        self._server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("library_processes.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._events = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.next("stage")

    def _listen(self):
        for line in self._server.stdout:
            self._events.put((time.perf_counter(), json.loads(line)))

    def next(self, *kinds):
        """The next event that has one of the keys, as (time, event)."""
        while True:
            at, event = self._events.get(timeout=PATIENCE)
            if event.keys() & set(kinds):
                return at, event

    def start(self, home, operation, argument):
        """Start one operation and return its process id."""
        request = {"home": str(home), "operation": operation, "argument": str(argument)}
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        _, event = self.next("stage")
        return event["pid"]

    def run(self, home, operation, argument):
        """Run one operation to its end; returns its result and how long each stage took."""
        self.start(home, operation, argument)
        stages, stage, since = {}, "opening", time.perf_counter()
        while True:
            at, event = self.next("stage", "result", "exit")
            if "exit" in event:
                raise AssertionError("the process ended without a result")
            if event.get("stage") != stage:
                stages[stage] = stages.get(stage, 0) + at - since
                stage, since = event.get("stage"), at
            if "result" in event:
                self.next("exit")
                return event["result"], stages

    def ended(self):
        """Whether a process has ended since the events were last read."""
        while True:
            try:
                _, event = self._events.get_nowait()
            except queue.Empty:
                return False
            if "exit" in event:
                return True

    def close(self):
        self._server.stdin.close()
        self._server.wait(PATIENCE)


@pytest.fixture(scope="session")
def processes():
    """Runs operations on libraries in processes of their own."""
    running = Processes()
    yield running
    running.close()
