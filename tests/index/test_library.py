"""Asking a library for figures and keywords loads no model library."""

import subprocess
import sys

HEAVY = ("chromadb", "filelock", "llama_index", "numpy", "sentence_transformers", "torch")


def test_figures_tables_and_keywords_load_no_model_library(opened, written, tmp_path):
    opened().add(written())
    code = (
        "import sys; from pathlib import Path; from index.library import Library\n"
        "from index.settings import Settings\n"
        f"with Library(Settings(Path({str(tmp_path)!r}))) as library, library.view():\n"
        "    (stored,) = library.documents()\n"
        "    assert len(library.figures_of([stored.id])) == stored.figures > 0\n"
        "    assert library.tables(stored.name) and library.passages_of([stored.id])\n"
        "    assert library.search('公务接待费') and not library.semantic_ready\n"
        f"print(*set({HEAVY}) & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_adding_without_vectors_loads_no_model_library(written, tmp_path):
    code = (
        "import sys; from pathlib import Path; from index.library import Library\n"
        "from index.settings import Settings\n"
        f"with Library(Settings(Path({str(tmp_path)!r}), 'none')) as library:\n"
        f"    assert library.add({str(written())!r}).status == 'added'\n"
        "    assert library.remove(library.documents()[0].name)\n"
        f"print(*set({HEAVY}) & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
