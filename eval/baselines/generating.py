"""Plain retrieval with a language model: llama-index's own query engine over the chunks.

What the model says is the answer: its first amount is the headline figure, and the chunks it
was given are the citations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Answer, AnswerFigure, Citation, Status
from assistant.language_model.settings import OPENAI, LanguageModelSettings
from corpus.amounts import find_amounts, plain, to_yuan
from eval.baselines.chunks import Chunk
from eval.baselines.retrievers import Retriever
from eval.retrieval import DEPTHS, Found

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

# As many as fill a small model's context with chunks of this size; the default is two.
CONTEXT_CHUNKS = 5
# How a model says that the context does not tell.  Said without an amount it is a refusal.
_DECLINING = (
    "没有提供",
    "未提供",
    "未提及",
    "没有提及",
    "无法",
    "不包含",
    "没有相关",
    "not provide",
    "not mention",
    "does not contain",
    "cannot",
    "no information",
)


@dataclass(frozen=True)
class GeneratingBaseline:
    """The best chunks and the question in llama-index's default prompt."""

    name: str
    chunks: Sequence[Chunk]
    retrieve: Retriever
    model: LLM

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The model's answer.  Whatever the model's service raises is raised."""
        from llama_index.core.response_synthesizers import get_response_synthesizer
        from llama_index.core.schema import NodeWithScore, TextNode

        words = "\n".join([*history, question])
        given = [self.chunks[number] for number in self.retrieve(words, CONTEXT_CHUNKS)]
        nodes = [NodeWithScore(node=TextNode(text=chunk.text)) for chunk in given]
        text = str(get_response_synthesizer(llm=self.model).synthesize(words, nodes=nodes))
        return _answer(question, text, given)

    def search(self, question: str) -> Sequence[Found]:
        """The best chunks, for measuring retrieval."""
        chosen = (self.chunks[number] for number in self.retrieve(question, max(DEPTHS)))
        return [Found(chunk.document, chunk.text) for chunk in chosen]


def _answer(question: str, text: str, given: Sequence[Chunk]) -> Answer:
    figures = tuple(
        AnswerFigure("", plain(a.value), a.unit, to_yuan(a.value, a.unit), quote=text)
        for a in find_amounts(text)
    )
    declined = not figures and any(words in text.lower() for words in _DECLINING)
    if declined:
        return Answer(question, Status.REFUSED, text)
    citations = tuple(Citation(c.document, c.page, quote=c.text) for c in given)
    return Answer(question, Status.ANSWERED, text, figures=figures, citations=citations)


def language_model(settings: LanguageModelSettings) -> LLM:
    """The language model of the settings as llama-index calls it."""
    if settings.protocol == OPENAI:
        from llama_index.llms.openai_like import OpenAILike

        return OpenAILike(
            model=settings.model,
            api_base=settings.url,
            # Never empty: a key of the environment meant for another service would go out.
            api_key=settings.key or "none",
            is_chat_model=True,
            temperature=0,
            timeout=settings.seconds,
        )
    from llama_index.llms.ollama import Ollama

    return Ollama(
        model=settings.model,
        base_url=settings.url,
        temperature=0,
        request_timeout=settings.seconds,
        thinking=False,
    )
