"""Decides which attribute-based policies reach a securable, and what they demand of a reader."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from govsim.access.answers import Obligation, Refusal
from govsim.access.broken import broken, functions_within
from govsim.catalog import Metastore
from govsim.model.kinds import RELATIONS, SecurableType
from govsim.model.values import (
    ACCOUNT_USERS,
    Condition,
    Detail,
    Policy,
    PolicyKind,
    RelationDetail,
    RoutineDetail,
    Securable,
)

T = SecurableType
_COVERED = {
    "TABLES": RELATIONS - {T.VIEW},
    "MODELS": {T.MODEL},
    "FUNCTIONS": {T.FUNCTION},
    "VIEWS": {T.VIEW},
    "VOLUMES": {T.VOLUME},
    "SCHEMAS": {T.SCHEMA},
    "CATALOGS": {T.CATALOG},
}


def holds(condition: Condition | None, tags: Mapping[str, str | None]) -> bool:
    """Whether a condition holds of some tags. None always holds."""
    if condition is None or condition.op == "true":
        return True
    if condition.op == "has_tag":
        return condition.key in tags
    if condition.op == "has_tag_value":
        return condition.key in tags and tags[condition.key] == condition.value
    parts = (holds(part, tags) for part in condition.parts)
    if condition.op == "not":
        return not next(parts)
    return all(parts) if condition.op == "and" else any(parts)


def keys_in(condition: Condition | None) -> Iterator[str]:
    """Yield the tag keys that a condition names."""
    if condition is not None:
        if condition.key:
            yield condition.key
        for part in condition.parts:
            yield from keys_in(part)


def effective_tags(metastore: Metastore, securable: Securable) -> Mapping[str, str | None]:
    """Return a securable's tags with those of what holds it; the nearest value wins.

    Source:
        Unity Catalog documentation: *abac core concepts*. Columns inherit nothing.
    """
    tags: dict[str, str | None] = {}
    above: Securable | None = securable
    while above is not None:
        tags = {**dict(above.tags), **tags}
        above = metastore.securables.get(above.parent) if above.parent else None
    return tags


def subject(policy: Policy, ids: Container[str]) -> bool:
    """Whether a principal with these identities is subject to a policy: in TO, not in EXCEPT."""
    named = ACCOUNT_USERS in policy.to or any(who in ids for who in policy.to)
    return named and not any(who in ids for who in policy.excepted)


def policies_over(metastore: Metastore, securable: Securable) -> Iterator[Policy]:
    """Yield the policies that hang on a securable or on what holds it, and cover its type."""
    above: Securable | None = securable
    while above is not None:
        for policy in metastore.policies.get(above.key, ()):
            if securable.type in _COVERED.get(policy.covers, ()):
                yield policy
        above = metastore.securables.get(above.parent) if above.parent else None


def grant_policies_on(
    metastore: Metastore, securable: Securable, privilege: str, ids: Container[str]
) -> Iterator[Policy]:
    """Yield the GRANT policies that give a privilege on a securable. They never give USE."""
    if not metastore.policies or privilege.startswith("USE "):
        return
    for policy in policies_over(metastore, securable):
        if (
            policy.kind is PolicyKind.GRANT
            and privilege in policy.privileges
            and subject(policy, ids)
            and holds(policy.when, effective_tags(metastore, securable))
        ):
            yield policy


def deny_policies_on(
    metastore: Metastore, securable: Securable, privilege: str, ids: Container[str]
) -> Iterator[Policy]:
    """Yield the DENY policies that take a privilege on a securable from a principal."""
    above: Securable | None = securable
    while above is not None and metastore.policies:
        for policy in metastore.policies.get(above.key, ()):
            if (
                policy.kind is PolicyKind.DENY
                and privilege in policy.privileges
                and subject(policy, ids)
                and holds(policy.when, effective_tags(metastore, securable))
            ):
                yield policy
        above = metastore.securables.get(above.parent) if above.parent else None


@dataclass(frozen=True, slots=True)
class Protection:
    """What stands between a reader and the rows of one table."""

    obligations: tuple[Obligation, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    by_policy: bool = False  # some attribute-based policy applies to this reader

    @property
    def active(self) -> bool:
        """Whether the reader is filtered or masked at all."""
        return bool(self.obligations or self.refusals)


_BARE = Protection()


def _protected(detail: Detail | None) -> bool:
    if not isinstance(detail, RelationDetail):
        return False
    return detail.row_filter is not None or any(c.mask is not None for c in detail.columns)


def _own(table: Securable) -> tuple[list[Obligation], list[Obligation]]:
    """Return the row filter and the column masks that a table bears itself."""
    detail = table.detail
    if not isinstance(detail, RelationDetail):
        return [], []
    filters: list[Obligation] = []
    if (call := detail.row_filter) is not None:
        name = call.function.partition(":")[2]
        filters.append(Obligation("row filter", table.name, name, "", call.arguments))
    masks = [
        Obligation(
            "column mask",
            table.name,
            column.mask.function.partition(":")[2],
            column.name,
            column.mask.arguments,
        )
        for column in detail.columns
        if column.mask is not None
    ]
    return filters, masks


def protection_of(metastore: Metastore, table: Securable, ids: Container[str]) -> Protection:
    """Return the filters and masks that apply to a reader of a table, and their conflicts.

    At most one distinct row filter may apply to a reader, and one distinct mask to a column:
    distinct is another function or other arguments, wherever it is set.

    Source:
        Unity Catalog documentation: *abac policy evaluation*; *row filters and column masks*.
    """
    detail = table.detail
    if not metastore.policies and not _protected(detail):
        return _BARE
    filters, masks = _own(table)
    refusals: list[Refusal] = []
    by_policy = False
    for policy in policies_over(metastore, table) if metastore.policies else ():
        if policy.kind not in (PolicyKind.ROW_FILTER, PolicyKind.COLUMN_MASK):
            continue
        if (gone := _deleted_tag(metastore, policy)) is not None:
            refusals.append(gone)
            continue
        if not subject(policy, ids):
            continue
        made, refused = _apply(metastore, policy, table)
        by_policy |= bool(made or refused)
        refusals += refused
        (filters if policy.kind is PolicyKind.ROW_FILTER else masks).extend(made)
    refusals += _conflicts(filters, masks)
    refusals += _unfit(metastore, (*filters, *masks))
    return Protection((*_distinct(filters), *_distinct(masks)), tuple(refusals), by_policy)


def guards_of(metastore: Metastore, table: Securable) -> Iterator[Obligation]:
    """Yield every filter and mask that anybody may meet on a table: its own, and of policies."""
    filters, masks = _own(table)
    yield from (*filters, *masks)
    for policy in policies_over(metastore, table) if metastore.policies else ():
        if policy.kind in (PolicyKind.ROW_FILTER, PolicyKind.COLUMN_MASK):
            yield from _apply(metastore, policy, table)[0]


def _deleted_tag(metastore: Metastore, policy: Policy) -> Refusal | None:
    keys = {*keys_in(policy.when), *(k for m in policy.matches for k in keys_in(m.condition))}
    gone = sorted(keys & metastore.settings.deleted_tags)
    if not gone:
        return None
    return Refusal(
        "unknown-tag",
        f"policy {policy.name} names the deleted governed tag {gone[0]} "
        "[INVALID_PARAMETER_VALUE.UC_ABAC_UNKNOWN_TAG_POLICY]",
    )


def _apply(
    metastore: Metastore, policy: Policy, table: Securable
) -> tuple[list[Obligation], list[Refusal]]:
    if not holds(policy.when, effective_tags(metastore, table)):
        return [], []
    matched: dict[str, list[str]] = {}
    for index, match in enumerate(policy.matches):
        names = [c.name for c in table.columns if holds(match.condition, dict(c.tags))]
        if not names:
            return [], []  # every expression must match, or the policy does not apply
        matched[match.alias or f"#{index}"] = names
    arguments: list[str] = []
    for argument in policy.using:
        columns = matched.get(argument, [argument])
        if len(columns) > 1:
            refusal = Refusal(
                "ambiguous-column",
                f"policy {policy.name}: alias {argument} matches {len(columns)} columns "
                f"of {table.name}",
            )
            return [], [refusal]
        arguments.append(columns[0])
    function = policy.function.partition(":")[2]
    if policy.kind is PolicyKind.ROW_FILTER:
        made = Obligation("row filter", table.name, function, "", tuple(arguments), policy.name)
        return [made], []
    return [
        Obligation("column mask", table.name, function, column, tuple(arguments), policy.name)
        for column in matched.get(policy.on_column, [])
    ], []


def _distinct(found: list[Obligation]) -> tuple[Obligation, ...]:
    kept: dict[tuple[str, str, tuple[str, ...]], Obligation] = {}
    for one in found:
        kept.setdefault((one.column.lower(), one.function, one.arguments), one)
    return tuple(kept.values())


def _conflicts(filters: list[Obligation], masks: list[Obligation]) -> Iterator[Refusal]:
    kept = _distinct(filters)
    if len(kept) > 1:
        names = " and ".join(one.function for one in kept)
        yield Refusal(
            "multiple-row-filters",
            f"two distinct row filters apply to {kept[0].table}: {names} "
            "[INVALID_PARAMETER_VALUE.UC_ABAC_MULTIPLE_ROW_FILTERS]",
        )
    by_column: dict[str, list[Obligation]] = {}
    for one in _distinct(masks):
        by_column.setdefault(one.column.lower(), []).append(one)
    for column, several in by_column.items():
        if len(several) > 1:
            names = " and ".join(one.function for one in several)
            yield Refusal(
                "multiple-masks",
                f"two distinct masks apply to column {column} of {several[0].table}: {names} "
                "[COLUMN_MASKS_FEATURE_NOT_SUPPORTED.MULTIPLE_MASKS]",
            )
    masked = {one.column.lower(): one for one in masks}
    for one in (*filters, *masks):
        for argument in one.arguments if one.policy else ():
            other = masked.get(argument.lower())
            if other is not None and other is not one and other.policy != one.policy:
                yield Refusal(
                    "masked-argument",
                    f"policy {one.policy} uses column {argument} of {one.table}, which "
                    f"{other.policy or 'the table'} masks",
                )


def _unfit(metastore: Metastore, found: tuple[Obligation, ...]) -> Iterator[Refusal]:
    """Yield what keeps the function of a filter or mask from running.

    Source:
        Documentation of row filters and column masks, limitations: a function may not read a
        table that has a filter or mask itself.
    """
    for one in found:
        if (function := metastore.securables.get(f"routine:{one.function}")) is None:
            yield Refusal(
                "unknown-dependency",
                f"function {one.function} of the {one.kind} on {one.table} does not exist "
                "[UC_DEPENDENCY_DOES_NOT_EXIST]",
            )
            continue
        for held in functions_within(metastore, function):
            yield from broken(metastore, held)
            detail = held.detail
            for read in detail.reads if isinstance(detail, RoutineDetail) else ():
                base = metastore.securables.get(read.key)
                if base is not None and _protected(base.detail):
                    yield Refusal(
                        "protected-table",
                        f"the {one.kind} on {one.table} reads {base.name}, which has a row filter "
                        "or column mask itself",
                    )
