"""A question in English, with Chinese names and labels in it or without."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.understanding.bounds import without_bounds
from assistant.understanding.content import YUAN_IN_ENGLISH, Content, content_of, required_content
from assistant.understanding.organisations import Directory
from assistant.understanding.question_form import (
    CODE,
    FUND_OR_STAGE,
    MAX_VARIANTS,
    NOT_A_DEFINITION,
    Question,
    nth_said,
    stage_said,
    top_n,
    years_said,
)
from assistant.understanding.whole_side import labels_of, whole_side_in_english
from assistant.understanding.wordlists import any_of, english_terms, load, question_words, said_in
from corpus.patterns import Pattern


def read_english(text: str, directory: Directory) -> Question:
    """Reads a normalised English question."""
    mentions, unknown = directory.english_mentions(text)
    chinese_mentions = directory.mentions(text)
    years, taken, as_of = years_said(text)
    english = load("questions")["english"]
    # At least ranks nothing.
    unbounded = without_bounds(text)
    operations = frozenset(
        kind
        for kind in load("questions")["operation"]
        if kind in english and any_of(tuple(english[kind])).search(unbounded)
    )
    if re.match(r"(?:does|do|did|is|are|was|were|has|have|will)\b", text):
        operations |= {"yesno"}
    if operations & NOT_A_DEFINITION and not re.search(r"\bmean", text):
        # What does it consist of asks for no meaning.
        operations -= {"definition"}
    told = [m.span() for m in YUAN_IN_ENGLISH.finditer(text)]
    if told and not any_of(question_words("english", "changing")).search(text):
        # More than 50,000 yuan bounds an amount and compares it with no other year.
        operations -= {"change"}
    taken += told
    place, end, said = nth_said(text)
    if said:
        taken.append(said)
        operations = operations - {"top", "bottom"} | {end}
    taken += [m.span for m in (*mentions, *chinese_mentions)]
    if not mentions and not chinese_mentions:
        taken += unknown
    parts, rest = _english_parts(text, taken)
    side = whole_side_in_english(text, parts, rest)
    contents = _english_variants([labels_of(side)] if side else parts, rest)
    return Question(
        text=text,
        language="en",
        mentions=tuple([*mentions, *chinese_mentions]),
        years=tuple(years),
        as_of=as_of,
        previous=bool(any_of(tuple(english["previous"])).search(text)),
        stage=_stage_said(text),
        operations=operations,
        unit=next(
            (
                u
                for w, u in (
                    ("square met", "平方米"),
                    ("vehicles", "辆"),
                    ("how many employees", "人"),
                    ("how many people", "人"),
                    ("how many staff", "人"),
                )
                if w in text
            ),
            "",
        ),
        codes=frozenset(
            m.group(1) for m in CODE.finditer(text) if int(m.group(1)[:4]) not in years
        ),
        variants=contents,
        unknown_agency=text[slice(*unknown[0])]
        if unknown and not (mentions or chinese_mentions)
        else "",
        top_n=top_n(text),
        whole_side=side,
        nth=place,
    )


# The budget set beside what became of it: neither amount alone is the answer.
_BUDGET_AND_SPENT = Pattern(
    r"(?:under|over|within)[ -]budget|budget than (?:spen[dt]|use)|spen[dt] than (?:it )?budget|"
    r"of (?:the|its|their) [^?]*?budget[^?]*?(?<![a-z])(?:was|were|been|actually|did)(?![a-z])[^?]*?(?:spen[dt]|used?)(?![a-z])"
)


def _stage_said(text: str) -> str:
    if _BUDGET_AND_SPENT.search(text):
        return "both"
    stage = stage_said(FUND_OR_STAGE.sub("", text), "决算", "预算")
    stage = stage or stage_said(text, "final account", "budget")
    return stage or ("final" if "spent" in text else "")


def _english_parts(text: str, taken) -> tuple[list[tuple[str, ...]], list[str]]:
    """Chinese labels the text names (in brackets or by an English term), and unknown words."""
    parts: list[tuple[str, ...]] = []
    english = load("questions")["english"]
    text = _without_glossed(text, taken)
    for start, end in taken:
        text = text[:start] + " " * (end - start) + text[end:]
    printed = re.findall(r"[\u4e00-\u9fff][\u4e00-\u9fff()]*", text)
    parts += [(label.strip("()"),) for label in printed if len(label) > 1]
    text = re.sub(r"[(]?[\u4e00-\u9fff][\u4e00-\u9fff()]*[)]?", " ", text)
    consumed = " " + text + " "
    for term, labels in said_in(consumed, english_terms):
        found = re.search(rf"(?<![a-z]){re.escape(term)}(?![a-z])", consumed)
        if not found:
            continue
        parts.append(labels)
        consumed = consumed[: found.start()] + " " * len(term) + consumed[found.end() :]
    for words in english.values():
        consumed = any_of(tuple(words)).sub(" ", consumed)
    rest = [w for w in re.findall(r"[a-z][a-z'&-]+", consumed) if len(w) > 1]
    return parts, rest


def _without_glossed(text: str, taken) -> str:
    """The text without English words that a Chinese name in brackets behind them says again.

    The words are blanked back to the next connecting word (``budget for training (培训费)``).
    """
    connecting = any_of(
        (
            "the",
            "of",
            "for",
            "in",
            "on",
            "is",
            "are",
            "does",
            "do",
            "from",
            "what",
            "was",
            "were",
            "by",
            "than",
            "'s",
        )
    )
    for match in list(re.finditer(r"([a-z][a-z' &-]*?) ?\((?=[\u4e00-\u9fff])", text)):
        start, end = match.span(1)
        last = max((m.end() for m in connecting.finditer(text[start:end])), default=0)
        if any(a < end and start + last < b for a, b in taken):
            continue
        text = text[: start + last] + " " * (end - start - last) + text[end:]
    return text


def _english_variants(parts: list[tuple[str, ...]], rest: list[str]) -> tuple[Content, ...]:
    texts = [""]
    for labels in parts:
        texts = [f"{text}|{label}" for text in texts for label in labels[:3]][:MAX_VARIANTS]
    tail = "|".join(rest)
    return tuple(_with_soft_words(required_content(f"{text}|{tail}")) for text in texts)


def _with_soft_words(content: Content) -> Content:
    """Trade words inside translated labels need not be found either."""
    soft = content_of(content.text, [])
    roles = "".join(
        s if c > "\u2e80" else r
        for c, s, r in zip(content.text, soft.roles, content.roles, strict=True)
    )
    return replace(content, roles=roles)
