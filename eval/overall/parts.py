"""What is measured: each part gives a JSON-ready dictionary without any words of documents."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assistant.engine import Assistant
from assistant.program import commit_of, program_version
from assistant.table_lookup.lookup import TableLookup
from eval.baselines.beside import OURS, Measured, beside
from eval.baselines.cold_start import cold_start
from eval.benchmarks.machine import described_machine
from eval.faithfulness import check_in
from eval.generated_questions.collection import publish, write_documents
from eval.generated_questions.composing import compose, lines
from eval.im_tqa.data import CHINESE, ENGLISH, load_questions, load_tables
from eval.im_tqa.measuring import answer_all, headers_by_kind
from eval.im_tqa.report import BenchmarkReport
from eval.question_sets import QuestionSet, load
from eval.reports import Report
from eval.retrieval import Retrieval
from eval.running import run
from eval.setting import Setting, documents_of
from index.library import Library
from index.settings import NO_MODEL, Settings

# Formats of which there is plain text without a reader of tables, for the baselines.
_PLAIN_FORMATS = ("markdown", "pipes", "site")
_ALL_FORMATS = ("markdown", "pipes", "site", "docx", "xlsx")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Generated:
    """Which generated sets: seeds, and how many documents and questions of each."""

    seeds: Sequence[int]
    documents: int
    questions: int


def about() -> dict:
    """When, of which commit and where something is measured."""
    return {
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
        "commit": commit_of(Path(__file__).parent),
        "machine": described_machine(),
    }


def questions_beside(
    questions: Path,
    documents: Sequence[Path],
    folder: Path,
    environment: Mapping[str, str],
    say: Say,
) -> dict:
    """A question set put to the product and the baselines."""
    told = about()
    return told | _systems(beside(load(questions), documents, folder, environment, say))


def generated_beside(
    which: Generated, folder: Path, environment: Mapping[str, str], say: Say
) -> dict:
    """Generated questions put to the product and the baselines, a library a seed."""
    told = about()
    runs: dict[str, list[Measured]] = {}
    for seed in which.seeds:
        at = folder / str(seed)
        asked, files = _written(which, seed, _PLAIN_FORMATS, at)
        for measured in beside(asked, files, at, environment, say):
            runs.setdefault(measured.report.setting.system, []).append(measured)
    merged = [
        Measured(_merged([one.report for one in of_system]), sum(one.prepared for one in of_system))
        for of_system in runs.values()
    ]
    return told | {"seeds": list(which.seeds)} | _systems(merged)


def generated_alone(which: Generated, folder: Path, say: Say) -> dict:
    """Many generated questions put to the product alone, without an embedding model."""
    told = about()
    reports, prepared = [], 0.0
    for seed in which.seeds:
        at = folder / str(seed)
        asked, files = _written(which, seed, _ALL_FORMATS, at)
        with Library(Settings(at / "home", embedding_model=NO_MODEL)) as library:
            started = time.perf_counter()
            failed = [r.error for r in library.add_paths(files) if r.error]
            if failed:
                raise RuntimeError(f"seed {seed}: {failed[0]}")
            prepared += time.perf_counter() - started
            ask = Assistant(library).ask
            timers, check = (time.perf_counter, time.process_time), check_in(library)
            results = tuple(run(ask, asked.questions, *timers, check=check))
            setting = Setting(
                OURS,
                program_version(),
                told["commit"],
                documents_of(library.documents()),
                NO_MODEL,
                machine=told["machine"],
            )
        reports.append(Report(datetime.now().astimezone(), setting, asked, results))
        say(f"{asked.name}: {reports[-1].headline()}")
    merged = Measured(_merged(reports), prepared)
    return told | {"seeds": list(which.seeds)} | _systems([merged], answers=False)


def im_tqa(tables: Path, questions: Path, say: Say) -> dict:
    """Exact match and header cells on IM-TQA, in both languages."""
    told = about()
    lookup = TableLookup()
    for language in (CHINESE, ENGLISH):
        known = load_tables(tables, language)
        asked = load_questions(questions, known, language)
        outcomes = tuple(answer_all(lookup, known, asked, time.perf_counter))
        report = BenchmarkReport(known, outcomes, headers_by_kind(lookup, known.values()))
        told[language] = report.summary()
        say(f"IM-TQA {language}: {report.last_line()}")
    return told


def first_answers(folder: Path, question: str, repeats: int, say: Say) -> dict:
    """Cold starts over what :func:`questions_beside` left in a folder."""
    told = about() | cold_start(folder, question, repeats)
    say(f"cold start: {told['median_s']}, ratio {told['ratio']}, by processor {told['cpu_ratio']}")
    return told


def _written(
    which: Generated, seed: int, formats: Sequence[str], folder: Path
) -> tuple[QuestionSet, list[Path]]:
    collection = publish(seed, which.documents, formats)
    write_documents(collection, folder / "documents")
    path = folder / f"generated-{seed}.jsonl"
    path.write_text(lines(compose(collection, which.questions, seed)), "utf-8")
    return load(path), sorted((folder / "documents").iterdir())


def _merged(reports: Sequence[Report]) -> Report:
    """The runs of one system over several libraries as one; ids lead with their set."""
    results, ranks, digests = [], [], hashlib.sha256()
    for report in reports:
        stem = Path(report.question_set.name).stem
        digests.update(report.question_set.sha256.encode())
        for result in report.results:
            question = replace(result.question, id=f"{stem}/{result.question.id}")
            results.append(replace(result, question=question))
        if report.retrieval:
            ranks += [(f"{stem}/{key}", rank) for key, rank in report.retrieval.ranks]
    documents = tuple(pair for report in reports for pair in report.setting.documents)
    first = reports[0]
    asked = tuple(result.question for result in results)
    return Report(
        first.date,
        replace(first.setting, documents=documents),
        QuestionSet("generated", digests.hexdigest(), asked),
        tuple(results),
        Retrieval(tuple(ranks)) if ranks else None,
    )


def _systems(measured: Sequence[Measured], answers: bool = True) -> dict:
    """Every system's run: of the product also every question's outcome, if ``answers`` are
    wanted, and what failed; of the baselines only what is counted."""
    forms = [counted(one.to_json()) for one in measured]
    full = measured[0].to_json()
    forms[0]["failures"] = full["failures"]
    if answers:
        forms[0]["answers"] = full["answers"]
    return {"systems": forms}


def counted(form: dict) -> dict:
    """The stored form of a run without what it says of single questions and documents."""
    dropped = {"machine", "by_document", "failures", "answers"}
    kept = {k: v for k, v in form.items() if k not in dropped}
    kept["documents"] = len(form["documents"])
    if kept.get("retrieval"):
        kept["retrieval"] = {k: v for k, v in kept["retrieval"].items() if k != "ranks"}
    return kept
