"""Reads one statement: its first words say which reader knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from govsim.errors import GovsimError, Place, nearest
from govsim.model.statements import Explain, NotSimulated, Statement
from govsim.sql.alter import read_alter, read_comment, read_drop, read_undrop
from govsim.sql.compound import opens_compound, read_compound
from govsim.sql.create import read_create, read_group
from govsim.sql.cursor import Cursor
from govsim.sql.data import (
    read_call,
    read_change,
    read_copy,
    read_insert,
    read_select,
    read_truncate,
)  # fmt: skip
from govsim.sql.governed_tags import VERBS as GOVERNED
from govsim.sql.governed_tags import read_governed_tag
from govsim.sql.grants import read_deny, read_grant, read_revoke, read_show_grants
from govsim.sql.lexer import Token, lex_statement
from govsim.sql.named_later import text_of
from govsim.sql.policies import read_create_policy, read_drop_policy, read_show_policies
from govsim.sql.routines import read_routine
from govsim.sql.settings import SETTINGS, read_files, read_setting
from govsim.sql.show import read_describe, read_show, read_use
from govsim.sql.source import Source
from govsim.sql.tags_masks import read_set_tag, read_unset_tag
from govsim.sql.upkeep import VERBS, read_maintain, read_refresh

Reader = Callable[[Cursor], Statement]
DEEPEST: Final = 200
_CREATE_ROUTINE: Final = {
    f"CREATE {words}{kind}": read_routine
    for kind in ("FUNCTION", "PROCEDURE")
    for words in ("", "OR REPLACE ", "TEMPORARY ", "TEMP ", "OR REPLACE TEMPORARY ",
                  "OR REPLACE TEMP ")
}  # fmt: skip
# Longer forms first: the first that follows is read.
READERS: Final[dict[str, Reader]] = {
    **dict.fromkeys(VERBS, read_maintain),
    **dict.fromkeys((words for words in SETTINGS if words != "SET"), read_setting),
    **_CREATE_ROUTINE,
    "SET CATALOG": read_use,
    "CREATE OR REPLACE POLICY": read_create_policy,
    "CREATE POLICY": read_create_policy,
    "DROP POLICY": read_drop_policy,
    "SHOW EFFECTIVE POLICIES": read_show_policies,
    "SHOW POLICIES": read_show_policies,
    "DESCRIBE POLICY": read_show_policies,
    "DESC POLICY": read_show_policies,
    **dict.fromkeys(GOVERNED, read_governed_tag),
    "CREATE GROUP": read_group,
    "DROP GROUP": read_group,
    "ALTER GROUP": read_group,
    "SHOW GRANTS": read_show_grants,
    "SHOW GRANT": read_show_grants,
    "SET TAGS ON": read_set_tag,
    "SET TAG ON": read_set_tag,
    "UNSET TAGS ON": read_unset_tag,
    "UNSET TAG ON": read_unset_tag,
    "COMMENT ON": read_comment,
    "COPY INTO": read_copy,
    "GRANT": read_grant,
    "REVOKE": read_revoke,
    "DENY": read_deny,
    "CREATE": read_create,
    "REPLACE": read_create,
    "ALTER": read_alter,
    "DROP": read_drop,
    "UNDROP": read_undrop,
    "REFRESH": read_refresh,
    "INSERT": read_insert,
    "UPDATE": read_change,
    "DELETE": read_change,
    "MERGE": read_change,
    "TRUNCATE": read_truncate,
    "CALL": read_call,
    "SELECT": read_select,
    "WITH": read_select,
    "VALUES": read_select,
    "FROM": read_select,
    "TABLE": read_select,
    "SHOW": read_show,
    "DESCRIBE": read_describe,
    "DESC": read_describe,
    "USE": read_use,
    "SET": read_setting,  # whatever is none of the forms above
    **dict.fromkeys(("LIST", "LS", "GET", "PUT", "REMOVE"), read_files),
}
_BY_FIRST: Final[dict[str, tuple[tuple[str, Reader], ...]]] = {
    first: tuple((form, reader) for form, reader in READERS.items() if form.split()[0] == first)
    for first in {form.split()[0] for form in READERS}
}
# Read, kept and reported; their effect is not modelled.
NOT_MODELLED: Final = frozenset(
    "BEGIN LOAD EXECUTE ADD CONVERT GENERATE APPLY COMMIT ROLLBACK IF WHILE FOR LOOP REPEAT CASE "
    "SIGNAL RESIGNAL LEAVE ITERATE KILL UNLOCK LOCK EXPORT IMPORT".split()
)

_NOT_MODELLED_FORMS: Final = (
    "CREATE FLOW", "CREATE SECRET", "DROP SECRET", "CREATE INDEX", "DROP INDEX", "DROP FLOW",
    "ALTER FLOW", "SHOW SECRETS", "SHOW VARIABLES",
)  # fmt: skip


def read_tokens(cursor: Cursor) -> Statement:
    """Read the statement of these tokens; each one is used, or refused."""
    refuse_depth(cursor)
    statement = _read(cursor)
    cursor.finish()
    return statement


def placed(statement: Statement, at: Place) -> Statement:
    """Return the statement with its place."""
    return replace(statement, at=at)


def _read(cursor: Cursor) -> Statement:
    if cursor.accept("EXPLAIN"):
        return _explain(cursor)
    if _describes_query(cursor):
        return Explain(inner=_inner(cursor), verb="DESCRIBE QUERY")
    if cursor.sees("EXECUTE IMMEDIATE") and (found := _said(cursor)) is not None:
        return _immediate(cursor, *found)
    if any(cursor.sees(f"{verb} ROLE") for verb in ("SET", "CREATE", "DROP", "ALTER")):
        raise cursor.error(
            "unsupported-statement",
            "Unity Catalog has no roles",
            hint="make the principal a member of a group in the account instead",
        )
    if opens_compound(cursor):
        return read_compound(cursor, read_tokens)
    if any(cursor.sees(words) for words in _NOT_MODELLED_FORMS):
        return NotSimulated(keyword=f"{cursor.word()} {cursor.word(1)}", text=cursor.rest())
    for form, reader in _BY_FIRST.get(cursor.word(), ()):
        if cursor.sees(form):
            return reader(cursor)
    if cursor.peek().text == "(":
        return read_select(cursor)
    return _not_modelled(cursor)


def _explain(cursor: Cursor) -> Statement:
    how = cursor.accept("EXTENDED", "CODEGEN", "COST", "FORMATTED", "LOGICAL")
    if cursor.word() == "EXPLAIN":
        raise cursor.wanted("the statement to explain")
    return Explain(inner=_inner(cursor), text=how)


def _said(cursor: Cursor) -> tuple[str, int] | None:
    """Return the constant text that EXECUTE IMMEDIATE is handed, and how many tokens it has.

    None where it is put together of more, or where what is read depends on the values behind it.
    """
    words = [token.text.upper() for token in cursor.tokens[2:]]
    ends = (words.index(word) for word in ("INTO", "USING") if word in words)
    size = min(ends, default=len(words))
    said = text_of(cursor.tokens[2 : size + 2], {})
    # A query among the values is read nowhere; a marker may stand for a name.
    if said is None or "SELECT" in words[size:]:
        return None
    return None if size < len(words) and "IDENTIFIER" in said.upper() else (said, size)


def _immediate(cursor: Cursor, said: str, size: int) -> Statement:
    """Return the one statement in the text of EXECUTE IMMEDIATE, which runs as if it stood here.

    Source:
        Databricks SQL documentation: *execute immediate*; it cannot be nested.
    """
    cursor.expect("EXECUTE IMMEDIATE")
    token, last = cursor.peek(), cursor.peek(size - 1)
    inner = Source(cursor.source.name, said)
    cursor.index = len(cursor.tokens)
    try:
        tokens, end = lex_statement(inner, 0)
        if not tokens or inner.text[end:].strip(" ;\n\t"):
            raise cursor.error("syntax", "EXECUTE IMMEDIATE takes one statement", token)
        if tokens[0].text.upper() == "EXECUTE":
            raise cursor.error("syntax", "EXECUTE IMMEDIATE cannot be nested", token)
        return read_tokens(Cursor(inner, tokens))
    except GovsimError as error:
        whole = Token("string", token.text, token.start, last.end)
        raise cursor.error(error.code, error.message, whole, error.hint) from None


def _describes_query(cursor: Cursor) -> bool:
    queries = ("SELECT", "WITH", "VALUES")
    if cursor.accept("DESCRIBE QUERY", "DESC QUERY"):
        return True
    if cursor.word() in ("DESCRIBE", "DESC") and cursor.word(1) in queries:
        cursor.index += 1
        return True
    return False


def _inner(cursor: Cursor) -> Statement:
    if cursor.done:
        raise cursor.wanted("a statement")
    inner = Cursor(cursor.source, cursor.tokens[cursor.index :])
    cursor.index = len(cursor.tokens)
    return read_tokens(inner)


def _not_modelled(cursor: Cursor) -> Statement:
    word = cursor.word()
    if word in NOT_MODELLED or (cursor.peek(1).text == ":" and cursor.word(2) == "BEGIN"):
        if word not in ("BEGIN", "IF", "WHILE", "FOR", "LOOP", "REPEAT", "CASE"):
            _refuse_next(cursor)
        return NotSimulated(keyword=word or "BEGIN", text=cursor.rest())
    token = cursor.peek()
    near = nearest(word, READERS) if word else None
    hint = f"did you mean `{near}`?" if near else "a statement starts with a word such as `GRANT`"
    if token.text == "<":
        cursor.refuse_placeholder(token)
    raise cursor.error(
        "syntax", f"no statement starts with `{token.text[:40].strip()}`", token, hint
    )


def _refuse_next(cursor: Cursor) -> None:
    for index in range(1, len(cursor.tokens)):
        cursor.index = index
        if cursor.starts_statement() and cursor.word() in ("GRANT", "REVOKE", "CREATE", "ALTER"):
            raise cursor.missing_semicolon()
    cursor.index = 0


def refuse_depth(cursor: Cursor) -> None:
    """Refuse brackets, types, CASE and prefixes nested deeper than any reader follows.

    A name that is put together as the statement runs is refused too.
    """
    depth = prefixes = 0
    before = ""
    for place, token in enumerate(cursor.tokens):
        text = token.text.upper() if token.kind == "word" else token.text
        if token.kind in ("op", "word"):
            if text in ("(", "[", "{", "CASE") or (
                text == "<" and before in ("ARRAY", "MAP", "STRUCT")
            ):
                depth += 1
            elif text in (")", "]", "}", "END"):
                depth = max(0, depth - 1)
            prefixes = prefixes + 1 if text in _PREFIXES else 0
        if text == "(" and before == "IDENTIFIER" and not names_later(cursor):
            raise cursor.error(
                "unset-variable",
                "the name in `IDENTIFIER` is known only when the statement runs",
                cursor.tokens[place - 1],
                "write a text, or a parameter `:name` with `--var name=value`",
            )
        if depth > DEEPEST or prefixes > DEEPEST:
            raise cursor.error(
                "too-deep", f"nested deeper than {DEEPEST}", token, "split the statement"
            )
        before = text


def names_later(cursor: Cursor) -> bool:
    """Whether the names in a statement are those of when it runs: in scripts, and in procedures."""
    words = [token.text.upper() for token in cursor.tokens[:4]]
    procedure = words[:1] == ["CREATE"] and "PROCEDURE" in words
    return procedure or opens_compound(Cursor(cursor.source, cursor.tokens))


_PREFIXES: Final = frozenset({"NOT", "-", "+", "~", "!", "EXISTS", "INTERVAL", "DISTINCT"})
