"""A real library for the tests of the assistant: the bundled samples and made-up publications.

``data/`` holds publications of bodies that do not exist, made so that every state of a cell,
both units of money, rows of equal name, a contradiction and shared short names occur.
"""

import importlib.util
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.answer import Status
from assistant.cli import main
from assistant.engine import Assistant
from assistant.finding.label_words import words_of
from assistant.finding.lookup import Shelf, is_certain, special_labels, telling_titles
from assistant.understanding.organisations import Directory, names_of
from assistant.understanding.question import read_question
from index.library import Library
from index.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "corpus/samples"
MADE_UP = Path(__file__).parent / "data"
ENVIRONMENT = {"BUDGET_QA_EMBEDDING_MODEL": "none", "BUDGET_QA_DATABASE": ""}


def filled_library(home, *paths):
    """A library in ``home`` with these files, searched by keywords only."""
    library = Library(Settings(home, embedding_model="none"))
    added = list(library.add_paths(paths))
    assert [result.error for result in added if result.status != "added"] == []
    return library


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """``filled(*paths)``: an open library with these files; all are closed at the end."""
    libraries = []

    def fill(*paths):
        libraries.append(filled_library(tmp_path_factory.mktemp("library"), *paths))
        return libraries[-1]

    yield fill
    for library in libraries:
        library.close()


@pytest.fixture(scope="session")
def library(filled):
    """Samples and made-up publications together; tests only read it."""
    return filled(SAMPLES, MADE_UP)


@pytest.fixture(scope="session")
def assistant(library):
    """The assistant over that library."""
    return Assistant(library)


@pytest.fixture(scope="session")
def directory(library):
    """The organisations of that library."""
    return Directory.of(library.documents())


@pytest.fixture(scope="session")
def asked(assistant):
    """``asked(question, *history)``: the answer, whatever it is."""

    def ask(question, *history):
        return assistant.ask(question, history)

    return ask


@pytest.fixture(scope="session")
def answered(asked):
    """``answered(question, *history)``: an answer that must be one, with its citations."""

    def ask(question, *history):
        answer = asked(question, *history)
        assert answer.status is Status.ANSWERED, answer.text
        assert answer.citations, f"uncited: {answer.text}"
        return answer

    return ask


@pytest.fixture(scope="session")
def headline(answered):
    """``headline(question, *history)``: value and unit of the headline figure, as printed."""

    def ask(question, *history):
        answer = answered(question, *history)
        assert answer.figures, f"no figure: {answer.text}"
        return answer.figures[0].value + answer.figures[0].unit

    return ask


@pytest.fixture(scope="session")
def refused(asked):
    """``refused(question, *history)``: a refusal, which states no figure."""

    def ask(question, *history):
        answer = asked(question, *history)
        assert answer.status is Status.REFUSED, f"{answer.status}: {answer.text}"
        assert answer.figures == () and answer.citations == ()
        return answer

    return ask


@pytest.fixture(scope="session")
def asked_back(asked):
    """``asked_back(question, *history)``: a question back with choices."""

    def ask(question, *history):
        answer = asked(question, *history)
        assert answer.status is Status.CLARIFY, f"{answer.status}: {answer.text}"
        assert len(answer.options) > 1
        return answer

    return ask


@pytest.fixture(scope="session")
def reading(directory):
    """``reading(question)``: the question as read."""
    return lambda text: read_question(text, directory)


@pytest.fixture(scope="session")
def printed_at(library):
    """``printed_at(figure)``: what the source prints at the place an answer's figure names."""

    def look(figure):
        evidence = figure.evidence
        if evidence.table_id is not None:
            return library.table(evidence.table_id).grid[evidence.row][evidence.column][0]
        start, end = evidence.span
        return figure.quote[start:end]

    return look


@pytest.fixture(scope="session")
def amount_in(printed_at):
    """``amount_in(figure)``: the same as an exact number."""
    digits = set("0123456789.-")

    def parse(figure):
        text = printed_at(figure).replace(",", "")
        number = "".join(c for c in text if c in digits)
        return Decimal(number)

    return parse


@pytest.fixture(scope="session")
def whole_shelf(library):
    """``whole_shelf(scope)``: the shelf of a scope of the library, made of all its figures read
    one by one: what is found on shelves that read what they need is to be found on it."""

    def of(scope):
        names = names_of(scope.documents)
        known = [(figure, words_of(figure, names)) for figure in library.figures_of(scope.ids)]
        entries = tuple(entry for entry in known if is_certain(entry[0]))
        doubtful = tuple(entry for entry in known if not is_certain(entry[0]))
        columns = {column for _, words in entries for column in words.columns}
        special = special_labels(columns, {words.leaf for _, words in entries})
        return Shelf(entries, special, telling_titles({w.title for _, w in entries}), doubtful)

    return of


@pytest.fixture(scope="session")
def formulas():
    """``formulas(book, binary=False)``: evaluates the formulas of a workbook."""
    path = Path(__file__).with_name("sheet_formulas.py")
    spec = importlib.util.spec_from_file_location("sheet_formulas", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Formulas


@pytest.fixture(scope="session")
def command_line():
    """``command_line(home)``: runs commands on the library there, without an embedding model."""

    def at(home):
        def run(*arguments):
            return CliRunner().invoke(main, ["--home", str(home), *arguments], env=ENVIRONMENT)

        return run

    return at


@pytest.fixture
def run(command_line, tmp_path):
    """``run(command, *arguments)``: on a library of the test's own, empty at first."""
    return command_line(tmp_path / "home")


@pytest.fixture(scope="session")
def held(command_line, tmp_path_factory):
    """The same on a library that holds all samples; only for commands that change nothing."""
    run = command_line(tmp_path_factory.mktemp("library"))
    assert run("add", str(SAMPLES)).exit_code == 0
    return run


@pytest.fixture
def sample(tmp_path):
    """A copy of a sample that a test may change."""
    return Path(shutil.copy(SAMPLES / "中卫市科技局2026年部门预算.md", tmp_path))


@pytest.fixture(scope="session")
def json_lines():
    """``json_lines(result)``: what a command that went well printed as JSON."""

    def parse(result):
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    return parse
