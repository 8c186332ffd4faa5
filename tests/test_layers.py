"""The layers of ARCHITECTURE.md, checked on the imports as they are."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main

ROOT = Path(__file__).parent.parent
HEAVY = (
    "asyncio",
    "chromadb",
    "gradio",
    "llama_index",
    "numpy",
    "sentence_transformers",
    "sqlalchemy",
    "torch",
    "transformers",
)
# Names our modules that compile a regular expression while the assistant is imported.
_COMPILING = """
import re._compiler, sys
compile, found = re._compiler.compile, set()
def seen(pattern, flags=0):
    frame = sys._getframe(1)
    while frame.f_globals["__name__"].partition(".")[0] == "re":
        frame = frame.f_back
    found.add(frame.f_globals["__name__"])
    return compile(pattern, flags)
re._compiler.compile = seen
import assistant.engine
print(*sorted(name for name in found if name.startswith(("assistant.", "corpus."))))
"""


def test_imports_point_one_way():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def loaded_by(code):
    """The heavy libraries in memory after ``code`` ran in a fresh interpreter."""
    code += f"\nimport sys; print(*sorted(set({HEAVY}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()


@pytest.mark.parametrize(
    "module", ["corpus.reading", "index.library", "assistant.engine", "assistant.cli"]
)
def test_importing_a_layer_loads_neither_models_nor_page(module):
    assert loaded_by(f"import {module}") == []


def test_importing_the_assistant_compiles_no_regular_expression():
    done = subprocess.run(
        [sys.executable, "-c", _COMPILING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [name for name in done.stdout.split() if "readers" not in name] == []


def test_a_question_about_a_figure_loads_neither_models_nor_page(tmp_path):
    home = ["--home", str(tmp_path)]
    sample = next((ROOT / "corpus" / "samples").glob("*2026年部门预算.md"))
    add = CliRunner().invoke(
        main, [*home, "add", str(sample)], env={"BUDGET_QA_EMBEDDING_MODEL": "none"}
    )
    assert add.exit_code == 0, add.output
    question = f"{sample.stem.removesuffix('2026年部门预算')}2026年一般公共预算财政拨款收入是多少"
    asking = [*home, "ask", question, "--json"]
    code = (
        "import os; os.environ.pop('BUDGET_QA_EMBEDDING_MODEL', None)\n"
        f"from assistant.cli import main; main({asking}, standalone_mode=False)"
    )
    assert loaded_by(code) == []
    answer = CliRunner().invoke(main, asking)
    assert json.loads(answer.stdout)["status"] == "answered"
