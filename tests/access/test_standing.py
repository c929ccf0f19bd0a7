"""What a principal holds is told of the metastore as it is now, in a draft too."""

from govsim.access import authorize
from govsim.catalog import Draft
from govsim.model.kinds import Kind
from govsim.model.values import Grant
from tests.access.metastores import asks, metastore, trusted

STORY = """
CREATE CATALOG main; CREATE SCHEMA main.a; CREATE TABLE main.a.t (id INT);
GRANT USE CATALOG, SELECT ON CATALOG main TO `ana@x`;
"""
READ = asks("read main.a.t")


def missing(state) -> list[str]:
    return list(map(str, authorize(state, "ana@x", READ).missing))


def test_a_draft_that_was_asked_answers_anew_after_each_write() -> None:
    """What was worked out of a container is forgotten when rows on it come or go, or it is put."""
    draft = Draft(metastore(STORY))
    assert missing(draft) == ["USE SCHEMA ON SCHEMA main.a"]
    draft.add_row(Grant("ana@x", "USE SCHEMA", "schema:main.a"))
    assert missing(draft) == []
    draft.drop_row("schema:main.a", "USE SCHEMA", "ana@x")
    assert missing(draft) == ["USE SCHEMA ON SCHEMA main.a"]
    draft.set_rows("catalog:main", {})
    assert missing(draft)[0] == "USE CATALOG ON CATALOG main"
    draft.set_rows("schema:main.a", {"USE SCHEMA": {"ana@x": Grant("ana@x", "USE SCHEMA", "")}})
    assert missing(draft) == ["USE CATALOG ON CATALOG main", "SELECT ON TABLE main.a.t"]


def test_a_container_made_again_is_asked_for_as_it_is_now() -> None:
    """A schema that was dropped and made again has none of its old rows, and its own kind."""
    before = trusted(metastore(STORY), "GRANT USE SCHEMA ON SCHEMA main.a TO `ana@x`")
    draft = Draft(before)
    assert missing(draft) == []
    schema, table = draft.securables["schema:main.a"], draft.securables["relation:main.a.t"]
    draft.remove(table.key)
    draft.remove(schema.key)
    draft.put(
        schema.__class__(schema.key, schema.type, schema.name, schema.parent, "x", Kind.FOREIGN)
    )
    draft.put(table)

    (need,) = authorize(draft, "ana@x", READ).missing

    assert (str(need), need.kind) == ("USE SCHEMA ON SCHEMA main.a", Kind.FOREIGN)


def test_an_owner_is_asked_for_the_use_of_containers_under_her_own_name() -> None:
    """The need that many askers share is never told for the owner of a view, nor hers for them."""
    state = metastore(STORY + "CREATE VIEW main.a.v AS SELECT * FROM main.a.t")
    state = trusted(state, "ALTER VIEW main.a.v OWNER TO `bob@x`")

    told = [str(need) for need in authorize(state, "ana@x", asks("read main.a.v")).missing]

    assert told == [
        "USE SCHEMA ON SCHEMA main.a",
        "OWNER(bob@x): USE CATALOG ON CATALOG main",
        "OWNER(bob@x): USE SCHEMA ON SCHEMA main.a",
        "OWNER(bob@x): SELECT ON TABLE main.a.t",
    ]
    assert missing(state) == ["USE SCHEMA ON SCHEMA main.a"]
