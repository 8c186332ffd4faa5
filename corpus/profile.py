"""Who published a document, for which year and of which kind, read from its own text.

The cover and the titles are read first; what they leave open is taken from the rest of the
text, and at the very last from the file's name, each time with a warning: files are renamed,
covers are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from corpus.document import Block, Grid, Heading, Paragraph, Profile
from corpus.patterns import Pattern
from corpus.places import place_forms, region_of, without_parent
from corpus.text import tidy

KINDS = ("部门预算", "单位预算", "部门决算", "单位决算")

_KIND = r"(?:部门|单位)?(?:预算|决算)"
_YEAR = r"(?P<year>20\d\d)\s*年(?:度)?"
_NAME = r"(?P<name>[\u4e00-\u9fff（）()]{3,40}?)"
# 2026年区级部门预算, 2026年市本级部门预算.
_LEVEL = r"(?:[\u4e00-\u9fff]{0,4}级)?"
# The organisation is declared (预算主管部门：…) or leads a title (…2026年部门预算).
_DECLARED = Pattern(
    r"(?:预算主管部门|预算部门|预算单位|编制部门|编制单位|编报单位|部门名称|单位名称|填报单位|填报部门"
    r"|公开部门|公开单位|部门[（(]单位[）)](?:名称)?|单位[（(]部门[）)](?:名称)?)"
    r"(?:（[^）]*）|\([^)]*\))?\s*[:：]\s*(?:[【\[]?\d{3,}[】\]]?[-—\s]*)?"
    r"(?P<name>[\u4e00-\u9fff（）()]{3,40})"
)
_TITLE = Pattern(
    rf"^(?:关于)?{_NAME}\s*(?:关于|公开|的)*\s*{_YEAR}\s*(?:本级|{_LEVEL})(?P<kind>{_KIND})"
)
_YEAR_FIRST = Pattern(rf"{_YEAR}\s*{_NAME}(?P<kind>(?:部门|单位)(?:预算|决算))")
_YEARLESS = Pattern(rf"^(?:关于)?{_NAME}(?P<kind>(?:部门|单位)(?:预算|决算))")
_KIND_WITH_YEAR = Pattern(rf"{_YEAR}\s*{_LEVEL}(?P<kind>{_KIND})")
_OVERVIEW = Pattern(rf"^(?:第[一1]部分|一、)?\s*{_NAME}(?:部门|单位)?(?:概况|基本情况|概述)$")
_NOT_A_NAME = Pattern(
    r"第.{1,3}部分|目录|附件|说明|公开|关于|情况|总体|编制|部门预算|部门决算|单位预算|单位决算|概况"
    r"|^本|主要职|机构设|职责|收支"
)
# What the names of public bodies end with; for lines of a cover that hold nothing else.
_BODY = Pattern(
    r"(?:局|厅|部|委|委员会|院|办|办公室|办事处|中心|馆|站|所|队|支队|大队|处|学|校|园|会|政府|街道|镇|乡"
    r"|社|台|公司|集团|协会|总工会|联合会|检察院|法院|管委会|基地|团|署|库|场)(?:[（(](?:本级|本部|机关)[）)])?$"
)
_ATTACHED = Pattern(r"^(?:附件|附)\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*")
_CHINESE_YEAR = Pattern(
    r"二[〇○Ｏ零0OＯ]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])\s*年"
)
_DIGITS = {**{c: str(i) for i, c in enumerate("零一二三四五六七八九")}, "〇": "0", "○": "0"}
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_BRACKETED = Pattern(
    r"[（(](?:部门|单位|本级|本部|机关|本部门|本单位|汇总|含下属单位)[）)]$|(?:部门|单位|本级)$"
)
# How much of the front of a document is its cover, contents and first headings.
_FRONT_BLOCKS = 60
_FRONT_HEADINGS = 2000
# How much of a paragraph there may name the publication.
_FRONT_CHARACTERS = 500
# A cover is a few short lines; a title may be set on up to four of them.
_COVER_LINES = 8
_COVER_CHARACTERS = 40
_TITLE_LINES = 4
# What sheets of a workbook are called for what they are: no part of a title.
_NO_TITLE = Pattern(r"[封扉]\s*[面皮页]|首\s*页|Sheet\s*\d*", re.IGNORECASE)
# From this share of the mentions of the most named on, another one is a rival.
_RIVAL = 0.8
# How much of the text is looked through for what the front does not say.
_TEXT_BLOCKS = 2000


@dataclass
class _Evidence:
    """What speaks for which name, year and kind, by weight."""

    names: Counter = field(default_factory=Counter)
    years: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)


def read_profile(blocks: Sequence[Block], file_name: str = "") -> Profile:
    """The profile of a document.  What cannot be told stays empty and is named in warnings, as is
    what only the text or ``file_name`` suggest."""
    front = [_readable(text) for text in _texts(blocks[:_FRONT_BLOCKS])]
    headings = [_readable(block.text) for block in blocks if isinstance(block, Heading)]
    found = _Evidence()
    for line in [*front, *headings[:_FRONT_HEADINGS]]:
        _count(line[:_FRONT_CHARACTERS], found)
    cover = _cover(front)
    if not found.names or not found.years:
        for title in _split_titles(cover):
            before = _Evidence(found.names.copy(), found.years.copy())
            _count(title, found)
            if (found.names, found.years) != (before.names, before.years):
                break
    if not found.names:
        found.names.update({_bare(line): 1 for line in cover if _is_body(line)})
    if not found.names:
        overviews = (_OVERVIEW.match(line) for line in [*front, *headings[:_FRONT_HEADINGS]])
        found.names.update(
            _bare(m["name"]) for m in overviews if m and not _NOT_A_NAME.search(m["name"])
        )
    named = _Evidence()
    stem = _readable(tidy(PurePath(file_name).stem))
    _count(stem, named)
    bodies = Counter({name: n for name, n in found.names.items() if _is_body(name)})
    found.names = bodies or found.names
    organisation, year, kind = (
        _most_common(found.names) or "",
        _most_common(found.years),
        _most_common(found.kinds) or "",
    )
    doubts: dict[str, str] = {}
    if not organisation:
        organisation = _most_common(named.names) or ""
        doubts["organisation"] = _doubt("单位名称", "organisation", bool(organisation))
    elif _rivals(found.names):
        doubts["organisation"] = _contest("单位", "organisations", found.names)
    if year is None:
        year = _year_of_text(blocks)
        if year is not None:
            doubts["year"] = (
                "封面和标题没有写明年度，按正文推断 / no fiscal year on the cover or in the titles: "
                "taken from the text"
            )
        else:
            year = _most_common(named.years)
            doubts["year"] = _doubt("年度", "fiscal year", year is not None)
    elif _rivals(found.years):
        doubts["year"] = _contest("年度", "fiscal years", found.years)
    if not kind:
        kind = _kind_of_tables(blocks) or _most_common(named.kinds) or ""
        doubts["kind"] = _doubt("文件类型（预算或决算）", "kind of document", bool(kind))
    elif _rivals(found.kinds):
        doubts["kind"] = _contest("文件类型", "kinds of document", found.kinds)
    if kind in ("预算", "决算"):
        kind = _level(front) + kind
    return Profile(
        organisation=organisation,
        short_names=tuple(short_names(organisation, blocks)) if organisation else (),
        region=region_of(organisation),
        year=year,
        kind=kind,
        warnings=tuple(doubts.values()),
        uncertain=tuple(doubts),
    )


def _doubt(chinese: str, english: str, guessed: bool) -> str:
    text = f"正文中未找到{chinese}"
    if guessed:
        return f"{text}，按文件名或表名推断 / {english} not found in the text: guessed from file or table names"
    return f"{text} / {english} not found in the text"


def _rivals(counts: Counter) -> bool:
    """Whether something else is as good as named as often as what is named most."""
    top = [(str(value), n) for value, n in counts.most_common(2)]
    if len(top) < 2 or top[0][0] in top[1][0] or top[1][0] in top[0][0]:
        return False
    return top[1][1] >= _RIVAL * top[0][1]


def _contest(chinese: str, english: str, counts: Counter) -> str:
    named = ", ".join(str(value) for value, _ in counts.most_common(2))
    return f"标题写有不同的{chinese} / the titles name different {english}: {named}"


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows[:3]:
                yield tidy(" ".join(cell.text for cell in row if cell.text))
        elif isinstance(block, Heading | Paragraph):
            yield from block.text.splitlines()


def _readable(line: str) -> str:
    """A line with years in half-width digits (二〇二六年 and ２０２６年 too), without 附件1：."""
    line = _CHINESE_YEAR.sub(
        lambda m: f"20{_DIGITS[m[1]]}{_DIGITS[m[2]]}年", line.translate(_WIDE_DIGITS)
    )
    return _ATTACHED.sub("", re.sub(r"(?<=20\d\d)\s+(?=年)", "", line.strip()))


def _count(line: str, found: _Evidence) -> None:
    declared = _DECLARED.search(line)
    if declared:
        # A unit names its department too; its own name then leads the title.
        found.names[_bare(declared["name"])] += 1 if "主管" in declared[0] else 3
    title = _TITLE.match(line)
    if title and not _NOT_A_NAME.search(title["name"]) and not _only_a_place(title["name"]):
        found.names[_bare(title["name"])] += 2
    year_first = _YEAR_FIRST.search(line)
    if year_first and not _NOT_A_NAME.search(year_first["name"]):
        found.names[_bare(year_first["name"])] += 1
        found.years[int(year_first["year"])] += 3 if len(line) < 40 else 1
    yearless = _YEARLESS.match(line)
    if yearless and len(line) < 40 and _is_body(_bare(yearless["name"])):
        found.names[_bare(yearless["name"])] += 1
    for match in _KIND_WITH_YEAR.finditer(line):
        # A title states kind and year; a sentence may name another year to compare with.
        weight = 3 if len(line) < 40 else 1
        found.years[int(match["year"])] += weight
        found.kinds[match["kind"]] += weight if len(match["kind"]) > 2 else 0
    for match in re.finditer(r"(?P<kind>(?:部门|单位)(?:预算|决算))", line[:40]):
        found.kinds[match["kind"]] += 1


def _cover(front: Sequence[str]) -> list[str]:
    """The short lines at the very front."""
    lines = [line for line in front if line and not _NO_TITLE.fullmatch(line)]
    cover = []
    for line in lines[:_COVER_LINES]:
        if len(line) > _COVER_CHARACTERS or re.fullmatch(r"目\s*录", line):
            break
        cover.append(line)
    return cover


def _split_titles(cover: Sequence[str]) -> Iterator[str]:
    """Titles that may be set on several lines of a cover."""
    for start in range(len(cover)):
        for end in range(start + 2, min(start + _TITLE_LINES, len(cover)) + 1):
            yield "".join(cover[start:end])


def _is_body(line: str) -> bool:
    """Whether a line is nothing but the name of a public body."""
    return (
        3 <= len(line) <= _COVER_CHARACTERS
        and re.fullmatch(r"[\u4e00-\u9fff（）()]+", line) is not None
        and _BODY.search(line) is not None
        and not _NOT_A_NAME.search(line)
    )


def _year_of_text(blocks: Sequence[Block]) -> int | None:
    """The year that table titles and headings name most, else the running text; None on a tie."""
    titles, text = Counter(), Counter()
    for block in blocks[:_TEXT_BLOCKS]:
        said = block.title if isinstance(block, Grid) else block.text
        years = titles if not isinstance(block, Paragraph) else text
        years.update(map(int, re.findall(r"(20\d\d)年", _readable(said))))
    for years in (titles, text):
        top = years.most_common(2)
        if top and (len(top) == 1 or top[0][1] > top[1][1]):
            return top[0][0]
    return None


def _kind_of_tables(blocks: Sequence[Block]) -> str:
    """预算 or 决算 where headings and table titles name one of them only or mostly."""
    kinds: Counter[str] = Counter()
    for block in blocks[:_TEXT_BLOCKS]:
        if not isinstance(block, Paragraph):
            said = block.title if isinstance(block, Grid) else block.text
            kinds.update(re.findall(r"预算|决算", said))
    top = kinds.most_common(2)
    return top[0][0] if top and (len(top) == 1 or top[0][1] > 2 * top[1][1]) else ""


def _level(front: Sequence[str]) -> str:
    """部门 or 单位, by how a publication speaks of itself; 部门 where it does not."""
    said = Counter(word for line in front for word in re.findall(r"本(部门|单位)", line))
    return "单位" if said["单位"] > said["部门"] else "部门"


def _only_a_place(name: str) -> bool:
    """云泽市临江区2026年区级部门预算 names the place first, its publisher further down."""
    return region_of(name + "局") == name


def _bare(name: str) -> str:
    return _BRACKETED.sub("", name).strip("（）() ")


def _most_common(counts: Counter):
    return counts.most_common(1)[0][0] if counts else None


# Ways in which official names are shortened in everyday speech: (ending, what is said).
_ENDINGS = (
    (Pattern(r"人民政府(.{2,8}?街道)办事处"), r"\1"),
    (Pattern(r"(.{2,8}?街道)办事处"), r"\1"),
    (Pattern(r"街道(?=$|(?!办)[\u4e00-\u9fff]{2})"), "街道办"),
    (Pattern(r"人民政府办公室$"), "政府办"),
    (Pattern(r"委员会办公室$"), "委办"),
    (Pattern(r"和改革委员会$"), "改委"),
    (Pattern(r"管理委员会$"), "管委会"),
    (Pattern(r"委员会$"), "委"),
    (Pattern(r"管理局$"), "局"),
    (Pattern(r"科学技术"), "科技"),
    (Pattern(r"文化和旅游"), "文旅"),
    (Pattern(r"人力资源和社会保障"), "人社"),
    (Pattern(r"住房和城乡建设"), "住建"),
    (Pattern(r"农业农村"), "农业"),
    (Pattern(r"卫生健康"), "卫健"),
    (Pattern(r"市场监督管理"), "市场监管"),
    (Pattern(r"退役军人事务"), "退役军人"),
    (Pattern(r"发展和改革"), "发改"),
    (Pattern(r"规划和自然资源"), "规资"),
    (Pattern(r"生态环境"), "环保"),
    (Pattern(r"城市管理"), "城管"),
    (Pattern(r"行政审批服务"), "行政审批"),
    (Pattern(r"行政审批"), "审批"),
    (Pattern(r"应急管理"), "应急"),
    (Pattern(r"交通运输"), "交通"),
    (Pattern(r"(?<=[\u4e00-\u9fff]{2})和(?=[\u4e00-\u9fff]{2})"), ""),
)


def short_names(organisation: str, blocks: Sequence[Block] = ()) -> list[str]:
    """Other names of an organisation: without its region, with the usual contractions, and
    the fuller forms of the same name that its own text uses.  Shortest last."""
    region = region_of(organisation)
    tail = without_parent(organisation)[len(region) :]
    tails = {tail}
    if region and re.match(r"委.{2}", tail):
        # 云泽市委宣传部 is the 宣传部 of the 市委.
        tails |= {region[-1] + tail, tail[1:]}
    for pattern, said in _ENDINGS:
        tails |= {pattern.sub(said, known) for known in tails}
    tails |= _fuller_names(region, tails, blocks)
    places = place_forms(region)
    names = {place + known for place in places for known in tails if len(known) >= 2}
    names |= _stated_short_names(organisation, blocks)
    names.discard(organisation)
    return sorted((name for name in names if len(name) >= 3), key=lambda n: (-len(n), n))


def _stated_short_names(organisation: str, blocks: Sequence[Block]) -> set[str]:
    """Short names the text itself introduces: …局（简称某局）."""
    stated = re.compile(
        re.escape(organisation) + r"[（(]以?下?简称[：:]?[“”]?([\u4e00-\u9fff]{2,12})[“”]?[）)]"
    )
    return {
        match[1]
        for block in blocks
        if isinstance(block, Paragraph)
        for match in stated.finditer(block.text)
    }


def _fuller_names(region: str, tails: set[str], blocks: Sequence[Block]) -> set[str]:
    """Names in the document's tables that contract to a known one (科学技术局 → 科技局)."""
    found: set[str] = set()
    if not region:
        return found
    wanted = re.compile(
        re.escape(region)
        + r"([\u4e00-\u9fff]{2,20}?(?:局|委员会|办公室|街道办事处|院|中心|馆|部|厅|处))"
    )
    for block in blocks:
        if not isinstance(block, Grid):
            continue
        for row in block.rows:
            for cell in row:
                for match in wanted.finditer(tidy(cell.text)):
                    candidate = match[1]
                    forms = {candidate}
                    for pattern, said in _ENDINGS:
                        forms |= {pattern.sub(said, known) for known in forms}
                    if forms & tails:
                        found.add(candidate)
    return found
