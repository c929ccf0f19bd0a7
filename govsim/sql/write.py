"""Renders a statement as SQL that is read into an equal statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from govsim.model import statements as s
from govsim.model.kinds import CONTAINERS
from govsim.model.values import ColumnMatch, Condition
from govsim.sql.names import quote_name, quote_part, quote_principal, quote_text
from govsim.sql.write_create import write_create, write_routine, write_use

Name = s.Name


def write(statement: s.Statement) -> str:
    """Return the statement as SQL, without a semicolon."""
    return WRITERS[type(statement)](statement)


def _on(target: s.Target) -> str:
    return f"{target.type} {quote_name(target.name)}".rstrip()


def _tagged(target: s.Target, column: str | None) -> str:
    if column is None:
        return _on(target)
    return f"COLUMN {quote_name((*target.name, column))}"


def _column(column: str) -> str:
    return quote_name(column.split("."))


def _grant(verb: str, word: str) -> Callable[[Any], str]:
    def written(found: Any) -> str:
        recipient = "RECIPIENT " if getattr(found, "to_recipient", False) else ""
        listed = ", ".join(found.privileges)
        return f"{verb} {listed} ON {_on(found.on)} {word} {recipient}{quote_principal(found.to)}"

    return written


def _show_grants(found: s.ShowGrants) -> str:
    if found.on is None:
        return f"SHOW GRANTS TO RECIPIENT {quote_principal(found.principal or '')}"
    principal = f"{quote_principal(found.principal)} " if found.principal is not None else ""
    return f"SHOW GRANTS {principal}ON {_on(found.on)}"


def _govern_tag(found: s.GovernTag) -> str:
    set_ = "SET " if found.action == "alter" else ""
    listed = ", ".join(map(quote_text, found.values or ()))
    return _joined(
        f"{found.action.upper()} GOVERNED TAG {quote_part(found.key)}",
        "" if found.description is None else f"{set_}DESCRIPTION {quote_text(found.description)}",
        "" if found.values is None else f"{set_}VALUES ({listed})",
    )


def _set_tags(found: s.SetTags) -> str:
    if found.form == "set":
        pairs = ", ".join(
            _key(key) + (f" = {_key(value)}" if value is not None else "")
            for key, value in found.tags
        )
        return f"SET TAG ON {_tagged(found.target, found.column)} {pairs}"
    listed = ", ".join(
        quote_text(key) + (f" = {quote_text(value)}" if value is not None else "")
        for key, value in found.tags
    )
    return f"ALTER {_on(found.target)}{_altered(found.column)} SET TAGS ({listed})"


def _key(text: str) -> str:
    return "`" + text.replace("`", "``") + "`" if text else "''"


def _altered(column: str | None) -> str:
    return "" if column is None else f" ALTER COLUMN {_column(column)}"


def _unset_tags(found: s.UnsetTags) -> str:
    if found.form == "set":
        keys = ", ".join(_key(key) for key in found.keys)
        return f"UNSET TAG ON {_tagged(found.target, found.column)} {keys}"
    listed = ", ".join(quote_text(key) for key in found.keys)
    return f"ALTER {_on(found.target)}{_altered(found.column)} UNSET TAGS ({listed})"


def _row_filter(found: s.SetRowFilter) -> str:
    if found.filter is None:
        return f"ALTER {_on(found.target)} DROP ROW FILTER"
    return f"ALTER {_on(found.target)} SET ROW FILTER {write_use(found.filter, 'ON')}"


def _mask(found: s.SetMask) -> str:
    head = f"ALTER {_on(found.target)}{_altered(found.column)}"
    if found.mask is None:
        return f"{head} DROP MASK"
    return f"{head} SET MASK {write_use(found.mask, 'USING COLUMNS')}"


def _policy(found: s.CreatePolicy) -> str:
    pieces = [
        f"CREATE {'OR REPLACE ' if found.or_replace else ''}POLICY {quote_part(found.name)}",
        f"ON {_on(found.on)}",
    ]
    if found.comment is not None:
        pieces.append(f"COMMENT {quote_text(found.comment)}")
    if found.function:
        pieces.append(f"{found.kind} {quote_name(found.function)}")
    pieces.append("TO " + ", ".join(quote_principal(name) for name in found.to))
    if found.excepted:
        pieces.append("EXCEPT " + ", ".join(quote_principal(name) for name in found.excepted))
    if found.privileges:
        pieces.append(f"{found.kind} {', '.join(found.privileges)}")
    pieces.append(f"FOR {found.covers}")
    if found.when is not None:
        pieces.append(f"WHEN {_condition(found.when)}")
    if found.matches:
        pieces.append("MATCH COLUMNS " + ", ".join(_match(match) for match in found.matches))
    if found.on_column:
        pieces.append(f"ON COLUMN {quote_part(found.on_column)}")
    if found.using:
        pieces.append(f"USING COLUMNS ({', '.join(found.using)})")
    return "\n  ".join(pieces)


def _match(match: ColumnMatch) -> str:
    alias = f" AS {quote_part(match.alias)}" if match.alias else ""
    return _condition(match.condition) + alias


def _condition(found: Condition) -> str:
    if found.op == "true":
        return "TRUE"
    if found.op == "has_tag":
        return f"has_tag({quote_text(found.key)})"
    if found.op == "has_tag_value":
        return f"has_tag_value({quote_text(found.key)}, {quote_text(found.value)})"
    if found.op == "not":
        return f"NOT {_inner(found.parts[0])}"
    return f" {found.op.upper()} ".join(_inner(part) for part in found.parts)


def _inner(found: Condition) -> str:
    text = _condition(found)
    return f"({text})" if found.op in ("and", "or") else text


def _drop(found: s.Drop) -> str:
    exists = "IF EXISTS " if found.if_exists else ""
    word = "CASCADE" if found.target.type in CONTAINERS else "FORCE"
    cascade = f" {word}" if found.cascade else ""
    return f"DROP {found.target.type} {exists}{quote_name(found.target.name)}{cascade}"


def _comment(found: s.Comment) -> str:
    text = "NULL" if found.text is None else quote_text(found.text)
    return f"COMMENT ON {_tagged(found.target, found.column)} IS {text}"


def _joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)


def _group(found: s.AlterGroup) -> str:
    verb = {"create": "CREATE", "drop": "DROP"}.get(found.action, "ALTER")
    act = {"add": "ADD", "remove": "DROP"}.get(found.action, "")
    users = ", ".join(quote_principal(name) for name in found.users)
    groups = ", ".join(quote_principal(name) for name in found.groups)
    return _joined(
        f"{verb} GROUP {quote_part(found.name)}",
        act or ("WITH" if users or groups else ""),
        f"USER {users}" if users else "",
        f"GROUP {groups}" if groups else "",
    )


def _maintain(found: s.Maintain) -> str:
    text, source = found.text, ""
    if found.source:
        external = text.startswith("AS EXTERNAL")
        text = text.removeprefix("AS EXTERNAL").strip()
        source = f"{'AS EXTERNAL ' if external else ''}FROM {quote_name(found.source)}"
    return _joined(found.verb, _relation(found), source, text)


def _relation(found: s.Maintain | s.Describe) -> str:
    name, path = found.target.name, found.path
    return quote_name(name) if name or path is None else quote_text(path)


def _show(found: s.Show) -> str:
    if found.what == "SHARES IN PROVIDER":
        within = quote_name(found.within)
    else:
        within = f"IN {quote_name(found.within)}" if found.within else ""
    return _joined(
        "SHOW",
        found.what,
        f"WITH USER {quote_principal(found.principal)}" if found.principal is not None else "",
        within,
        f"LIKE {quote_text(found.like)}" if found.like is not None else "",
        found.text,
    )


def _use(found: s.Use) -> str:
    return f"USE {found.type} {quote_name(found.name)}"


def _action(found: s.Action) -> str:
    return _joined(f"api:{found.name}", *(f"{key}={_value(text)}" for key, text in found.arguments))


def _value(text: str) -> str:
    plain = text and not set(text) & set(" \t\n\r'\"`;")
    return text if plain else quote_text(text)


def _refresh(found: s.Refresh) -> str:
    foreign = "FOREIGN" if found.foreign else ""
    return _joined("REFRESH", foreign, _on(found.target), found.text)


def _ask(found: s.Ask) -> str:
    on = "" if found.what.islower() else "ON"
    return _joined(found.what, on, str(found.type or ""), quote_name(found.name))


WRITERS: Final[dict[type[s.Statement], Callable[[Any], str]]] = {
    s.Grant: _grant("GRANT", "TO"),
    s.Revoke: _grant("REVOKE", "FROM"),
    s.Deny: _grant("DENY", "TO"),
    s.ShowGrants: _show_grants,
    s.AlterOwner: lambda f: f"ALTER {_on(f.target)} SET OWNER TO {quote_principal(f.owner)}",
    s.GovernTag: _govern_tag,
    s.SetTags: _set_tags,
    s.UnsetTags: _unset_tags,
    s.SetRowFilter: _row_filter,
    s.SetMask: _mask,
    s.CreatePolicy: _policy,
    s.DropPolicy: lambda f: f"DROP POLICY {quote_part(f.name)} ON {_on(f.on)}",
    s.ShowPolicies: lambda f: (
        f"DESCRIBE POLICY {quote_part(f.name)} ON {_on(f.on)}"
        if f.name is not None
        else f"SHOW {'EFFECTIVE ' if f.effective else ''}POLICIES ON {_on(f.on)}"
    ),
    s.Create: write_create,
    s.CreateRoutine: write_routine,
    s.Drop: _drop,
    s.Undrop: lambda f: f"UNDROP {_on(f.target)}",
    s.Rename: lambda f: f"ALTER {_on(f.target)} RENAME TO {quote_name(f.to)}",
    s.Comment: _comment,
    s.AlterView: lambda f: f"ALTER {_on(f.target)} AS {f.body.text}",
    s.AlterTable: lambda f: f"ALTER {_on(f.target)} {f.text}",
    s.Alter: lambda f: f"ALTER {_on(f.target)} {f.text}",
    s.AlterGroup: _group,
    s.Query: lambda f: f.body.text,
    s.Write: lambda f: f.body.text,
    s.Maintain: _maintain,
    s.Refresh: _refresh,
    s.Call: lambda f: f"CALL {f.body.text}",
    s.Describe: lambda f: _joined(f.what, _relation(f), f.text),
    s.Show: _show,
    s.Use: _use,
    s.Explain: lambda f: _joined(f.verb, f.text, write(f.inner)),
    s.Setting: lambda f: f.text,
    s.Files: lambda f: f.text,
    s.NotSimulated: lambda f: f.text,
    s.Compound: lambda f: f.text,
    s.Action: _action,
    s.Ask: _ask,
}
