"""Whatever the make-up, every format gives back every figure that was printed, and no other."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.reading import read
from eval.publications.comparison import compare
from eval.publications.round_trip import publication_of
from eval.publications.writers import writer

PLAIN = ("markdown", "pipes", "html", "site", "csv")
PAGED = ("xlsx", "docx", "pdf")


def failures(seed, name, folder):
    publication, style = publication_of(seed, size=4)
    write, ending = writer(name)
    path = folder / f"{seed}{ending}"
    path.write_bytes(write(publication, style, random.Random(seed)))
    verdict = compare(publication, read(path))
    assert verdict.figures > 20
    return verdict.wrong, verdict.missing, verdict.invented


def all_right(names, examples):
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(seed=st.integers(min_value=0, max_value=10**9), name=st.sampled_from(names))
    def check(tmp_path, seed, name):
        assert failures(seed, name, tmp_path) == ([], [], [])

    return check


test_text_web_pages_and_separated_values_give_every_figure = all_right(PLAIN, 60)
test_office_formats_and_pdf_give_every_figure = all_right(PAGED, 20)


@pytest.mark.parametrize("change", ["value", "unit", "column", "blank"])
def test_a_reading_that_differs_is_found(change, tmp_path):
    """The comparison itself can fail: one figure spoilt in the file is one figure told."""
    publication, style = publication_of(3, size=4)
    write, _ = writer("markdown")
    text = write(publication, style, random.Random(3)).decode()
    figure = next(f for f in publication.figures if f.value and len(f.text) > 3)
    spoilt = {
        "value": text.replace(
            f"\t{figure.text}", f"\t{figure.text[:-1]}{9 - int(figure.text[-1])}", 1
        ),
        "unit": text.replace("万元", "亿元").replace("：元", "：亿元"),
        "column": text.replace(figure.column_path[-1], "改过的列名", 1),
        "blank": text.replace(f"\t{figure.text}", "\t", 1),
    }[change]
    assert spoilt != text
    path = tmp_path / "spoilt.md"
    path.write_text(spoilt, "utf-8")
    verdict = compare(publication, read(path))
    assert verdict.right < verdict.figures
    assert verdict.wrong or verdict.missing
