"""Correcting who published a document, for which year and of which kind."""

import pytest

from index.corrections import CorrectionError
from index.errors import UnknownDocument

NAME = "某市测绘局2026年部门预算.md"
# No cover tells whose it is: the file name does, with a warning.
TEXT = (
    "# 三公经费预算表\n\n单位：万元\n\n项目\t预算数\n公务接待费\t0.26\n合计\t0.26\n\n"
    "## 某某测绘所概况说明\n\n某某测绘所公务接待费预算{value}万元。\n"
)


@pytest.fixture
def unclear(tmp_path):
    def write(value="0.26", name="公开.md"):
        path = tmp_path / "unclear" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT.format(value=value), "utf-8")
        return path

    return write


def profile(stored):
    return stored.organisation, stored.region, stored.year, stored.kind


def test_an_uncertain_file_is_added_with_warnings_and_settled_by_the_user(library, unclear):
    result = library.add(unclear())
    assert result.status == "added" and any("organisation" in w for w in result.warnings)
    assert "year" in library.document("公开.md").uncertain
    made = library.correct_profile(
        "公开.md", organisation="北原省柳河市测绘所", year=2026, kind="单位预算"
    )
    assert profile(made) == ("北原省柳河市测绘所", "北原省柳河市", 2026, "单位预算")
    assert "测绘所" in made.short_names
    assert set(made.corrected) == {"organisation", "year", "kind"}
    assert (made.uncertain, made.warnings) == ((), ())
    assert made.id in library.reconciliations([made.id])
    figures = library.figures_of([made.id])
    assert {(f.organisation, f.year, f.kind) for f in figures} == {
        ("北原省柳河市测绘所", 2026, "单位预算")
    }
    assert len(library.documents()) == 1 and len(figures) == made.figures


def test_stated_figures_and_passages_follow_the_names(library, unclear):
    library.add(unclear())
    library.correct_profile("公开.md", organisation="北原省某某测绘所", short_names=["某某测绘所"])
    (stated,) = [f for f in library.figures("公开.md") if f.source == "sentence"]
    assert "测绘所" not in stated.row_path[-1]
    library.correct_profile("公开.md", as_read=True)
    (stated,) = [f for f in library.figures("公开.md") if f.source == "sentence"]
    assert "测绘所" in stated.row_path[-1]
    assert library.search("测绘所概况")


def test_a_correction_outlives_reading_again_and_new_versions(library, unclear):
    library.add(unclear())
    library.correct_profile("公开.md", year=2031, region="柳河市")
    for value, again in (("0.26", True), ("0.99", False)):
        result = library.add(unclear(value), again=again)
        assert result.status == "replaced" and result.note
        stored = library.document("公开.md")
        assert (stored.year, stored.region) == (2031, "柳河市")
        assert stored.corrected == ("region", "year")
    assert library.add(unclear("0.99")).status == "unchanged"


def test_a_correction_is_taken_back_or_forgotten_with_its_document(library, written):
    library.add(written())
    before = profile(library.document(NAME))
    library.correct_profile(NAME, year=2031)
    library.correct_profile(NAME, kind="单位决算")
    assert set(library.document(NAME).corrected) == {"year", "kind"}
    library.correct_profile(NAME, as_read=True)
    assert profile(library.document(NAME)) == before and not library.document(NAME).corrected
    library.correct_profile(NAME, year=2031)
    library.remove(NAME)
    library.add(written())
    assert profile(library.document(NAME)) == before


@pytest.mark.parametrize(
    "values",
    [{"kind": "预算"}, {"year": 26}, {"organisation": "  "}, {"organisation": "甲" * 200}],
)
def test_impossible_values_change_nothing(library, written, values):
    library.add(written())
    before = library.documents()
    with pytest.raises(CorrectionError):
        library.correct_profile(NAME, **values)
    assert library.documents() == before


def test_an_unknown_name_is_told_those_near_it(library, written):
    library.add(written())
    for wrong in ("测绘局2026年", "某市测绘局2026年部门预算.pdf"):
        with pytest.raises(UnknownDocument) as caught:
            library.correct_profile(wrong, year=2026)
        assert caught.value.near == (NAME,) and NAME in str(caught.value)
