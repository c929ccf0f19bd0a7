"""No text whatever makes the reader fail but with an error of its own."""

from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from govsim.model.statements import Statement
from govsim.model.values import principal_named
from govsim.sql import quote_principal, read_script, read_statement, write
from govsim.sql.cursor import Cursor
from govsim.sql.dispatch import read_tokens
from govsim.sql.lexer import lex_statement
from govsim.sql.source import Source

HERE = Path(__file__).parent
LINES = [line for line in (HERE / "statements.sql").read_text().splitlines() if line]
LINES += (HERE / "further.sql").read_text().split("\n\n")
BITS = ["'", "`", "(", ")", ".", ";", "$$", "{x}", "--", "/*", "<a>", "BEGIN", "END", "AS", "\n"]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(LINES))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        until = draw(st.integers(at, min(len(text), at + 8)))
        text = text[:at] + draw(st.sampled_from(["", *BITS])) + text[until:]
    return text


def check(text: str) -> None:
    script = read_script(text)
    for error in script.errors:
        assert error.at is not None
        assert error.render()
    for statement in script.statements:
        assert statement.at is not None
        assert write(statement)


@settings(deadline=None, max_examples=400)
@given(text=mutated())
@example(text="CREATE TABLE t (a INT DEFAULT")
@example(text="SELECT 1 FROM main.s..tf(1, 'x')")
@example(text="CREATE FUNCTION f() LANGUAGE PYTHON AS $$ def")
@example(text="SELECT * FROM t WHERE " + "<a " * 1000)
def test_a_mutated_statement_is_read_or_refused(text: str) -> None:
    """Cut, doubled or broken, a statement gives a value or an error with a place."""
    check(text)


@settings(deadline=None)
@given(text=st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Random text gives no other exception."""
    check(text)


NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,6}", fullmatch=True)


@pytest.mark.slow
@settings(deadline=None)
@given(
    verb=st.sampled_from([("GRANT", "TO"), ("REVOKE", "FROM"), ("GRANT", "FROM")]),
    privileges=st.lists(
        st.sampled_from(
            ["SELECT", "USE SCHEMA", "ALL PRIVILEGES", "USE_CATALOG", "SELCT", "USAGE"]
        ),
        min_size=1,
    ),
    kind=st.sampled_from(["", "TABLE ", "SCHEMA ", "CATALOG ", "METASTORE "]),
    name=st.lists(NAMES | st.sampled_from(["TO", "FROM", "TABLE"]), min_size=1, max_size=4),
    principal=st.text("ab@.- '<>", min_size=1, max_size=6).map(lambda text: f"`{text}`")
    | st.sampled_from(["x", "GROUP", "RECIPIENT", "account users", "a.b", "a-b", "1a"])
    | NAMES,
)
def test_the_fast_reader_equals_the_general_one(
    verb: tuple[str, str], privileges: list[str], kind: str, name: list[str], principal: str
) -> None:
    """A one-line GRANT means the same whichever reader takes it."""
    listed = ", ".join(privileges)
    text = f"{verb[0]} {listed} ON {kind}{'.'.join(name)} {verb[1]} {principal};"
    script = read_script(text)
    general = _general(text)

    assert (script.statements[0] if script.statements else None) == general


def _general(text: str) -> Statement | None:
    from govsim.errors import GovsimError

    source = Source("<text>", text)
    try:
        return read_tokens(Cursor(source, lex_statement(source, 0)[0]))
    except GovsimError:
        return None


@given(name=st.text(min_size=1))
def test_a_quoted_principal_is_read_back(name: str) -> None:
    """Any name survives quoting; a user's is then in lower case, as the account keeps it."""
    assume("{" not in name and "<" not in name)
    statement = read_statement(f"ALTER TABLE t OWNER TO {quote_principal(name)}")

    assert getattr(statement, "owner", None) == principal_named(name)
