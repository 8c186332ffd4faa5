"""File names of exported conversations are taken by every system."""

import pytest

from assistant.exports.conversation import file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("公务接待费是多少？", "公务接待费是多少？.md"),
        ('../../etc/passwd "x" <b>', "etc passwd x b.md"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie x.md"),
        ("..", "对话.md"),
        ("", "对话.md"),
        ("\u202egpj.exe", "gpj.exe.md"),
        ("长" * 200, "长" * 60 + ".md"),
    ],
)
def test_a_title_becomes_a_file_name(title, name):
    assert file_name(title, "md") == name
