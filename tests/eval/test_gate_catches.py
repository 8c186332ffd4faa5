"""A deliberately broken build does not pass the gate.

The break is in the data as stored, as a reader or a store that went wrong would leave it, if
possible in one publication of several only; or an assistant answers where it should not.
"""

import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.answer import AnswerFigure, Citation, Status
from assistant.engine import Assistant
from corpus.document import CellState
from corpus.reading import read
from eval.faithfulness import check_in
from eval.gate import Gate
from eval.generated_questions.collection import publish, write_documents
from eval.generated_questions.composing import compose, lines
from eval.question_sets import load
from eval.running import run
from index.library import Library
from index.settings import Settings

SEED = 11
# What the gate over generated publications asks.
GATE = Gate(wrong_at_most=0.01, right_at_least=0.96)


@pytest.fixture(scope="module")
def collection():
    return publish(SEED, 3, ("markdown",))


@pytest.fixture(scope="module")
def documents(collection, tmp_path_factory):
    """The publications as read."""
    folder = tmp_path_factory.mktemp("documents")
    write_documents(collection, folder)
    return [read(path) for path in sorted(folder.iterdir())]


@pytest.fixture(scope="module")
def questions(collection, tmp_path_factory):
    path = tmp_path_factory.mktemp("questions") / "questions.jsonl"
    path.write_text(lines(compose(collection, 80, SEED)), "utf-8")
    return load(path).questions


@pytest.fixture
def results(tmp_path, documents, questions):
    """``results(change, files, around)``: all questions asked of a library in which ``change``
    was made to the tables of so many ``files``, those first that most questions are about, by
    an assistant whose ``ask`` was put through ``around``."""
    about = Counter(name for question in questions for name in question.expect.documents)
    by_questions = sorted(documents, key=lambda document: -about[document.name])

    def asked(change=None, files=1, around=lambda ask: ask):
        with Library(Settings(tmp_path / "home", embedding_model="none")) as library:
            for number, document in enumerate(by_questions):
                if change and number < files:
                    tables = tuple(change(table) for table in document.tables)
                    document = replace(document, tables=tables)
                assert library.add_document(document).status == "added"
            ask = around(Assistant(library).ask)
            check = check_in(library)
            return list(run(ask, questions, time.perf_counter, check=check))

    return asked


def shifted(table):
    """Every number one column to the right of where it is printed, under the next header."""
    following = {(cell.row, cell.column): cell for cell in table.cells}

    def moved(cell):
        left = following.get((cell.row, cell.column - 1))
        if left is None or CellState.NUMBER not in (left.state, cell.state):
            return cell
        return replace(cell, text=left.text, state=left.state, value=left.value)

    return replace(table, cells=tuple(map(moved, table.cells)))


def in_another_unit(table):
    """万元 for 元 and the reverse, with the printed digits as they are."""
    swap = {"元": "万元", "万元": "元"}
    cells = tuple(replace(cell, unit=swap.get(cell.unit, cell.unit)) for cell in table.cells)
    return replace(table, unit=swap.get(table.unit, table.unit), cells=cells)


def blanks_as_zero(table):
    """Zero where nothing is printed."""

    def filled(cell):
        if cell.state is not CellState.BLANK:
            return cell
        unit = cell.unit or table.unit
        return replace(cell, text="0", state=CellState.NUMBER, value=Decimal(0), unit=unit)

    return replace(table, cells=tuple(map(filled, table.cells)))


def never_declining(ask):
    """An assistant that states some figure of the library rather than decline."""

    def answer(question, history):
        said = ask(question, history)
        if said.status is Status.ANSWERED:
            return said
        figure = AnswerFigure("公务接待费", "1.00", "万元", document="甲.md", quote="1.00")
        citation = Citation("甲.md", quote="1.00")
        return replace(said, status=Status.ANSWERED, figures=(figure,), citations=(citation,))

    return answer


def test_the_build_as_it_is_passes(results):
    assert GATE.objections(results()) == []


# Few questions are about blanks, so that zeros in one file only may not be asked for.
@pytest.mark.parametrize(
    ("change", "files"), [(shifted, 1), (in_another_unit, 1), (blanks_as_zero, 3)]
)
def test_broken_data_does_not(results, change, files):
    objections = GATE.objections(results(change, files))
    assert objections and " wrong, at most 1.0%" in objections[0], objections


def test_a_dropped_refusal_does_not(results):
    objections = GATE.objections(results(around=never_declining))
    assert objections and " wrong, at most 1.0%" in objections[0], objections


def test_an_assistant_that_declines_everything_does_not(results):
    def declining(ask):
        return lambda question, history: replace(ask(question, history), status=Status.REFUSED)

    (objection,) = GATE.objections(results(around=declining))
    assert "right, at least 96.0%" in objection


def test_one_that_breaks_or_leaves_its_sources_out_does_not(results):
    def careless(ask):
        def answer(question, history):
            if history:
                raise ZeroDivisionError("broken")
            return replace(ask(question, history), citations=())

        return answer

    objections = "\n".join(GATE.objections(results(around=careless)))
    assert "ZeroDivisionError: broken" in objections
    assert "answered without a citation" in objections


def test_answers_that_say_another_number_than_they_hold_do_not(results):
    def misspoken(ask):
        def answer(question, history):
            said = ask(question, history)
            return replace(said, text=said.text.replace("元", "万元").replace("万万", "万"))

        return answer

    (objection,) = GATE.objections(results(around=misspoken))
    assert objection.startswith("untrue") and "the text does not say" in objection


def test_places_of_other_cells_do_not(results):
    def misled(ask):
        def beside(evidence):
            return evidence and replace(evidence, row=evidence.row and evidence.row - 1)

        def answer(question, history):
            said = ask(question, history)
            figures = (replace(f, evidence=beside(f.evidence)) for f in said.figures)
            return replace(said, figures=tuple(figures))

        return answer

    (objection,) = GATE.objections(results(around=misled))
    assert objection.startswith("untrue") and "is not what stands at its place" in objection


def test_no_questions_are_no_pass():
    assert GATE.objections([]) == ["no question was asked"]
