"""After warming up, a question loads nothing more."""

import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "corpus/samples"

ASKED = """
import sys
from pathlib import Path
from assistant.engine import Assistant
from assistant.warming import warm_up
from index.library import Library
from index.settings import Settings

with Library(Settings(Path(sys.argv[1]), embedding_model="none")) as library:
    library.add(Path(sys.argv[2]))
    assistant = Assistant(library)
    assistant.ask("支出合计是多少")
    warm_up(library)
    loaded = set(sys.modules)
    for question in ("2026年住房公积今是多少", "What does the Zhongwei science bureau spend on travel?"):
        print(assistant.ask(question).status)
    print(sorted(set(sys.modules) - loaded))
"""


def test_a_warm_assistant_imports_nothing_more(tmp_path):
    sample = SAMPLES / "中卫市科技局2026年部门预算.md"
    command = [sys.executable, "-c", ASKED, str(tmp_path / "home"), str(sample)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "answered" and done.stdout.splitlines()[-1] == "[]"
