"""A shelf that reads only what it needs holds what one of all figures holds, and finds the same."""

import random
from dataclasses import replace

import pytest

from assistant.engine import Assistant
from assistant.finding.catalogue import Catalogues
from assistant.finding.labelled_shelf import LabelledShelf
from assistant.finding.lookup import find, only_doubtful
from assistant.understanding.question import read_question
from index.library import Library
from index.settings import Settings

QUESTIONS = (
    "公务接待费是多少",
    "支出总计",
    "2025年执行数",
    "本级",
    "2010301是多少",
    "没有这样的科目",
)


@pytest.fixture(scope="module")
def catalogue(library):
    return Catalogues(library).now()


def test_all_figures_and_labels_are_there(library, catalogue, whole_shelf):
    for scope in catalogue.scopes:
        own, whole = LabelledShelf(library, scope), whole_shelf(scope)
        assert (own.special, own.titles, own.labels) == (whole.special, whole.titles, whole.labels)
        assert (own.doubtful, own.entries) == (whole.doubtful, whole.entries)
        assert len(own) == len(whole)


@pytest.mark.parametrize("slips", [0, 1])
def test_the_same_is_found(library, catalogue, whole_shelf, slips):
    chosen = random.Random(20261123)
    found = 0
    for scope in catalogue.scopes:
        own, whole = LabelledShelf(library, scope), whole_shelf(scope)
        for text in (*QUESTIONS, *chosen.sample(whole.labels, min(8, len(whole.labels)))):
            question = replace(read_question(text, catalogue.directory), slips=slips)
            expected = find(question, whole)
            assert find(question, own) == expected, (scope, text)
            assert only_doubtful(question, own) == only_doubtful(question, whole), (scope, text)
            found += expected is not None
    assert found > 50


class Counting:
    """A library that counts the figures read from it."""

    def __init__(self, library):
        self._library = library
        self.read = 0

    def __getattr__(self, name):
        return getattr(self._library, name)

    def some_figures(self, documents, keys):
        self.read += len(keys)
        return self._library.some_figures(documents, keys)


def test_a_question_reads_few_figures_and_each_once(library, catalogue, whole_shelf):
    scope = max(catalogue.scopes, key=lambda s: len(whole_shelf(s)))
    counting = Counting(library)
    shelf = LabelledShelf(counting, scope)
    question = read_question("公务接待费是多少", catalogue.directory)
    assert find(question, shelf) is not None
    read = counting.read
    assert 0 < read < len(shelf) / 5
    find(question, shelf)
    assert counting.read == read


def test_what_an_assistant_hands_out_stays_whole_when_the_document_goes(tmp_path):
    path = tmp_path / "柳河县档案局2026年部门预算.md"
    path.write_text(
        "# 柳河县档案局2026年部门预算\n\n## 支出预算表\n\n单位：万元\n\n"
        "| 项目 | 金额 |\n| --- | --- |\n| 培训费 | 1.20 |\n",
        "utf-8",
    )
    with Library(Settings(tmp_path / "home", embedding_model="none")) as library:
        library.add(path)
        assistant = Assistant(library)
        (scope,) = assistant.catalogue.scopes
        shelf = assistant.shelf_of(scope)
        library.remove(path.name)
        assert [figure.printed for figure, _ in shelf if figure.value is not None] == ["1.20"]
