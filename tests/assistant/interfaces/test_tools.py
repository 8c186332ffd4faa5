"""The tools for other programs over the samples and made-up publications."""

import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from assistant.interfaces.tool_forms import AnswerForm, CheckForm, DocumentsForm, FoundForm
from assistant.interfaces.tools import ToolError, Tools

ASKED = "中卫市科技局2026年公务接待费预算是多少"
NAME = "中卫市科技局2026年部门预算.md"


@pytest.fixture(scope="module")
def tools(assistant, library):
    return Tools(assistant, library)


def test_an_answer_is_the_object_of_the_contract(tools, assistant):
    form = tools.ask(ASKED)
    assert TypeAdapter(AnswerForm).validate_python(json.loads(json.dumps(form)))
    figure = form["figures"][0]
    assert (figure["value"], figure["unit"], figure["amount_yuan"]) == ("0.26", "万元", "2600.00")
    assert form["citations"][0]["document"] == NAME
    # All of it but the keys of the store.
    whole = assistant.ask(ASKED).to_json()
    assert set(whole) == set(form) and "evidence" not in json.dumps(form)


def test_a_follow_up_builds_on_the_questions_before_it(tools):
    form = tools.ask("那科学技术支出呢", [ASKED])
    assert form["figures"][0]["value"] == "3069.68"


def test_asking_back_gives_the_questions_to_choose_from(tools):
    form = tools.ask("公务接待费是多少")
    assert form["status"] == "clarify" and form["figures"] == []
    again = tools.ask(form["choices"][0]["question"])
    assert again["status"] == "answered"


@pytest.mark.parametrize(
    "named", ["中卫市科技局", "中卫科技局", "中卫", "Zhongwei science and technology bureau"]
)
def test_figures_are_found_by_any_name_of_their_organisation(tools, named):
    found = tools.find_figure(named, "公务接待费", 2026)
    assert TypeAdapter(FoundForm).validate_python(found)
    assert found["total"] == len(found["figures"]) > 0
    for figure in found["figures"]:
        assert figure["document"] == NAME and figure["value"] == "0.26" and figure["unit"] == "万元"


def test_what_is_named_exactly_so_stands_first(tools, library):
    found = tools.find_figure(item="合计", limit=5)
    assert [figure["label"] for figure in found["figures"]] == ["合计"] * 5
    assert found["total"] > 5 and "narrow" in found["note"]
    # What narrows it down adds up to what was found.
    assert sum(found["narrow"]["organisation"].values()) == found["total"]


def test_a_code_finds_its_subject(tools):
    found = tools.find_figure(item="2060404")
    assert {figure["label"] for figure in found["figures"]} == {"科技成果转化与扩散"}


def test_a_blank_cell_is_told_from_zero(tools):
    found = tools.find_figure(item="2060404", limit=100)
    blanks = [figure for figure in found["figures"] if figure["state"] == "blank"]
    assert blanks and all(figure["value"] is None for figure in blanks)
    numbers = [figure for figure in found["figures"] if figure["state"] == "number"]
    assert numbers and all(figure["value"] is not None for figure in numbers)


def test_a_figure_in_doubt_is_found_but_not_stated(tools, library, monkeypatch):
    find = library.find_figures

    def doubtful(*arguments, **options):
        page = find(*arguments, **options)
        first, second, *rest = page.figures
        changed = (replace(first, doubtful=True), replace(second, certain=False), *rest)
        return replace(page, figures=changed)

    monkeypatch.setattr(library, "find_figures", doubtful)
    found = tools.find_figure("中卫市科技局", document=NAME)
    for figure in found["figures"][:2]:
        assert figure["problem"] and figure["document"] == NAME
        assert (figure["value"], figure["amount_yuan"], figure["printed"]) == (None, None, None)
    assert found["figures"][2]["problem"] == ""


def test_an_organisation_nobody_published_for_is_said(tools):
    found = tools.find_figure("火星市航天局", "公务接待费")
    assert found["figures"] == [] and found["total"] == 0
    assert "火星市航天局" in found["note"] and "中卫市科技局" in found["note"]


def test_documents_are_listed_searched_and_paged(tools, library):
    held = library.documents()
    listed = tools.list_documents()
    assert TypeAdapter(DocumentsForm).validate_python(listed)
    assert listed["held"] == listed["total"] == len(listed["documents"]) == len(held)
    (one,) = tools.list_documents("中卫 2026")["documents"]
    assert (one["document"], one["year"], one["kind"]) == (NAME, 2026, "部门预算")
    assert one["figures"] > 100 and one["findings"] is not None
    paged = [tools.list_documents(offset=n, limit=1)["documents"][0] for n in range(len(held))]
    assert paged == listed["documents"]


def test_each_number_of_a_text_is_judged(tools):
    text = "中卫市科技局2026年公务接待费0.26万元，科学技术支出3000万元，种树5棵。"
    form = tools.check_text(text)
    assert TypeAdapter(CheckForm).validate_python(form) and json.loads(json.dumps(form))
    verdicts = {text[slice(*n["span"])]: n["verdict"] for n in form["numbers"]}
    assert verdicts["0.26万元"] == "confirmed" and verdicts["3000万元"] == "contradicted"
    assert "evidence" not in json.dumps(form)


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda t: t.ask(""), "question"),
        (lambda t: t.ask("  "), "question"),
        (lambda t: t.ask(5), "question"),
        (lambda t: t.ask("长" * 501), "500"),
        (lambda t: t.ask(ASKED, ["长" * 501]), "history"),
        (lambda t: t.ask(ASKED, "一个提问"), "history"),
        (lambda t: t.ask(ASKED, [None]), "history"),
        (lambda t: t.find_figure(), "organisation"),
        (lambda t: t.find_figure(year=2026), "organisation"),
        (lambda t: t.find_figure(item="费", kind="预算"), "部门预算"),
        (lambda t: t.find_figure(item="费", limit=0), "limit"),
        (lambda t: t.find_figure(item="费", limit=101), "limit"),
        (lambda t: t.find_figure(item="费", limit=True), "limit"),
        (lambda t: t.find_figure(item="费", year="2026"), "year"),
        (lambda t: t.find_figure(item="长" * 201), "item"),
        (lambda t: t.list_documents(offset=-1), "offset"),
        (lambda t: t.list_documents(search=None), "search"),
        (lambda t: t.check_text(""), "text"),
        (lambda t: t.check_text("长" * 50_001), "50000"),
    ],
)
def test_what_cannot_be_worked_with_is_named(tools, call, said):
    with pytest.raises(ToolError, match=said):
        call(tools)


def test_models_are_told_never_to_compute_and_to_pass_on_what_is_said(tools):
    told = " ".join(tools.ask.__doc__.split())
    for rule in ("never compute", "cite", "pass on every warning"):
        assert rule in told
    assert "blank cell is not zero" in tools.find_figure.__doc__.lower()
