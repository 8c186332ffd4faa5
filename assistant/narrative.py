"""Answers in the document's own words: reasons, definitions, duties, descriptions.

Nothing is worded anew: the answer is the sentence (or the few sentences) that hold what was
asked, with the citation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.citing import answer_figure, cite, cite_passage
from assistant.comparison import CHANGES, linked_statement
from assistant.content import Content, overlap
from assistant.context import Context
from assistant.lookup import find
from assistant.wording import amount, say, scope
from assistant.wordlists import load
from corpus.text import name_of, normalise, sentences
from index.records import StoredFigure, StoredPassage

_DEFINES = re.compile(r"^[“\"]?(?P<term>[^：:，。]{2,30}?)[”\"]?\s*(?:[（(][^）)]*[）)])?\s*(?:[：:]|，?是指|，?指)")
# How much of the question's content a sentence must hold to answer it.
_ENOUGH = 0.75


def answer_definition(context: Context) -> Answer | None:
    """The glossary's explanation of a term, verbatim."""
    for candidate in context.scopes:
        passages = context.library.passages_of(candidate.ids)
        best: tuple[float, StoredPassage, str] | None = None
        for passage in passages:
            if passage.kind != "text":
                continue
            for line in passage.text.split("\n"):
                share = _defines(line, passage, context.question.variants)
                if share >= 0.7 and (best is None or share > best[0]):
                    best = (share, passage, line)
        if best is not None:
            _, passage, line = best
            lead = f"《{passage.document}》：" if context.language == "zh" else f"{passage.document}: "
            return context.answered(lead + line, [], [cite_passage(passage, line)])
    return None


def _defines(line: str, passage: StoredPassage, variants: Sequence[Content]) -> float:
    """How well a paragraph defines the term asked for: 1 for the very term, 0 for none."""
    match = _DEFINES.match(name_of(line))
    if not match:
        return 0.0
    term = normalise(match["term"])
    section = normalise("".join(passage.section))
    glossary = "名词" in section or "解释" in section or re.search(r"是?指", line[:60])
    if not glossary:
        return 0.0
    best = 0.0
    for content in variants:
        in_text, in_term = overlap(term, content.text)
        missed = len(content.required - in_text)
        share = len(in_term) / len(term) - 0.25 * missed
        asked = "".join(content.words(content.required | in_text))
        if asked and term == asked:
            share += 0.5
        best = max(best, share)
    return best


def answer_reason(context: Context) -> Answer | None:
    """The stated reason of a change, with the change it explains."""
    with_reason = find(context.question, context.shelf, wanted=lambda f: bool(f.reason))
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
    signs = {"increase": "增加", "decrease": "减少", "growth_rate": "增长", "decline_rate": "下降"}
    stated = "，".join(f"{signs[f.measure]}{amount(f)}" for f in changes)
    basis = next((f.basis for f in changes if f.basis), "")
    subject = name_of(found.row_path[-1]) if found.row_path else ""
    head = f"{scope(found)}{subject}" + (f"比{basis}" if basis and stated else "") + stated
    reason = say("reason", context.language, reason=found.reason)
    passage = context.library.passage(found.passage_id) if found.passage_id else None
    quotes = [cite(found)]
    if passage is not None:
        sentence = next((s for s in _sentences(passage.text) if found.reason in s), found.quote)
        quotes = [cite_passage(passage, sentence), cite(found)]
    separator = "。" if context.language == "zh" else ". "
    return context.answered(
        f"{head}{separator}{reason}", [answer_figure(f) for f in changes], quotes, places=1
    )


def _sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def answer_passage(context: Context) -> Answer | None:
    """The shortest run of sentences that holds what the question asks, or None."""
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
    return context.answered(quote, _figures_in(context, passage, quote), [cite_passage(passage, quote)])


def _hits(context: Context, ids: Sequence[int], content: Content) -> list[StoredPassage]:
    words = " ".join(content.words(content.required)) or content.text
    semantic = None if context.language == "zh" else None
    hits = context.library.search(f"{words} {' '.join(_cues(context))}", ids, limit=12, semantic=semantic)
    return [h.passage for h in hits if h.passage.kind == "text" and not _is_contents(h.passage)]


def _is_contents(passage: StoredPassage) -> bool:
    return any(normalise(part) == "目录" for part in passage.section)


def _cues(context: Context) -> list[str]:
    """Words that passages use for what is asked (谁 → 实施主体, 负责)."""
    cues = load("questions").get("cues", {})
    return [word for kind in context.question.operations for word in cues.get(kind, ())]


def _best_sentences(passage: StoredPassage, content: Content, context: Context) -> tuple[float, str] | None:
    section = normalise(" ".join(passage.section))
    required = content.required
    if not required:
        return None
    from_section = overlap(section, content.text)[0] & required
    cues = _cues(context)
    cue_in_section = any(cue in section for cue in cues)
    best: tuple[float, str] | None = None
    for sentence in _sentences(passage.text):
        folded = normalise(sentence)
        held = (overlap(folded, content.text)[0] & required) | from_section
        share = len(held) / len(required)
        cue = cue_in_section or any(cue in folded for cue in cues)
        if share < _ENOUGH or (cues and not cue):
            continue
        own = len(overlap(folded, content.text)[0] & required) / len(required)
        score = share + 0.3 * own + (0.3 if cue else 0) - len(sentence) / 2000
        if best is None or score > best[0]:
            best = (score, sentence)
    return best


def _figures_in(context: Context, passage: StoredPassage, quote: str) -> list[StoredFigure]:
    return [f for f, _ in context.shelf if f.passage_id == passage.id and f.quote == quote][:6]
