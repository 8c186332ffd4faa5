"""Files taken from the body of a request: names, limits, bodies that break off."""

import asyncio

import pytest

from assistant.page import uploads
from assistant.page.uploads import BadUpload, TooLarge, receive, safe_name

BOUNDARY = "x--boundary"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"


def part(name, data, field="files"):
    head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"'
    return f"--{BOUNDARY}\r\n{head}\r\nContent-Type: text/plain\r\n\r\n".encode() + data + b"\r\n"


def body(*parts):
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def take(tmp_path):
    """The uploads of a body that comes in pieces of any size."""

    def run(data, piece=7, most=10**9, content_type=CONTENT_TYPE):
        async def pieces():
            for start in range(0, len(data), piece):
                yield data[start : start + piece]

        return asyncio.run(receive(content_type, pieces(), tmp_path, most))

    return run


@pytest.mark.parametrize("piece", (1, 7, 100_000))
def test_files_are_written_as_they_come(take, piece):
    data = bytes(range(256)) * 5 + b"\r\n--not the boundary\r\n"
    first, second = take(body(part("甲.md", data), part("乙.pdf", b"%PDF")), piece)
    assert (first.name, first.size, first.fault) == ("甲.md", len(data), "")
    assert first.path.read_bytes() == data and first.path.name == "甲.md"
    assert second.path.read_bytes() == b"%PDF"


@pytest.mark.parametrize(
    ("sent", "name"),
    (
        ("../../etc/passwd.md", "passwd.md"),
        ("C:\\公开\\甲.md", "甲.md"),
        ("\u202egnp.甲.md", "gnp.甲.md"),
        ("甲\x00\u200b\x1b.md", "甲.md"),
        ("甲\r\n 乙.md", "甲 乙.md"),
        (".htaccess", "htaccess"),
        ("~$甲.docx", "甲.docx"),
        ("...", ""),
        ("/", ""),
        ("cafe\u0301.md", "caf\u00e9.md"),
    ),
)
def test_names_lead_nowhere_and_hide_nothing(sent, name):
    assert safe_name(sent) == name


def test_long_names_keep_their_ending():
    name = safe_name("年" * 300 + ".pdf")
    assert name.endswith("年.pdf") and len(name.encode()) <= uploads.LONGEST_NAME


def test_hostile_names_stay_in_the_folder(take, tmp_path, hostile_texts):
    parts = [
        part(text.replace('"', "%22").replace("\x00", "") + ".md", b"x") for text in hostile_texts
    ]
    taken = take(body(*parts))
    assert len(taken) == len(hostile_texts)
    for upload in taken:
        assert upload.fault or (tmp_path in upload.path.parents and upload.path.is_file())
        assert "\u202e" not in upload.name and "/" not in upload.name


def test_too_large_a_file_is_said_and_the_rest_taken(take, monkeypatch, tmp_path):
    monkeypatch.setattr(uploads, "MOST_BYTES_A_FILE", 1000)
    large, small = take(body(part("大.md", b"x" * 1001), part("小.md", b"x" * 1000)))
    assert "larger than" in large.fault and not small.fault
    assert [path.name for path in tmp_path.rglob("*.md")] == ["小.md"]


def test_too_large_a_request_is_given_up(take):
    with pytest.raises(TooLarge):
        take(body(part("甲.md", b"x" * 5000)), most=3000)


def test_empty_files_same_names_and_no_names_are_said(take):
    faults = [
        upload.fault
        for upload in take(
            body(part("甲.md", b"x"), part("空.md", b""), part("甲.md", b"y"), part("..", b"z"))
        )
    ]
    assert faults[0] == ""
    assert "empty" in faults[1] and "same name" in faults[2] and "no name" in faults[3]


def test_more_files_than_may_be_are_refused(take, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    with pytest.raises(BadUpload, match="at most 2"):
        take(body(*(part(f"{n}.md", b"x") for n in range(3))))


def test_fields_that_are_no_files_are_passed_over(take):
    field = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="note"\r\n\r\nx\r\n'.encode()
    assert [upload.name for upload in take(body(field, part("甲.md", b"x")))] == ["甲.md"]


@pytest.mark.parametrize(
    ("data", "content_type"),
    (
        (body(part("甲.md", b"x"))[:-20], CONTENT_TYPE),
        (b"nonsense", CONTENT_TYPE),
        (b"{}", "application/json"),
        (b"", "multipart/form-data"),
    ),
)
def test_what_is_no_upload_is_refused(take, data, content_type):
    with pytest.raises(BadUpload):
        take(data, content_type=content_type)
