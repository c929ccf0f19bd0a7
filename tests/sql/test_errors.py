"""What is refused is refused with a code, a place and what to write instead."""

from pathlib import Path

import pytest

from govsim.errors import GovsimError, words_of
from govsim.sql import read_script, read_statement

T = "GRANT SELECT ON TABLE a.b.c TO"


@pytest.mark.parametrize(
    ("text", "code", "column", "hint"),
    [
        (f"{T} x WITH GRANT OPTION", "unsupported-clause", 34, "grant MANAGE"),
        (f"{T} `x`, `y-z`", "one-principal", 35, "TO x; GRANT SELECT ON TABLE a.b.c TO `y-z`;"),
        (f"{T} GROUP x", "no-principal-kind", 32, "`x`"),
        (f"{T} ROLE x", "no-principal-kind", 32, "group"),
        (f"{T} a@b.com", "needs-backticks", 32, "`a@b.com`"),
        (f"{T} data-eng", "needs-backticks", 32, "`data-eng`"),
        (f"{T} data eng", "needs-backticks", 32, "`data eng`"),
        (f"{T} <job-runner>", "placeholder", 32, "real name"),
        (f"{T} `<job-runner>`", "placeholder", 32, "real name"),
        (f"{T} ${{who}}", "unset-variable", 32, "--var who=value"),
        ("GRANT SELECT ON TABLE a.b.* TO x", "no-wildcard", 27, "SELECT ON SCHEMA a.b"),
        ("GRANT SELECT ON ALL TABLES IN SCHEMA a.b TO x", "no-wildcard", 17, "ON SCHEMA a.b"),
        ("GRANT SELECT ON FUTURE TABLES IN SCHEMA a.b TO x", "no-wildcard", 17, "later ones too"),
        ("GRANT SELCT ON TABLE a.b.c TO x", "unknown-privilege", 7, "`SELECT`"),
        ("GRANT ALL ON TABLE a.b.c TO x", "unknown-privilege", 7, "`ALL PRIVILEGES`"),
        ("GRANT SELECT ON TABL a.b.c TO x", "syntax", 22, "`TABLE`"),
        ("GRANT SELECT (a) ON TABLE a.b.c TO x", "unsupported-clause", 14, "mask"),
        ("GRANT admin TO bob", "unsupported-statement", 7, "group"),
        ("SET ROLE x", "unsupported-statement", 1, "group"),
        ("CREATE TABEL a.b.c (id INT)", "syntax", 8, "`TABLE`"),
        ("CREATE USER ana", "syntax", 8, "identity provider"),
        ("DROP SERVICE PRINCIPAL x", "syntax", 6, "identity provider"),
        ("CREATE ROLE x", "unsupported-statement", 1, "member of a group"),
        ("GRANT ROLE admin TO bob", "unsupported-statement", 7, "member of a group"),
        ("GRANT SELECT TO x ON TABLE a.b.c", "syntax", 14, "GRANT SELECT ON … TO …"),
        ("REVOKE SELECT FROM x ON a.b.c", "syntax", 15, "REVOKE SELECT ON … FROM …"),
        ("SELEC 1", "syntax", 1, "`SELECT`"),
        ("COMMENT ON TABLE t IS 'x", "unterminated", 23, "close it"),
        ("SELECT * FROM WHERE", "syntax", 15, "words before"),
    ],
)
def test_a_refusal_says_where_and_what_instead(
    text: str, code: str, column: int, hint: str
) -> None:
    """Each refusal has its code, its column, and a hint that can be followed."""
    with pytest.raises(GovsimError) as caught:
        read_statement(text)

    assert (caught.value.code, caught.value.at and caught.value.at.column) == (code, column)
    assert hint in (caught.value.hint or "")


def test_every_error_of_a_script_is_told_at_once() -> None:
    """One bad statement hides no other, and the good ones are read."""
    script = read_script(
        "GRANT SELCT ON TABLE t TO x;\nUSE main;\n"
        "GRANT SELECT ON TABLE t TO x\nGRANT SELECT ON u TO y;\n",
        "a.sql",
    )

    assert len(script.statements) == 1
    assert "\n".join(error.render() for error in script.errors) == (
        "error[unknown-privilege]: no privilege named `SELCT`\n"
        "  --> a.sql:1:7\n"
        "   | GRANT SELCT ON TABLE t TO x;\n"
        "   |       ^^^^^\n"
        "hint: did you mean `SELECT`?\n"
        "error[missing-semicolon]: `GRANT` starts a statement, but the one before it is not ended\n"
        "  --> a.sql:4:1\n"
        "   | GRANT SELECT ON u TO y;\n"
        "   | ^^^^^\n"
        "hint: end the statement before it with `;`"
    )


@pytest.mark.parametrize(
    "text",
    [
        "SELECT " + "(" * 10_000 + "1" + ")" * 10_000,
        "SELECT " + "NOT " * 10_000 + "1",
        "SELECT " + "CASE WHEN a THEN " * 10_000 + "1" + " END" * 10_000,
        "CREATE TABLE a.b.c (x " + "ARRAY<" * 10_000 + "INT" + ">" * 10_000 + ")",
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    """Ten thousand levels are an error with a place, never a crash."""
    assert [error.code for error in read_script(text).errors] == ["too-deep"]


@pytest.mark.parametrize(
    "line", (Path(__file__).parent / "refused.txt").read_text(encoding="utf-8").splitlines()
)
def test_what_no_manual_lists_is_refused_in_its_place(line: str) -> None:
    """A statement that is cut, misspelt or of another system is refused where it goes wrong."""
    code, column, text = line[:22].strip(), int(line[22:26]), line[28:]

    errors = read_script(text).errors

    assert [(error.code, error.at and error.at.column) for error in errors[:1]] == [(code, column)]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param("no such part\nat line 3", "no such part", id="the first line"),
        pytest.param("", "RuntimeError", id="nothing said"),
        pytest.param("\nlater", "RuntimeError", id="an empty line"),
    ],
)
def test_what_a_library_says_is_told_in_one_line(said: str, words: str) -> None:
    """An error that says nothing is told by its name."""
    assert words_of(RuntimeError(said)) == words
