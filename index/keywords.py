"""Keyword search that works for Chinese: character bigrams and words, ranked by BM25.

Chinese is written without blanks, so a run of Chinese characters is indexed as its overlapping
pairs: 公务接待 becomes 公务, 务接, 接待.  Latin words and numbers are terms of their own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.patterns import Pattern
from corpus.text import normalise

if TYPE_CHECKING:
    import sqlite3

    import sqlalchemy

_CHINESE = r"\u3400-\u9fff\uf900-\ufaff"
_RUN = Pattern(
    rf"(?P<chinese>[{_CHINESE}]+)|(?P<number>\d[\d,]*(?:\.\d+)?)|(?:(?![{_CHINESE}])[^\W\d_])+"
)

# The customary constants of Okapi BM25 (Robertson & Zaragoza 2009), also those of SQLite FTS5.
_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75


def terms(words: str) -> list[str]:
    """The index terms of a text or query, in order; thousands separators are dropped."""
    found = []
    for match in _RUN.finditer(normalise(words)):
        run = match.group()
        if match.lastgroup == "chinese":
            found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        elif match.lastgroup == "number":
            found.append(run.replace(",", ""))
        else:
            found.append(run)
    return found


class KeywordIndex:
    """The full-text index over ``texts.terms``, kept in the library's own database.

    It is written, cleared and read in the caller's transaction.  This one is SQLite's FTS5; another
    database needs the same four methods over its own full-text index (PostgreSQL: a tsvector
    of the ``simple`` configuration over ``texts.terms``).
    """

    def create(self, connection: sqlalchemy.Connection) -> None:
        """Create the empty index."""
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE keyword_index USING fts5("
            "terms, content='texts', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
        )

    def add(self, connection: sqlalchemy.Connection, text_ids: list[int]) -> None:
        """Index texts that have just been written."""
        self._write(
            connection, "INSERT INTO keyword_index(rowid, terms) SELECT id, terms", text_ids
        )

    def remove(self, connection: sqlalchemy.Connection, text_ids: list[int]) -> None:
        """Take texts out of the index; to be called while they are still there."""
        self._write(
            connection,
            "INSERT INTO keyword_index(keyword_index, rowid, terms) SELECT 'delete', id, terms",
            text_ids,
        )

    def search(
        self, connection: sqlite3.Connection, query: str, limit: int
    ) -> list[tuple[int, float]]:
        """The texts of the whole library that share terms with the query, best first.

        Returns (text id, BM25 score) pairs; a higher score is better.
        """
        wanted = dict.fromkeys(terms(query))
        if not wanted:
            return []
        return connection.execute(
            "SELECT rowid, -rank FROM keyword_index WHERE keyword_index MATCH ? "
            "ORDER BY rank LIMIT ?",
            (" OR ".join(f'"{term}"' for term in wanted), limit),
        ).fetchall()

    @staticmethod
    def _write(connection: sqlalchemy.Connection, statement: str, text_ids: list[int]) -> None:
        rows = [(text_id,) for text_id in text_ids]
        if rows:
            connection.exec_driver_sql(f"{statement} FROM texts WHERE id = ?", rows)


def rank(query: str, candidates: Iterable[tuple[int, str]]) -> list[tuple[int, float]]:
    """Some texts, given as (id, their terms joined by blanks), by BM25 among themselves.

    Used where the documents to search are known: rarity is then judged within them, and the
    effort does not grow with the library.  Texts that share no term are left out.
    """
    wanted = set(terms(query))
    counted, matching, total = [], Counter(), 0
    for key, joined in candidates:
        split = joined.split()
        total += len(split)
        counts = Counter(term for term in split if term in wanted)
        matching.update(counts.keys())
        counted.append((key, len(split), counts))
    if not total:
        return []
    mean = total / len(counted)
    rarity = {
        term: math.log(1 + (len(counted) - n + 0.5) / (n + 0.5)) for term, n in matching.items()
    }
    scored = []
    for key, length, counts in counted:
        damping = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * length / mean)
        score = sum(
            rarity[term] * n * (_SATURATION + 1) / (n + damping) for term, n in counts.items()
        )
        if score:
            scored.append((key, score))
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))
