"""A question asked again of another organisation, year, kind of document or item, in words.

What was understood can be corrected on the page; the correction becomes a question like any
other, so that it is answered, shown and kept the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.dialogue import subject_of
from assistant.understanding.organisations import Directory
from assistant.understanding.question import Question, read_question
from corpus.patterns import Pattern
from corpus.text import normalise

_YEAR = Pattern(r"(?<![\d.])(20\d\d)(?!\d)")
# Words that hold 预算 or 决算 and do not say which document is meant stay as they are.
_STAGE = Pattern(
    r"(?:一般公共|政府性基金|国有资本经营|年初|调整|超出?|完成)预算|预算(?:单位|数|执行|管理)|"
    r"(?P<kind>(?:部门|单位)(?:预算|决算))|(?P<stage>预算|决算)"
)
_EDGE = Pattern(
    r"(?<=[a-z0-9])(?=[(（]?[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-z0-9])|(?<=[)）])(?=[a-z0-9])"
)
_ENGLISH_STAGE = Pattern(r"final accounts?|budgets?")
_ENGLISH_KINDS = {"预算": "budget", "决算": "final account"}
# Of these no single item can be taken out of the question's words.
_OF_SEVERAL = ("share", "sum", "top", "bottom", "top_n", "choice")


@dataclass(frozen=True)
class Wanted:
    """What a question is to be about; "" and None leave what it says.

    ``kind`` is 部门预算, 单位预算, 部门决算 or 单位决算; ``item`` the name of a figure, and
    ``item_said`` what the question was taken to ask for.
    """

    organisation: str = ""
    year: int | None = None
    kind: str = ""
    item: str = ""
    item_said: str = ""


def restated(text: str, wanted: Wanted, directory: Directory) -> str:
    """The question ``text``, which stands alone, asked of what is ``wanted``.

    Where the words leave no place for a change, a plain question for the item is made.
    """
    question = read_question(text, directory)
    english = question.language == "en"
    made = _in_place(question, wanted, directory)
    if made is None or not _says(made, wanted, directory):
        made = _plainly(question, wanted, english)
    return made


def _in_place(question: Question, wanted: Wanted, directory: Directory) -> str | None:
    english = question.language == "en"
    text = question.text.strip()
    if wanted.item:
        text = _with_item(question, wanted)
        if text is None:
            return None
    if wanted.year is not None:
        text = _with_year(text, wanted.year, directory, english)
    if wanted.organisation:
        text = _with_organisation(text, wanted.organisation, directory, english)
    if wanted.kind:
        text = _with_kind(text, wanted.kind, directory, english)
    return _spaced(text) if english else re.sub(r"\?$", "？", text)


def _spaced(text: str) -> str:
    """An English sentence with the blanks that comparison takes from around Chinese names."""
    text = _EDGE.sub(" ", text)
    return text[:1].upper() + text[1:]


def _with_item(question: Question, wanted: Wanted) -> str | None:
    text, item = question.text, wanted.item
    said = normalise(wanted.item_said)
    if said and said in text:
        return text.replace(said, item, 1)
    if question.asks(*_OF_SEVERAL) or question.language == "en":
        return None
    subject = subject_of(question)
    if len(subject) > 1 and text.count(subject) == 1:
        return text.replace(subject, item)
    return None


def _with_year(text: str, year: int, directory: Directory, english: bool) -> str:
    """All years moved alike, so that two years compared stay as far apart."""
    years = [int(found) for found in _YEAR.findall(text)]
    if years:
        moved = year - max(years)
        return _YEAR.sub(lambda match: str(int(match[1]) + moved), text)
    if english:
        return f"{text.rstrip('?. ')} {year}?"
    mentions = read_question(text, directory).mentions
    at = mentions[0].span[1] if mentions else 0
    return f"{text[:at]}{year}年{text[at:]}"


def _with_organisation(text: str, name: str, directory: Directory, english: bool) -> str:
    mentions = read_question(text, directory).mentions
    if not mentions:
        return f"{text.rstrip('?. ')} {name}?" if english else f"{name}{text}"
    first = mentions[0]
    for mention in reversed(mentions):
        if mention.name == first.name or mention.organisations == first.organisations:
            start, end = mention.span
            text = text[:start] + name + text[end:]
    return text


def _with_kind(text: str, kind: str, directory: Directory, english: bool) -> str:
    stage = "决算" if "决算" in kind else "预算"
    if english:
        said = _ENGLISH_KINDS[stage]
        if _ENGLISH_STAGE.search(text):
            return _ENGLISH_STAGE.sub(said, text)
        return f"{text.rstrip('?. ')} in the {said}?"
    changed = _STAGE.sub(
        lambda match: kind if match["kind"] else stage if match["stage"] else match[0], text
    )
    if any(match["kind"] or match["stage"] for match in _STAGE.finditer(text)):
        return changed
    question = read_question(text, directory)
    ends = [mention.span[1] for mention in question.mentions]
    ends += [match.end() for match in re.finditer(r"20\d\d年(?:度)?", text)]
    at = max(ends, default=0)
    return f"{text[:at]}{kind}{'' if at == 0 or text[at : at + 1] == '的' else '的'}{text[at:]}"


def _says(text: str, wanted: Wanted, directory: Directory) -> bool:
    """Whether the words made say what is wanted, read as any question is."""
    question = read_question(text, directory)
    if wanted.organisation and wanted.organisation not in question.organisations:
        return False
    if wanted.year is not None and wanted.year not in question.years:
        return False
    stage = "final" if "决算" in wanted.kind else "budget"
    return not wanted.kind or question.stage in (stage, "both")


def _plainly(question: Question, wanted: Wanted, english: bool) -> str:
    organisation = wanted.organisation or "、".join(question.organisations[:1])
    year = wanted.year or (max(question.years) if question.years else None)
    item = wanted.item or wanted.item_said or subject_of(question)
    if english:
        stage = _ENGLISH_KINDS["决算" if "决算" in wanted.kind else "预算"] if wanted.kind else ""
        where = f" in the {stage}" if stage else ""
        return (
            f"What is {item}"
            + (f" of {organisation}" if organisation else "")
            + (f" for {year}" if year else "")
            + f"{where}?"
        )
    return f"{organisation}{f'{year}年' if year else ''}{wanted.kind}{'的' if wanted.kind else ''}{item}是多少？"
