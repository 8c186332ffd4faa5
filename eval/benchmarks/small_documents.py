"""Any number of small publications of bodies that do not exist, each read in milliseconds.

For measuring what grows with the number of documents; :mod:`eval.publications` makes few, but
such as are really published.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from decimal import Decimal

from corpus.document import Document
from corpus.readers.markdown import read_blocks
from corpus.understanding import understood
from eval.publications.words import leaves, vocabulary

_SYLLABLES = "岚屿澄川霁原砚溪栖澜珞绮朔芷洲瀚岭沅泠昕曜霖榆柏蔚峤淮泓"
_YEARS = (2024, 2025, 2026)
_SUBJECTS = 12
RECEPTION = "公务接待费"


@dataclass(frozen=True)
class SmallDocument:
    """A publication, whose it is, and the amount (万元) that it budgets for receptions."""

    document: Document
    organisation: str
    year: int
    reception: Decimal

    @property
    def question(self) -> str:
        """A question that the publication answers with :attr:`reception`."""
        return f"{self.organisation}{self.year}年{RECEPTION}预算是多少"


def small_document(number: int) -> SmallDocument:
    """The publication of a number from 0, always the same one; three years a body.

    Raises IndexError for a number beyond the bodies there are names for (about 30,000).
    """
    drawn = random.Random(number)
    body, year = number // len(_YEARS), _YEARS[number % len(_YEARS)]
    departments = vocabulary()["departments"]
    first, rest = divmod(body // len(departments), len(_SYLLABLES))
    region = f"{_SYLLABLES[first]}{_SYLLABLES[rest]}县"
    organisation = region + departments[body % len(departments)]
    codes = drawn.sample(leaves("functions", 7), k=min(_SUBJECTS, len(leaves("functions", 7))))
    rows = []
    for code in sorted(codes):
        basic, project = (Decimal(drawn.randrange(100, 999_999)).scaleb(-2) for _ in range(2))
        rows.append((code, vocabulary()["functions"][code], basic + project, basic, project))
    total = [sum((row[i] for row in rows), Decimal(0)) for i in (2, 3, 4)]
    travel, reception, cars = (Decimal(drawn.randrange(1, 9_999)).scaleb(-2) for _ in range(3))
    title = f"{organisation}{year}年部门预算"
    lines = [
        f"# {title}",
        f"## 一、{year}年一般公共预算支出表",
        "单位：万元",
        "",
        "| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {code} | {name} | {a} | {b} | {c} |" for code, name, a, b, c in rows),
        f"| | 合计 | {total[0]} | {total[1]} | {total[2]} |",
        "",
        f"## 二、{year}年“三公”经费预算表",
        "单位：万元",
        "",
        "| 项目 | 预算数 |",
        "| --- | --- |",
        f"| 因公出国（境）费 | {travel} |",
        f"| {RECEPTION} | {reception} |",
        f"| 公务用车购置及运行费 | {cars} |",
        f"| 合计 | {travel + reception + cars} |",
    ]
    text = "\n".join(lines)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = understood(Document(f"{title}.md", sha256, read_blocks(text)))
    return SmallDocument(document, organisation, year, reception)
