"""What the user knows better of a document's profile than its text tells.

A correction belongs to the document's name: it stays when the file is read again and when a
newer file of that name replaces it, and goes when the document is removed.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace

from corpus.document import Block, Document, Profile
from corpus.profile import KINDS, read_profile, region_of, short_names
from corpus.text import label
from corpus.understanding import understood
from index.errors import LibraryError

# Departments publish budgets since the openness regulations of 2008; plans reach some years on.
FIRST_YEAR, LAST_YEAR = 2000, 2099
_LONGEST_NAME = 100


class CorrectionError(LibraryError):
    """A correction with a value that no profile can have; the message names it."""


@dataclass(frozen=True)
class Correction:
    """The fields of a profile that the user set; None leaves what was read.

    Without short names and region of its own, a corrected organisation gets those that follow
    from its name.
    """

    organisation: str | None = None
    short_names: tuple[str, ...] | None = None
    region: str | None = None
    year: int | None = None
    kind: str | None = None

    def __bool__(self) -> bool:
        return bool(self.fields)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that are set."""
        return tuple(name for name, value in asdict(self).items() if value is not None)

    def with_more(self, later: Correction) -> Correction:
        """This correction with what a later one sets."""
        return replace(self, **{name: getattr(later, name) for name in later.fields})

    def checked(self) -> Correction:
        """The correction with tidied names.  Raises CorrectionError for impossible values."""
        if self.kind is not None and self.kind not in KINDS:
            raise CorrectionError(
                f"文件类型须为 kind must be one of {' / '.join(KINDS)}: {self.kind!r}"
            )
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise CorrectionError(
                f"年份须在 {FIRST_YEAR} 到 {LAST_YEAR} 之间 / "
                f"year must be from {FIRST_YEAR} to {LAST_YEAR}: {self.year}"
            )
        organisation = self.organisation and _name(self.organisation)
        if organisation == "":
            raise CorrectionError("单位名称不能为空 / the organisation cannot be empty")
        names = self.short_names
        return replace(
            self,
            organisation=organisation,
            short_names=None if names is None else tuple(filter(None, map(_name, names))),
            region=None if self.region is None else _name(self.region),
        )

    def to_json(self) -> str:
        """The fields that are set, as JSON."""
        values = {name: getattr(self, name) for name in self.fields}
        return json.dumps(values, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Correction:
        """The correction that :meth:`to_json` wrote."""
        values = json.loads(text)
        known = {field.name for field in fields(cls)}
        made = cls(**{name: value for name, value in values.items() if name in known})
        return (
            made if made.short_names is None else replace(made, short_names=tuple(made.short_names))
        )


def corrected(document: Document, correction: Correction) -> Document:
    """A document as understood under a correction, or as its own text tells without one."""
    read = read_profile(document.blocks, document.name)
    return understood(document, _profile(read, correction, document.blocks))


def _profile(read: Profile, correction: Correction, blocks: Sequence[Block]) -> Profile:
    values = {name: getattr(correction, name) for name in correction.fields}
    organisation = correction.organisation
    if organisation is not None:
        values.setdefault("short_names", tuple(short_names(organisation, blocks)))
        values.setdefault("region", region_of(organisation))
    doubts = [
        (name, warning)
        for name, warning in zip(read.uncertain, read.warnings, strict=True)
        if name not in values
    ]
    return replace(
        read,
        **values,
        uncertain=tuple(name for name, _ in doubts),
        warnings=tuple(warning for _, warning in doubts),
    )


def _name(text: str) -> str:
    name = label(unicodedata.normalize("NFC", text))
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise CorrectionError(f"不是名称 / not a name: {text[:_LONGEST_NAME]!r}")
    return name
