"""Broken, mislabelled and hostile files: each is refused by name and cause, or read rightly.

Files are written by the programs' own libraries and then broken.  What is refused must be
refused before it costs time or memory; the sizes here are those that once did.
"""

import importlib.util
import io
import os
import random
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.reading import READERS, read
from index.library import Library
from index.settings import Settings


def _whole_files():
    path = Path(__file__).with_name("whole_files.py")
    spec = importlib.util.spec_from_file_location("whole_files", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FILES = _whole_files()
SHEET = FILES.SHEET
sheet = FILES.sheet
long_sheet = FILES.long_sheet
workbook = FILES.workbook
LAUGHS = FILES.LAUGHS
PUBLICATION = FILES.PUBLICATION
WHOLE = FILES.WHOLE
pdf = FILES.pdf
figures = FILES.figures
replaced = FILES.replaced
HERE = Path(__file__).parent
ENCRYPTED_WORKBOOK = HERE.joinpath("readers/data/encrypted.xlsx").read_bytes()
RANDOM = random.Random(20310101)


class TestEveryEnding:
    @pytest.mark.parametrize("ending", sorted(READERS))
    @pytest.mark.parametrize(
        "data",
        [b"", b" \r\n\t  \n", b"\xef\xbb\xbf"],
        ids=["zero bytes", "blanks", "mark"],
    )
    def test_nothing_in_it(self, refusal, ending, data):
        cause = refusal("预算" + ending, data)
        assert "空" in cause or "没有文字" in cause or "损坏" in cause or "no text" in cause

    @pytest.mark.parametrize("ending", sorted(READERS))
    @pytest.mark.parametrize("kind", ["random", "office header", "archive header"])
    def test_bytes_of_no_format(self, refusal, ending, kind):
        noise = RANDOM.randbytes(20_000)
        opening = {
            "random": b"",
            "office header": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "archive header": b"PK\x03\x04",
        }[kind]
        assert refusal("a" + ending, opening + noise)


class TestCutOff:
    @pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.99])
    @pytest.mark.parametrize("ending", [".docx", ".xlsx", ".xls", ".pdf"])
    def test_a_file_cut_off_is_refused_and_not_read_in_part(self, tmp_path, ending, share):
        data = WHOLE[ending]
        path = tmp_path / f"a{ending}"
        path.write_bytes(data[: int(len(data) * share)])
        try:
            document = read(path)
        except ReadError as error:
            assert "损坏" in error.cause or "damaged" in error.cause
        else:
            # What follows the last object of a PDF may be missing.
            assert ending == ".pdf"
            path.write_bytes(data)
            assert figures(document) == figures(read(path))

    @pytest.mark.parametrize("cut", [1, 2])
    @pytest.mark.parametrize("ending", [".csv", ".md"])
    def test_text_cut_within_a_character(self, refusal, ending, cut):
        text = WHOLE[ending].rstrip() + "万".encode()
        assert "damaged" in refusal("a" + ending, text[:-cut])


class TestPasswords:
    @pytest.mark.parametrize("ending", sorted(READERS))
    def test_an_encrypted_office_file_under_any_name(self, refusal, ending):
        cause = refusal("a" + ending, ENCRYPTED_WORKBOOK)
        assert "password" in cause and "密码" in cause

    def test_a_pdf_that_asks_for_a_password(self, refusal):
        data = pdf(owner_password="o", user_password="u")
        assert "password" in refusal("a.pdf", data)

    def test_a_pdf_whose_password_only_keeps_from_editing_is_read(self, read_file):
        document = read_file("a.pdf", pdf(owner_password="o"))
        assert [figure[2] for figure in figures(document)] == [Decimal("0.50")]

    def test_an_old_word_file_with_a_password(self, refusal):
        # The container with the directory entry and the header of the text stream, encrypted.
        header = b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01" + bytes(500)
        data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
        data += header + "WordDocument".encode("utf-16-le") + bytes(2000)
        assert "password" in refusal("a.doc", data)


class TestWrongEnding:
    @pytest.mark.parametrize("named", [".pdf", ".docx", ".doc", ".xls", ".xlsx", ".html", ".md"])
    @pytest.mark.parametrize("true", [".docx", ".xlsx", ".xls", ".html", ".mht", ".pdf"])
    def test_a_file_is_read_as_what_it_is_and_both_are_named(self, read_file, true, named):
        document = read_file("a" + named, WHOLE[true])
        right = read_file("b" + true, WHOLE[true])
        assert figures(document) == figures(right) != []
        assert right.warnings == document.warnings[-len(right.warnings) or len(document.warnings) :]
        if named != true:
            assert named in document.warnings[0] and true in document.warnings[0]

    @pytest.mark.parametrize("named", [".xls", ".xlsx"])
    @pytest.mark.parametrize("separator", [",", "\t"])
    def test_separated_values_named_as_a_workbook(self, read_file, named, separator):
        data = PUBLICATION.as_csv(separator, "gb18030")
        document = read_file("a" + named, data)
        assert figures(document) == figures(read_file("a.csv", data)) != []
        assert named in document.warnings[0]

    @pytest.mark.parametrize("named", [".doc", ".docx", ".pdf"])
    def test_text_named_as_a_document(self, read_file, named):
        document = read_file("a" + named, WHOLE[".md"])
        assert figures(document) == figures(read_file("a.md", WHOLE[".md"])) != []
        assert named in document.warnings[0]

    @pytest.mark.parametrize(
        "data, word",
        [
            (b"\x1f\x8b" + RANDOM.randbytes(3000), "损坏"),
            (b"Rar!\x1a\x07\x01\x00" + RANDOM.randbytes(3000), "RAR"),
        ],
        ids=["gzip", "rar"],
    )
    def test_what_is_not_read_is_named(self, refusal, data, word):
        assert word in refusal("a.docx", data)

    @pytest.mark.parametrize(
        "member, word",
        [
            ("ppt/presentation.xml", "presentation"),
            ("xl/workbook.bin", "binary Excel"),
            ("OFD.xml", "OFD"),
            ("报表.pdf", "ZIP"),
        ],
    )
    def test_packages_that_are_not_read_are_named(self, refusal, member, word):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr(member, b"x")
        assert word in refusal("a.docx", out.getvalue())
        assert word in refusal("a.pdf", out.getvalue())


class TestFiles:
    def test_places_that_are_no_files(self, tmp_path):
        os.mkfifo(tmp_path / "pipe.pdf")
        (tmp_path / "folder.pdf").mkdir()
        (tmp_path / "loop.pdf").symlink_to("loop.pdf")
        (tmp_path / "dangling.pdf").symlink_to("gone")
        for name in ("pipe.pdf", "folder.pdf", "loop.pdf", "dangling.pdf", "gone.pdf", "a\0.pdf"):
            with pytest.raises(ReadError) as caught:
                read(tmp_path / name)
            assert "无法打开" in caught.value.cause and "cannot be opened" in caught.value.cause

    def test_a_device_without_end(self, tmp_path):
        (tmp_path / "endless.md").symlink_to("/dev/zero")
        with pytest.raises(ReadError):
            read(tmp_path / "endless.md")

    @pytest.mark.parametrize("name", ["名\n字.md", "a;rm -rf.md", "…" * 60 + ".md", "\udcff.md"])
    def test_odd_names(self, tmp_path, name):
        path = tmp_path / name
        path.write_bytes(WHOLE[".md"])
        assert figures(read(path)) == figures(read(_copy(tmp_path)))


def _copy(folder):
    path = folder / "plain.md"
    path.write_bytes(WHOLE[".md"])
    return path


def flipped(data, places, values):
    """Data with bytes changed, taken out or doubled at some places."""
    broken = bytearray(data)
    for place, value in zip(places, values, strict=True):
        at = place % len(broken)
        if value < 256:
            broken[at] = value
        elif value < 400:
            del broken[at : at + value - 255]
        else:
            broken[at:at] = broken[at : at + value - 399]
    return bytes(broken)


class TestFlippedBytes:
    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @pytest.mark.parametrize("ending", sorted(WHOLE))
    @given(
        st.lists(st.tuples(st.integers(0, 1_000_000), st.integers(0, 600)), min_size=1, max_size=20)
    )
    def test_nothing_but_a_refusal_or_a_document(self, tmp_path, ending, changes):
        path = tmp_path / f"a{ending}"
        path.write_bytes(flipped(WHOLE[ending], *zip(*changes, strict=True)))
        try:
            read(path)
        except ReadError as error:
            assert path.name in str(error)

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @pytest.mark.parametrize(
        "ending, part",
        [
            (".docx", "word/document.xml"),
            (".xlsx", SHEET),
            (".xlsx", "xl/styles.xml"),
            (".xlsx", "xl/workbook.xml"),
        ],
    )
    @given(data=st.data())
    def test_numbers_of_a_part_that_no_program_writes(self, tmp_path, ending, part, data):
        with zipfile.ZipFile(io.BytesIO(WHOLE[ending])) as package:
            content = package.read(part).decode()
        found = list(re.finditer(r'"(-?\d+)"', content))
        match = data.draw(st.sampled_from(found))
        odd = data.draw(st.sampled_from(["-1", "", "x", "9" * 5000, "1e9", "٣", "99999999999"]))
        broken = content[: match.start()] + f'"{odd}"' + content[match.end() :]
        path = tmp_path / f"a{ending}"
        path.write_bytes(replaced(WHOLE[ending], part, broken.encode()))
        try:
            read(path)
        except ReadError as error:
            assert path.name in str(error)


def test_bad_files_of_a_folder_leave_the_good_ones_alone(tmp_path):
    folder = tmp_path / "公开"
    folder.mkdir()
    good = {"甲.md": WHOLE[".md"], "乙.docx": WHOLE[".docx"]}
    bad = {
        "空.pdf": b"",
        "断.docx": WHOLE[".docx"][:5000],
        "断.xlsx": WHOLE[".xlsx"][:5000],
        "断.xls": WHOLE[".xls"][:5000],
        "断.pdf": WHOLE[".pdf"][:900],
        "密.xlsx": ENCRYPTED_WORKBOOK,
        "密.pdf": pdf(owner_password="o", user_password="u"),
        "乱.csv": RANDOM.randbytes(5000),
        "长.xlsx": workbook(sheet(long_sheet(30_000))),
        "弹.docx": replaced(WHOLE[".docx"], "", b"", [("x.xml", bytes(201_000_000))]),
        "体.xlsx": workbook(f"{LAUGHS}<worksheet>&i;</worksheet>".encode()),
    }
    for name, data in {**good, **bad}.items():
        (folder / name).write_bytes(data)
    library = Library(Settings(tmp_path / "home", embedding_model="none"))
    try:
        results = {result.document: result for result in library.add_paths([folder])}
    finally:
        library.close()
    assert {n for n, r in results.items() if r.status == "added"} == set(good)
    failed = {name: result for name, result in results.items() if result.status == "failed"}
    assert set(failed) == set(bad)
    assert not [r.error for r in failed.values() if not r.error or "internal error" in r.error]
