"""Amounts and shares stated as the parts of an amount stated before them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from corpus.amounts import is_money, plain
from corpus.document import Document, Measure, Statement
from corpus.reconciliation.changes import amount_range, fits_rate, percentage, rate_finding
from corpus.reconciliation.findings import (
    Check,
    Collector,
    Finding,
    computed_place,
    place_of_statement,
)
from corpus.reconciliation.precision import quantum_of, slack
from corpus.reconciliation.stages import Stage
from corpus.tables.words import is_total

# 其中 often lists some of the parts only: they must not exceed the whole, and a sum this near
# to it was meant to be all of it.
_MEANT_AS_ALL = Decimal("0.02")
_WHOLE_SHARE = Decimal(100)
# Shares without a stated whole are meant as all of it if they come this near to 100 %.
_NEAR_WHOLE_SHARE = Decimal(2)


def check_stated_parts(document: Document, to: Collector) -> None:
    """Every stated amount against its stated parts, and every share against its amounts."""
    stage = Stage.of(document)
    paragraphs: dict[int, list[Statement]] = {}
    for statement in document.statements:
        paragraphs.setdefault(statement.paragraph, []).append(statement)
    for said in paragraphs.values():
        amounts = [s for s in said if s.measure is Measure.AMOUNT and stage.owns_statement(s)]
        _check_sums(amounts, to)
        _check_shares(said, amounts, to)


def _check_sums(amounts: Sequence[Statement], to: Collector) -> None:
    wholes: dict[tuple[str, ...], list[Statement]] = {}
    for amount in amounts:
        wholes.setdefault(amount.subject, []).append(amount)
    for subject, stated in wholes.items():
        parts = _parts(subject, amounts)
        if len(parts) < 2 or len({s.unit for s in (*stated, *parts)}) > 1 or not subject:
            continue
        total = sum((part.value for part in parts), Decimal(0))
        whole = min(stated, key=lambda s: abs(s.value - total))
        quantum = quantum_of([whole.value, *(part.value for part in parts)])
        allowed = slack(whole.unit, quantum, sum(1 for part in parts if part.value))
        difference = whole.value - total
        finding = _sum_finding(whole, total, difference, parts)
        if abs(difference) <= allowed:
            to.done(Check.STATED_PARTS)
            if difference:
                to.rounded(finding)
        elif difference < 0 or difference <= whole.value * _MEANT_AS_ALL:
            to.done(Check.STATED_PARTS)
            to.found(finding)


def _parts(subject: tuple[str, ...], amounts: Sequence[Statement]) -> list[Statement]:
    found: dict[str, Statement] = {}
    for amount in amounts:
        if len(amount.subject) == len(subject) + 1 and amount.subject[:-1] == subject:
            if not is_total(amount.subject[-1]):
                found.setdefault(amount.subject[-1], amount)
    return list(found.values())


def _sum_finding(
    whole: Statement, total: Decimal, difference: Decimal, parts: Sequence[Statement]
) -> Finding:
    stated = place_of_statement(whole)
    against = computed_place(total, whole.unit, place_of_statement(parts[0]), ("所列各项之和",))
    off = f"{plain(difference)}{whole.unit}"
    return Finding(
        Check.STATED_PARTS,
        f"文字称“{stated.subject}”为{stated.amount}，所列各项之和为{against.amount}，相差{off}",
        f"the text gives {stated.amount} for “{stated.subject}”; the parts it lists add up to "
        f"{against.amount}, a difference of {off}",
        stated,
        against,
        difference,
        whole.unit,
        tuple(place_of_statement(part) for part in parts),
    )


def _check_shares(said: Sequence[Statement], amounts: Sequence[Statement], to: Collector) -> None:
    groups: dict[tuple, list[tuple[Statement, Statement]]] = {}
    for share in said:
        if share.measure is not Measure.SHARE or share.unit != "%" or not share.subject:
            continue
        of = [a for a in amounts if a.subject == share.subject and a.sentence == share.sentence]
        if of and is_money(of[-1].unit):
            key = share.sentence, share.subject[:-1]
            groups.setdefault(key, []).append((share, of[-1]))
    for (sentence, parent), pairs in groups.items():
        wholes = [a for a in amounts if parent and a.subject == parent and a.sentence == sentence]
        if wholes and wholes[-1].value > 0:
            _check_each_share(pairs, wholes[-1], to)
        _check_sum_of_shares(pairs, wholes[-1] if wholes else None, to)


def _check_each_share(
    pairs: Sequence[tuple[Statement, Statement]], whole: Statement, to: Collector
) -> None:
    for share, amount in pairs:
        to.done(Check.SHARE)
        expected = percentage(amount_range(amount), amount_range(whole))
        if not fits_rate(share.value, expected):
            middle = sum(expected) / 2
            to.found(rate_finding(Check.SHARE, share, middle, [amount, whole], "share"))


def _check_sum_of_shares(
    pairs: Sequence[tuple[Statement, Statement]], whole: Statement | None, to: Collector
) -> None:
    if len(pairs) < 2:
        return
    total = sum((share.value for share, _ in pairs), Decimal(0))
    quantum = quantum_of(share.value for share, _ in pairs)
    filled = sum(1 for share, _ in pairs if share.value)
    if whole is None:
        meant = abs(total - _WHOLE_SHARE) <= _NEAR_WHOLE_SHARE
    else:
        parts = sum((amount.value for _, amount in pairs), Decimal(0))
        units = {amount.unit for _, amount in pairs} == {whole.unit}
        precision = quantum_of([whole.value, *(amount.value for _, amount in pairs)])
        allowed = slack(whole.unit, precision, len(pairs))
        meant = units and abs(parts - whole.value) <= allowed
    if not meant:
        return
    to.done(Check.SHARE)
    difference = total - _WHOLE_SHARE
    if not difference:
        return
    place = place_of_statement(pairs[0][0])
    stated = computed_place(total, "%", place, (*place.row[:-1], "占比之和"))
    against = computed_place(_WHOLE_SHARE, "%", place, place.row[:-1])
    listed = "、".join(f"{share.printed}%" for share, _ in pairs)
    finding = Finding(
        Check.SHARE,
        f"所列占比（{listed}）之和为{plain(total)}%，与100%相差{plain(difference)}个百分点",
        f"the shares listed ({listed}) add up to {plain(total)}%, {plain(difference)} percentage "
        "points from 100%",
        stated,
        against,
        difference,
        "%",
        tuple(place_of_statement(share) for share, _ in pairs),
    )
    if abs(difference) <= quantum * (filled + 1) / 2:
        to.rounded(finding)
    else:
        to.found(finding)
