"""What a survey of many publications hands out is all that could answer: the same figure is found
as in each whole publication, and where none is handed out there is none to find."""

import random
from pathlib import Path

import pytest

from assistant.finding.catalogue import Catalogues
from assistant.finding.lookup import find
from assistant.finding.survey import Surveys
from assistant.understanding.question import read_question


@pytest.fixture(scope="module")
def catalogue(library):
    return Catalogues(library).now()


@pytest.fixture(scope="module")
def shelves(catalogue, whole_shelf):
    return [(scope, whole_shelf(scope)) for scope in catalogue.scopes]


@pytest.fixture(scope="module")
def same_findings(library, catalogue, shelves):
    """Asserts that a question finds the same; gives how many publications answer it, and how
    many figures were handed out."""
    surveys = Surveys(library)

    def check(text):
        question = read_question(text, catalogue.directory)
        surveyed = list(surveys.shelves(question, catalogue.scopes))
        parts = {scope.ids: part for scope, part in surveyed}
        assert [s.ids for s in catalogue.scopes if s.ids in parts] == list(parts)
        answering = 0
        for scope, shelf in shelves:
            expected = find(question, shelf)
            part = parts.get(scope.ids)
            assert (None if part is None else find(question, part)) == expected, text
            answering += expected is not None
        return answering, sum(map(len, parts.values()))

    return check


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费是多少",
        "哪个单位的项目支出最高",
        "支出总计",
        "三公经费合计",
        "人员经费和公用经费",
        "2025年执行数是多少",
        "一般公共预算支出表里合计是多少",
        "政府性基金预算",
        "How much was spent on travel?",
        "本级",
        "没有这样的科目",
        "",
    ],
)
def test_questions_of_many_kinds(same_findings, text):
    same_findings(text)


def test_random_questions_out_of_the_words_of_publications(same_findings, shelves):
    chosen = random.Random(20261122)
    labels = sorted({label for _, shelf in shelves for label in shelf.labels} - {""})
    titles = sorted({title for _, shelf in shelves for title in shelf.titles})
    answered = 0
    for _ in range(40):
        first, second = chosen.sample(labels, 2)
        said = f"{first}{chosen.choice(('', '的', '中'))}{second[: chosen.randint(0, 5)]}是多少"
        answered += same_findings(said)[0] > 0
    for title in chosen.sample(titles, min(8, len(titles))):
        same_findings(f"{title}里{chosen.choice(labels)}是多少")
    assert answered >= 10


def test_subject_codes(same_findings, shelves):
    codes = sorted({f.code for _, shelf in shelves for f, _ in shelf if len(f.code) >= 5})
    assert all(same_findings(f"{code}是多少")[0] for code in codes[:8])


def test_few_figures_are_handed_out(same_findings, shelves):
    answering, handed_out = same_findings("公务接待费是多少")
    assert answering > 1
    assert handed_out < sum(len(shelf) for _, shelf in shelves) / 20


def test_a_publication_that_goes_is_not_surveyed_any_more(filled, catalogue):
    with_all = filled(Path(__file__).resolve().parents[3] / "corpus/samples")
    surveys, held = Surveys(with_all), Catalogues(with_all)
    question = read_question("公务接待费是多少", catalogue.directory)
    before = [scope for scope, _ in surveys.shelves(question, held.now().scopes)]
    gone = before[0]
    for document in gone.documents:
        with_all.remove(document.name)
    after = [scope for scope, _ in surveys.shelves(question, held.now().scopes)]
    assert after == before[1:]
