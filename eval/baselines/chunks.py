"""Plain text cut into chunks by llama-index's default splitter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eval.baselines.plain_text import PlainPage

# The embedding model reads 512 tokens at once; an overlap of a tenth is customary.
CHUNK_TOKENS = 512
OVERLAP_TOKENS = 50


@dataclass(frozen=True)
class Chunk:
    """A piece of a page; ``before`` is the text of the document before it."""

    document: str
    page: int | None
    text: str
    before: str = ""


def cut(pages: Iterable[PlainPage]) -> list[Chunk]:
    """The chunks of some pages, which stand in order within each document."""
    from llama_index.core.node_parser import SentenceSplitter

    splitter = SentenceSplitter(chunk_size=CHUNK_TOKENS, chunk_overlap=OVERLAP_TOKENS)
    chunks: list[Chunk] = []
    earlier: dict[str, str] = {}
    for page in pages:
        before, end = earlier.get(page.document, ""), 0
        for text in splitter.split_text(page.text):
            start = page.text.find(text, max(end - len(text), 0))
            end = max(start, 0) + len(text)
            chunks.append(
                Chunk(page.document, page.page, text, before + page.text[: max(start, 0)])
            )
        earlier[page.document] = before + page.text + "\n"
    return chunks
