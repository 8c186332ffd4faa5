"""Who published a document, for which year and of which kind, read from its own text.

Nothing is taken from the file name: files are renamed, covers are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.document import Block, Grid, Heading, Paragraph, Profile
from corpus.text import tidy

KINDS = ("部门预算", "单位预算", "部门决算", "单位决算")
_KIND = r"(?:部门|单位)?(?:预算|决算)"
_YEAR = r"(?P<year>20\d\d)\s*年(?:度)?"
_NAME = r"(?P<name>[\u4e00-\u9fff（）()]{3,40}?)"
# The organisation is declared (预算主管部门：…) or leads a title (…2026年部门预算).
_DECLARED = re.compile(
    r"(?:预算主管部门|预算单位|编制部门|编制单位|部门名称|单位名称|填报单位|公开部门|公开单位)"
    r"(?:（[^）]*）|\([^)]*\))?\s*[:：]\s*(?P<name>[\u4e00-\u9fff（）()]{3,40})"
)
_TITLE = re.compile(
    rf"^(?:关于)?{_NAME}\s*{_YEAR}\s*(?:[\u4e00-\u9fff]{{0,4}}级)?(?P<kind>{_KIND})"
)
_YEAR_FIRST = re.compile(rf"{_YEAR}\s*{_NAME}(?P<kind>(?:部门|单位)(?:预算|决算))")
_KIND_WITH_YEAR = re.compile(rf"{_YEAR}\s*(?:[\u4e00-\u9fff]{{0,4}}级)?(?P<kind>{_KIND})")
_NOT_A_NAME = re.compile(
    r"第.{1,3}部分|目录|附件|说明|公开|关于|情况|总体|编制|部门预算|部门决算|单位预算|单位决算|概况"
)
_REGION = re.compile(
    r"^(?P<region>(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|特别行政区))?"
    r"(?:[\u4e00-\u9fff]{2,6}?(?:市|自治州|盟|地区))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:区|县|旗))?)"
)
# How much of the front of a document is its cover, contents and first headings.
_FRONT_BLOCKS = 60
_FRONT_HEADINGS = 2000
# How much of a paragraph there may name the publication.
_FRONT_CHARACTERS = 500


def read_profile(blocks: Sequence[Block], file_name: str = "") -> Profile:
    """The profile of a document.  What cannot be told stays empty and is named in warnings."""
    lines = [text for text in _texts(blocks[:_FRONT_BLOCKS])]
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    names: Counter[str] = Counter()
    years: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    for line in [*lines, *headings[:_FRONT_HEADINGS]]:
        _count(line[:_FRONT_CHARACTERS], names, years, kinds)
    warnings, uncertain = [], []
    organisation = _most_common(names)
    year = _most_common(years)
    kind = _most_common(kinds) or ""
    if not organisation:
        warnings.append("organisation not found in the text")
    if year is None:
        warnings.append("fiscal year not found in the text")
    if not kind:
        warnings.append("kind of document (budget or final account) not found in the text")
    elif kind in ("预算", "决算"):
        kind = "部门" + kind
    region = region_of(organisation or "")
    return Profile(
        organisation=organisation or "",
        short_names=tuple(short_names(organisation, blocks)) if organisation else (),
        region=region,
        year=year,
        kind=kind,
        warnings=tuple(warnings),
    )


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows[:3]:
                yield tidy(" ".join(cell.text for cell in row if cell.text))
        elif isinstance(block, Heading | Paragraph):
            yield from block.text.splitlines()


def _count(line: str, names: Counter, years: Counter, kinds: Counter) -> None:
    declared = _DECLARED.search(line)
    if declared:
        names[_bare(declared["name"])] += 3
    title = _TITLE.match(line)
    if title and not _NOT_A_NAME.search(title["name"]) and not _only_a_place(title["name"]):
        names[_bare(title["name"])] += 2
    year_first = _YEAR_FIRST.search(line)
    if year_first and not _NOT_A_NAME.search(year_first["name"]):
        names[_bare(year_first["name"])] += 1
    for match in _KIND_WITH_YEAR.finditer(line):
        # A title states kind and year; a sentence may name another year to compare with.
        weight = 3 if len(line) < 40 else 1
        years[int(match["year"])] += weight
        kinds[match["kind"]] += weight if len(match["kind"]) > 2 else 0
    for match in re.finditer(r"(?P<kind>(?:部门|单位)(?:预算|决算))", line[:40]):
        kinds[match["kind"]] += 1


def _only_a_place(name: str) -> bool:
    """上海市普陀区2026年区级部门预算 names the place first, its publisher further down."""
    return region_of(name + "局") == name


def _bare(name: str) -> str:
    return re.sub(r"[（(](?:部门|本级|本部|单位)[）)]$|(?:部门|单位)$", "", name).strip("（）() ")


def _most_common(counts: Counter):
    return counts.most_common(1)[0][0] if counts else None


def region_of(organisation: str) -> str:
    """The place that leads an organisation's name: 上海市普陀区财政局 → 上海市普陀区."""
    match = _REGION.match(organisation)
    region = match["region"] if match else ""
    return region if len(region) < len(organisation) else ""


# Ways in which official names are shortened in everyday speech: (ending, what is said).
_ENDINGS = (
    (re.compile(r"人民政府(.{2,8}?街道)办事处$"), r"\1"),
    (re.compile(r"(.{2,8}?街道)办事处$"), r"\1"),
    (re.compile(r"人民政府办公室$"), "政府办"),
    (re.compile(r"委员会办公室$"), "委办"),
    (re.compile(r"和改革委员会$"), "改委"),
    (re.compile(r"管理委员会$"), "管委会"),
    (re.compile(r"委员会$"), "委"),
    (re.compile(r"管理局$"), "局"),
    (re.compile(r"科学技术"), "科技"),
    (re.compile(r"文化和旅游"), "文旅"),
    (re.compile(r"人力资源和社会保障"), "人社"),
    (re.compile(r"住房和城乡建设"), "住建"),
    (re.compile(r"农业农村"), "农业"),
    (re.compile(r"卫生健康"), "卫健"),
    (re.compile(r"市场监督管理"), "市场监管"),
    (re.compile(r"退役军人事务"), "退役军人"),
    (re.compile(r"发展和改革"), "发改"),
    (re.compile(r"规划和自然资源"), "规资"),
    (re.compile(r"生态环境"), "环保"),
)


def short_names(organisation: str, blocks: Sequence[Block] = ()) -> list[str]:
    """Other names of an organisation: without its region, with the usual contractions, and
    the fuller forms of the same name that its own text uses.  Shortest last."""
    region = region_of(organisation)
    tail = organisation[len(region) :]
    tails = {tail}
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


def place_forms(region: str) -> set[str]:
    """How a place may lead a name or stand for it: whole, its last part, without 市 or 区, or not at all."""
    forms = {region, ""}
    parts = re.findall(r".{1,8}?(?:省|自治区|自治州|市|区|县|旗|盟)", region)
    for start in range(len(parts)):
        forms.add("".join(parts[start:]))
    if parts and len(parts[-1]) > 2:
        forms.add(parts[-1][:-1])
        forms.add("".join(parts[:-1]) + parts[-1][:-1])
    return forms


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
