"""The three ways of finding chunks: by vectors in Chroma, by keywords, by both.

Each takes a question and a number and gives the positions of the best chunks, best first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.baselines.chunks import Chunk
from index.keywords import rank, terms

if TYPE_CHECKING:
    from llama_index.core import VectorStoreIndex

Retriever = Callable[[str, int], list[int]]

# Reciprocal rank fusion with the constant of Cormack, Clarke & Büttcher (SIGIR 2009).
_RANK_CONSTANT = 60
_FUSED = 50


def keyword_retriever(chunks: Sequence[Chunk]) -> Retriever:
    """BM25 over character pairs: the keyword index of the product, over plain chunks."""
    indexed = [(number, " ".join(terms(chunk.text))) for number, chunk in enumerate(chunks)]

    def retrieve(question: str, limit: int) -> list[int]:
        return [number for number, _ in rank(question, indexed)][:limit]

    return retrieve


def dense_retriever(index: VectorStoreIndex) -> Retriever:
    """llama-index's own retriever over an index of :func:`vector_index`."""

    def retrieve(question: str, limit: int) -> list[int]:
        found = index.as_retriever(similarity_top_k=limit).retrieve(question)
        return [int(node.node.node_id) for node in found]

    return retrieve


def hybrid_retriever(*parts: Retriever) -> Retriever:
    """Several rankings as one, by reciprocal rank."""

    def retrieve(question: str, limit: int) -> list[int]:
        scores: Counter[int] = Counter()
        for part in parts:
            for place, number in enumerate(part(question, _FUSED), start=1):
                scores[number] += 1 / (_RANK_CONSTANT + place)
        return sorted(scores, key=lambda number: (-scores[number], number))[:limit]

    return retrieve


def vector_index(folder: Path, chunks: Sequence[Chunk] | None = None) -> VectorStoreIndex:
    """The index of some chunks in Chroma at ``folder``; without ``chunks`` the one kept there.

    The embedding model is the product's own, as llama-index uses it.
    """
    import chromadb
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    settings = chromadb.Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(str(folder), settings=settings)
    collection = client.get_or_create_collection("chunks", metadata={"hnsw:space": "cosine"})
    store = ChromaVectorStore(chroma_collection=collection)
    index = VectorStoreIndex.from_vector_store(store, embed_model=_embedding())
    if chunks is not None:
        nodes = [TextNode(id_=str(number), text=c.text) for number, c in enumerate(chunks)]
        index.insert_nodes(nodes)
    return index


def _embedding():
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    from index.embedding import BUNDLED_FOLDER

    # Without the two instructions llama-index would embed questions as passages.
    return HuggingFaceEmbedding(
        str(BUNDLED_FOLDER),
        query_instruction="query: ",
        text_instruction="passage: ",
        trust_remote_code=True,
        show_progress_bar=False,
    )
