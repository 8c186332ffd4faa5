"""Sentences of the documents that hold what a question asks."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer
from assistant.evidence.citing import cite_passage
from assistant.evidence.context import Context
from assistant.understanding.content import Content, overlap, soft_positions
from assistant.understanding.wordlists import load
from corpus.text import normalise, sentences
from index.records import StoredFigure, StoredPassage

# How much of the question's content a sentence must hold to answer it.
_ENOUGH = 0.75
# A name of so few characters stands in other words too (购置费: 集中购置).
_SHORT = 2


def answer_passage(context: Context) -> Answer | None:
    """The shortest run of sentences that holds what the question asks, or None."""
    if context.question.whole_side:
        # Any sentence speaks of expenditure; none of them is an answer to what it is altogether.
        return None
    best: tuple[float, StoredPassage, str] | None = None
    for candidate in context.scopes[:4]:
        for content in context.question.variants[:4]:
            for hit in _hits(context, candidate.ids, content):
                judged = _best_sentences(hit, content, context)
                if judged and (best is None or judged[0] > best[0]):
                    best = (judged[0], hit, judged[1])
    if best is None:
        return None
    _, passage, quote = best
    return context.answered(
        quote, _figures_in(context, passage, quote), [cite_passage(passage, quote)]
    )


def _hits(context: Context, ids: Sequence[int], content: Content) -> list[StoredPassage]:
    cues = cues_of(context)
    words = " ".join(content.words(content.naming)) or content.text
    hits = context.library.search(f"{words} {' '.join(cues)}", ids, limit=12)
    found = [h.passage for h in hits]
    if cues:
        # Short entries under a telling heading (三、实施主体) hold none of the words themselves.
        seen = {p.id for p in found}
        found += [p for p in context.library.passages_of(ids) if p.id not in seen]
    return [p for p in found if p.kind == "text" and _may_answer(p)]


def _is_reason_of_it(folded: str, from_section: frozenset[int], content: Content) -> bool:
    """Whether a sentence says why what is asked about is so.

    Its name must stand before the word of reason or in the heading: behind that word it is a
    reason of something else (主要原因是部分收费培训改为免费课程 is none of 培训费).
    """
    cues = [folded.find(cue) for cue in load("questions")["cues"]["reason"] if cue in folded]
    # A note on rounding gives the reason of no amount.
    if not cues or folded.startswith("注"):
        return False
    said = folded[: min(cues)]
    names = [(run, _name_of_run(content, run)) for run in _runs(content.naming)]
    return all(
        run <= from_section and len(run) > 1 or len(name) > 1 and name in said
        for run, name in names
    )


def _runs(positions: frozenset[int]) -> list[frozenset[int]]:
    runs: list[set[int]] = []
    for position in sorted(positions):
        if runs and position - 1 in runs[-1]:
            runs[-1].add(position)
        else:
            runs.append({position})
    return [frozenset(run) for run in runs]


def _name_of_run(content: Content, run: frozenset[int]) -> str:
    """The words of a run; a short one with the word of the trade behind it (购置费, 其他收入)."""
    end = max(run) + 1
    if len(run) <= _SHORT:
        behind = soft_positions(content.text)
        if len(run) == 1 and end not in behind and end + 1 in behind:
            # A word that connects elsewhere is half of a name (公用经费).
            end += 1
        while end in behind and content.text[end].isalnum():
            end += 1
    return content.text[min(run) : end]


def is_contents(passage: StoredPassage) -> bool:
    return any(normalise(part) == "目录" for part in passage.section)


def _may_answer(passage: StoredPassage) -> bool:
    """Contents and glossary state nothing about the department itself."""
    glossary = any("名词解释" in normalise(part) for part in passage.section)
    return not glossary and not is_contents(passage)


def cues_of(context: Context) -> list[str]:
    """Words that passages use for what is asked (谁 → 实施主体, 负责)."""
    cues = load("questions").get("cues", {})
    return [word for kind in context.question.operations for word in cues.get(kind, ())]


def _best_sentences(
    passage: StoredPassage, content: Content, context: Context
) -> tuple[float, str] | None:
    section = normalise(" ".join(passage.section))
    required = content.naming
    if not required:
        return None
    from_section = overlap(section, content.text)[0] & required
    cues = cues_of(context)
    heading = normalise(passage.section[-1]) if passage.section else ""
    cue_in_section = any(cue in heading for cue in cues)
    best: tuple[float, str] | None = None
    for sentence in sentences_of(passage.text):
        folded = normalise(sentence)
        held = (overlap(folded, content.text)[0] & required) | from_section
        share = len(held) / len(required)
        cue = cue_in_section or any(cue in folded for cue in cues)
        if share < _ENOUGH or (cues and not cue):
            continue
        if context.question.asks("reason") and not _is_reason_of_it(folded, from_section, content):
            continue
        if folded.startswith("其他") and "其他" not in content.text:
            # What is left of a thing is never the thing itself.
            continue
        if not cues and any(len(word) > 1 for word in content.words(required - held)):
            # A whole word that stands nowhere is what the question is about.
            continue
        own = len(overlap(folded, content.text)[0] & required) / len(required)
        score = (
            share
            + 0.3 * own
            + (0.8 if cue_in_section else 0.3 if cue else 0)
            - len(sentence) / 2000
        )
        if best is None or score > best[0]:
            best = (score, sentence)
    return best


def _figures_in(context: Context, passage: StoredPassage, quote: str) -> list[StoredFigure]:
    """The figures of a quoted sentence whose subject the question names in full."""
    asked = context.question.content.text
    return [
        f
        for f, w in context.shelf
        if f.passage_id == passage.id
        and f.quote == quote
        and overlap(w.leaf, asked)[1]
        and len(overlap(w.leaf, asked)[1] | soft_positions(w.leaf)) == len(w.leaf)
    ][:6]


def negative_sentence(context: Context, kind: str = "none") -> tuple[StoredPassage, str] | None:
    """A sentence that says there is none (or, for "unchanged", no change) of what is asked."""
    words = load("questions")["negative"][kind]
    best: tuple[float, StoredPassage, str] | None = None
    contents = [c.requiring(context.shelf.special) for c in context.question.variants]
    contents = [c for c in contents if c.required]
    for passage in context.library.passages_of(context.scope.ids):
        if passage.kind != "text" or is_contents(passage):
            continue
        for sentence in sentences_of(passage.text):
            if not any(word in sentence for word in words):
                continue
            folded = normalise(sentence)
            share = max(
                (len(overlap(folded, c.text)[0] & c.required) / len(c.required) for c in contents),
                default=0.0,
            )
            if share >= _ENOUGH and (best is None or share > best[0]):
                best = (share, passage, sentence)
    return None if best is None else best[1:]


def sentences_of(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]
