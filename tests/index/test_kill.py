"""A process that adds, replaces or removes is killed at any moment: no half document is seen.

``BUDGET_QA_TEST_KILLS`` sets how many processes are killed, ``BUDGET_QA_TEST_SEED`` when.
"""

import hashlib
import os
import random
import signal
import time
from dataclasses import asdict

from index.library import Library
from index.settings import Settings

KILLS = int(os.environ.get("BUDGET_QA_TEST_KILLS", "15"))
SEED = int(os.environ.get("BUDGET_QA_TEST_SEED", "20260301"))


def without_keys(record):
    keys = ("id", "document_id", "table_id", "passage_id", "added")
    return {name: value for name, value in asdict(record).items() if name not in keys}


def held(home):
    """All a library says of its documents, keys aside, by document."""
    with Library(Settings(home, "none")) as library, library.view():
        seen = {}
        for stored in library.documents():
            figures = library.figures_of([stored.id])
            passages = library.passages_of([stored.id])
            places = {passage.id: passage.ordinal for passage in passages}
            seen[stored.name] = (
                without_keys(stored),
                [(without_keys(f), places.get(f.passage_id)) for f in figures],
                [without_keys(table) for table in library.tables(stored.name)],
                [without_keys(passage) for passage in passages],
            )
        return seen


def check_search(home):
    """Every passage is found by its own words, by keyword and by vector, and nothing else."""
    with Library(Settings(home)) as library:
        passages = library.passages_of([stored.id for stored in library.documents()])
        for semantic in (False, True):
            found = library.search("公务接待费预算情况说明", limit=1000, semantic=semantic)
            texts = {hit.passage.text for hit in found}
            assert texts <= {passage.text for passage in passages}
            if semantic:
                assert texts == {passage.text for passage in passages}


def check_originals(home):
    """Every document has its file, byte for byte."""
    with Library(Settings(home, "none")) as library:
        for stored in library.documents():
            kept = library.original(stored.id).path.read_bytes()
            assert hashlib.sha256(kept).hexdigest() == stored.sha256, stored.name


def test_no_half_document_is_ever_seen(processes, written, tmp_path):
    chance = random.Random(SEED)
    home = tmp_path / "home"
    names = ["甲.md", "乙.md"]
    paths = {
        (name, version): written(
            name, f"{version}.{names.index(name)}6", f"第{version}版。", folder=f"v{version}"
        )
        for name in names
        for version in (1, 2, 3)
    }
    # What each version looks like when nothing disturbs it, and how long each stage takes.
    whole, durations = {}, {}
    for (name, version), path in paths.items():
        result, stages = processes.run(tmp_path / "calm", "add", path)
        assert result in ("added", "replaced")
        whole[name, version] = held(tmp_path / "calm")[name]
        for stage, seconds in stages.items():
            durations.setdefault(stage, []).append(seconds)
    longest = {stage: sorted(times)[len(times) // 2] for stage, times in durations.items()}

    state = dict.fromkeys(names)
    survived = 0
    for _ in range(KILLS):
        name = chance.choice(names)
        if state[name] and chance.random() < 0.25:
            operation, argument, target = "remove", name, None
            stage = chance.choice(["opening", "storing"])
        else:
            target = chance.choice([v for v in (1, 2, 3) if v != state[name]])
            operation, argument = "add", paths[name, target]
            stage = chance.choice(["opening", "embedding", "storing", "storing", "storing"])
        pid = processes.start(home, operation, argument)
        ended = False
        while stage != "opening":
            _, event = processes.next("stage", "result", "exit")
            ended = "exit" in event
            if ended or event.get("stage") == stage or "result" in event:
                break
        # More often early in a stage: that is where the database commits.
        time.sleep(longest.get(stage, 0.1) * 1.1 * chance.random() ** 2)
        if not ended:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                survived += 1
            processes.next("exit")

        seen = held(home)
        allowed = [whole.get((name, state[name])), whole.get((name, target))]
        assert seen.get(name) in allowed, f"half of {name} after {operation} killed in {stage}"
        others = {n: whole.get((n, v)) for n, v in state.items() if n != name and v}
        assert {n: d for n, d in seen.items() if n != name} == others
        if seen.get(name) == whole.get((name, target)):
            state[name] = target
        check_search(home)
        check_originals(home)
    assert survived < KILLS / 2

    # The library works on, and forgets completely.
    for name in names:
        processes.run(home, "add", paths[name, 1])
        assert held(home)[name] == whole[name, 1]
    for name in names:
        assert processes.run(home, "remove", name)[0] is True
    assert held(home) == {}
    assert [path for path in (home / "originals").iterdir() if path.is_file()] == []


def test_readers_see_whole_documents_while_another_process_replaces_them(
    processes, written, tmp_path
):
    home = tmp_path / "home"
    paths = [written(reception=f"{v}.26", folder=f"v{v}") for v in (1, 2)]
    whole = []
    for path in paths:
        processes.run(home, "add", path)
        whole.append(held(home))
    for turn in range(3):
        processes.start(home, "add", paths[turn % 2])
        while not processes.ended():
            assert held(home) in whole
            time.sleep(0.02)
        assert held(home) == whole[turn % 2]


def test_processes_that_add_at_once_queue(processes, written, tmp_path):
    home = tmp_path / "home"
    paths = [written(f"{i}.md", f"{i}.26") for i in range(4)]
    for path in paths:
        processes.start(home, "add", path)
    for _ in paths:
        _, event = processes.next("exit")
        assert event["exit"] == 0
    assert sorted(held(home)) == [path.name for path in paths]
    check_search(home)
