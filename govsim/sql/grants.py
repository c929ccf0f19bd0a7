"""Reads GRANT, REVOKE, DENY and SHOW GRANTS."""

from __future__ import annotations

from typing import Final

from govsim.errors import GovsimError, nearest
from govsim.model.privileges import ALL_PRIVILEGES, KNOWN, LEGACY
from govsim.model.statements import Deny, Grant, Revoke, ShowGrants, Statement, Target
from govsim.sql.cursor import Cursor
from govsim.sql.names import TYPES, quote_name, quote_principal, read_on, read_principal

# Words that only policies use, or only the newest pages.
WORDS: Final = KNOWN | LEGACY.keys() | {"MANAGE ACCESS CONTROL", "CREATE MANAGED STORAGE"}


# Words of other systems, and what is meant here.
ELSEWHERE: Final[dict[str, str]] = {
    "ALL": f"did you mean `{ALL_PRIVILEGES}`?",
    **dict.fromkeys(("OWN", "OWNER", "OWNERSHIP"), "ownership moves by `ALTER … SET OWNER TO`"),
    "READ": "reading takes `SELECT`, `READ VOLUME` or `READ FILES`",
    "WRITE": "writing takes `MODIFY`, `WRITE VOLUME` or `WRITE FILES`",
    "USE": "it is `USE CATALOG` or `USE SCHEMA`",
    "TRUNCATE": "it comes with `MODIFY`",
    **dict.fromkeys(("ALTER", "DROP", "CONTROL"), "it comes with `MANAGE`, and with ownership"),
    "EXEC": "did you mean `EXECUTE`?",
    "REFERENCES": "a foreign key needs no privilege of its own",
    "CONNECT": "it is `USE CATALOG` or `USE CONNECTION`",
}


def read_grant(cursor: Cursor) -> Statement:
    """Read GRANT privileges ON securable TO principal."""
    cursor.expect("GRANT")
    _refuse_role(cursor, "TO")
    privileges, on = _what(cursor)
    recipient, to = _whom(cursor, "GRANT", "TO", privileges, on)
    return Grant(privileges=privileges, on=on, to=to, to_recipient=recipient)


def read_revoke(cursor: Cursor) -> Statement:
    """Read REVOKE privileges ON securable FROM principal."""
    cursor.expect("REVOKE")
    if cursor.sees("GRANT OPTION FOR"):
        raise _no_grant_option(cursor)
    _refuse_role(cursor, "FROM")
    privileges, on = _what(cursor)
    recipient, to = _whom(cursor, "REVOKE", "FROM", privileges, on)
    return Revoke(privileges=privileges, on=on, to=to, to_recipient=recipient)


def read_deny(cursor: Cursor) -> Statement:
    """Read DENY privileges ON securable TO principal."""
    cursor.expect("DENY")
    privileges, on = _what(cursor)
    _, to = _whom(cursor, "DENY", "TO", privileges, on)
    return Deny(privileges=privileges, on=on, to=to)


def read_show_grants(cursor: Cursor) -> Statement:
    """Read SHOW GRANTS [principal] ON securable, or TO RECIPIENT name."""
    cursor.expect("SHOW GRANTS", "SHOW GRANT")
    if cursor.accept("TO RECIPIENT", "OF RECIPIENT"):
        return ShowGrants(on=None, principal=cursor.part(), to_recipient=True)
    if cursor.accept("ON"):
        return ShowGrants(on=read_on(cursor))
    if cursor.done or cursor.word() in ("TO", "FOR", "FROM", "OF"):
        raise cursor.wanted("`ON`, or a principal", "write SHOW GRANTS [principal] ON …")
    principal = read_principal(cursor)
    if not cursor.accept("ON"):
        raise cursor.wanted("`ON`", "write SHOW GRANTS [principal] ON …")
    return ShowGrants(on=read_on(cursor), principal=principal)


def read_privileges(cursor: Cursor) -> tuple[str, ...]:
    """Read a list of privileges; unknown ones are refused, in upper case with single blanks."""
    return cursor.comma_list(lambda: _privilege(cursor))


def _privilege(cursor: Cursor) -> str:
    first = cursor.peek()
    words: list[str] = []
    while (word := cursor.word()) and word not in ("ON", "FOR", "TO", "FROM"):
        if words and cursor.starts_statement():
            break
        words.append(word)
        cursor.index += 1
    if not words:
        raise cursor.wanted("a privilege")
    if cursor.peek().text == "(":
        raise cursor.error(
            "unsupported-clause",
            "Unity Catalog has no privileges on single columns",
            hint="mask the column, or grant SELECT on a view without it",
        )
    found = privilege_named(" ".join(words))
    if found is None:
        for count in range(min(len(words), 5) - 1, 0, -1):
            if privilege_named(" ".join(words[:count])) and words[count] in TYPES:
                cursor.index -= len(words) - count
                raise cursor.wanted("`ON`")
        raise _unknown_privilege(cursor, " ".join(words), first.start)
    return found


def privilege_named(written: str) -> str | None:
    """Return the known privilege that upper-case words name, or None."""
    if written in WORDS:
        return written
    spaced = written.replace("_", " ")
    return spaced if spaced in WORDS else None


def _unknown_privilege(cursor: Cursor, written: str, start: int) -> GovsimError:
    end = cursor.tokens[cursor.index - 1].end
    hint = ELSEWHERE.get(written)
    words = written.split()
    if hint is None and (near := nearest(written, sorted(WORDS))):
        hint = f"did you mean `{near}`?"
    elif hint is None and all(word in WORDS for word in words if word != "AND"):
        hint = f"write commas between privileges: `{', '.join(w for w in words if w != 'AND')}`"
    return cursor.source.error(
        "unknown-privilege", f"no privilege named `{written}`", (start, end), hint
    )


def _what(cursor: Cursor) -> tuple[tuple[str, ...], Target]:
    privileges = read_privileges(cursor)
    if not cursor.accept("ON"):
        verb, word = cursor.tokens[0].text.upper(), "FROM" if cursor.sees("FROM") else "TO"
        raise cursor.wanted("`ON`", f"write {verb} {', '.join(privileges)} ON … {word} …")
    _refuse_wildcard(cursor, privileges)
    on = read_on(cursor)
    if cursor.peek().text == ".":
        cursor.index += 1
        raise cursor.wanted("a name")
    return privileges, on


def _whom(
    cursor: Cursor, verb: str, word: str, privileges: tuple[str, ...], on: Target
) -> tuple[bool, str]:
    if cursor.peek().text == ",":
        raise _one_securable(cursor, f"{verb} {', '.join(privileges)} ON", on, word)
    if not cursor.accept(word):
        kind = nearest(on.name[0], TYPES) if len(on.name) == 1 else None
        hint = f"did you mean `{kind}`?" if kind else f"write {verb} … ON … {word} …"
        raise cursor.wanted(f"`{word}`", hint)
    recipient = cursor.word() == "RECIPIENT" and cursor.peek(1).kind in ("word", "name", "number")
    if recipient:
        cursor.index += 1
    to = read_principal(cursor)
    if cursor.peek().text == ",":
        raise _one_principal(cursor, f"{verb} {', '.join(privileges)} ON {_written(on)} {word}", to)
    if cursor.sees("WITH GRANT OPTION") or cursor.sees("WITH ADMIN OPTION"):
        raise _no_grant_option(cursor)
    return recipient, to


def _written(on: Target) -> str:
    return f"{on.type} {quote_name(on.name)}".rstrip()


def _one_principal(cursor: Cursor, head: str, first: str) -> GovsimError:
    comma = cursor.peek()
    others = [first]
    while cursor.accept_op(",") and cursor.peek().kind in ("word", "name", "string"):
        others.append(read_principal(cursor))
    split = " ".join(f"{head} {quote_principal(name)};" for name in others)
    return cursor.error(
        "one-principal",
        "a statement names one principal",
        comma,
        f"write one statement for each: {split}",
    )


def _one_securable(cursor: Cursor, head: str, first: Target, word: str) -> GovsimError:
    comma = cursor.peek()
    others = [first]
    while cursor.accept_op(",") and cursor.peek().kind in ("word", "name"):
        others.append(read_on(cursor))
    split = " ".join(f"{head} {_written(target)} {word} …;" for target in others)
    return cursor.error(
        "one-securable", "a statement names one securable", comma, f"write one for each: {split}"
    )


def _no_grant_option(cursor: Cursor) -> GovsimError:
    return cursor.error(
        "unsupported-clause",
        "Unity Catalog has no grant option",
        hint="grant MANAGE to a principal that may grant further",
    )


def _refuse_role(cursor: Cursor, word: str) -> None:
    named = cursor.word(1) == word and privilege_named(cursor.word()) is None
    if named or (cursor.sees("ROLE") and cursor.word(2) == word):
        raise cursor.error(
            "unsupported-statement",
            "Unity Catalog has no roles, and a statement names a securable after `ON`",
            hint="make the principal a member of a group in the account instead",
        )


def _refuse_wildcard(cursor: Cursor, privileges: tuple[str, ...]) -> None:
    every = cursor.word() in ("ALL", "FUTURE") and cursor.word(1)[-1:] == "S"
    star = _star(cursor)
    if not every and not cursor.sees("ALL FUTURE") and star is None:
        return
    listed = ", ".join(privileges)
    container = "SCHEMA catalog.schema"
    if star is not None and star > cursor.index:
        container = _container(cursor, star)
    elif "IN" in (words := [cursor.word(i) for i in range(6)]):
        container = cursor.text(cursor.index + words.index("IN") + 1, _before_to(cursor))
    token = cursor.tokens[star] if star is not None else cursor.peek()
    raise cursor.error(
        "no-wildcard",
        "a statement names one securable, with no wildcard",
        token,
        f"a grant on what holds them reaches all, later ones too: {listed} ON {container}",
    )


def _star(cursor: Cursor) -> int | None:
    for index in range(cursor.index, min(len(cursor.tokens), cursor.index + 8)):
        if cursor.tokens[index].text == "*":
            return index
    return None


def _container(cursor: Cursor, star: int) -> str:
    start = cursor.index + (1 if cursor.sees("TABLE") or cursor.sees("SCHEMA") else 0)
    named = cursor.text(start, star - 1)
    return f"{'SCHEMA' if '.' in named else 'CATALOG'} {named}"


def _before_to(cursor: Cursor) -> int:
    index = cursor.index
    while index < len(cursor.tokens) and cursor.tokens[index].text.upper() not in ("TO", "FROM"):
        index += 1
    return index
