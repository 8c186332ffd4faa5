"""Conversations as they were held, in a file of their own beside the library.

Usage::

    conversations = Conversations(settings.conversations_file, clock)
    key = conversations.begin(client)
    turn = conversations.add_turn(client, key, "公务接待费是多少", answer.to_json())
    conversations.give_feedback(client, key, turn, Feedback(Rating.UP))

``client`` is the random id of a browser.  Every call takes it, and what belongs to another
client is as if it were not there.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, true, update

from index import conversation_schema, feedback_store
from index.clock import now
from index.conversation_records import ConversationSummary, Feedback, Report, StoredTurn
from index.errors import LibraryError, UnknownConversation
from index.feedback_store import storable
from index.sqlite_engine import sqlite_engine, transaction
from index.sqlite_file import connected, failures

MOST_CONVERSATIONS = 200
MOST_TURNS = 100
LONGEST_TITLE = 120
# How many earlier questions a follow-up may refer to.
MOST_HISTORY = 10

# Beyond it SQLite has no integers.
_NO_NUMBER = 2**63
_CONVERSATIONS = conversation_schema.conversations
_TURNS = conversation_schema.turns

# What every question needs is made once: to build a statement costs more than to run it.
_FIND = select(_CONVERSATIONS).where(
    _CONVERSATIONS.c.id == bindparam("conversation"), _CONVERSATIONS.c.client == bindparam("client")
)
_EARLIER = (
    select(_TURNS.c.question)
    .where(
        _TURNS.c.conversation == bindparam("key"),
        _TURNS.c.number < bindparam("before"),
        _TURNS.c.answer.is_not(None),
    )
    .order_by(_TURNS.c.number.desc())
    .limit(bindparam("most"))
)
_ADD = insert(_TURNS)
_CHANGE = (
    update(_CONVERSATIONS)
    .where(_CONVERSATIONS.c.key == bindparam("held"))
    .values(
        title=bindparam("title"), changed=bindparam("changed"), next_turn=bindparam("next_turn")
    )
)


def _random_id() -> str:
    return secrets.token_urlsafe(16)


class Conversations:
    """The stored conversations of all clients.  Any number of threads and processes may use it.

    A client keeps at most :data:`MOST_CONVERSATIONS`, each with its newest :data:`MOST_TURNS`
    turns: the oldest go.  Where ``keep`` is given, conversations that were not changed for so
    long go too.  Feedback stays, as it was said to whoever runs the product.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime] = now,
        keep: timedelta | None = None,
        new_id: Callable[[], str] = _random_id,
    ):
        """Open the file at ``path``, creating it where there is none.

        Raises LibraryError if it cannot be used or is no store of conversations of this version.
        """
        self.path = path
        self._clock = clock
        self._keep = keep
        self._new_id = new_id
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"无法建立数据文件夹 / cannot create the data folder of {path}: {error.strerror}"
            ) from error
        conversation_schema.check_file(path)
        self._engine = sqlite_engine(partial(connected, path.absolute(), durable=False))
        self._failed = f"对话记录 {path} 出错 / the stored conversations failed"
        with self._write() as connection:
            conversation_schema.create(connection)
            self._prune(connection)

    def close(self) -> None:
        """Close every connection; a call afterwards opens them again."""
        self._engine.dispose()

    def begin(self, client: str) -> str:
        """A new conversation of a client; its random id."""
        identity, now = self._new_id(), self._time()
        with self._write() as connection:
            self._prune(connection)
            connection.execute(
                insert(_CONVERSATIONS),
                {
                    "id": identity,
                    "client": client,
                    "title": "",
                    "begun": now,
                    "changed": now,
                    "next_turn": 0,
                },
            )
            # Also those begun and never used, so that beginning cannot fill the disk.
            kept = (
                select(_CONVERSATIONS.c.key)
                .where(_CONVERSATIONS.c.client == client)
                .order_by(_CONVERSATIONS.c.changed.desc(), _CONVERSATIONS.c.key.desc())
                .limit(MOST_CONVERSATIONS)
            )
            connection.execute(
                delete(_CONVERSATIONS).where(
                    _CONVERSATIONS.c.client == client, _CONVERSATIONS.c.key.not_in(kept)
                )
            )
        return identity

    def add_turn(
        self,
        client: str,
        conversation: str,
        question: str,
        answer: dict | None,
        failure: str = "",
    ) -> int:
        """Add a question and what came of it; the number of the turn, from 0.

        ``answer`` is the JSON form of an answer, None where there is none.  Raises
        UnknownConversation if the client has no such conversation.
        """
        stored = None if answer is None else storable(json.dumps(answer, ensure_ascii=False))
        question, failure, now = storable(question), storable(failure), self._time()
        with self._write() as connection:
            held = self._held(connection, client, conversation)
            number = held.next_turn
            turn = {
                "conversation": held.key,
                "number": number,
                "question": question,
                "answer": stored,
                "failure": failure,
                "asked": now,
            }
            connection.execute(_ADD, turn)
            changes = {
                "held": held.key,
                "title": held.title or _title(question),
                "changed": now,
                "next_turn": number + 1,
            }
            connection.execute(_CHANGE, changes)
            if number >= MOST_TURNS:
                connection.execute(
                    delete(_TURNS).where(
                        _TURNS.c.conversation == held.key, _TURNS.c.number <= number - MOST_TURNS
                    )
                )
        return number

    def turns(self, client: str, conversation: str) -> list[StoredTurn]:
        """The turns of a conversation in order, none if the client has no such conversation.

        Where the oldest are gone the first one's number is not 0: look a turn up by its number
        with :meth:`turn`, not by its place in this list.
        """
        with self._read() as connection:
            held = self._find(connection, client, conversation)
            if held is None:
                return []
            said = feedback_store.of_conversation(connection, held.key)
            query = (
                select(_TURNS).where(_TURNS.c.conversation == held.key).order_by(_TURNS.c.number)
            )
            return [_stored(row, said.get(row.number)) for row in connection.execute(query)]

    def turn(self, client: str, conversation: str, number: int) -> StoredTurn | None:
        """One turn by its number, None if the client has no such turn."""
        with self._read() as connection:
            held = self._find(connection, client, conversation)
            row = held and self._turn_row(connection, held.key, number)
            if not row:
                return None
            said = feedback_store.of_conversation(connection, held.key)
            return _stored(row, said.get(number))

    def questions(self, client: str, conversation: str, most: int = MOST_HISTORY) -> list[str]:
        """The latest questions that were answered, oldest first: what a follow-up refers to."""
        with self._read() as connection:
            held = self._find(connection, client, conversation)
            return _history(connection, held.key, held.next_turn, most) if held else []

    def summaries(self, client: str) -> list[ConversationSummary]:
        """The client's conversations in which something was asked, the last changed first."""
        count = (
            select(func.count())
            .where(_TURNS.c.conversation == _CONVERSATIONS.c.key)
            .scalar_subquery()
        )
        query = (
            select(_CONVERSATIONS, count.label("turns"))
            .where(_CONVERSATIONS.c.client == client, _CONVERSATIONS.c.next_turn > 0)
            .order_by(_CONVERSATIONS.c.changed.desc(), _CONVERSATIONS.c.key.desc())
        )
        with self._read() as connection:
            return [_summary(row) for row in connection.execute(query)]

    def summary(self, client: str, conversation: str) -> ConversationSummary | None:
        """One conversation, also one in which nothing was asked yet; None if there is none."""
        with self._read() as connection:
            held = self._find(connection, client, conversation)
            if held is None:
                return None
            query = (
                select(_CONVERSATIONS, func.count(_TURNS.c.number).label("turns"))
                .join(_TURNS, isouter=True)
                .where(_CONVERSATIONS.c.key == held.key)
                .group_by(_CONVERSATIONS.c.key)
            )
            return _summary(connection.execute(query).one())

    def rename(self, client: str, conversation: str, title: str) -> bool:
        """Give a conversation a name, "" for its first question again; False if there is none.

        The name becomes one line of at most :data:`LONGEST_TITLE` characters.
        """
        with self._write() as connection:
            held = self._find(connection, client, conversation)
            if held is None:
                return False
            first = (
                select(_TURNS.c.question)
                .where(_TURNS.c.conversation == held.key)
                .order_by(_TURNS.c.number)
                .limit(1)
            )
            name = _title(title) or _title(connection.scalar(first) or "")
            connection.execute(
                update(_CONVERSATIONS).where(_CONVERSATIONS.c.key == held.key).values(title=name)
            )
        return True

    def remove(self, client: str, conversation: str) -> bool:
        """Remove a conversation; False if there is none."""
        return bool(self._remove(client, _CONVERSATIONS.c.id == conversation))

    def remove_all(self, client: str) -> int:
        """Remove every conversation of a client; how many there were."""
        return self._remove(client, true())

    def give_feedback(self, client: str, conversation: str, turn: int, feedback: Feedback) -> None:
        """Store what the client says of a turn, in place of what it said of it before.

        Question, answer and the questions before are kept with it.  Raises UnknownConversation
        if the client has no such turn.
        """
        with self._write() as connection:
            held = self._held(connection, client, conversation)
            row = self._turn_row(connection, held.key, turn)
            if row is None:
                raise UnknownConversation(conversation)
            history = _history(connection, held.key, turn)
            feedback_store.give(connection, held.key, row, history, feedback, self._time())

    def take_back_feedback(self, client: str, conversation: str, turn: int) -> bool:
        """Forget what the client said of a turn; False if it said nothing."""
        with self._write() as connection:
            held = self._find(connection, client, conversation)
            return held is not None and feedback_store.take_back(connection, held.key, turn)

    def reports(self) -> Iterator[Report]:
        """The feedback of all clients, the oldest first."""
        with self._read() as connection:
            yield from feedback_store.reports(connection)

    def prune(self) -> int:
        """Remove the conversations that are older than is kept; how many there were."""
        with self._write() as connection:
            return self._prune(connection)

    def _prune(self, connection: Connection) -> int:
        if self._keep is None:
            return 0
        oldest = _text(self._clock() - self._keep)
        return connection.execute(
            delete(_CONVERSATIONS).where(_CONVERSATIONS.c.changed < oldest)
        ).rowcount

    def _remove(self, client: str, which) -> int:
        with self._write() as connection:
            return connection.execute(
                delete(_CONVERSATIONS).where(_CONVERSATIONS.c.client == client, which)
            ).rowcount

    def _find(self, connection: Connection, client: str, conversation: str) -> Row | None:
        wanted = {"conversation": conversation, "client": client}
        return connection.execute(_FIND, wanted).first()

    def _held(self, connection: Connection, client: str, conversation: str) -> Row:
        held = self._find(connection, client, conversation)
        if held is None:
            raise UnknownConversation(conversation)
        return held

    def _turn_row(self, connection: Connection, key: int, number: int) -> Row | None:
        if not 0 <= number < _NO_NUMBER:
            return None
        query = select(_TURNS).where(_TURNS.c.conversation == key, _TURNS.c.number == number)
        return connection.execute(query).first()

    def _time(self) -> str:
        return _text(self._clock())

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with failures(self._failed), transaction(self._engine, writes=False) as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with failures(self._failed), transaction(self._engine, writes=True) as connection:
            yield connection


def _history(connection: Connection, key: int, before: int, most: int = MOST_HISTORY) -> list[str]:
    """The latest answered questions of a conversation before a turn, oldest first."""
    wanted = {"key": key, "before": before, "most": most}
    return list(connection.scalars(_EARLIER, wanted))[::-1]


def _stored(row: Row, said: Feedback | None) -> StoredTurn:
    return StoredTurn(
        number=row.number,
        question=row.question,
        answer=None if row.answer is None else json.loads(row.answer),
        failure=row.failure,
        asked=datetime.fromisoformat(row.asked),
        feedback=said,
    )


def _summary(row: Row) -> ConversationSummary:
    return ConversationSummary(
        id=row.id,
        title=row.title,
        begun=datetime.fromisoformat(row.begun),
        changed=datetime.fromisoformat(row.changed),
        turns=row.turns,
    )


def _title(text: str) -> str:
    return " ".join(storable(text).split())[:LONGEST_TITLE]


def _text(time: datetime) -> str:
    # Always with microseconds and in UTC, so that texts sort as times do.
    return time.astimezone(UTC).isoformat(timespec="microseconds")
