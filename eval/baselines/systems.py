"""A baseline as something that can be asked, scored like the product itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.answer import Answer, AnswerFigure, Citation, Status
from corpus.amounts import to_yuan
from eval.baselines.chunks import Chunk
from eval.baselines.picking import Picked, pick, rarity
from eval.baselines.retrievers import Retriever
from eval.retrieval import DEPTHS, Found

# How many chunks are looked through for a number.
_CHUNKS = 3


@dataclass(frozen=True)
class Baseline:
    """Plain retrieval that states the number of the best chunk and cites it whole.

    It always answers: nothing in it could tell that the library does not hold something.
    Earlier questions of the conversation are put before the question.
    """

    name: str
    chunks: Sequence[Chunk]
    retrieve: Retriever

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How much a term of a question tells, by its rarity among the chunks."""
        return rarity(chunk.text for chunk in self.chunks)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer: one figure, or the bare best chunk where none holds a number."""
        words = " ".join([*history, question])
        found = [self.chunks[number] for number in self.retrieve(words, _CHUNKS)]
        for chunk in found:
            picked = pick(words, chunk.text, chunk.before, self.weights)
            if picked is not None:
                return _stated(question, chunk, picked)
        if not found:
            return Answer(question, Status.REFUSED, "")
        citation = Citation(found[0].document, found[0].page, quote=found[0].text)
        return Answer(question, Status.ANSWERED, found[0].text, citations=(citation,))

    def search(self, question: str) -> Sequence[Found]:
        """The best chunks, for measuring retrieval."""
        chosen = (self.chunks[number] for number in self.retrieve(question, max(DEPTHS)))
        return [Found(chunk.document, chunk.text) for chunk in chosen]


def _stated(question: str, chunk: Chunk, picked: Picked) -> Answer:
    figure = AnswerFigure(
        "",
        picked.value,
        picked.unit,
        to_yuan(Decimal(picked.value), picked.unit),
        document=chunk.document,
        page=chunk.page,
        quote=picked.line,
    )
    citation = Citation(chunk.document, chunk.page, quote=chunk.text)
    text = f"{picked.value}{picked.unit}"
    return Answer(
        question, Status.ANSWERED, text, figures=(figure,), citations=(citation,), places=1
    )
