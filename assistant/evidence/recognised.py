"""What answers say of figures that were recognised in an image: how sure, which are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.wording import join, place, say
from corpus.text import name_of
from index.records import StoredFigure

# More names of items left out are only counted.
_NAMED = 6


def recognition_warnings(
    figures: Sequence[StoredFigure], unsure: Iterable[StoredFigure], language: str
) -> tuple[str, ...]:
    """The warnings that an answer with these figures needs.

    ``unsure`` are the doubtful figures of its scope: where several figures of one table or
    sentence are stated, those of the same column, row or sentence were left out of it.
    """
    warnings = []
    sure = [figure.confidence for figure in figures if figure.confidence is not None]
    if sure:
        text = "recognised" if len(sure) == 1 else "recognised_several"
        warnings.append(say(text, language, percent=_percent(min(sure))))
    left_out = _left_out(figures, unsure) if len(figures) > 1 else []
    if left_out:
        names = [name_of(path[-1]) for path in dict.fromkeys(map(_path, left_out))]
        more = len(names) - _NAMED
        listed = join(names[:_NAMED], language) + ("…" if more > 0 else "")
        stands = place(left_out[0], language)
        warnings.append(say("left_out", language, names=listed, place=stands))
    return tuple(warnings)


def unsure_text(figure: StoredFigure, language: str) -> str:
    """Why a doubtful figure is not stated, and what was recognised in its place."""
    return say(
        "unsure",
        language,
        place=place(figure, language),
        label=name_of(_path(figure)[-1]),
        printed=figure.printed,
        percent=_percent(figure.confidence or 0.0),
    )


def _left_out(
    figures: Sequence[StoredFigure], unsure: Iterable[StoredFigure]
) -> list[StoredFigure]:
    tables = [f for f in figures if f.table_id is not None]
    columns = {(f.table_id, f.column) for f in tables}
    rows = {(f.table_id, f.row) for f in tables}
    sentences = {(f.passage_id, f.quote) for f in figures if f.table_id is None}
    return [
        f
        for f in unsure
        if (f.table_id, f.column) in columns
        or (f.table_id, f.row) in rows
        or (f.table_id is None and (f.passage_id, f.quote) in sentences)
    ]


def _path(figure: StoredFigure) -> tuple[str, ...]:
    return figure.row_path or figure.column_path or (figure.table,)


def _percent(confidence: float) -> str:
    """A confidence in percent, rounded down; what was recognised is never wholly sure."""
    return f"{min(99, int(confidence * 100))}%"
