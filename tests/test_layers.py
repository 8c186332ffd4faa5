"""The layers of ARCHITECTURE.md, checked on the imports as they are."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("chromadb", "gradio", "llama_index", "sentence_transformers", "torch", "transformers")


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
