"""What is written is read back as what it was: statements, and whole metastores."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.catalog import found
from govsim.model import statements as s
from govsim.model.kinds import Kind, SecurableType
from govsim.model.privileges import APPLIES
from govsim.model.values import ColumnMatch, Condition, PolicyKind
from govsim.sources import read_state, write_dump
from govsim.sql import read_statement, write
from tests.laws.metastores import seeds, snapshot_of

T = SecurableType
# Names as people write them, also those that need backticks.
words = st.text("abcdeXYZ_09 -.`'é日", min_size=1, max_size=8)
names = st.lists(words, min_size=3, max_size=3).map(tuple)
who = st.one_of(words, st.sampled_from(("ana@corp.com", "account users", "data-eng", "TO", "it's")))
texts = st.text("ab '\"\\\n;--é", max_size=10)
tag = st.text("abc_ k'", min_size=1, max_size=5)


def target(*types: SecurableType) -> st.SearchStrategy[s.Target]:
    return st.builds(s.Target, st.sampled_from(types), names)


IN_SCHEMA = (T.TABLE, T.VIEW, T.MATERIALIZED_VIEW, T.VOLUME, T.FUNCTION, T.MODEL)


@st.composite
def grants(draw: st.DrawFn) -> s.Statement:
    on = draw(target(*IN_SCHEMA))
    known = sorted(APPLIES[on.type])
    privileges = tuple(draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)))
    made = draw(st.sampled_from((s.Grant, s.Revoke)))
    return made(privileges=privileges, on=on, to=draw(who))


tests = st.one_of(
    st.builds(lambda key: Condition("has_tag", key), tag),
    st.builds(lambda key, value: Condition("has_tag_value", key, value), tag, texts),
)
conditions = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(lambda part: Condition("not", parts=(part,)), inner),
        st.builds(
            lambda op, parts: Condition(op, parts=tuple(parts)),
            st.sampled_from(("and", "or")),
            st.lists(inner, min_size=2, max_size=3),
        ),
    ),
    max_leaves=5,
)


@st.composite
def policies(draw: st.DrawFn) -> s.Statement:
    kind = draw(st.sampled_from((PolicyKind.ROW_FILTER, PolicyKind.COLUMN_MASK)))
    match = ColumnMatch(draw(conditions), "m")
    return s.CreatePolicy(
        name=draw(words),
        on=s.Target(T.TABLE, draw(names)),
        kind=kind,
        to=tuple(draw(st.lists(who, min_size=1, max_size=2))),
        excepted=tuple(draw(st.lists(who, max_size=2))),
        function=draw(names),
        when=draw(st.none() | conditions),
        matches=(match,),
        on_column="m" if kind is PolicyKind.COLUMN_MASK else "",
        comment=draw(st.none() | texts),
        or_replace=draw(st.booleans()),
    )


statements = st.one_of(
    grants(),
    policies(),
    st.builds(s.AlterOwner, target=target(*IN_SCHEMA), owner=who),
    st.builds(s.Drop, target=target(T.TABLE, T.VIEW, T.VOLUME), if_exists=st.booleans()),
    st.builds(s.Undrop, target=target(T.TABLE)),
    st.builds(s.Rename, target=target(T.TABLE, T.VIEW), to=names),
    st.builds(s.Comment, target=target(T.TABLE, T.VOLUME), text=st.none() | texts),
    st.builds(
        s.SetTags,
        target=target(T.TABLE, T.VIEW),
        tags=st.lists(st.tuples(tag, texts), min_size=1, max_size=2).map(tuple),
        column=st.none() | words,
    ),
    st.builds(
        s.SetMask,
        target=target(T.TABLE),
        column=words,
        mask=st.none() | st.builds(s.FunctionUse, names),
    ),
    st.builds(
        s.SetRowFilter, target=target(T.TABLE), filter=st.none() | st.builds(s.FunctionUse, names)
    ),
    st.builds(s.ShowGrants, on=target(*IN_SCHEMA), principal=st.none() | who),
    st.builds(
        s.Create,
        target=st.builds(s.Target, st.just(T.CATALOG), st.tuples(words)),
        kind=st.just(Kind.PLAIN),
        if_not_exists=st.booleans(),
        comment=st.none() | texts,
    ),
)


@settings(max_examples=600)
@given(statement=statements)
def test_a_written_statement_is_read_back(statement: s.Statement) -> None:
    """Any value that a statement can have is written so that it is read as itself."""
    assert read_statement(write(statement)) == statement


@settings(max_examples=25)
@given(seed=seeds)
def test_a_dump_is_read_back_exactly(seed, tmp_path_factory) -> None:
    """A metastore written as a dump, and read again, is the same metastore."""
    snapshot = snapshot_of(seed)
    path = tmp_path_factory.mktemp("dumps") / "dump.jsonl"
    path.write_text("\n".join(write_dump(snapshot)))

    assert found(read_state([path])).snapshot.same_as(snapshot)
