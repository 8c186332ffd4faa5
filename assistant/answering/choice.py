"""“Is it A or B?”: which of two names the figure described in the question stands under."""

from __future__ import annotations

from assistant.answer import Answer
from assistant.evidence.citing import cite
from assistant.evidence.context import Context
from assistant.finding.lookup import is_plain
from assistant.understanding.content import told_amounts
from assistant.wording import amount, place, scope
from corpus.amounts import agree
from corpus.patterns import Pattern
from corpus.states import CellState
from corpus.text import name_of, normalise
from index.records import StoredFigure

_CHOICE = Pattern(r"(?:到底|究竟)?(?:是|属于|算)(?P<a>[^,，是]{2,30}?)还是(?P<b>[^,，?？]{2,30})")


def answer_choice(context: Context) -> Answer | None:
    """The name under which the tables state the amount that the question tells.

    Where the text states it under the other name, that is said too.  None unless exactly one
    of the two names has the amount in a table.
    """
    choice = _CHOICE.search(context.question.text)
    told = told_amounts(context.question.text)
    if not choice or not told:
        return None
    places = {name: _places(context, choice[name], told) for name in ("a", "b")}
    tabled = [n for n, found in places.items() if any(f.source == "table" for f in found)]
    if len(tabled) != 1:
        return None
    chosen = next(f for f in places[tabled[0]] if f.source == "table")
    other = places["b" if tabled[0] == "a" else "a"]
    name = name_of(chosen.row_path[-1])
    zh = context.language == "zh"
    code = f"{chosen.code} " if chosen.code else ""
    text = (
        f"{scope(chosen)}：以表为准，是{code}{name}，{amount(chosen)}。来源：{place(chosen, 'zh')}。"
        if zh
        else f"{scope(chosen)}: by the table it is {code}{name}, {amount(chosen)}. Source: {place(chosen, 'en')}."
    )
    warnings = ()
    if other:
        said = name_of(other[0].row_path[-1])
        warnings = (
            f"同一金额在文字说明中写作「{said}」，与表不一致。"
            if zh
            else f"The text states the same amount as “{said}”, unlike the table.",
        )
    return context.answered(
        text,
        [chosen],
        [cite(f) for f in other[:2]],
        warnings=warnings,
        places=1 + len(other),
        agreement=False if other else None,
    )


def _places(context: Context, name: str, told) -> list[StoredFigure]:
    """Figures named so that agree with an amount told in the question; tables first."""
    wanted = normalise(name)
    found = [
        f
        for f, _ in context.shelf
        if f.row_path
        and f.state is CellState.NUMBER
        and is_plain(f)
        and normalise(name_of(f.row_path[-1])) == wanted
        and any(agree(f.value, f.unit, t.value, t.unit) for t in told)
    ]
    return sorted(found, key=lambda f: f.source != "table")
