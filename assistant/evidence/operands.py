"""The figures that a question names one by one (办公费和会议费, office and training expenses)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.calculation import same_table_pair
from assistant.evidence.citing import label_of
from assistant.evidence.context import Context
from assistant.finding.lookup import Finding, find
from assistant.understanding.content import overlap, soft_positions
from assistant.understanding.question import Question
from assistant.understanding.wordlists import (
    any_of,
    english_terms,
    question_words,
    said_in,
    synonyms,
)
from corpus.patterns import Pattern
from corpus.states import CellState
from corpus.tables.words import is_total
from corpus.text import name_of, normalise
from index.records import StoredFigure

_AND = Pattern(
    r"[、,，]|(?<!增)加(?=[\u4e00-\u9fff]{2})(?!起来|在一起|总)|以及|还有|(?<![总])和|与|跟|及|(?<![a-z])and(?![a-z])"
)


def named_operands(context: Context) -> list[StoredFigure] | None:
    """The figures a question names one by one, None unless every one is found."""
    findings = _findings(context)
    if findings is None or any(f.figure.state is not CellState.NUMBER for f in findings):
        return None
    head = findings[0]
    figures = []
    for finding in findings[1:]:
        pair = same_table_pair(head, finding)
        if pair is None:
            return None
        figures.append(pair[1])
        head_figure = pair[0]
    named = [head_figure, *figures]
    # One figure found for two names is not what one of them means.
    return named if len({figure.id for figure in named}) == len(named) else None


def empty_operand(context: Context) -> StoredFigure | None:
    """One of several cells named one by one that holds no number, where all are found."""
    found = [f.figure for f in _findings(context) or ()]
    return next((figure for figure in found if figure.state is not CellState.NUMBER), None)


def _findings(context: Context) -> list[Finding] | None:
    """What each of at least two pieces of a question names, None unless all are found."""
    text = _without_tail(context.question.text)
    for mention in context.question.mentions:
        text = text.replace(context.question.text[slice(*mention.span)], " ")
    text = _with_whole_labels(text, context)
    pieces = [p.translate(_UNGLUED) for p in _AND.split(text) if p.strip()]
    if len(pieces) < 2:
        return None
    pieces = with_shared_uses(pieces, context)
    findings = []
    for place, piece in enumerate(pieces):
        part = _part(piece, pieces[place + 1 :], context)
        if not part.content.naming and not part.codes:
            continue
        finding = find(part, context.shelf)
        if findings and (finding is None or not says_name(finding, part)):
            finding = _with_lead(pieces[0], piece, findings[0], context) or finding
            if (
                finding
                and not says_name(finding, part)
                and not _stand_together(findings[0], finding)
            ):
                # Half a name in another place: 采购货物和服务 asks for no 商品和服务支出.
                return None
        if finding is None or finding.rivals:
            return None
        if findings and is_bare_side(part, finding) and context.part(pieces[0]).content.required:
            # 行政运行的预算与决算: the second is that of the first, no total of everything.
            return None
        findings.append(finding)
    return findings if len(findings) > 1 else None


def with_shared_uses(pieces: Sequence[str], context: Context) -> list[str]:
    """Things joined by and, each with the use or the subject that is said of all of them once:
    群众文化的基本支出和项目支出 means both of 群众文化, 图书馆和文物保护的项目支出 the use of both."""
    uses = [use for use in question_words("columns", "uses") if use.endswith(("支出", "经费"))]
    use = rf"(?P<use>{'|'.join(uses)})"
    first, last = (
        re.search(rf"^(?P<what>.*?)的?{use}", piece) for piece in (pieces[0], pieces[-1])
    )
    if first and context.part(first["what"]).content.required:
        alone = re.compile(rf"^\s*{use}")
        return [f"{first['what'].strip()}的{p.strip()}" if alone.search(p) else p for p in pieces]
    said = any(re.search(use, piece) for piece in pieces[:-1])
    if last and not said and context.part(last["what"]).content.required:
        return [*(f"{p.strip()}的{last['use']}" for p in pieces[:-1]), pieces[-1]]
    return list(pieces)


_BARE_SIDE = Pattern(
    r"[\s的]*(?:(?:年初|年末|支出|收入|预算|决算|结余|结转)数?)+(?:[\s?？的是有了差额]|多少|几|万?元)*"
)


def is_bare_side(part: Question, finding: Finding) -> bool:
    """Whether a piece names nothing but a side or a stage (支出, 决算) and a total is found for it."""
    names = (normalise(name_of(name)) for name in finding.figure.row_path[-1:])
    of_all = finding.figure.is_total or any(map(is_total, names))
    return of_all and bool(_BARE_SIDE.fullmatch(part.text))


def says_name(finding: Finding, part: Question) -> bool:
    """Whether a piece says at least half of the name of what is found for it."""
    name = normalise(label_of(finding.figure))
    telling = set(range(len(name))) - soft_positions(name)
    said = set().union(*(overlap(name, content.text)[1] for content in part.variants))
    return len(telling & said) * 2 >= len(telling)


def _with_lead(first: str, piece: str, head: Finding, context: Context) -> Finding | None:
    """What a piece means with the beginning of the first (政府采购货物和服务: 政府采购服务), where it is
    found beside the first."""
    lead = re.sub(r"[\s\d]", "", first)
    for end in range(len(lead) - 1, 1, -1):
        part = context.part(lead[:end] + piece.strip())
        finding = find(part, context.shelf)
        if finding is None or finding.rivals or finding.figure.id == head.figure.id:
            continue
        if says_name(finding, part) and _stand_together(head, finding):
            return finding
    return None


def _stand_together(a: Finding, b: Finding) -> bool:
    """Whether two figures stand in one table or sentence."""
    places = {(m.figure.table_id, m.figure.quote or "") for m in a.agreeing or (a.best,)}
    return any((m.figure.table_id, m.figure.quote or "") in places for m in b.agreeing or (b.best,))


def _part(piece: str, following: Sequence[str], context: Context) -> Question:
    """What one piece names; office in office and training expenses means the office expenses."""
    part = context.part(piece)
    if context.language != "en" or _names_label(part):
        return part
    nouns = any_of(question_words("english", "nouns"))
    if nouns.search(piece):
        return part
    noun = next((found[0] for other in following if (found := nouns.search(other))), "")
    whole = context.part(f"{piece.strip()} {noun}") if noun else part
    return whole if _names_label(whole) else part


def _names_label(part: Question) -> bool:
    """Whether a piece of an English question holds a Chinese label or a term for one."""
    return any(character > "\u2e80" for character in part.content.text)


# Connecting words inside a label (商品和服务支出) are held together while splitting.
_GLUED = str.maketrans("和与及跟、,，加", "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008")
_GLUED_AND = "\ue009"
_UNGLUED = {v: chr(k) for k, v in _GLUED.items()} | {ord(_GLUED_AND): "and"}


def _with_whole_labels(text: str, context: Context) -> str:
    for term, _ in said_in(text, english_terms) if context.language == "en" else ():
        glued = re.sub(r"\band\b", _GLUED_AND, term).translate(_GLUED)
        text = text.replace(term, glued) if glued != term else text
    labels = {*context.shelf.labels, *(label for _, means in synonyms() for label in means)}
    for label in sorted(labels, key=len, reverse=True):
        glued = label.translate(_GLUED)
        if glued != label and label in text:
            text = text.replace(label, glued)
    return text


def _without_tail(text: str) -> str:
    text = re.sub(r"20\d\d年(?:度)?", " ", text)
    text = any_of(question_words("english", "sum")).sub(" ", text)
    return re.sub(
        r"(?:[两二三四五六七八九十\d]+[项个者笔]|这些|全部)?(?:加起来|合起来|相加|总和|之和|合计|加在一起|加总|一共|总共).*$",
        "",
        text,
    )
