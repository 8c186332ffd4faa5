"""The product and the baselines asked the same questions over the same files, in one run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assistant.language_model.settings import LanguageModelSettings
from assistant.making import make_assistant
from assistant.program import commit_of, program_version
from assistant.warming import warm_up
from eval.baselines.chunks import Chunk, cut
from eval.baselines.generating import GeneratingBaseline, language_model
from eval.baselines.plain_text import plain_pages
from eval.baselines.retrievers import (
    dense_retriever,
    hybrid_retriever,
    keyword_retriever,
    vector_index,
)
from eval.baselines.systems import Baseline
from eval.benchmarks.machine import described_machine
from eval.faithfulness import check_in
from eval.question_sets import QuestionSet
from eval.reports import Report
from eval.retrieval import library_search, measure
from eval.running import run
from eval.setting import Setting, documents_of, language_model_of
from index.library import Library
from index.settings import NO_MODEL, Settings

OURS = "budget-qa"
DENSE, KEYWORDS, HYBRID = "plain RAG", "keyword search", "hybrid"
WITH_MODEL = " + language model"


class BesideError(Exception):
    """Why the systems could not be set side by side."""


@dataclass(frozen=True)
class Measured:
    """The run of one system, and the seconds it took to take in the files."""

    report: Report
    prepared: float

    def to_json(self, words: bool = False) -> dict:
        """The run with ``prepared_s``; ``words`` as in :meth:`eval.reports.Report.to_json`."""
        return self.report.to_json(words) | {"prepared_s": round(self.prepared, 2)}


def beside(
    question_set: QuestionSet,
    documents: Sequence[Path],
    folder: Path,
    environment: Mapping[str, str],
    say: Callable[[str], None] = lambda message: None,
) -> list[Measured]:
    """Every system's run, the product's first.

    ``folder`` gets the library (``home``) and the baselines' index (``chroma``), which can be
    opened afterwards; ``environment`` may name an embedding model ("none" leaves the baselines
    with vectors out) and a language model.  Raises BesideError for a file that cannot be read.
    """
    found = list(_ours(question_set, documents, folder / "home", environment, say))
    found += _baselines(question_set, documents, folder / "chroma", environment, say)
    # The baselines have the same files: their digests are known from the library.
    held = found[0].report.setting.documents
    return [
        replace(m, report=replace(m.report, setting=replace(m.report.setting, documents=held)))
        for m in found
    ]


def _ours(question_set, documents, home, environment, say) -> Iterator[Measured]:
    settings = Settings.from_environment(environment, home)
    with Library(settings) as library:
        started = time.perf_counter()
        for result in library.add_paths(documents):
            if result.status not in ("added", "unchanged"):
                raise BesideError(f"{result.path}: {result.error or result.status}")
        prepared = time.perf_counter() - started
        warm_up(library)
        exact = make_assistant(library, environment).exact
        setting = Setting(
            OURS,
            program_version(),
            commit_of(Path(__file__).parent),
            documents_of(library.documents()),
            settings.embedding_model,
            library.semantic_ready,
            machine=described_machine(),
        )
        search = library_search(library)
        check = check_in(library)
        yield _measured(setting, question_set, exact.ask, search, prepared, say, check)
        model = language_model_of(environment)
        if model:
            setting = replace(setting, system=OURS + WITH_MODEL, language_model=model)
            ask = make_assistant(library, environment).ask
            yield _measured(setting, question_set, ask, search, prepared, say, check)


def _baselines(question_set, documents, folder, environment, say) -> Iterator[Measured]:
    started = time.perf_counter()
    chunks = cut(page for path in documents for page in plain_pages(path))
    keywords = keyword_retriever(chunks)
    of_keywords = time.perf_counter() - started
    commit, machine = commit_of(Path(__file__).parent), described_machine()
    plain = Setting(KEYWORDS, commit=commit, machine=machine)
    yield _asked(plain, question_set, Baseline(KEYWORDS, chunks, keywords), of_keywords, say)
    model = Settings.from_environment(environment, folder).embedding_model
    if model == NO_MODEL:
        return
    dense, of_dense = _dense(folder, chunks, of_keywords)
    with_vectors = replace(plain, embedding_model=model, warm=True)
    hybrid = hybrid_retriever(keywords, dense)
    for name, retrieve in ((DENSE, dense), (HYBRID, hybrid)):
        setting = replace(with_vectors, system=name)
        yield _asked(setting, question_set, Baseline(name, chunks, retrieve), of_dense, say)
    told = LanguageModelSettings.from_environment(environment)
    if told.on:
        setting = replace(
            with_vectors,
            system=DENSE + WITH_MODEL,
            language_model=language_model_of(environment),
        )
        system = GeneratingBaseline(setting.system, chunks, dense, language_model(told))
        yield _asked(setting, question_set, system, of_dense, say)


def _dense(folder: Path, chunks: Sequence[Chunk], before: float):
    """The retriever by vectors, warm, and the seconds to here with those ``before``."""
    started = time.perf_counter()
    dense = dense_retriever(vector_index(folder, chunks))
    seconds = before + time.perf_counter() - started
    dense("经费", 1)
    return dense, seconds


def _asked(setting, question_set, system, prepared, say) -> Measured:
    return _measured(setting, question_set, system.ask, system.search, prepared, say)


def _measured(
    setting, question_set: QuestionSet, ask, search, prepared, say, check=None
) -> Measured:
    timers = time.perf_counter, time.process_time
    results = tuple(run(ask, question_set.questions, *timers, check=check))
    retrieval = measure(search, question_set.questions)
    now = datetime.now().astimezone()
    report = Report(now, setting, question_set, results, retrieval)
    say(f"{question_set.name}, {setting.system}: {report.headline()}")
    return Measured(report, prepared)
