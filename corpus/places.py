"""Places in the names of public bodies: 云泽市临江区 in 云泽市临江区财政局."""

from __future__ import annotations

import re

from corpus.patterns import Pattern

_REGION = Pattern(
    r"^(?P<region>(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|特别行政区))?"
    # 某县城市管理局 and 某区市场监督管理局 are in no city behind the county.
    r"(?:(?:(?![县区旗])[\u4e00-\u9fff]){2,9}?(?:市|自治州|盟|地区))?"
    r"(?:[\u4e00-\u9fff]{1,9}?(?:自治县|自治旗|区|县|旗))?)"
)
# Bodies whose name leads with what they belong to, the place behind it.
_PARENT = Pattern(
    r"^(?:中国共产党|中共|中国人民政治协商会议|政协|中国共产主义青年团|共青团|国家税务总局|国家统计局)"
)


def without_parent(organisation: str) -> str:
    """A name without what leads it before the place: 中共云泽市委宣传部 → 云泽市委宣传部."""
    return _PARENT.sub("", organisation)


def region_of(organisation: str) -> str:
    """The place that leads an organisation's name: 云泽市临江区财政局 → 云泽市临江区."""
    name = without_parent(organisation)
    match = _REGION.match(name)
    region = match["region"] if match else ""
    return region if len(region) < len(name) else ""


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
