"""The documents tell the truth: every command, option, setting and path they name exists."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from assistant.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
SOURCES = [
    path
    for package in ("corpus", "index", "assistant", "eval")
    for path in sorted((ROOT / package).rglob("*.py"))
]


def options(command):
    parts = [command, *getattr(command, "commands", {}).values()]
    found = [option for part in parts for option in part.params]
    names = [option.opts[-1] for option in found if isinstance(option, click.Option)]
    return [name for name in names if name.startswith("--")]


def row_of(command):
    """The row of the README's command table that documents a command."""
    rows = re.findall(rf"^\| `budget-qa {command}\b.*$", README, re.MULTILINE)
    assert rows, f"README has no row for budget-qa {command}"
    return rows[0]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_in_the_readme(name):
    row = row_of(name)
    for option in options(main.commands[name]):
        assert option in row, f"README does not document {option} of budget-qa {name}"


@pytest.mark.parametrize("name", sorted(main.commands))
def test_the_readme_promises_no_other_option(name):
    promised = set(re.findall(r"--[a-z-]+", row_of(name)))
    assert promised <= set(options(main.commands[name]))


def test_the_readme_promises_no_other_command():
    promised = set(re.findall(r"^\| `budget-qa ([a-z]+)", README, re.MULTILINE))
    assert promised == set(main.commands)


def test_the_session_is_what_the_product_says(tmp_path):
    def run(*arguments):
        environment = {"BUDGET_QA_HOME": str(tmp_path), "BUDGET_QA_EMBEDDING_MODEL": "none"}
        return CliRunner().invoke(main, arguments, env=environment)

    assert run("add", str(ROOT / "corpus" / "samples")).exit_code == 0
    (session,) = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    steps = re.findall(r"^\$ budget-qa (.*)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE)
    assert len(steps) >= 3
    for command, shown in steps:
        assert run(*shlex.split(command)).stdout.strip() == shown.strip(), command


def test_options_before_the_command_are_in_the_readme():
    for option in options(main):
        assert option in README


def test_help_is_in_chinese_and_english():
    for command in [main, *main.commands.values()]:
        texts = [command.help]
        texts += [option.help for option in command.params if isinstance(option, click.Option)]
        for text in texts:
            if text and "this message" not in text and "version" not in text:
                assert re.search(r"[\u4e00-\u9fff]", text) and re.search(r"[A-Za-z]{3}", text), text


def test_settings_in_the_readme_are_those_of_the_product():
    pattern = r"\bBUDGET_QA_[A-Z_]+"
    read = {name for path in SOURCES for name in re.findall(pattern, path.read_text("utf-8"))}
    assert set(re.findall(pattern, README)) == read


@pytest.mark.parametrize("text", [README, ARCHITECTURE], ids=["README", "ARCHITECTURE"])
def test_every_path_named_exists(text):
    named = set(re.findall(r"`((?:corpus|index|assistant|eval|tests)/[\w./-]*)`", text))
    named |= {target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target}
    assert named
    for path in named:
        assert (ROOT / path).exists(), path


def test_make_targets_named_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"`?make ([a-z]+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_architecture_fits_two_screens():
    assert len(ARCHITECTURE.splitlines()) <= 100
