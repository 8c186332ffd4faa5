"""What is given to be added: files with names of their own, and what is passed over."""

import zipfile

from index.sources import MOST_NAMED, File, PassedOver


def test_files_of_a_folder_that_no_reader_knows_are_named(library, written):
    folder = written("甲.md").parent
    (folder / "下级").mkdir()
    for name in ("说明.exe", "下级/图表.vsd", ".hidden.exe", "~$甲.doc"):
        (folder / name).write_bytes(b"x")
    passed = []
    results = list(library.add_paths([folder], passed_over=passed.append))
    assert [(result.document, result.status) for result in results] == [("甲.md", "added")]
    assert passed == [PassedOver(str(folder), ("下级/图表.vsd", "说明.exe"), 2)]


def test_only_the_first_of_many_unknown_files_are_named(library, written):
    folder = written("甲.md").parent
    for number in range(MOST_NAMED + 5):
        (folder / f"{number:03}.bin").write_bytes(b"x")
    passed = []
    list(library.add_paths([folder], passed_over=passed.append))
    assert (len(passed[0].names), passed[0].count) == (MOST_NAMED, MOST_NAMED + 5)


def test_files_of_an_archive_that_no_reader_knows_are_named(library, written, tmp_path):
    path = tmp_path / "公开.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(written("甲.md"), "市直/甲.md")
        archive.writestr("市直/内部.rar", b"Rar!")
        archive.writestr("__MACOSX/._甲.md", b"x")
    passed = []
    list(library.add_paths([path], passed_over=passed.append))
    assert passed == [PassedOver(str(path), ("市直/内部.rar",), 1)]


def test_nothing_is_said_where_nothing_is_passed_over(library, written):
    passed = []
    list(library.add_paths([written("甲.md").parent], passed_over=passed.append))
    assert passed == []


def test_a_file_may_say_itself_what_its_document_is_called(library, written):
    path = written("0815.md")
    (result,) = library.add_paths([File(path, "公开.zip/某局.md", "某局.md")])
    assert (result.path, result.document, result.status) == ("某局.md", "公开.zip/某局.md", "added")


def test_members_of_an_archive_are_shown_under_what_the_archive_is_shown_as(
    library, written, tmp_path
):
    path = tmp_path / "公开.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(written("甲.md"), "甲.md")
    (result,) = library.add_paths([File(path, "公开.zip", "上传/公开.zip")])
    assert (result.path, result.document) == ("上传/公开.zip/甲.md", "公开.zip/甲.md")
