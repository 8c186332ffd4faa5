import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.passwords import is_password


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr("assistant.passwords._N", 2)


def password(typed):
    return CliRunner().invoke(main, ["password"], input=typed)


@pytest.mark.parametrize("typed", ["geheim\n", "geheim", "geheim\r\nmore\n"])
def test_the_hash_of_one_line_is_all_that_is_printed(typed):
    result = password(typed)
    assert result.exit_code == 0
    (printed,) = result.stdout.splitlines()
    assert is_password("geheim", printed) and "geheim" not in result.output


def test_no_password_is_wrong_usage():
    result = password("\n")
    assert result.exit_code == 2 and result.stdout == ""
