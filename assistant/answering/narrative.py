"""Answers in the document's own words: reasons, definitions, entries of form-like sheets.

Nothing is worded anew: the answer is the sentence (or the few sentences) that hold what was
asked, with the citation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.answering.comparison import CHANGES, SIGNS, linked_statement
from assistant.answering.passages import cues_of, sentences_of
from assistant.evidence.citing import answer_figure, cite, cite_passage
from assistant.evidence.context import Context
from assistant.finding.lookup import find
from assistant.understanding.content import Content, overlap
from assistant.understanding.scope import Scope
from assistant.wording import amount, say, scope
from corpus.patterns import Pattern
from corpus.states import CellState
from corpus.text import name_of, normalise
from index.records import StoredPassage

# More scopes than these are not read through for a definition.
_FEW_SCOPES = 50
_HITS = 100
# What a glossary says of every term, whatever the term.
_DEFINING = ("是指", "名词解释")
_DEFINES = Pattern(
    r"^[“\"]?(?P<term>[^：:，。]{2,30}?)[”\"]?\s*(?:[（(][^）)]*[）)])?\s*(?:[：:]|，?是指|，?指)"
)


# Entries of a glossary stand on lines of their own, or one behind the other.
_ENTRY = Pattern(r"\n|(?<=。)(?=[^：:，。\n]{2,30}[：:])")


def answer_definition(context: Context) -> Answer | None:
    """The glossary's explanation of a term, verbatim."""
    for candidate in _scopes_to_search(context):
        passages = context.library.passages_of(candidate.ids)
        best: tuple[float, StoredPassage, str] | None = None
        for passage in passages:
            if passage.kind != "text":
                continue
            for line in _ENTRY.split(passage.text):
                share = _defines(line, passage, context.question.variants)
                if share >= 0.7 and (best is None or share > best[0]):
                    best = (share, passage, line)
        if best is not None:
            _, passage, line = best
            lead = (
                f"《{passage.document}》：" if context.language == "zh" else f"{passage.document}: "
            )
            return context.answered(lead + line, [], [cite_passage(passage, line)])
    return None


def _scopes_to_search(context: Context) -> Sequence[Scope]:
    """All scopes, or, of very many, those whose texts hold the most of what is asked."""
    if len(context.scopes) <= _FEW_SCOPES:
        return context.scopes
    words = {word for c in context.question.variants for word in c.words(c.naming)}
    hits = context.library.search(
        " ".join([*sorted(words), *_DEFINING]), limit=_HITS, semantic=False
    )
    held = {hit.passage.document_id for hit in hits}
    return [scope for scope in context.scopes if not held.isdisjoint(scope.ids)]


def _defines(line: str, passage: StoredPassage, variants: Sequence[Content]) -> float:
    """How well a paragraph defines the term asked for: 1 for the very term, 0 for none."""
    match = _DEFINES.match(name_of(line))
    if not match:
        return 0.0
    term = normalise(match["term"])
    section = normalise("".join(passage.section))
    glossary = "名词" in section or "解释" in section or re.search(r"是?指", line[:60])
    if not glossary and (re.search(r"\d", line) or "：" not in line):
        return 0.0
    best = 0.0
    for content in variants:
        in_text, in_term = overlap(term, content.text)
        missed = len(content.required - in_text)
        share = len(in_term) / len(term) - 0.25 * missed
        asked = "".join(content.words(content.required | in_text))
        if asked and term == asked:
            share += 0.5
        elif not glossary:
            # Outside a glossary only the very term is defined.
            share = 0.0
        best = max(best, share)
    return best


def answer_reason(context: Context) -> Answer | None:
    """The stated reason of a change, with the change it explains."""
    with_reason = find(
        context.question, context.shelf, wanted=lambda f: bool(f.reason), least_share=0.75
    )
    found = with_reason.figure if with_reason and not with_reason.rivals else None
    if found is None:
        found = linked_statement(context, CHANGES)
    if found is None or not found.reason:
        return None
    changes = [
        f
        for f, _ in context.shelf
        if f.measure in CHANGES
        and f.passage_id == found.passage_id
        and f.row_path == found.row_path
        and f.reason == found.reason
    ]
    stated = "，".join(f"{SIGNS[f.measure]}{amount(f)}" for f in changes)
    basis = next((f.basis for f in changes if f.basis), "")
    subject = name_of(found.row_path[-1]) if found.row_path else ""
    head = f"{scope(found)}{subject}" + (f"比{basis}" if basis and stated else "") + stated
    reason = say("reason", context.language, reason=found.reason)
    passage = context.library.passage(found.passage_id) if found.passage_id else None
    quotes = [cite(found)]
    if passage is not None:
        sentence = next((s for s in sentences_of(passage.text) if found.reason in s), found.quote)
        quotes = [cite_passage(passage, sentence), cite(found)]
    separator = "。" if context.language == "zh" else ". "
    return context.answered(
        f"{head}{separator}{reason}", [answer_figure(f) for f in changes], quotes, places=1
    )


def answer_form_text(context: Context) -> Answer | None:
    """A text entry of a form-like sheet: who implements a project."""
    cues = cues_of(context)
    content = context.question.content
    entries = [
        (figure, words)
        for cue in cues
        for figure, words in context.shelf
        if figure.state is CellState.TEXT
        and figure.context
        and words.leaf.startswith(normalise(cue))
        and not figure.printed.isdigit()
    ]
    for figure, words in entries:
        named = overlap(words.context, content.text)[0] | overlap(words.leaf, content.text)[0]
        if content.required and content.required <= named:
            text = f"{figure.context}：{figure.row_path[-1]} {figure.printed}"
            return context.answered(text, [], [cite(figure)])
    return None
