"""How long a first answer takes from a process that is just started, ours and plain RAG's.

Both are started in turns over what :func:`eval.baselines.beside.beside` left in a folder, each
time in a fresh process, and timed from start to end from outside.  The product is the command
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
    """Seconds to a cold answer: the medians and all values of both, and their ratio.

    Raises subprocess.CalledProcessError where one of them fails.
    """
    home = str(folder / "home")
    commands = {
        "budget_qa": [sys.executable, "-m", "assistant.cli", "--home", home, "ask", question],
        "plain_rag": [sys.executable, "-m", "eval.baselines.cold_start", str(folder), question],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(repeats):
        for name, command in commands.items():
            seconds[name].append(_timed(command))
    medians = {name: round(median(values), 3) for name, values in seconds.items()}
    pairs = zip(seconds["plain_rag"], seconds["budget_qa"], strict=True)
    return {
        "repeats": repeats,
        "seconds": {name: [round(v, 3) for v in values] for name, values in seconds.items()},
        "median_s": medians,
        # Of runs that stood next to one another: the machine was as busy for both.
        "ratio": round(median(slow / fast for slow, fast in pairs), 1),
        "load_at_end": round(os.getloadavg()[0], 2),
    }


def _timed(command: Sequence[str]) -> float:
    # The language model of the environment, if there is one, is no part of this.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BUDGET_QA_LLM")}
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


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
