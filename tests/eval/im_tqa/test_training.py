"""Training on a handful of tables: it learns, and learns the same every time."""

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from assistant.table_lookup.detection import LANGUAGES
from assistant.table_lookup.english import stem
from assistant.table_lookup.lookup import TableLookup
from eval.im_tqa.data import load_questions, load_tables
from eval.im_tqa.measuring import answer_all, exact_match
from eval.im_tqa.train import main
from eval.im_tqa.training.association import AssociationTraining
from eval.im_tqa.training.boosting import Boosting
from eval.im_tqa.training.folds import fold_of
from eval.im_tqa.training.meanings import DIMENSIONS, word_vectors
from eval.im_tqa.training.stack import Recipe, Stack

SMALL = Boosting(10, leaves=6, least_in_leaf=3, rate=0.3)
QUICK = Recipe(
    roles=replace(SMALL, classes=5),
    association=AssociationTraining(passes=1, batch=8),
    cells=SMALL,
    sets=replace(SMALL, ranking=True),
    folds=2,
)


BOTH = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)


def trained(files, language):
    tables = load_tables(files[0], language.name)
    questions = load_questions(files[1], tables, language.name)
    said = []
    stack = Stack(tables, questions, QUICK, said.append, language)
    return stack.train(), tables, questions, said


@BOTH
def test_the_same_data_and_seed_give_the_same_model(files, tmp_path, language):
    paths = tmp_path / "a.npz", tmp_path / "b.npz"
    for path in paths:
        trained(files, language)[0].save(path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@BOTH
def test_it_learns_and_says_how_well(files, language):
    model, tables, questions, said = trained(files, language)
    lookup = TableLookup({language.name: model})
    outcomes = list(answer_all(lookup, tables, questions, lambda: 0.0))
    assert exact_match(outcomes) > 0.6
    assert any(line.startswith("cross-validated exact match overall") for line in said)


def test_the_exported_trees_say_what_the_trained_ones_say():
    import lightgbm

    draw = np.random.RandomState(5)
    rows = draw.rand(400, 6).astype(np.float32).round(2)
    labels = (rows[:, 0] + rows[:, 1] * rows[:, 2] > 0.8).astype(int)
    found = []
    original = lightgbm.train

    def remembered(*arguments, **options):
        found.append(original(*arguments, **options))
        return found[-1]

    forest = None
    try:
        lightgbm.train = remembered
        forest = SMALL.fit(rows, labels)
    finally:
        lightgbm.train = original
    expected = found[0].predict(rows, raw_score=True)
    assert forest.scores(rows)[:, 0] == pytest.approx(expected, abs=1e-4)


def test_no_table_is_in_two_folds_and_folds_are_even():
    folds = fold_of([f"t{i}" for i in range(23)], seed=1, count=5)
    sizes = [list(folds.values()).count(fold) for fold in range(5)]
    assert sum(sizes) == 23
    assert max(sizes) - min(sizes) <= 1


def test_too_few_tables_are_refused(files, tmp_path):
    few = json.loads(files[0].read_text("utf-8"))[:2]
    files[0].write_text(json.dumps(few), "utf-8")
    asked = [q for q in json.loads(files[1].read_text("utf-8")) if q["table_id"] in {"t0", "t1"}]
    files[1].write_text(json.dumps(asked), "utf-8")
    arguments = [str(files[0]), str(files[1]), "--out", str(tmp_path / "m.npz")]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "at least 5 tables" in done.output


def test_words_of_a_kind_are_near_each_other_before_any_training():
    words = """revenue income wage salary river lake mountain dog cat horse red green blue north
        south east west spoon fork knife doctor nurse teacher pupil bread butter cheese wine beer
        water train bus ship plane house flat roof door window chair table bed lamp stone iron
        gold silver paper pencil book letter song piano violin winter summer autumn""".split()
    assert len(words) > DIMENSIONS
    vectors = word_vectors([words] * 3)
    row = {word: vectors.rows[i].astype(float) for i, word in enumerate(vectors.words, start=1)}
    wage = row[stem("wage")]
    assert wage @ row[stem("salary")] > max(wage @ row[stem(w)] for w in ("horse", "piano", "roof"))


def test_words_of_few_tables_get_no_vector():
    assert word_vectors([["closing balance"], ["rent"]]) is None
