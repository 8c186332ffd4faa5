"""The benchmark measures the whole add beside pdfplumber and keeps what it found."""

import json
import subprocess
import sys

import pytest

from eval.benchmarks import processes, reading

# One page with one word, as small as a PDF can be.
PDF = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R
/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>> endobj
4 0 obj <</Length 44>> stream
BT /F1 12 Tf 50 200 Td (Budget 2031) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
"""


def test_the_result_holds_both_readers_their_ratios_and_the_machine(tmp_path, capsys):
    files = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for number, file in enumerate(files):
        file.write_bytes(PDF.replace(b"2031", b"203%d" % number))
    out = tmp_path / "results" / "reading.json"
    reading.main([*map(str, files), "--out", str(out), "--repeats", "1"])
    result = json.loads(out.read_text("utf-8"))
    assert json.loads(capsys.readouterr().out) == result
    kinds = ("pdfplumber", "add_one_core", "add_all_cores")
    assert [result[kind]["pages"] for kind in kinds] == [2, 2, 2]
    assert all(result[kind]["pages_per_second"] > 0 for kind in kinds)
    one, plumber = result["add_one_core"]["seconds"], result["pdfplumber"]["seconds"]
    ratio = result["ratios"]["add_one_core_to_pdfplumber"]
    assert ratio == pytest.approx(one / plumber, rel=0.2, abs=0.2)
    assert result["date"].endswith("+00:00") and result["machine"]["cores"]


def test_memory_counts_the_processes_a_program_starts():
    fill = "import time; held = bytearray(60_000_000); time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {fill!r}])"
    assert processes.run([sys.executable, "-c", parent], cores=1).peak_mb > 60


def test_a_measurement_that_fails_fails_the_benchmark(tmp_path):
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(subprocess.CalledProcessError):
        reading.main([str(broken), "--repeats", "1"])
