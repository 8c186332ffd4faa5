"""How long a first answer takes from a process that is just started, ours and plain RAG's.

Both are started in turns over what :func:`eval.baselines.beside.beside` left in a folder, each
time in a fresh process, and timed from start to end from outside: wall and processor time.  The product is the command
``budget-qa ask``; plain RAG opens its finished index, embeds the question and states the number
of the best chunk: nothing is read or indexed in either.

``python -m eval.baselines.cold_start FOLDER QUESTION`` is that plain RAG.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median


def cold_start(folder: Path, question: str, repeats: int) -> dict:
    """Seconds to a cold answer, wall and processor: all values of both, medians, their ratio.

    Raises subprocess.CalledProcessError where one of them fails.
    """
    home = str(folder / "home")
    commands = {
        "budget_qa": [sys.executable, "-m", "assistant.cli", "--home", home, "ask", question],
        "plain_rag": [sys.executable, "-m", "eval.baselines.cold_start", str(folder), question],
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(repeats):
        for name, command in commands.items():
            times[name].append(_timed(command))
    told: dict = {"repeats": repeats, "load_at_end": round(os.getloadavg()[0], 2)}
    for kind, which in (("", 0), ("cpu_", 1)):
        values = {name: [pair[which] for pair in pairs] for name, pairs in times.items()}
        told[f"{kind}seconds"] = {name: [round(v, 3) for v in vs] for name, vs in values.items()}
        told[f"{kind}median_s"] = {name: round(median(vs), 3) for name, vs in values.items()}
        pairs = zip(values["plain_rag"], values["budget_qa"], strict=True)
        # Of runs that stood next to one another: the machine was as busy for both.
        told[f"{kind}ratio"] = round(median(slow / fast for slow, fast in pairs), 1)
    return told


def _timed(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and processor seconds of a command."""
    # The language model of the environment, if there is one, is no part of this.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BUDGET_QA_LLM")}
    started, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    seconds, after = time.perf_counter() - started, os.times()
    used = after.children_user + after.children_system
    return seconds, used - before.children_user - before.children_system


def plain_answer(folder: Path, question: str) -> str:
    """What plain RAG says from its finished index."""
    from eval.baselines.picking import pick
    from eval.baselines.retrievers import vector_index

    retriever = vector_index(folder / "chroma").as_retriever(similarity_top_k=1)
    (best,) = retriever.retrieve(question)
    picked = pick(question, best.node.get_content())
    return f"{picked.value}{picked.unit}" if picked else best.node.get_content()


if __name__ == "__main__":
    print(plain_answer(Path(sys.argv[1]), sys.argv[2]))
