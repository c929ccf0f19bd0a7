"""What is made of what, over a metastore with a past, scripts beside it, and other files."""

from __future__ import annotations

from datetime import UTC, datetime

import networkx as nx
import pytest

from govsim import Simulator
from govsim.errors import GovsimError
from govsim.graph import LineageGraph
from govsim.model.flows import Flow, Node, NodeKind, Origin

BEGUN = """
CREATE CATALOG main; CREATE SCHEMA main.raw; CREATE SCHEMA main.crm;
CREATE TABLE main.raw.events (id BIGINT, email STRING, age INT);
CREATE TABLE main.crm.people AS SELECT id, email FROM main.raw.events WHERE age > 17;
CREATE VIEW main.crm.mails AS SELECT lower(email) AS mail FROM main.crm.people;
"""


@pytest.fixture
def sim() -> Simulator:
    made = Simulator(clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    made.apply(BEGUN)
    return made


def names(hits: tuple[object, ...]) -> list[str]:
    return [str(hit.node) for hit in hits]  # type: ignore[attr-defined]


def test_statements_that_ran_and_views_that_stand_are_edges(sim: Simulator) -> None:
    """CREATE TABLE AS is remembered with who ran it and when; a view is read from its body."""
    assert names(sim.downstream("main.raw.events").things) == ["main.crm.people", "main.crm.mails"]
    assert names(sim.upstream("main.crm.mails.mail").hits)[0] == "main.crm.people.email"
    flow = next(f for f in sim.lineage().flows if f.target.name == "main.crm.people")
    assert (flow.origin.principal, flow.origin.run, flow.origin.evidence) == (
        sim.admin,
        "version 2",
        "sql",
    )


def test_a_path_says_which_edges_lead_there(sim: Simulator) -> None:
    """Each edge keeps how the value changes; a filter reaches every column."""
    walk = sim.downstream("main.raw.events.email")
    mail = sim.node("main.crm.mails.mail")

    assert [(str(f.target), f.transform) for f in walk.path(mail)] == [
        ("main.crm.people.email", "identity"),
        ("main.crm.mails.mail", "transformed"),
    ]
    assert "main.crm.mails.mail" in names(sim.downstream("main.raw.events.age").hits)


def test_a_drop_ends_lineage_and_undrop_brings_it_back(sim: Simulator) -> None:
    """What is made anew under an old name begins anew; as of an earlier version, all is there."""
    sim.apply("DROP TABLE main.crm.people")
    assert names(sim.downstream("main.raw.events").things) == []

    sim.apply("UNDROP TABLE main.crm.people")
    assert "main.crm.people" in names(sim.downstream("main.raw.events").things)

    sim.apply("DROP TABLE main.crm.people; CREATE TABLE main.crm.people (id BIGINT, email STRING)")
    assert names(sim.downstream("main.raw.events").things) == []
    before = sim.as_of(version=2)
    assert "main.crm.people" in names(before.downstream("main.raw.events").things)


def test_a_rename_cuts_the_past(sim: Simulator) -> None:
    """The new name has no lineage until it is written again; a view that names the old one has."""
    sim.apply("ALTER TABLE main.crm.people RENAME TO main.crm.persons")

    assert names(sim.upstream("main.crm.persons").things) == []
    assert names(sim.upstream("main.crm.mails").things) == ["main.crm.people"]


def test_a_restore_brings_the_lineage_of_then(sim: Simulator) -> None:
    """What ran after the version that is restored is not alive any more."""
    sim.apply("CREATE TABLE main.crm.more AS SELECT id FROM main.raw.events")
    sim.restore(version=2)

    assert "main.crm.more" not in names(sim.downstream("main.raw.events").things)
    assert "main.crm.people" in names(sim.downstream("main.raw.events").things)


def test_scripts_beside_the_metastore_are_read_in_any_order(sim: Simulator, tmp_path) -> None:
    """A star is resolved by the columns that a later script makes."""
    (tmp_path / "a.sql").write_text("CREATE TABLE main.crm.z AS SELECT * FROM main.crm.y")
    (tmp_path / "b.sql").write_text(
        "CREATE TABLE main.crm.y AS SELECT email AS e FROM main.raw.events"
    )
    sim.attach(tmp_path)

    assert "main.crm.z.e" in names(sim.downstream("main.raw.events.email").hits)


def test_paths_lie_in_locations_and_volumes(sim: Simulator, tmp_path) -> None:
    """Files have a holder, and what is loaded from them comes from it."""
    sim.apply(
        "CREATE STORAGE CREDENTIAL k; "
        "CREATE EXTERNAL LOCATION lake URL 's3://lake' WITH (STORAGE CREDENTIAL k)"
    )
    script = tmp_path / "load.sql"
    script.write_text(
        "COPY INTO main.raw.events FROM 's3://lake/in/2026' FILEFORMAT = JSON;"
        "INSERT INTO main.raw.events SELECT * FROM read_files('/Volumes/main/raw/files/x.csv');"
    )
    sim.attach(script)

    found = names(sim.upstream("main.raw.events").things)
    assert "external location lake" in found
    assert "volume main.raw.files" in found


def test_names_are_found_short_in_any_case_and_near(sim: Simulator) -> None:
    """The session completes short names; a wrong one is refused with the nearest."""
    sim.apply("USE CATALOG main; USE SCHEMA crm")

    assert str(sim.node("MAILS.Mail")) == "main.crm.mails.mail"
    with pytest.raises(GovsimError, match=r"did you mean `main\.crm\.mails`"):
        sim.node("main.crm.mailz")


def test_networkx_goes_both_ways(sim: Simulator) -> None:
    """The public face is a networkx graph; a graph of plain names becomes a lineage."""
    graph = sim.lineage().to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert nx.has_path(graph, sim.node("main.raw.events.email"), sim.node("main.crm.mails.mail"))
    assert set(LineageGraph.from_networkx(graph).flows) == set(sim.lineage().flows)

    plain = LineageGraph.from_networkx(nx.DiGraph([("A.b.c", "a.b.d"), ("a.b.d", "a.b.e")]))
    assert names(plain.downstream(plain.named("a.b.c")).things) == ["a.b.d", "a.b.e"]
    with pytest.raises(GovsimError, match="unreadable"):
        LineageGraph.from_networkx(nx.DiGraph([(1, 2)]))


def test_lineage_as_of_a_time() -> None:
    """Edges that were first seen later are left out."""
    table = [Node(NodeKind.TABLE, f"a.b.{letter}") for letter in "cde"]
    early, late = (Origin("system table", time=datetime(2026, m, 1, tzinfo=UTC)) for m in (1, 6))
    graph = LineageGraph((Flow(table[0], table[1], early), Flow(table[1], table[2], late)))

    then = graph.as_of(datetime(2026, 3, 1, tzinfo=UTC))
    assert names(then.downstream(table[0]).things) == ["a.b.d"]


def test_a_depth_below_none_is_refused(sim: Simulator) -> None:
    """A walk goes no steps at least; one of fewer is a mistake of the caller."""
    with pytest.raises(GovsimError) as caught:
        sim.downstream("main.raw.events", depth=-1)

    assert caught.value.code == "wrong-value"
