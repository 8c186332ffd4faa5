"""Which documents a question is about: organisation, year, budget or final account.

A scope is one publication line of one organisation: (organisation, year, kind).  Naming a year
or an organisation the library does not hold ends in declining, never in another year's figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.question import Question
from assistant.understanding.wordlists import question_words
from index.records import StoredDocument

# Operations that may speak of a second year which only the later document states.
_COMPARING = ("change", "growth", "reason")


@dataclass(frozen=True)
class Scope:
    """The documents of one organisation, year and kind."""

    organisation: str
    year: int | None
    kind: str
    documents: tuple[StoredDocument, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Store keys of the documents."""
        return tuple(document.id for document in self.documents)


@dataclass(frozen=True)
class Resolution:
    """The scopes a question may mean.

    ``certain`` is False where the question leaves open which scope it means.  ``refusal`` names
    why there is none: "organisation", "year" or "kind"; ``missing`` says what is not held.
    """

    scopes: tuple[Scope, ...] = ()
    certain: bool = True
    refusal: str = ""
    missing: str = ""


def scopes_of(documents: Sequence[StoredDocument]) -> list[Scope]:
    """The documents grouped by organisation, year and kind, newest year first."""
    groups: dict[tuple, list[StoredDocument]] = {}
    for document in documents:
        key = (document.organisation, document.year, document.kind)
        groups.setdefault(key, []).append(document)
    scopes = [Scope(o, y, k, tuple(docs)) for (o, y, k), docs in groups.items()]
    return sorted(scopes, key=lambda s: (s.organisation, -(s.year or 0), s.kind))


def resolve(question: Question, held: Sequence[Scope]) -> Resolution:
    """The scopes among those ``held`` that a question means, or why there are none."""
    scopes = list(held)
    if question.unknown_agency:
        return Resolution(refusal="organisation", missing=question.unknown_agency)
    named = question.organisations
    vague = [m for m in question.mentions if len(m.organisations) > 1]
    if named:
        scopes = [s for s in scopes if s.organisation in named]
    elif vague:
        bearers = set(vague[0].organisations).intersection(*(m.organisations for m in vague))
        scopes = [s for s in scopes if s.organisation in (bearers or vague[0].organisations)]
    scopes, lacking = _of_years(question, scopes, named)
    if lacking:
        return Resolution(refusal="year", missing="、".join(map(str, lacking)))
    scopes = _paired(question, _of_stage(question, scopes))
    if not scopes:
        kind = "决算" if _is_of_accounts(question) else "预算"
        # An account of another year may stand among what is held.
        years = "、".join(f"{year}年" for year in question.years)
        return Resolution(refusal="kind", missing=years + kind)
    return Resolution(tuple(scopes), certain=_is_certain(question, scopes))


def _of_years(question: Question, scopes: list[Scope], named) -> tuple[list[Scope], list[int]]:
    if not question.years:
        if question.as_of:
            # 截至某年底 stands in that year's account and in the next year's budget.
            near = [s for s in scopes if s.year in (question.as_of, question.as_of + 1)]
            return (near or scopes), []
        return scopes, []
    held = {s.year for s in scopes}
    lacking = [year for year in question.years if year not in held]
    present = [s for s in scopes if s.year in question.years]
    if not lacking:
        return present, []
    later = present and max(s.year for s in present if s.year) > max(lacking)
    if question.asks(*_COMPARING) and not {year + 1 for year in lacking} <= {
        s.year for s in present
    }:
        # A document compares with the year before its own, with no earlier one.
        return [], lacking
    if later and (question.asks(*_COMPARING) or len(question.years) > 1):
        return present, []
    return [], lacking


def _is_of_accounts(question: Question) -> bool:
    """Whether only a final account can answer: what was spent stands in no budget."""
    spent = any(word in question.text for word in question_words("actual", "spent"))
    return question.stage == "final" or (not question.stage and spent)


def _of_stage(question: Question, scopes: list[Scope]) -> list[Scope]:
    if _is_of_accounts(question):
        return [s for s in scopes if "决算" in s.kind]
    if question.stage == "budget":
        budgets = [s for s in scopes if "预算" in s.kind]
        covered = {(s.organisation, s.year) for s in budgets}
        # A final account states the budget it is measured against.
        return budgets + [s for s in scopes if (s.organisation, s.year) not in covered]
    return scopes


def _paired(question: Question, scopes: list[Scope]) -> list[Scope]:
    """Only the scopes that belong together.

    Organisations and years named in equal number belong together in order; years compared
    without naming budget or account are compared within the kind that all of them have.
    """
    organisations, years = question.organisations, question.years
    if len(organisations) == len(years) > 1:
        pairs = set(zip(organisations, years, strict=True))
        scopes = [s for s in scopes if (s.organisation, s.year) in pairs] or scopes
    if not question.years and len(scopes) != 2:
        return scopes
    held = {s.year for s in scopes}
    if len(held) > 1 and question.years and question.stage != "both":
        kinds = {s.kind for s in scopes}
        common = [k for k in kinds if {s.year for s in scopes if s.kind == k} == held]
        if len(common) == 1:
            scopes = [s for s in scopes if s.kind == common[0]]
    if len(scopes) == 2 and len(held) == 1 and not question.stage:
        happened = any(word in question.text for word in question_words("actual", "final"))
        happened = happened or question.asks("over", "completion") or "年初预算" in question.text
        finals = [s for s in scopes if "决算" in s.kind]
        if happened and len(finals) == 1:
            return finals
    return scopes


def _is_certain(question: Question, scopes: list[Scope]) -> bool:
    """One scope, or one for each organisation and year the question names."""
    named = len(question.organisations) or 1
    most_years = max(1, len(question.years), named)
    if len(scopes) > max(2, named * most_years):
        # Told without looking at thousands.
        return False
    keys = [(s.organisation, s.year) for s in scopes]
    if len(keys) != len(set(keys)):
        # Budget and final account of one year: certain where both are asked for.
        return question.stage == "both" and len(keys) == 2 and len(set(keys)) == 1
    organisations = {s.organisation for s in scopes}
    years = {s.year for s in scopes}
    return len(organisations) <= named and len(years) <= most_years
