"""The list of documents as HTML."""

from assistant.page.screens.library import list_html, screen
from assistant.page.words.library import library_words
from index.document_list import ListPage, ListQuery
from index.records import StoredDocument

LIMITS = {"file": 100_000_000, "request": 200_000_000, "files": 200, "hint": "登录后可以添加"}


def made(id=1, name="某局.md", **values):
    fields = {
        "sha256": "",
        "organisation": "某市某局",
        "short_names": (),
        "region": "",
        "year": 2026,
        "kind": "部门预算",
        "pages": 12,
        "warnings": (),
        "tables": 3,
        "figures": 1234,
        "passages": 5,
        "added": "2026-03-01T12:00:00+00:00",
        "findings": 0,
    }
    return StoredDocument(id, name, **(fields | values))


def test_a_row_leads_to_its_document_and_says_what_is_unsure():
    document = made(7, organisation="", year=None, uncertain=("organisation", "year"), findings=2)
    html = list_html(library_words("zh"), ListPage((document,), 1, 1), ListQuery())
    assert 'href="#library/7"' in html and "1,234" in html
    assert html.count("未确定") == 2 and "待确认" in html
    assert '<span class="mark bad">2</span>' in html


def test_hostile_text_of_a_document_is_text(hostile):
    document = made(name=hostile, organisation=hostile, kind=hostile)
    html = list_html(library_words("en"), ListPage((document,), 1, 1), ListQuery())
    plain = list_html(library_words("en"), ListPage((made(),), 1, 1), ListQuery())
    assert html.count("<") == plain.count("<")
    assert html.count('"') == plain.count('"')


def test_what_was_looked_for_stays_text(hostile):
    query = ListQuery(search=hostile)
    html = screen(library_words("zh"), ListPage((), 0, 3), query, True, LIMITS)
    plain = screen(library_words("zh"), ListPage((), 0, 3), ListQuery(), True, LIMITS)
    assert html.count("<") == plain.count("<") and html.count('"') == plain.count('"')


def test_a_long_list_has_ways_to_its_other_pages():
    documents = tuple(made(number) for number in range(50))
    html = list_html(library_words("en"), ListPage(documents, 120, 120), ListQuery(offset=50))
    assert "51–100 of 120" in html
    assert 'data-offset="0"' in html and 'data-offset="100"' in html and "disabled" not in html
    short = list_html(library_words("en"), ListPage(documents, 50, 120), ListQuery())
    assert "data-offset" not in short


def test_the_sorted_column_says_so_and_turns_round():
    page = ListPage((made(),), 1, 1)
    html = list_html(library_words("en"), page, ListQuery(order="year", descending=True))
    assert html.count("aria-sort") == 1
    assert 'data-order="year" data-descending="no"' in html


def test_an_empty_library_and_an_empty_result_are_told_apart():
    words = library_words("en")
    assert words.empty in list_html(words, ListPage((), 0, 0), ListQuery())
    assert words.none_found in list_html(words, ListPage((), 0, 9), ListQuery())


def test_only_the_administrator_has_forms():
    page = ListPage((made(),), 1, 1)
    words = library_words("zh")
    assert "data-files" in screen(words, page, ListQuery(), True, LIMITS)
    open_to_all = screen(words, page, ListQuery(), False, LIMITS)
    assert "data-files" not in open_to_all and LIMITS["hint"] in open_to_all
