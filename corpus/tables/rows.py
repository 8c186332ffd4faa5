"""Row paths: what each body row is about, with the rows it stands under.

Three things tell that a row stands under another: the numbering of its label (一、 over （一）
over unnumbered detail), the prefix of its subject code (204 over 20406 over 2040601), and
其中 ("of which").  A total stands alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.patterns import Pattern
from corpus.tables.columns import Panel
from corpus.tables.words import is_total, words
from corpus.text import normalise, numbering

_OF_WHICH = Pattern(r"^其中\s*[:：]?")
_HEAD = -1
"""The depth of an unnumbered row that heads numbered ones: outside every numbering."""


@dataclass(frozen=True)
class RowHeader:
    """What one body row of a panel is about; ``index`` is its row in the body.

    ``certain`` is False where the merged name a row stands beside cannot be told.
    """

    index: int
    path: tuple[str, ...]
    code: str
    is_total: bool
    certain: bool = True


def row_headers(panel: Panel, body: list[list[str]]) -> list[RowHeader]:
    """The headers of all rows of a panel that name something or hold figures."""
    named = [(i, *_name(panel, body, i)) for i in range(len(body))]
    named = [
        (i, labels, code)
        for i, labels, code in named
        if labels or code or any(body[i][c] for c in panel.values)
    ]
    named = [
        entry
        for entry in named
        if not (len(entry[1]) == 1 and normalise(entry[1][0]) in words("nothing_rows"))
    ]
    if any(numbering(labels[-1])[0] is not None for _, labels, _ in named if labels):
        paths = _by_numbering([labels for _, labels, _ in named])
    else:
        paths = _by_code([(labels, code) for _, labels, code in named])
    afloat = _names_afloat(panel, body)
    return [
        RowHeader(
            index,
            path,
            code,
            bool(labels) and is_total(labels[-1]),
            not any(not body[index][c] for c in afloat) or (bool(labels) and is_total(labels[-1])),
        )
        for (index, labels, code), path in zip(named, paths, strict=True)
    ]


def _names_afloat(panel: Panel, body: list[list[str]]) -> list[int]:
    """The columns of merged names that are not printed beside the first of their rows.

    Set in the middle of its rows without a line around it, a name stands between two of them
    or beside the second, and the first row of figures has none above it: then no name of the
    column can be trusted to go on downwards.
    """
    start = next((i for i, row in enumerate(body) if any(row[c] for c in panel.values)), None)
    if start is None or len(panel.labels) < 2 or not body[start][panel.labels[-1]]:
        return []
    return [
        column
        for column in panel.labels[:-1]
        if not any(row[column] for row in body[: start + 1])
        and _goes_on(
            [row for row in body[start + 1 :] if row[panel.labels[-1]] or row[column]], column
        )
    ]


def _goes_on(rows: list[list[str]], column: int) -> bool:
    """Whether a name of a column has a row without one somewhere below it."""
    named = next((i for i, row in enumerate(rows) if row[column]), len(rows))
    below = (row for row in rows[named + 1 :] if not any(is_total(text) for text in row if text))
    return any(not row[column] for row in below)


def _name(panel: Panel, body: list[list[str]], index: int) -> tuple[tuple[str, ...], str]:
    row = body[index]
    labels = [row[c] for c in panel.labels]
    code = join_code([row[c] for c in _code_columns(panel, row)])
    if len(labels) > 1 and labels[-1] and not any(is_total(text) for text in labels if text):
        # Names merged over several rows are printed in the first of them only.
        for position in range(len(labels) - 1):
            if not labels[position]:
                labels[position] = _above(body, panel.labels[position], index)
    names = [text for text in labels if text]
    if not names:
        # 合计 merged over code and name columns is printed in the first of them.
        names = [row[c] for c in panel.codes if row[c] and not re.search(r"\d", row[c])][:1]
    return tuple(t for i, t in enumerate(names) if i == 0 or t != names[i - 1]), code


def _code_columns(panel: Panel, row: list[str]) -> list[int]:
    """The code columns directly before the row's first name.

    Codes behind it belong to another classification (function before economic subject).
    """
    if not panel.labels:
        return list(panel.codes)
    name = next((c for c in panel.labels if row[c]), panel.labels[0])
    before = max((c for c in panel.labels if c < name), default=-1)
    return [c for c in panel.codes if before < c < name]


def _above(body: list[list[str]], column: int, index: int) -> str:
    """The name printed last above a cell of a merged column, "" behind a total."""
    for row in reversed(body[:index]):
        if any(is_total(text) for text in row if text and not text[:1].isdigit()):
            return ""
        if row[column]:
            return row[column]
    return ""


def join_code(parts: list[str]) -> str:
    """One subject code from its printed parts: 类 款 项 in columns of their own, 款 and 项 of two
    digits each (政府收支分类科目); a part printed ``7`` is ``07``, a mere 0 is a placeholder, a
    word no code."""
    parts = [part.replace(" ", "") for part in parts]
    if not parts or not re.search(r"[1-9]", parts[0]):
        return ""
    if not all(part.isdigit() for part in parts if part):
        return parts[0]
    return parts[0] + "".join(part.zfill(2) for part in parts[1:] if part)


def _by_numbering(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Paths from the numbering of the last label; unnumbered rows stand under the last
    numbered one until a total closes the block.  A row behind a total that numbering starts
    anew under (年初结转和结余 over 一、 to 三、) is the head of those rows."""
    paths: list[tuple[str, ...]] = []
    open_: list[tuple[int, str]] = []
    for index, labels in enumerate(rows):
        if not labels:
            paths.append(())
            continue
        text = labels[-1]
        depth, _ = numbering(text)
        if is_total(text) and depth is None:
            open_ = []
            paths.append(labels)
            continue
        if depth is None:
            paths.append((*(t for _, t in open_), *labels))
            if not open_ and _numbering_restarts(rows, index + 1):
                open_ = [(_HEAD, text)]
            continue
        open_ = [(d, t) for d, t in open_ if d < depth]
        paths.append((*(t for _, t in open_), *labels))
        open_.append((depth, text))
    return paths


def _numbering_restarts(rows: list[tuple[str, ...]], index: int) -> bool:
    """Whether the row at ``index`` carries a number that a row before it carried already."""
    number = _printed_number(rows[index]) if index < len(rows) else ""
    return bool(number) and any(_printed_number(row) == number for row in rows[:index])


def _printed_number(labels: tuple[str, ...]) -> str:
    """The numbering of a row's last label as printed (一、), "" without."""
    depth, rest = numbering(labels[-1]) if labels else (None, "")
    return "" if depth is None else labels[-1].removesuffix(rest).strip()


def _by_code(rows: list[tuple[tuple[str, ...], str]]) -> list[tuple[str, ...]]:
    """Paths from code prefixes; 其中 rows stand under the row before them."""
    names = {code: labels for labels, code in rows if code and labels}
    units = _unit_rows(rows)
    unit: tuple[str, ...] = ()
    paths: list[tuple[str, ...]] = []
    head: tuple[str, ...] = ()
    inside = False
    for index, (labels, code) in enumerate(rows):
        if index in units:
            unit = labels[:1]
        if not labels:
            paths.append((code,) if code and code not in names else ())
            continue
        if _OF_WHICH.match(labels[-1]):
            inside = True
            paths.append((*head, *labels))
            continue
        if inside and not code and not is_total(labels[-1]):
            paths.append((*head, *labels))
            continue
        inside = False
        parents: list[str] = []
        for length in range(1, len(code)):
            parent = names.get(code[:length])
            if parent:
                parents.append(parent[0])
        belongs = unit and index not in units and not is_total(labels[-1])
        path = (*(unit if belongs else ()), *parents, *labels)
        head = path
        paths.append(path)
    return paths


def _unit_rows(rows: list[tuple[tuple[str, ...], str]]) -> set[int]:
    """The rows of budget units whose subjects are listed below them, if subjects repeat.

    Unit codes have 6 digits or 9, subject codes 3, 5 or 7.  Where every subject occurs once
    no unit is needed to tell them apart, and none is put into their paths.
    """
    subjects = [code for labels, code in rows if labels and len(code) in (5, 7)]
    if len(subjects) == len(set(subjects)):
        return set()
    return {i for i, (labels, code) in enumerate(rows) if labels and len(code) in (6, 9)}
