"""Passage search: keywords and vectors, fused by reciprocal rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from sqlite3 import Connection

from index import keywords, passage_store
from index.records import PassageHit
from index.sql_text import listed
from index.texts import text_ids

# Reciprocal rank fusion with the constant of Cormack, Clarke & Büttcher (SIGIR 2009).
_RANK_CONSTANT = 60
# Keywords alone find Chinese budget passages more often than a small model's vectors do; vectors
# find what is asked in other words or in English.
_KEYWORD_WEIGHT = 2
# How many documents are searched text by text; above that the whole library is searched and
# the rest left out.
_FEW_DOCUMENTS = 50
# How many of each ranking are fused.
CANDIDATES = 50

_OF_DOCUMENTS = "(SELECT text_id FROM passages WHERE document_id IN {})"

Ranking = list[tuple[int, float]]


def by_keywords(
    index: keywords.KeywordIndex,
    connection: Connection,
    query: str,
    document_ids: Sequence[int] | None,
    limit: int,
) -> Ranking:
    """Text keys by BM25, best first."""
    if document_ids is None or len(document_ids) > _FEW_DOCUMENTS:
        return index.search(connection, query, limit)
    held = _OF_DOCUMENTS.format(listed(document_ids))
    rows = connection.execute(
        f"SELECT id, terms FROM texts WHERE id IN {held} ORDER BY id", document_ids
    )
    return keywords.rank(query, rows)[:limit]


def by_vector(
    connection: Connection,
    vector,
    model: str,
    document_ids: Sequence[int] | None,
    limit: int,
    nearest: Callable[[object, int], list[tuple[str, float]]],
) -> Ranking:
    """Text keys by similarity to a unit vector, best first.

    ``nearest`` searches the whole library and returns (hash, similarity); within few
    documents every vector is compared, which is exact.
    """
    if document_ids is None or len(document_ids) > _FEW_DOCUMENTS:
        found = nearest(vector, limit)
        known = text_ids(connection, [key for key, _ in found])
        return [(known[key], similarity) for key, similarity in found if key in known]
    import numpy

    held = _OF_DOCUMENTS.format(listed(document_ids))
    rows = connection.execute(
        f"SELECT text_id, vector FROM embeddings WHERE model = ? AND text_id IN {held}",
        (model, *document_ids),
    ).fetchall()
    if not rows:
        return []
    matrix = numpy.frombuffer(b"".join(vector for _, vector in rows), "<f4")
    similarities = matrix.reshape(len(rows), -1) @ vector
    order = numpy.argsort(-similarities, kind="stable")[:limit]
    return [(rows[i][0], float(similarities[i])) for i in order]


def fused(by_keyword: Ranking, by_similarity: Ranking) -> Ranking:
    """Two rankings as one: the weighted sum of 1 / (60 + rank) over those that hold a text."""
    scores: dict[int, float] = defaultdict(float)
    for weight, ranking in ((_KEYWORD_WEIGHT, by_keyword), (1, by_similarity)):
        for place, (key, _) in enumerate(ranking, start=1):
            scores[key] += weight / (_RANK_CONSTANT + place)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def hits(
    connection: Connection,
    ranking: Ranking,
    document_ids: Sequence[int] | None,
    limit: int,
) -> list[PassageHit]:
    """The passages behind ranked texts: in given documents each one, else one for each text."""
    holders = passage_store.passage_ids(connection, [key for key, _ in ranking], document_ids)
    chosen = [(p, score) for key, score in ranking for p in holders.get(key, ())][:limit]
    found = passage_store.passages(connection, [passage_id for passage_id, _ in chosen])
    return [PassageHit(found[p], score) for p, score in chosen if p in found]
