"""What was found once is found again, but for publications that came, went or were replaced."""

import pytest

from assistant.finding.catalogue import Catalogues
from assistant.finding.remembered import Remembered
from assistant.finding.survey import Surveys
from assistant.understanding.question import read_question
from index.library import Library
from index.settings import Settings

QUESTION = "哪个单位的培训费最高"


def page(office, row, amount):
    return (
        f"# 柳河县{office}2026年部门预算\n\n## 支出预算表\n\n单位：万元\n\n"
        f"| 项目 | 金额 |\n| --- | --- |\n| {row} | {amount} |\n"
    )


@pytest.fixture
def put(tmp_path):
    """A library, and a function that puts a publication in or in its place."""
    with Library(Settings(tmp_path / "home", embedding_model="none")) as library:

        def add(office, row, amount):
            path = tmp_path / f"柳河县{office}2026年部门预算.md"
            path.write_text(page(office, row, amount), "utf-8")
            library.add(path)
            return path.name

        yield library, add


def printed(surveys, library):
    """What each office of a library is found to spend."""
    catalogue = Catalogues(library).now()
    question = read_question(QUESTION, catalogue.directory)
    found = surveys.findings(question, catalogue.scopes)
    return {scope.organisation[3:]: meant.figure.printed for scope, meant in found}


def test_what_changed_is_found_anew(put):
    library, add = put
    surveys = Surveys(library)
    add("档案局", "培训费", "1.20")
    add("统计局", "会议费", "5.00")
    gone = add("审计局", "培训费", "3.00")
    assert printed(surveys, library) == {"审计局": "3.00", "档案局": "1.20"}
    add("档案局", "培训费", "2.40")
    add("统计局", "培训费", "6.00")
    add("水利局", "培训费", "7.00")
    library.remove(gone)
    assert printed(surveys, library) == {"水利局": "7.00", "档案局": "2.40", "统计局": "6.00"}


def test_what_is_known_is_not_looked_for_again_until_others_were_asked(put):
    library, add = put
    for office in ("档案局", "统计局", "审计局"):
        add(office, "培训费", "1.20")
    surveys, looked_for = Surveys(library), []

    def shelves(question, scopes):
        looked_for.append(len(scopes))
        return surveys.shelves(question, scopes)

    remembered = Remembered(shelves, kept=5)
    catalogue = Catalogues(library).now()
    first, second = (read_question(q, catalogue.directory) for q in (QUESTION, "会议费是多少"))
    for question in (first, first, second, second, first):
        list(remembered.findings(question, catalogue.scopes))
    # Of the last question there is room for no other.
    assert looked_for == [3, 0, 3, 0, 3]


def test_who_has_enough_reads_no_more(put):
    library, add = put
    for office in ("档案局", "统计局", "审计局"):
        add(office, "培训费", "1.20")
    surveys = Surveys(library)
    catalogue = Catalogues(library).now()
    question = read_question(QUESTION, catalogue.directory)
    first, _ = next(surveys.findings(question, catalogue.scopes))
    every = list(surveys.findings(question, catalogue.scopes))
    assert first == every[0][0] and len(every) == 3
