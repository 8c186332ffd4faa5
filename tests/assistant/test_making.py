"""One place decides whether a language model helps; every command and the page go through it."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.engine import Assistant
from assistant.making import make_assistant
from index.errors import LibraryError

ROOT = Path(__file__).parents[2]
WRONG = {"BUDGET_QA_LLM": "openai", "BUDGET_QA_LLM_MODEL": "some", "BUDGET_QA_LLM_URL": "nowhere"}


def test_without_settings_it_is_the_assistant_alone(library):
    assert type(make_assistant(library, {})) is Assistant


def test_wrong_settings_are_said_and_not_passed_over(library):
    with pytest.raises(LibraryError, match="BUDGET_QA_LLM_URL"):
        make_assistant(library, WRONG)


def test_off_imports_nothing_of_it(library):
    asking = ["--home", str(library.settings.home), "ask", "中卫市科技局2026年公务接待费是多少"]
    code = (
        f"from assistant.cli import main; main({asking}, standalone_mode=False)\n"
        "import sys\n"
        "print([n for n in sys.modules if n.split('.')[0] in ('openai', 'ollama', 'llama_index',"
        " 'httpx') or n.startswith('assistant.language_model.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "['assistant.language_model.settings']"


@pytest.mark.parametrize("command", [["ask", "预算"], ["serve", "--port", "0"]])
def test_commands_end_with_what_is_wrong_in_the_settings(library, command):
    done = CliRunner().invoke(main, ["--home", str(library.settings.home), *command], env=WRONG)
    assert done.exit_code == 1 and "BUDGET_QA_LLM_URL" in done.output
