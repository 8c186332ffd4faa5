"""Any file in: a right reading or an error that names the file and the cause, in bounded time."""

import os
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.document import CellState
from corpus.errors import ReadError
from corpus.reading import read, readable

TEXT = (
    "# 泉阳县水务局2026年部门预算\n\n## 一、支出表\n\n单位：万元\n\n"
    "项目\t预算数\n水渠\t1,234.50\n泵站\t\n合计\t1,234.50\n\n"
    "2026年支出预算1,234.50万元，比上年增加34.50万元，增长2.88%，主要原因是新修水渠。\n"
)


def written(tmp_path: Path, data: bytes, name: str = "预算.md") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def assert_read_right(document):
    assert document.profile.organisation == "泉阳县水务局"
    assert document.profile.year == 2026
    (table,) = document.tables
    assert [(c.value, c.unit) for c in table.cells if c.state is CellState.NUMBER] == [
        *((Decimal("1234.50"), "万元"),) * 2
    ]
    assert [str(s.value) for s in document.statements] == ["1234.50", "34.50", "2.88"]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode("gbk"),
        TEXT.replace("水渠", "水\x00渠", 1).encode(),
        ("\n" * 500 + TEXT + "\n" * 500).encode(),
    ],
    ids=["utf-8", "mark", "gbk", "gb18030", "utf-16", "utf-16-be", "crlf", "cr", "nul", "blank"],
)
def test_encodings_and_line_ends_change_nothing(tmp_path, data):
    assert_read_right(read(written(tmp_path, data)))


@pytest.mark.parametrize("name", ["预算.MD", "预算.markdown", "预算.txt"])
def test_endings_that_are_read(tmp_path, name):
    path = written(tmp_path, TEXT.encode(), name)
    assert readable(path)
    assert_read_right(read(path))


RANDOM = random.Random(20260101)
REFUSED = {
    "empty": (b"", "empty"),
    "only blanks": (b" \r\n\t\n", "empty"),
    "tabs": (b"\t" * 15_000_000, "empty"),
    "blanks and marks": (b"****\n\n||||\n", "no text"),
    "random bytes": (RANDOM.randbytes(50_000), "not a text file"),
    "picture": (b"\x89PNG\r\n\x1a\n" + RANDOM.randbytes(5_000), "the picture is damaged"),
    "archive": (b"PK\x03\x04" + bytes(100) + RANDOM.randbytes(5_000), "not a text file"),
    "nothing but NUL": (bytes(5_000), "not a text file"),
    "broken UTF-8": (TEXT.encode()[:60] + b"\xff" + TEXT.encode()[60:], "damaged"),
    "cut UTF-8": (TEXT.encode().rstrip()[:-1], "damaged"),
    "50 MB in one line": (b"a" * 50_000_000, "more than the limit"),
    "15 MB in one line": (b"1" * 15_000_000, "a line of more than"),
    "15 MB of short lines": (b"a\n" * 7_500_000, "lines"),
    "15 MB of rows": (b"1\t2\n" * 3_750_000, "lines"),
    "a million columns": (b"1\t" * 500_000 + b"\n" + b"1\t2\n" * 1000, "a line of more than"),
    "one wide row over many": (b"1\t" * 20_000 + b"\n" + b"1\t2\n" * 50_000, "cells"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_publication_is_refused_with_file_and_cause(tmp_path, kind):
    data, cause = REFUSED[kind]
    path = written(tmp_path, data)
    with pytest.raises(ReadError) as error:
        read(path)
    assert cause in error.value.cause
    assert error.value.path == str(path)
    assert str(path) in str(error.value)


def test_missing_file_folder_and_unknown_format(tmp_path):
    for path, cause in (
        (tmp_path / "没有.md", "cannot be opened"),
        (tmp_path, "cannot be opened"),
        (written(tmp_path, b"x", "预算.exe"), "unknown format .exe"),
        (written(tmp_path, b"x", "预算"), "unknown format"),
    ):
        with pytest.raises(ReadError, match=cause):
            read(path)


def test_a_file_that_may_not_be_read(tmp_path):
    path = written(tmp_path, TEXT.encode())
    path.chmod(0)
    if os.access(path, os.R_OK):
        # Root reads everything; another user shows what others see.
        tmp_path.chmod(0o755)
        for parent in tmp_path.parents[:2]:
            parent.chmod(0o755)
        code = (
            "import os, sys; from pathlib import Path; from corpus.reading import read;"
            "from corpus.errors import ReadError; os.setuid(65534)\n"
            "try: read(Path(sys.argv[1]))\n"
            "except ReadError as error: print(error)"
        )
        repository = Path(__file__).resolve().parents[2]
        done = subprocess.run(
            [sys.executable, "-c", code, path], cwd=repository, capture_output=True, text=True
        )
        message = done.stdout + done.stderr
    else:
        with pytest.raises(ReadError) as error:
            read(path)
        message = str(error.value)
    assert "cannot be opened" in message
    assert "预算.md" in message


@pytest.mark.parametrize(
    "line",
    [
        "（" * 40_000,
        "1" * 40_000,
        "1，" * 20_000,
        "<b" * 20_000,
        "其中5万元，" * 6_000,
        "#" * 40_000,
    ],
    ids=["brackets", "digits", "commas", "tags", "amounts", "marks"],
)
def test_long_hostile_lines_are_read(tmp_path, line):
    document = read(written(tmp_path, (TEXT + "\n" + line + "\n").encode()))
    assert document.profile.organisation == "泉阳县水务局"
    assert len(document.tables) == 1


def test_the_same_bytes_have_the_same_hash_whatever_the_name(tmp_path):
    one = read(written(tmp_path, TEXT.encode(), "甲.md"))
    two = read(written(tmp_path, TEXT.encode(), "乙.md"))
    assert one.sha256 == two.sha256
    assert (one.name, two.name) == ("甲.md", "乙.md")
