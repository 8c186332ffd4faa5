"""Which organisations of the library a question names: full, short and English names.

Names are learned from the documents themselves (:mod:`corpus.profile`), never listed here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from assistant.understanding.said_names import said_of
from assistant.understanding.wordlists import english_agencies, said_in
from corpus.patterns import Pattern
from corpus.places import place_forms, region_of
from corpus.text import normalise
from index.records import StoredDocument

_PLACE_BEFORE = Pattern(r"([\u4e00-\u9fff]{1,8}(?:省|市|区|县|州|盟|旗|镇|乡))$")
_AGENCY_LIKE = Pattern(
    r"[\u4e00-\u9fff]{2,12}(?:委员会|人民政府|办事处|管委会|检察院|法院|医院|学院|大学|中学|小学|幼儿园|"
    r"公司|局|厅(?!\(室\)|及相关)|街道|委(?=20|的|在|是|有|\d|$))"
)

# Names are looked at again whenever the library changes.
_MANY = 200_000

# A place with an office behind it names that office, not whoever else is in the place.
_OFFICE_BEHIND = Pattern(
    r"[\u4e00-\u9fff]{0,12}?(?:局|委员会|厅|人民政府|街道|办事处|法院|检察院|管委会|办公室|委(?=20|的|在|是|有|\d|$))"
)


@dataclass(frozen=True)
class Mention:
    """A place in the question that names organisations: all that bear the name."""

    span: tuple[int, int]
    name: str
    organisations: tuple[str, ...]


@dataclass(frozen=True)
class Directory:
    """The names under which the organisations of a library are known.

    ``names`` and ``places`` give those who bear a name, or are in a place said in full or
    without 市 / 区; ``regions`` the place of each organisation.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _offices_of: dict[tuple[str, ...], dict[str, list[tuple[str, tuple[str, ...]]]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    # Questions as read with these names, kept by :mod:`assistant.understanding.question`.
    readings: dict[tuple[str, bool], object] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, documents: Iterable[StoredDocument]) -> Directory:
        """The directory of the organisations that published the given documents."""
        return cls().changed((), documents)

    def changed(
        self, before: Iterable[StoredDocument], after: Iterable[StoredDocument]
    ) -> Directory:
        """The directory once ``after`` are all documents of the organisations of either, instead
        of ``before``; the effort hardly grows with the other organisations."""
        was, now = _known(before), _known(after)
        regions = {**self.regions, **now.regions}
        for organisation in was.regions.keys() - now.regions.keys():
            del regions[organisation]
        return Directory(
            _exchanged(self.names, was.names, now.names),
            regions,
            _exchanged(self.places, was.places, now.places),
        )

    def own_names(self, organisation: str) -> frozenset[str]:
        """All names of one organisation, in comparison form."""
        return frozenset(n for n, bearers in self.names.items() if organisation in bearers)

    def mentions(self, text: str) -> list[Mention]:
        """The organisations a normalised Chinese text names, the longest name first.

        A short name behind another place (朝阳区 before 财政局) is that place's office, which
        the library does not hold, and is no mention.
        """
        found: list[Mention] = []
        of_names, of_places = self._lengths
        for name in said_of(self.names, of_names, text):
            self._add_mentions(text, name, found, self._not_foreign)
        if not found:
            for place in said_of(self.places, of_places, text):
                self._add_mentions(text, place, found, lambda _, said: self.places[said])
            found = [m for m in found if not _OFFICE_BEHIND.match(text[m.span[1] :])]
        return sorted(found, key=lambda m: m.span)

    @staticmethod
    def _add_mentions(text: str, name: str, found: list[Mention], bearers_of) -> None:
        start = text.find(name)
        while start >= 0:
            span = (start, start + len(name))
            free = all(span[1] <= m.span[0] or span[0] >= m.span[1] for m in found)
            bearers = bearers_of(text[:start], name)
            if free and bearers:
                found.append(Mention(span, name, bearers))
            start = text.find(name, start + 1)

    @cached_property
    def _lengths(self) -> tuple[frozenset[int], frozenset[int]]:
        return frozenset(map(len, self.names)), frozenset(map(len, self.places))

    def _not_foreign(self, before: str, name: str) -> tuple[str, ...]:
        place = _PLACE_BEFORE.search(before)
        if not place:
            return self.names[name]
        said = place.group(1)
        return tuple(
            bearer
            for bearer in self.names[name]
            if any(
                said.endswith(part)
                for part in re.findall(
                    r".{1,8}?(?:省|自治区|市|区|县|州|盟|旗)", self.regions[bearer]
                )
            )
        )

    def english_mentions(self, text: str) -> tuple[list[Mention], list[tuple[int, int]]]:
        """The organisations an English text names, and agencies that it names in vain.

        An agency (``justice bureau``) is matched by what it does, its place by pinyin.
        """
        found: list[Mention] = []
        unknown: list[tuple[int, int]] = []
        for english, chinese in said_in(text, english_agencies):
            for hit in re.finditer(rf"(?<![a-z]){re.escape(english)}(?![a-z])", text):
                if any(m.span[0] < hit.end() and hit.start() < m.span[1] for m in found):
                    continue
                if any(a < hit.end() and hit.start() < b for a, b in unknown):
                    continue
                mention = self._english_mention(text, hit.span(), chinese)
                if mention:
                    found.append(mention)
                else:
                    unknown.append(hit.span())
        return sorted(found, key=lambda m: m.span), unknown

    def _english_mention(self, text: str, span, agencies: Sequence[str]) -> Mention | None:
        before = re.findall(r"[a-z']+", text[max(0, span[0] - 60) : span[0]])[-5:]
        after = re.findall(r"[a-z']+", text[span[1] : span[1] + 40])[:4]
        bearers: set[str] = set()
        start = span[0]
        offices = self._offices(tuple(agencies))
        there = {
            name: places for word in (*before, *after) for name, places in offices.get(word, ())
        }
        for name, places in there.items():
            said = next(word for word in places if word in before or word in after)
            bearers |= set(self.names[name])
            at = text.rfind(said, 0, span[0])
            start = min(start, at) if at >= 0 else start
        if not bearers and not before[-1:] == []:
            bare = {o for a in agencies for o in self.names.get(normalise(a), ())}
            if before[-1] in ("the", "of", "and", "about", "for", "does", "did"):
                bearers = bare
        return (
            Mention((start, span[1]), text[start : span[1]], tuple(sorted(bearers)))
            if bearers
            else None
        )

    def _offices(self, agencies: tuple[str, ...]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        """The names that end like one of the agencies, with all forms of their place in pinyin,
        by each of these forms."""
        if agencies not in self._offices_of:
            by_form: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
            seen: set[str] = set()
            for agency in agencies:
                for name in self._ending(agency):
                    if name in seen:
                        continue
                    seen.add(name)
                    forms = _pinyin_forms(name[: -len(agency)])
                    for form in forms:
                        by_form[form].append((name, forms))
            self._offices_of[agencies] = by_form
        return self._offices_of[agencies]

    def _ending(self, ending: str) -> Iterator[str]:
        """The names that end so, found without looking at the others."""
        backwards = ending[::-1]
        place = bisect_left(self._backwards, backwards)
        while place < len(self._backwards) and self._backwards[place].startswith(backwards):
            yield self._backwards[place][::-1]
            place += 1

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(name[::-1] for name in self.names)


def names_of(documents: Iterable[StoredDocument]) -> frozenset[str]:
    """All names of the organisations of some documents, in comparison form."""
    return frozenset(
        normalise(name)
        for document in documents
        if document.organisation
        for name in (document.organisation, *document.short_names)
    )


@dataclass(frozen=True)
class _Known:
    """Who bears each name, where each organisation is, and who is in each place."""

    names: dict[str, set[str]]
    regions: dict[str, str]
    places: dict[str, set[str]]


def _known(documents: Iterable[StoredDocument]) -> _Known:
    known = _Known(defaultdict(set), {}, defaultdict(set))
    for document in documents:
        organisation = document.organisation
        if not organisation:
            continue
        known.regions[organisation] = document.region or _region_of(organisation)
        for name in (organisation, *document.short_names):
            known.names[normalise(name)].add(organisation)
    for organisation, region in known.regions.items():
        for form in _said_forms(region):
            known.places[form].add(organisation)
    return known


def _exchanged(
    bearers: Mapping[str, tuple[str, ...]], was: dict[str, set[str]], now: dict[str, set[str]]
) -> dict[str, tuple[str, ...]]:
    """Who bears each name once those of ``was`` do no more, and those of ``now`` do."""
    changed = dict(bearers)
    for name in was.keys() | now.keys():
        gone, come = was.get(name, set()), now.get(name, set())
        if gone == come:
            continue
        left = sorted(set(bearers.get(name, ())) - gone | come)
        if left:
            changed[name] = tuple(left)
        else:
            del changed[name]
    return changed


def agency_like(text: str) -> str:
    """A part of a text that names some agency, "" if none: for saying which is not known."""
    match = _AGENCY_LIKE.search(text)
    return match.group(0) if match else ""


_region_of = lru_cache(maxsize=_MANY)(region_of)


@lru_cache(maxsize=_MANY)
def _said_forms(region: str) -> tuple[str, ...]:
    """The names of a place that are long enough to be told from other words."""
    return tuple(normalise(form) for form in place_forms(region) if len(form) >= 2)


@lru_cache(maxsize=_MANY)
def _pinyin_forms(place: str) -> tuple[str, ...]:
    """A place in pinyin as English texts write it: joined, without 省 / 市 / 区 / 县."""
    if not place:
        return ()
    from pypinyin import lazy_pinyin

    parts = [p for p in re.split(r"(?<=..)(?:省|市|区|县|州)", place) if p]
    forms = ["".join(lazy_pinyin(part)) for part in parts]
    forms.append("".join(lazy_pinyin(re.sub(r"(?<=..)[省市区县]", "", place))))
    return tuple(f for f in reversed(forms) if len(f) > 2)
