"""Reads CREATE, DROP and SHOW POLICY: row filters, column masks, grants and denials by tag."""

from __future__ import annotations

from typing import Any

from govsim.model.statements import CreatePolicy, DropPolicy, ShowPolicies, Statement, Target
from govsim.model.values import ColumnMatch, Condition, PolicyKind
from govsim.sql.cursor import Cursor
from govsim.sql.grants import read_privileges
from govsim.sql.names import read_named, read_principal, read_type
from govsim.sql.tags_masks import read_argument

_TESTS = {"HASTAG": ("has_tag", 1), "HASTAGVALUE": ("has_tag_value", 2)}
_DEEPEST = 100


def read_create_policy(cursor: Cursor) -> Statement:
    """Read CREATE [OR REPLACE] POLICY."""
    cursor.expect("CREATE")
    found: dict[str, Any] = {"or_replace": bool(cursor.accept("OR REPLACE"))}
    cursor.expect("POLICY")
    found["name"] = cursor.part()
    cursor.expect("ON")
    found["on"] = _on(cursor)
    kind = None
    while not cursor.done:
        if word := cursor.accept("ROW FILTER", "COLUMN MASK"):
            kind = PolicyKind(word)
            found["function"] = cursor.name()
        elif word := cursor.accept("GRANT", "DENY"):
            kind = PolicyKind(word)
            found["privileges"] = read_privileges(cursor)
        else:
            _clause(cursor, found)
    if kind is None or "to" not in found:
        missing = "TO" if kind else "ROW FILTER` or `COLUMN MASK` or `GRANT` or `DENY"
        raise cursor.wanted(f"`{missing}`")
    _require_whole(cursor, kind, found)
    return CreatePolicy(kind=kind, **found)


def _require_whole(cursor: Cursor, kind: PolicyKind, found: dict[str, Any]) -> None:
    """Refuse a policy that lacks a clause of its kind, or has one of another."""
    by_column = kind in (PolicyKind.ROW_FILTER, PolicyKind.COLUMN_MASK)
    if kind is not PolicyKind.DENY and "covers" not in found:
        what = "TABLES" if by_column else "MODELS"
        raise cursor.wanted(f"`FOR {what}`", "a policy says what it covers")
    if kind is PolicyKind.COLUMN_MASK and "on_column" not in found:
        raise cursor.wanted("`ON COLUMN`", "a mask names the column by the alias of MATCH COLUMNS")
    if kind is not PolicyKind.COLUMN_MASK and "on_column" in found:
        raise cursor.error("syntax", "`ON COLUMN` belongs to a COLUMN MASK", cursor.tokens[0])


def _clause(cursor: Cursor, found: dict[str, Any]) -> None:
    if cursor.accept("COMMENT"):
        found["comment"] = cursor.string()
    elif cursor.accept("TO"):
        found["to"] = cursor.comma_list(lambda: read_principal(cursor))
    elif cursor.accept("EXCEPT"):
        found["excepted"] = cursor.comma_list(lambda: read_principal(cursor))
    elif cursor.accept("FOR"):
        found["covers"] = _covered(cursor)
    elif cursor.accept("WHEN"):
        found["when"] = read_condition(cursor)
    elif cursor.accept("MATCH COLUMNS", "MATCH COLUMN"):
        found["matches"] = cursor.comma_list(lambda: _match(cursor))
    elif cursor.accept("ON COLUMN"):
        found["on_column"] = cursor.part()
    elif cursor.accept("USING COLUMNS"):
        found["using"] = cursor.listed(lambda: read_argument(cursor))
    else:
        raise cursor.wanted("a clause of the policy")


def _covered(cursor: Cursor) -> str:
    words: list[str] = []
    while (word := cursor.word()) and word not in ("WHEN", "MATCH", "ON", "USING", "TO", "EXCEPT"):
        words.append(word)
        cursor.index += 1
        if word.endswith("S") and word != "ALL":
            return " ".join(words)
    raise cursor.wanted("what the policy covers, such as `TABLES`")


def _match(cursor: Cursor) -> ColumnMatch:
    condition = read_condition(cursor)
    named = cursor.accept("AS") or (
        cursor.peek().kind in ("word", "name")
        and cursor.word() not in ("ON", "USING", "TO", "EXCEPT", "FOR", "WHEN", "COMMENT", "MATCH")
        and not cursor.starts_statement()
    )
    return ColumnMatch(condition, cursor.part() if named else "")


def read_condition(cursor: Cursor, depth: int = 0) -> Condition:
    """Read a test on tags, joined by OR, AND and NOT."""
    return _joined(cursor, "OR", depth)


def _joined(cursor: Cursor, word: str, depth: int) -> Condition:
    def read() -> Condition:
        return _joined(cursor, "AND", depth) if word == "OR" else _single(cursor, depth)

    parts = [read()]
    while cursor.accept(word):
        parts.append(read())
    return parts[0] if len(parts) == 1 else Condition(word.lower(), parts=tuple(parts))


def _single(cursor: Cursor, depth: int) -> Condition:
    if depth > _DEEPEST:
        raise cursor.error("too-deep", f"nested deeper than {_DEEPEST}", hint="split the condition")
    if cursor.accept("NOT"):
        return Condition("not", parts=(_single(cursor, depth + 1),))
    if cursor.accept_op("("):
        inner = read_condition(cursor, depth + 1)
        cursor.expect_op(")")
        return inner
    if cursor.accept("TRUE"):
        return Condition("true")
    test = _TESTS.get(cursor.word().replace("_", ""))
    if test is None:
        raise cursor.wanted("`has_tag(…)` or `has_tag_value(…)`")
    cursor.index += 1
    token = cursor.peek()
    arguments = cursor.listed(cursor.string)
    if len(arguments) != test[1]:
        raise cursor.error("syntax", f"`{test[0]}` takes {test[1]} text(s)", token)
    return Condition(test[0], arguments[0], arguments[1] if len(arguments) > 1 else "")


def _on(cursor: Cursor) -> Target:
    return read_named(cursor, read_type(cursor))


def read_drop_policy(cursor: Cursor) -> Statement:
    """Read DROP POLICY name ON securable."""
    cursor.expect("DROP POLICY")
    name = cursor.part()
    cursor.expect("ON")
    return DropPolicy(name=name, on=_on(cursor))


def read_show_policies(cursor: Cursor) -> Statement:
    """Read SHOW [EFFECTIVE] POLICIES ON securable, or DESCRIBE POLICY name ON securable."""
    if cursor.accept("DESCRIBE POLICY", "DESC POLICY"):
        name = cursor.part()
        cursor.expect("ON")
        return ShowPolicies(on=_on(cursor), name=name)
    effective = cursor.accept("SHOW EFFECTIVE POLICIES", "SHOW POLICIES") != "SHOW POLICIES"
    cursor.expect("ON")
    return ShowPolicies(on=_on(cursor), effective=effective)
