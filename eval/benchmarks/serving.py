"""How the page answers many users at once.

    python -m eval.benchmarks.serving [--out FILE.json] [--users 50] [--asked 20] [--rounds 3]
        [--documents 1000] [--questions SET.jsonl] [--corpus DOCUMENT...] [--model NAME]

The server runs in a process of its own over a new library: small publications, one for each
question that is asked about one, and the documents that the question set is about.  The users
are threads of this process, each with a cookie and a conversation of its own.  Each asks one
question after another over loopback, without a pause, through the address that the page's
script uses; every fifth is of the question set, the others are about publications nobody else
asks of.  So an answer that belongs to another user, or is wrong, is noticed; at the end each
user's conversation must hold exactly what that user asked.

A round is all users with all their questions; the next has new users, so that memory which is
kept for each user or each question shows.  Server and users share the machine, as they do not
in practice: the processor times of both are told.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from urllib.parse import quote

from eval.benchmarks.answering import loop_ms, percentile
from eval.benchmarks.machine import commit, described_machine
from eval.benchmarks.page_process import Page, started
from eval.benchmarks.processes import processor_seconds, resident_mb
from eval.benchmarks.small_documents import small_document
from eval.question_sets import load

_OF_THE_SET = 5
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Question:
    """A question, and what its answer must show (nothing known of it where empty)."""

    text: str
    shows: tuple[str, ...] = ()


@dataclass
class User:
    """One user: what is asked, how long each answer took (s), and what went wrong."""

    questions: Sequence[Question]
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def ask_all(self, port: int) -> None:
        """Asks every question in one conversation, and looks at the conversation afterwards."""
        try:
            self._ask_all(port)
        except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
            self.faults.append(f"{type(error).__name__}: {error}")

    def _ask_all(self, port: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Content-Type": "application/json", "Accept-Language": "zh"}
        line.request("GET", "/chat/status", headers=headers)
        response = line.getresponse()
        response.read()
        headers["Cookie"] = response.getheader("set-cookie", "").partition(";")[0]
        conversation = ""
        for number, question in enumerate(self.questions):
            body = json.dumps({"question": question.text, "conversation": conversation})
            begun = time.perf_counter()
            line.request("POST", "/chat/ask", body, headers)
            response = line.getresponse()
            told = response.read()
            self.seconds.append(time.perf_counter() - begun)
            if response.status != 200:
                self.faults.append(f"{response.status}: {told[:200]!r}")
                continue
            answer = json.loads(told)
            conversation = answer["conversation"]
            missing = [
                text
                for text in (escape(question.text), *question.shows)
                if text not in answer["html"]
            ]
            if answer["turn"] != number or answer["status"] == "failed" or missing:
                self.faults.append(f"{question.text}: {answer['status']}, without {missing}")
        line.request("GET", f"/chat/{quote(conversation)}", headers=headers)
        page = line.getresponse().read().decode()
        places = [page.find(escape(question.text)) for question in self.questions]
        if -1 in places or page.count('class="turn"') != len(self.questions):
            self.faults.append("the conversation does not hold what was asked")
        line.close()


def prepare(home: Path, documents: int, corpus: Sequence[Path]) -> list[Question]:
    """A new library, and a question for each of its small publications.

    Raises RuntimeError for a document that is not added.
    """
    from index.library import Library
    from index.settings import NO_MODEL, Settings

    asked = []
    with Library(Settings(home=home, embedding_model=NO_MODEL)) as library:
        for result in library.add_paths(corpus):
            if result.status != "added":
                raise RuntimeError(f"{result.path}: {result.status} {result.error}")
        for number in range(documents):
            made = small_document(number)
            library.add_document(made.document)
            shows = (f"<strong>{made.reception}</strong>", made.organisation)
            asked.append(Question(made.question, shows))
    return asked


@contextmanager
def server(home: Path, model: str) -> Iterator[Page]:
    """The process that serves the page over a library, once it is warm."""
    # All users come from one address.
    unlimited = {
        "BUDGET_QA_QUESTIONS_PER_MINUTE": "0",
        "BUDGET_QA_QUESTIONS_PER_MINUTE_OF_ADDRESS": "0",
    }
    with started(home, model, **unlimited) as page:
        page.wait_until_warm()
        yield page


def one_round(page: Page, users: Sequence[User]) -> dict:
    """All users at once until each has asked everything."""
    pid = page.pid
    before, own = processor_seconds(pid), time.process_time()
    threads = [threading.Thread(target=user.ask_all, args=(page.port,)) for user in users]
    begun = time.perf_counter()
    memory = [resident_mb(pid)]
    for thread in threads:
        thread.start()
    total = sum(len(user.questions) for user in users)
    while sum(len(user.seconds) for user in users) < total // 2:
        if not any(thread.is_alive() for thread in threads):
            break
        time.sleep(0.02)
    memory.append(resident_mb(pid))
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begun
    memory.append(resident_mb(pid))
    seconds = sorted(second for user in users for second in user.seconds)
    faults = [fault for user in users for fault in user.faults]
    return {
        "questions": len(seconds),
        "failed": len(faults),
        "faults": faults[:5],
        "ms": {
            "p50": round(1000 * percentile(seconds, 50), 1),
            "p95": round(1000 * percentile(seconds, 95), 1),
            "max": round(1000 * seconds[-1], 1),
        },
        "questions_per_second": round(len(seconds) / spent, 1),
        "server_cpu_ms_per_question": round(1000 * (processor_seconds(pid) - before) / total, 2),
        "users_cpu_ms_per_question": round(1000 * (time.process_time() - own) / total, 2),
        "memory_mb": dict(zip(("start", "middle", "end"), memory, strict=True)),
        "load": round(os.getloadavg()[0], 2),
    }


def dealt(
    about: Sequence[Question], of_the_set: Sequence[Question], users: int, asked: int, begin: int
) -> list[User]:
    """The users of a round: each asks of publications of its own, and every fifth of the set."""
    given, number = [], begin
    for user in range(users):
        questions = []
        for place in range(asked):
            if of_the_set and place % _OF_THE_SET == _OF_THE_SET - 1:
                turn = (user * asked + place) // _OF_THE_SET
                questions.append(of_the_set[turn % len(of_the_set)])
            else:
                questions.append(about[number % len(about)])
                number += 1
        given.append(User(questions))
    return given


def benchmark(options: argparse.Namespace, now: datetime) -> dict:
    """The whole result; see the module."""
    machine = described_machine()
    chosen = [q for q in load(options.questions).questions if not q.history]
    of_the_set = [Question(q.question) for q in chosen]
    rounds = []
    with tempfile.TemporaryDirectory() as home:
        about = prepare(Path(home), options.documents, options.corpus)
        with server(Path(home), options.model) as page:
            for number in range(options.rounds):
                # Other publications each round, as far as there are.
                begin = number * options.users * options.asked
                users = dealt(about, of_the_set, options.users, options.asked, begin)
                rounds.append(one_round(page, users))
    return {
        "date": now.isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": machine,
        "loop_ms": loop_ms(),
        "users": options.users,
        "questions_each": options.asked,
        "documents": options.documents + len(options.corpus),
        "set": options.questions.name,
        "model": options.model,
        "rounds": rounds,
        "failed": sum(one["failed"] for one in rounds),
        "worst_p95_ms": max(one["ms"]["p95"] for one in rounds),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module.  Exits with 1 if a question failed."""
    parser = argparse.ArgumentParser(description="how the page answers many users at once")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--asked", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=1000)
    samples = _ROOT / "eval/questions/samples.jsonl"
    parser.add_argument("--questions", type=Path, default=samples)
    parser.add_argument(
        "--corpus", type=Path, nargs="*", default=sorted(_ROOT.glob("corpus/samples/*.md"))
    )
    parser.add_argument("--model", default="bundled", help="the embedding model, or none")
    result = benchmark(parser.parse_args(arguments), datetime.now(UTC))
    text = json.dumps(result, ensure_ascii=False, indent=2)
    print(text)
    out = parser.parse_args(arguments).out
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text + "\n", "utf-8")
    sys.exit(int(result["failed"] > 0))


if __name__ == "__main__":
    main()
