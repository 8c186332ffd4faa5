"""Where a quoted sentence stands in the stored text of its passage, and the figure in it."""

from __future__ import annotations

from html import escape

from assistant.page.evidence.source import Source

Span = tuple[int, int]


def places_of(text: str, quote: str) -> list[Span]:
    """The character ranges of ``quote`` in ``text``, blanks and line ends ignored."""
    wanted = "".join(quote.split())
    if not wanted:
        return []
    places = [i for i, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[i] for i in places)
    found = []
    start = bare.find(wanted)
    while start >= 0:
        found.append((places[start], places[start + len(wanted) - 1] + 1))
        start = bare.find(wanted, start + 1)
    return found


def figure_in(source: Source, place: Span) -> Span | None:
    """The range of the figure inside the quoted sentence at ``place``, if it is a part of it."""
    span = source.evidence.span if source.evidence else None
    if span is None or place[1] - place[0] != len(source.quote):
        return None
    if not (0 <= span[0] < span[1] <= len(source.quote)) or span[1] - span[0] == len(source.quote):
        return None
    return place[0] + span[0], place[0] + span[1]


def paragraphs_html(text: str, sentence: Span | None, figure: Span | None) -> str:
    """Paragraphs of ``text`` as HTML; a mark that crosses a line end is split at it."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            paragraphs.append(f"<p>{_marked(text, start, end, sentence, figure)}</p>")
        start = end + 1
    return "".join(paragraphs)


def _marked(text: str, start: int, end: int, sentence: Span | None, figure: Span | None) -> str:
    def clip(span: Span) -> Span | None:
        low, high = max(start, span[0]), min(end, span[1])
        return (low, high) if low < high else None

    whole = clip(sentence) if sentence else None
    if whole is None:
        return escape(text[start:end])
    low, high = whole
    inner = clip(figure) if figure else None
    if inner:
        words = (
            f"{escape(text[low : inner[0]])}<strong>{escape(text[inner[0] : inner[1]])}</strong>"
            f"{escape(text[inner[1] : high])}"
        )
    else:
        words = escape(text[low:high])
    return f"{escape(text[start:low])}<mark>{words}</mark>{escape(text[high:end])}"
