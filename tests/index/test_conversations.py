"""Conversations are kept whole, each for its own client, and feedback with what it is about."""

import itertools
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from index import conversations as store
from index.conversation_records import Expected, Feedback, Rating
from index.conversations import Conversations
from index.errors import LibraryError, UnknownConversation

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANSWER = {"text": "0.26万元", "figures": [{"value": "0.26", "unit": "万元"}], "status": "answered"}
HOSTILE = '<script>alert(1)</script>\'; DROP TABLE turns; -- \x00\u2028 =HYPERLINK("x")'


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now

    def pass_days(self, days):
        self.now += timedelta(days=days)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def opened(tmp_path, clock):
    """``opened(**more)``: a store on one file; all are closed at the end."""
    stores = []

    def open_store(path=tmp_path / "home" / "conversations.sqlite", **more):
        stores.append(Conversations(path, clock, **more))
        return stores[-1]

    yield open_store
    for each in stores:
        each.close()


@pytest.fixture
def held(opened):
    return opened()


def test_a_conversation_is_there_after_the_program_was_started_again(opened):
    first = opened()
    key = first.begin("a")
    assert first.add_turn("a", key, "公务接待费是多少", ANSWER) == 0
    assert first.add_turn("a", key, "那年呢", None, "出错了") == 1
    first.close()
    turns = opened().turns("a", key)
    assert [(t.number, t.question, t.answer, t.failure, t.asked) for t in turns] == [
        (0, "公务接待费是多少", ANSWER, "", NOON),
        (1, "那年呢", None, "出错了", NOON),
    ]


def test_a_client_sees_only_its_own(held):
    key = held.begin("a")
    held.add_turn("a", key, "q", ANSWER)
    assert held.turns("b", key) == [] and held.turn("b", key, 0) is None
    assert held.summaries("b") == [] and held.summary("b", key) is None
    assert held.questions("b", key) == []
    assert held.rename("b", key, "mine") is False
    assert held.remove("b", key) is False and held.remove_all("b") == 0
    assert held.take_back_feedback("b", key, 0) is False
    with pytest.raises(UnknownConversation):
        held.add_turn("b", key, "q", ANSWER)
    with pytest.raises(UnknownConversation):
        held.give_feedback("b", key, 0, Feedback(Rating.UP))
    assert [t.question for t in held.turns("a", key)] == ["q"]
    assert [s.title for s in held.summaries("a")] == ["q"]


def test_ids_are_random_and_long(held):
    keys = {held.begin("a") for _ in range(20)}
    assert len(keys) == 20 and min(map(len, keys)) >= 20


def test_conversations_are_listed_by_last_change_without_empty_ones(held, clock):
    first, second, _empty = held.begin("a"), held.begin("a"), held.begin("a")
    held.add_turn("a", first, "first\n question", ANSWER)
    clock.pass_days(1)
    held.add_turn("a", second, "second", ANSWER)
    held.add_turn("a", second, "third", ANSWER)
    assert [(s.id, s.title, s.turns) for s in held.summaries("a")] == [
        (second, "second", 2),
        (first, "first question", 1),
    ]
    assert held.summaries("a")[1].changed == NOON
    clock.pass_days(1)
    held.add_turn("a", first, "again", ANSWER)
    assert [s.id for s in held.summaries("a")] == [first, second]
    assert held.summary("a", _empty).turns == 0 and held.summary("a", first).turns == 2


def test_a_conversation_bears_the_name_it_is_given(held):
    key = held.begin("a")
    held.add_turn("a", key, "的问题", ANSWER)
    assert held.rename("a", key, "  三公\n经费 " + "长" * 500)
    title = held.summaries("a")[0].title
    assert title.startswith("三公 经费 长") and len(title) == store.LONGEST_TITLE
    held.add_turn("a", key, "second", ANSWER)
    assert held.summaries("a")[0].title == title
    assert held.rename("a", key, " ")
    assert held.summaries("a")[0].title == "的问题"


def test_removed_is_gone_and_the_others_stay(held):
    keys = [held.begin("a") for _ in range(3)]
    other = held.begin("b")
    for client, key in [*(("a", key) for key in keys), ("b", other)]:
        held.add_turn(client, key, "q", ANSWER)
    assert held.remove("a", keys[0]) is True and held.remove("a", keys[0]) is False
    assert held.turns("a", keys[0]) == [] and len(held.turns("a", keys[1])) == 1
    assert held.remove_all("a") == 2
    assert held.summaries("a") == [] and len(held.summaries("b")) == 1


def test_the_oldest_conversations_of_a_client_go(held, clock, monkeypatch):
    monkeypatch.setattr(store, "MOST_CONVERSATIONS", 3)
    other = held.begin("b")
    held.add_turn("b", other, "q", ANSWER)
    keys = []
    for _ in range(3):
        clock.pass_days(1)
        keys.append(held.begin("a"))
        held.add_turn("a", keys[-1], "q", ANSWER)
    clock.pass_days(1)
    held.add_turn("a", keys[0], "used again", ANSWER)
    keys.append(held.begin("a"))
    held.add_turn("a", keys[-1], "q", ANSWER)
    assert {s.id for s in held.summaries("a")} == {keys[0], keys[2], keys[3]}
    assert len(held.summaries("b")) == 1


def test_the_oldest_turns_go_and_the_others_keep_their_numbers(held, monkeypatch):
    monkeypatch.setattr(store, "MOST_TURNS", 3)
    key = held.begin("a")
    for number in range(5):
        assert held.add_turn("a", key, f"q{number}", ANSWER) == number
    assert [(t.number, t.question) for t in held.turns("a", key)] == [
        (2, "q2"),
        (3, "q3"),
        (4, "q4"),
    ]
    assert held.turn("a", key, 1) is None and held.turn("a", key, 2).question == "q2"
    assert held.summaries("a")[0].turns == 3


def test_what_was_asked_before_are_the_latest_answered_questions(held):
    key = held.begin("a")
    held.add_turn("a", key, "failed", None, "no")
    for number in range(12):
        held.add_turn("a", key, f"q{number}", ANSWER)
    assert held.questions("a", key) == [f"q{number}" for number in range(2, 12)]
    assert held.questions("a", key, most=2) == ["q10", "q11"]


def test_old_conversations_stay_unless_told_otherwise(opened, clock):
    held = opened()
    key = held.begin("a")
    held.add_turn("a", key, "q", ANSWER)
    clock.pass_days(4000)
    held.begin("a")
    assert held.prune() == 0 and len(held.summaries("a")) == 1


def test_old_conversations_go_where_told(opened, clock):
    held = opened(keep=timedelta(days=30))
    old, new = held.begin("a"), held.begin("b")
    held.add_turn("a", old, "old", ANSWER)
    held.give_feedback("a", old, 0, Feedback(Rating.DOWN, "wrong"))
    clock.pass_days(20)
    held.add_turn("b", new, "new", ANSWER)
    clock.pass_days(11)
    held.begin("c")
    assert held.summaries("a") == [] and len(held.summaries("b")) == 1
    assert [report.feedback.comment for report in held.reports()] == ["wrong"]


EXPECTED = Expected("answered", "0.26", "万元", document="甲.pdf", page=3)


def test_feedback_keeps_all_it_is_about(held):
    key = held.begin("a")
    held.add_turn("a", key, "before", ANSWER)
    held.add_turn("a", key, "failed", None, "no")
    held.add_turn("a", key, "wrong", ANSWER)
    said = Feedback(Rating.DOWN, "错了", EXPECTED, (("甲.pdf", "ab12"),), "0.1.0 c0ffee")
    held.give_feedback("a", key, 2, said)
    held.add_turn("a", key, "after", ANSWER)
    assert [t.feedback for t in held.turns("a", key)] == [None, None, said, None]
    assert held.turn("a", key, 2).feedback == said and held.turn("a", key, 0).feedback is None
    (report,) = held.reports()
    assert (report.question, report.history, report.answer) == ("wrong", ("before",), ANSWER)
    assert (report.feedback, report.given) == (said, NOON)


def test_feedback_is_changed_and_taken_back(held):
    key = held.begin("a")
    held.add_turn("a", key, "q", ANSWER)
    held.give_feedback("a", key, 0, Feedback(Rating.DOWN, "wrong", EXPECTED))
    held.give_feedback("a", key, 0, Feedback(Rating.UP))
    assert [report.feedback for report in held.reports()] == [Feedback(Rating.UP)]
    assert held.take_back_feedback("a", key, 0) is True
    assert held.take_back_feedback("a", key, 0) is False
    assert list(held.reports()) == [] and held.turn("a", key, 0).feedback is None


def test_feedback_outlives_its_conversation(held):
    keys = [held.begin("a"), held.begin("a")]
    for key in keys:
        held.add_turn("a", key, "q", ANSWER)
        held.give_feedback("a", key, 0, Feedback(Rating.DOWN, "wrong"))
    held.remove_all("a")
    assert [report.question for report in held.reports()] == ["q", "q"]
    # A new conversation is never taken for the one that was removed.
    fresh = held.begin("a")
    held.add_turn("a", fresh, "new", ANSWER)
    assert held.turns("a", fresh)[0].feedback is None


def test_many_reports_are_listed_in_order(held, monkeypatch):
    monkeypatch.setattr("index.feedback_store._PORTION", 2)
    key = held.begin("a")
    for number in range(5):
        held.add_turn("a", key, f"q{number}", ANSWER)
        held.give_feedback("a", key, number, Feedback(Rating.UP))
    assert [report.question for report in held.reports()] == [f"q{n}" for n in range(5)]


def test_feedback_needs_a_turn(held):
    key = held.begin("a")
    with pytest.raises(UnknownConversation):
        held.give_feedback("a", key, 0, Feedback(Rating.UP))


def test_hostile_text_is_kept_as_it_is(held):
    key = held.begin(HOSTILE)
    held.add_turn(HOSTILE, key, HOSTILE, {"text": HOSTILE}, HOSTILE)
    held.give_feedback(
        HOSTILE, key, 0, Feedback(Rating.DOWN, HOSTILE, Expected("answered", HOSTILE))
    )
    (turn,) = held.turns(HOSTILE, key)
    assert (turn.question, turn.answer, turn.failure) == (HOSTILE, {"text": HOSTILE}, HOSTILE)
    assert turn.feedback.expected.value == HOSTILE
    assert held.turns("' OR 1=1 --", key) == []


def test_halves_of_characters_do_not_stop_anything(held):
    key = held.begin("a")
    held.add_turn("a", key, "前\ud800后", {"text": "\udfff"}, "\ud800")
    said = Feedback(Rating.DOWN, "\ud800", Expected("answered", words="\ud800"))
    held.give_feedback("a", key, 0, said)
    assert held.rename("a", key, "\ud800名")
    (turn,) = held.turns("a", key)
    assert (turn.question, turn.answer, turn.feedback.comment) == ("前?后", {"text": "?"}, "?")
    assert held.summaries("a")[0].title == "?名"


def test_a_number_that_no_turn_has_is_no_turn(held):
    key = held.begin("a")
    for number in (-1, 0, 2**63, 10**30):
        assert held.turn("a", key, number) is None


def test_threads_lose_nothing_and_get_numbers_of_their_own(held):
    key = held.begin("a")
    numbers = []

    def ask():
        for _ in range(10):
            numbers.append(held.add_turn("a", key, "q", ANSWER))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(80)) and len(held.turns("a", key)) == 80


WRITER = """
import sys
from pathlib import Path
from index.conversations import Conversations
held = Conversations(Path(sys.argv[1]))
key = held.begin("p")
for number in range(20):
    held.add_turn("p", key, f"q{number}", {"text": "a"})
"""


def test_processes_use_one_file_at_once(tmp_path, opened):
    path = tmp_path / "shared.sqlite"
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, path], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    assert [s.turns for s in opened(path).summaries("p")] == [20, 20, 20]


def unusable(opened, path, content):
    before = content if isinstance(content, bytes) else path.read_bytes()
    if isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(LibraryError, match=path.name):
        opened(path)
    assert path.read_bytes() == before


def test_what_is_no_database_is_refused_and_left_alone(opened, tmp_path):
    unusable(opened, tmp_path / "notes.sqlite", b"these are not the turns you look for" * 50)


def test_another_programs_database_is_refused_and_left_alone(opened, tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE turns (question TEXT)")
    other.close()
    unusable(opened, path, None)


def test_another_version_is_refused(opened, tmp_path):
    path = tmp_path / "later.sqlite"
    opened(path).close()
    with sqlite3.connect(path) as later:
        later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(LibraryError, match="99"):
        opened(path)


def test_an_empty_file_becomes_a_store(opened, tmp_path):
    path = tmp_path / "empty.sqlite"
    path.touch()
    assert opened(path).summaries("a") == []


def test_a_folder_in_the_way_is_named(opened, tmp_path):
    (tmp_path / "folder.sqlite").mkdir()
    with pytest.raises(LibraryError, match="folder.sqlite"):
        opened(tmp_path / "folder.sqlite")
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="file"):
        opened(tmp_path / "file" / "conversations.sqlite")


def test_a_store_that_breaks_while_open_says_so(opened, tmp_path):
    held = opened(tmp_path / "c.sqlite")
    key = held.begin("a")
    held.close()
    for suffix, garbage in itertools.product(("", "-wal", "-shm"), (b"garbage" * 2000,)):
        (tmp_path / f"c.sqlite{suffix}").write_bytes(garbage)
    with pytest.raises(LibraryError, match="c.sqlite"):
        held.add_turn("a", key, "q", ANSWER)
