"""What a body spends or receives altogether (一共花多少钱)."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Answer
from assistant.answering.single import present
from assistant.evidence.citing import label_of
from assistant.evidence.context import Context
from assistant.evidence.totals import totals_of
from assistant.wording import amount, say
from corpus.amounts import agree
from corpus.states import CellState
from index.records import StoredFigure


def answer_total(context: Context) -> Answer | None:
    """The total of the side a question asks for; what another total states is said beside it."""
    side = context.question.whole_side
    found = [f for f in totals_of(side, context) if not f.rivals] if side else []
    if not found:
        return None
    answer = present(context, found[0])
    others = [f.figure for f in found[1:] if _differs(f.figure, found[0].figure)]
    if not others:
        return answer
    label, stated = label_of(others[0]), amount(others[0])
    note = say("other_total", context.language, label=label, amount=stated)
    return replace(answer, warnings=(*answer.warnings, note))


def _differs(a: StoredFigure, b: StoredFigure) -> bool:
    numbers = a.state is CellState.NUMBER and b.state is CellState.NUMBER
    return numbers and not agree(a.value, a.unit, b.value, b.unit)
