"""Shelves are kept for the scopes asked for last, and never hold a figure of another state."""

import pytest

from assistant.finding.shelves import Shelves
from assistant.understanding.scope import scopes_of
from index.library import Library
from index.settings import Settings


def page(amount):
    return (
        "# 柳河县档案局2026年部门预算\n\n## 支出预算表\n\n单位：万元\n\n"
        f"| 项目 | 金额 |\n| --- | --- |\n| 培训费 | {amount} |\n"
    )


@pytest.fixture
def own_library(tmp_path):
    with Library(Settings(tmp_path / "home", embedding_model="none")) as library:
        yield library


def amounts(shelves, library):
    (scope,) = scopes_of(library.documents())
    return [figure.printed for figure, _ in shelves.of(scope) if figure.value is not None]


def test_a_replaced_document_gives_its_new_figures(own_library, tmp_path):
    path = tmp_path / "柳河县档案局2026年部门预算.md"
    shelves = Shelves(own_library)
    seen = []
    for amount in ("1.20", "3.40"):
        path.write_text(page(amount), "utf-8")
        own_library.add(path)
        seen.append(amounts(shelves, own_library))
    assert seen == [["1.20"], ["3.40"]]


def test_a_shelf_is_kept_until_there_are_too_many_figures(library):
    scopes = scopes_of(library.documents())[:3]
    roomy, narrow = Shelves(library), Shelves(library, kept_figures=1)
    for shelves, kept in ((roomy, True), (narrow, False)):
        first = [shelves.of(scope) for scope in scopes]
        assert [shelves.of(s) is shelf for s, shelf in zip(scopes, first, strict=True)] == [
            kept
        ] * 3
        assert first[0].entries == shelves.of(scopes[0]).entries
