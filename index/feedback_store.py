"""Feedback on answers in the store of conversations: given, changed, taken back, listed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select

from index.conversation_records import Expected, Feedback, Rating, Report
from index.conversation_schema import feedback as _TABLE

# Reports are read in portions: each holds a whole answer.
_PORTION = 200


def give(
    connection: Connection,
    conversation: int,
    turn: Row,
    history: Sequence[str],
    feedback: Feedback,
    given: str,
) -> None:
    """Store feedback on a row of the table of turns, in place of what was said of it before."""
    take_back(connection, conversation, turn.number)
    expected = feedback.expected
    connection.execute(
        insert(_TABLE),
        {
            "conversation": conversation,
            "turn": turn.number,
            "given": given,
            "rating": str(feedback.rating),
            "comment": storable(feedback.comment),
            "expected": None if expected is None else _json(asdict(expected)),
            "documents": _json(feedback.documents),
            "program": feedback.program,
            "question": turn.question,
            "history": _json(history),
            "answer": turn.answer,
            "failure": turn.failure,
        },
    )


def take_back(connection: Connection, conversation: int, turn: int) -> bool:
    """Take back what was said of a turn; False if nothing was."""
    said = (_TABLE.c.conversation == conversation) & (_TABLE.c.turn == turn)
    return bool(connection.execute(delete(_TABLE).where(said)).rowcount)


def of_conversation(connection: Connection, conversation: int) -> dict[int, Feedback]:
    """The feedback on a conversation's turns by their number."""
    columns = (
        _TABLE.c.turn,
        _TABLE.c.rating,
        _TABLE.c.comment,
        _TABLE.c.expected,
        _TABLE.c.documents,
        _TABLE.c.program,
    )
    rows = connection.execute(select(*columns).where(_TABLE.c.conversation == conversation))
    return {row.turn: _feedback(row) for row in rows}


def reports(connection: Connection) -> Iterator[Report]:
    """All feedback there is, the oldest first."""
    last = 0
    while True:
        query = select(_TABLE).where(_TABLE.c.id > last).order_by(_TABLE.c.id).limit(_PORTION)
        rows = connection.execute(query).all()
        for row in rows:
            yield Report(
                id=row.id,
                given=datetime.fromisoformat(row.given),
                feedback=_feedback(row),
                question=row.question,
                history=tuple(json.loads(row.history)),
                answer=None if row.answer is None else json.loads(row.answer),
                failure=row.failure,
            )
        if len(rows) < _PORTION:
            return
        last = rows[-1].id


def _feedback(row: Row) -> Feedback:
    return Feedback(
        rating=Rating(row.rating),
        comment=row.comment,
        expected=None if row.expected is None else Expected(**json.loads(row.expected)),
        documents=tuple(tuple(each) for each in json.loads(row.documents)),
        program=row.program,
    )


def storable(text: str) -> str:
    """``text`` without the halves of characters that JSON can bring but no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _json(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False))
