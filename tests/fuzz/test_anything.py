"""Whatever is thrown at it, govsim answers with an error that has a place, and keeps what it held."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govsim import Simulator
from govsim.errors import GovsimError, ScriptError

STATEMENTS = [
    line
    for line in (Path(__file__).parents[1] / "sql/statements.sql").read_text().split(";\n")
    if line.strip()
]
SIMULATOR = Simulator()
SIMULATOR.apply("CREATE CATALOG c; CREATE SCHEMA c.s; CREATE TABLE c.s.t (id INT)")
MARKS = "`'\"();,.-$<>{}[]*/\\\n\0\u202e\u0301é😀 "
texts = st.one_of(
    st.text(max_size=200),
    st.binary(max_size=200).map(lambda raw: raw.decode("utf-8", "replace")),
    st.lists(
        st.sampled_from(
            "GRANT REVOKE SELECT ON TABLE c.s.t TO `x` CREATE ( ) ; -- /* CASE END".split()
        ),
        max_size=25,
    ).map(" ".join),
)


def tried(text: str) -> None:
    """Put a text through every door; only errors of govsim may come, with a place for text."""
    held = SIMULATOR.snapshot
    refused: list[GovsimError] = []
    doors = (
        lambda: SIMULATOR.branch().apply(text),
        lambda: SIMULATOR.check("x@y.z", text),
        lambda: SIMULATOR.who_can(text),
    )
    for door in doors:
        try:
            door()
        except GovsimError as error:
            refused.append(error)
    for error in refused:
        told = error.errors if isinstance(error, ScriptError) else (error,)
        assert all(each.at is not None and each.at.line >= 1 for each in told) or not text.strip()
    assert SIMULATOR.snapshot is held


@settings(max_examples=250, deadline=None)
@given(texts)
@example("\ufeff")
@example("`" * 999)
@example("SELECT 'a")
@example("/* no end")
def test_any_text_is_answered(text: str) -> None:
    """Random text is read, or refused with a place."""
    tried(text)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(STATEMENTS), st.integers(0, 400), st.sampled_from(["", *MARKS]))
def test_cut_and_broken_statements_are_answered(statement: str, at: int, mark: str) -> None:
    """A statement cut anywhere, or with a mark put in, is read or refused with a place."""
    tried(statement[:at] + mark)
    tried(statement[:at] + mark + statement[at:])


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("GRANT SELECT ON TABLE " + "a" * 1_000_000 + " TO `x`", id="1 MB name"),
        pytest.param("SELECT " + "1234567," * 125_000, id="1 MB list"),
        pytest.param("SELECT " + "(" * 10_000 + "1" + ")" * 10_000, id="10,000 brackets"),
        pytest.param("SELECT " + "(" * 10_000, id="10,000 open brackets"),
        pytest.param("SELECT " + "NOT " * 10_000 + "1", id="10,000 NOT"),
        pytest.param("SELECT " + "CASE WHEN 1 THEN " * 10_000, id="10,000 CASE"),
        pytest.param("SELECT 1 " + "UNION SELECT 1 " * 10_000, id="10,000 UNION"),
        pytest.param("/*" * 10_000, id="10,000 comments"),
        pytest.param(
            "CREATE POLICY p ON SCHEMA c.s ROW FILTER c.s.f TO x FOR TABLES WHEN "
            + "NOT (" * 10_000
            + "has_tag('a')"
            + ")" * 10_000,
            id="10,000 conditions",
        ),
        pytest.param("`" + "é" * 100_000 + "`." * 1000, id="names of many parts"),
        pytest.param(";" * 100_000, id="100,000 semicolons"),
    ],
)
def test_huge_and_deep_texts_are_answered(text: str) -> None:
    """Size and depth end in an answer, never in a traceback or a hang."""
    tried(text)


def test_groups_in_a_circle_are_refused_and_change_nothing() -> None:
    """A membership that closes a circle is refused, and the groups stay as they were."""
    simulator = Simulator()
    simulator.groups.add("a", ["b"])
    simulator.groups.add("b", ["c"])
    held = simulator.snapshot

    with pytest.raises(GovsimError, match="circle"):
        simulator.groups.add("c", ["a"])

    assert simulator.snapshot is held


@pytest.mark.parametrize("name", ["naïve", "用户", "👩‍💻", "a\u202eb", "ß", "ﬁ", "İ"])
def test_unicode_names_are_names(name: str) -> None:
    """A name of any letters is created, granted on, and found again."""
    simulator = Simulator()
    simulator.apply(f"CREATE CATALOG `{name}`; GRANT USE CATALOG ON CATALOG `{name}` TO `x@y.z`")

    assert simulator.check("x@y.z", f"USE CATALOG ON CATALOG `{name}`").allowed
