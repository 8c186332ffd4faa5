"""The benchmark of starting tells every step of a start beside the bare import, and a wrong answer."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from eval.benchmarks import start_up
from eval.benchmarks.page_process import started


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    return start_up.samples(tmp_path_factory.mktemp("samples"), "none")


def test_the_result_holds_every_step_its_ratio_and_the_machine(held):
    result = start_up.benchmark({"samples": held}, ["none"], 1, datetime(2026, 1, 1, tzinfo=UTC))
    told = result["samples"]["none"]
    for unit in ("wall_s", "cpu_s"):
        page, question, warm = (told[step][unit] for step in ("page", "question", "warm"))
        assert 0 < page <= question <= warm
        assert told[f"page_to_import_gradio_{unit.removesuffix('_s')}"] == pytest.approx(
            page / result["import_gradio"][unit], abs=0.02
        )
    assert told["memory_mb"] > 50 and result["machine"]["cores"] and result["commit"]


def test_a_wrong_answer_is_told(held, tmp_path):
    more = start_up.large(tmp_path, 1)
    with started(held.home, "none") as page:
        page.wait_until_warm()
        start_up._ask(page, held)
        for wrong in (replace(held, value=held.value + 1), more):
            with pytest.raises(RuntimeError, match="without"):
                start_up._ask(page, wrong)
