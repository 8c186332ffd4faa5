"""Publications in ZIP archives are documents of their own."""

import struct
import zipfile

import pytest

TEXT = "# {name}2031年部门预算\n\n## 一、收支总表\n\n单位：万元\n\n项目\t预算数\n合计\t{value}\n"


def publication(name, value="3.50"):
    return TEXT.format(name=name, value=value).encode()


@pytest.fixture
def archive(tmp_path):
    """Writes an archive of the given files."""

    def write(files, name="公开.zip", method=zipfile.ZIP_DEFLATED):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", method) as packed:
            for member, data in files.items():
                packed.writestr(member, data)
        return path

    return write


def added(results):
    return [(result.document, result.status) for result in results]


def test_each_file_of_an_archive_is_a_document(library, archive):
    path = archive(
        {
            "市直/青禾市档案馆.md": publication("青禾市档案馆"),
            "青禾市气象局.md": publication("青禾市气象局", "4.50"),
            "说明.exe": b"MZ",
            "__MACOSX/._a.md": b"x",
            "inner.rar": b"PK",
        }
    )
    results = list(library.add_paths([path]))
    assert added(results) == [
        ("公开.zip/市直/青禾市档案馆.md", "added"),
        ("公开.zip/青禾市气象局.md", "added"),
    ]
    assert results[1].path == str(path.parent / "公开.zip/青禾市气象局.md")
    assert [d.organisation for d in library.documents()] == ["青禾市档案馆", "青禾市气象局"]
    (figure,) = library.figures("公开.zip/青禾市气象局.md")
    assert (str(figure.value), figure.unit) == ("4.50", "万元")
    assert [status for _, status in added(library.add_paths([path]))] == ["unchanged", "unchanged"]


def test_an_archive_in_a_folder_is_read_too(library, archive, tmp_path):
    archive({"a.md": publication("青禾市档案馆")}, "一.zip")
    archive({"a.md": publication("青禾市气象局")}, "二.zip")
    assert added(library.add_paths([tmp_path])) == [
        ("一.zip/a.md", "added"),
        ("二.zip/a.md", "added"),
    ]


def test_names_written_by_a_chinese_system(library, archive):
    path = archive({"x" * 12 + ".md": publication("青禾市档案馆")})
    gbk = "青禾档案预算".encode("gb18030")
    path.write_bytes(path.read_bytes().replace(b"x" * 12, gbk))
    assert added(library.add_paths([path])) == [("公开.zip/青禾档案预算.md", "added")]


def test_member_names_lead_nowhere(library, archive, tmp_path):
    path = archive(
        {"../../escaped.md": publication("青禾市档案馆"), "/etc/a.md": publication("乙局")}
    )
    assert added(library.add_paths([path])) == [
        ("公开.zip/escaped.md", "added"),
        ("公开.zip/etc/a.md", "added"),
    ]
    assert not list(tmp_path.parent.rglob("escaped.md"))


def test_a_damaged_file_does_not_keep_the_others_out(library, archive):
    files = {
        "a.md": publication("青禾市档案馆"),
        "b.md": publication("青禾市气象局"),
        "c.pdf": b"%PDF",
    }
    path = archive(files, method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace("青禾市档案馆".encode(), "青禾市档案局".encode(), 1))
    results = list(library.add_paths([path]))
    assert [r.status for r in results] == ["failed", "added", "failed"]
    assert "damaged" in results[0].error


def refusal(library, path):
    (result,) = library.add_paths([path])
    assert result.status == "failed" and result.document == path.name
    assert library.documents() == []
    return result.error


def test_a_bomb_is_refused_before_it_is_unpacked(library, archive):
    files = {"a.md": publication("青禾市档案馆"), "b.md": bytes(30_000_000)}
    assert "b.md unpacks to" in refusal(library, archive(files))


def test_a_bomb_of_many_files_is_refused(library, archive):
    files = {f"{number}.md": b"" for number in range(2_001)}
    assert "more than the limit of 2,000" in refusal(library, archive(files))


def test_an_archive_with_a_password_is_refused(library, archive):
    path = archive({"a.md": publication("青禾市档案馆")})
    data = bytearray(path.read_bytes())
    flags = data.index(b"PK\x01\x02") + 8
    struct.pack_into("<H", data, flags, 0x1)
    path.write_bytes(data)
    assert "password" in refusal(library, path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + b"0" * 100, b"%PDF-1.4", b"text"])
def test_what_is_no_archive_is_refused(library, tmp_path, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert "archive" in refusal(library, path)


def test_an_archive_without_publications_is_a_failure(library, archive):
    assert "no readable file" in refusal(library, archive({"a.exe": b"MZ"}))


def test_an_archive_in_an_archive_is_read_and_a_deeper_one_named(library, archive):
    deepest = archive({"z.md": publication("丙局")}, "deep.zip").read_bytes()
    inner = archive({"b.md": publication("青禾市气象局"), "三.zip": deepest}, "i.zip").read_bytes()
    path = archive({"a.md": publication("青禾市档案馆"), "二.zip": inner, "坏.zip": b"PK"})
    results = list(library.add_paths([path]))
    assert added(results) == [
        ("公开.zip/a.md", "added"),
        ("公开.zip/二.zip/b.md", "added"),
        ("公开.zip/二.zip/三.zip", "failed"),
        ("公开.zip/坏.zip", "failed"),
    ]
    assert "unpack it first" in results[2].error and "damaged" in results[3].error


def test_archives_in_archives_share_one_bound(library, archive):
    inner = archive({f"{number}.md": b"x" for number in range(1_500)}, "i.zip").read_bytes()
    path = archive({"一.zip": inner, "二.zip": inner.replace(b"x", b"y")})
    *_, last = library.add_paths([path])
    assert last.document == "公开.zip/二.zip" and "limit of 2,000" in last.error


def test_one_publication_in_an_archive_is_added_by_itself(library, archive):
    result = library.add(archive({"a.md": publication("青禾市档案馆")}))
    assert (result.document, result.status) == ("公开.zip/a.md", "added")
    several = {"a.md": publication("青禾市气象局"), "b.md": publication("乙局")}
    refused = library.add(archive(several, "两份.zip"))
    assert refused.status == "failed" and "several" in refused.error


def test_a_name_in_unicode_beside_one_in_another_encoding(library, archive):
    path = archive({"x" * 12 + ".md": publication("青禾市档案馆")})
    data, name = path.read_bytes(), "青禾档案预算.md".encode()
    extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name
    # The extra field goes behind the name of the directory entry, which ends before the end record.
    at = data.index(b"PK\x01\x02")
    directory = bytearray(data[at : data.index(b"PK\x05\x06")])
    struct.pack_into("<H", directory, 30, len(extra))
    directory[46 + 15 : 46 + 15] = extra
    end = bytearray(data[data.index(b"PK\x05\x06") :])
    struct.pack_into("<I", end, 12, len(directory))
    path.write_bytes(data[:at] + directory + end)
    assert added(library.add_paths([path])) == [("公开.zip/青禾档案预算.md", "added")]
