"""Generated question sets: what they expect is what the generated publications say."""

import json
import random
from collections import Counter
from decimal import Decimal

import pytest

from assistant.answer import Status
from corpus.amounts import from_yuan, to_yuan
from eval.generated_questions import calculations, comparisons, lookups, refusals, statements
from eval.generated_questions.asking import Speaker
from eval.generated_questions.collection import publish, write_documents
from eval.generated_questions.composing import MAKERS, compose, lines
from eval.question_sets import KINDS, load

FORMATS = ("markdown", "docx")
# Questions of these answer with printed figures, not with reckoned ones.
PRINTED = ("lookup", "list", "rank", "yesno")


@pytest.fixture(scope="module")
def collection():
    return publish(3, 8, FORMATS)


@pytest.fixture(scope="module")
def forms(collection):
    return compose(collection, 400, seed=3)


def printed_in(collection, files):
    """Every amount in yuan, and other value with its unit, that some documents print."""
    found = set()
    for entry in collection.entries:
        if entry.file in files:
            stated = [(s.value, s.unit) for s in entry.publication.statements]
            figures = [(f.value, f.unit) for f in entry.publication.figures]
            for value, unit in [*stated, *figures]:
                if value is not None:
                    money = unit in ("元", "万元")
                    found.add((to_yuan(value, unit), "元") if money else (value, unit))
    return found


def test_a_seed_gives_the_same_set_again(collection, forms):
    assert compose(publish(3, 8, FORMATS), 400, seed=3) == forms
    assert compose(collection, 400, seed=4) != forms


def test_the_set_is_one_that_the_evaluation_accepts(forms, tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text(lines(forms), encoding="utf-8")
    loaded = load(path).questions
    assert len(loaded) == len(forms) > 350
    assert {q.kind for q in loaded} == set(KINDS)
    assert {q.language for q in loaded} == {"zh", "en"}
    assert len({(q.history, q.question) for q in loaded}) == len(loaded)
    assert {q.expect.status for q in loaded} == set(Status)


def test_every_printed_figure_expected_is_in_the_documents_to_be_cited(collection, forms):
    checked = 0
    for form in forms:
        expect = form["expect"]
        if form["kind"] not in PRINTED:
            continue
        printed = printed_in(collection, expect["documents"])
        for figure in expect["figures"]:
            value, unit = Decimal(figure["value"]), figure["unit"]
            money = unit in ("元", "万元")
            assert ((to_yuan(value, unit), "元") if money else (value, unit)) in printed, form
            checked += 1
    assert checked > 150


def test_documents_are_named_as_they_are_written(collection, forms, tmp_path):
    write_documents(collection, tmp_path)
    written = {path.name for path in tmp_path.iterdir()}
    named = {name for form in forms for name in form["expect"]["documents"]}
    assert named <= written
    assert len(written) == 8


def test_the_library_holds_what_is_easily_confused(collection):
    bodies = [e.publication.organisation for e in collection.entries]
    kinds = {(e.publication.organisation, e.publication.year): e.final for e in collection.entries}
    assert max(Counter(bodies).values()) >= 3
    assert len(kinds) < len(collection.entries), "no final account beside a budget"
    departments = Counter(e.department for e in collection.entries if "中心" not in e.department)
    places = {e.publication.region for e in collection.entries}
    assert len(places) >= 3 and max(departments.values()) > 3
    styles = {(e.style.zero, e.style.code_layout, e.style.unit_place) for e in collection.entries}
    assert len(styles) >= 5


def test_every_kind_finds_something_to_ask_in_some_library():
    found = set()
    for seed in range(1, 7):
        speaker = Speaker(publish(seed, 8, ("markdown",)), random.Random(seed))
        for name, (maker, _) in MAKERS.items():
            if name not in found and any(maker(speaker) for _ in range(40)):
                found.add(name)
    assert found == set(MAKERS)


def asked(maker, collection, times=80):
    speaker = Speaker(collection, random.Random(1))
    return [question for question in (maker(speaker) for _ in range(times)) if question]


def test_a_subject_is_asked_for_only_where_one_amount_can_be_meant(collection):
    for entry in collection.entries:
        for fact in lookups.unique_subjects(entry):
            others = [f for f in entry.facts if f.name == fact.name and f.use == fact.use]
            assert {f.yuan for f in others} == {fact.yuan}


def test_sums_and_gaps_are_those_of_their_operands(collection):
    for question in asked(calculations.sum_of_two, collection):
        ((total, unit),) = question.figures
        parts = [f for e in collection.entries if e.file in question.documents for f in e.facts]
        named = {f.yuan for f in parts if f.name in question.question and f.yuan}
        sums = {from_yuan(a + b, unit) for a in named for b in named}
        assert total in sums, question.question


def test_a_growth_rate_is_that_of_the_two_years(collection):
    questions = asked(comparisons.growth, collection)
    assert questions
    for question in questions:
        assert len(question.documents) == 2
        assert question.figures[0][1] == "%"


def test_what_is_refused_is_not_in_the_library(collection):
    printed = {f.name for e in collection.entries for f in e.facts}
    for question in asked(refusals.other_subject, collection):
        name = question.evidence.removeprefix("没有")
        entry = next((e for e in collection.entries if name in {f.name for f in e.facts}), None)
        # Another publication may state it, never the one that is asked about.
        assert question.status == "refused"
        assert entry is None or name in printed
    years = {str(e.publication.year) for e in collection.entries}
    for question in asked(refusals.other_year, collection):
        assert not any(year in question.question for year in years)


def test_an_amount_told_wrongly_is_to_be_denied(collection):
    verdicts = Counter(q.text for q in asked(statements.told_amount, collection, 200))
    assert set(verdicts) == {("是的",), ("不是",)}


def test_a_blank_place_may_state_no_figure(forms):
    bare = [form for form in forms if form["expect"].get("no_figures")]
    assert bare
    assert all(form["expect"]["figures"] == [] for form in bare)
    assert all(json.dumps(form, ensure_ascii=False) for form in bare)
