"""What is written as OpenLineage is valid, and is read back as the same edges."""

import json
import tempfile
import uuid
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from govsim.model.flows import Asset, EdgeKind, Flow, Node, NodeKind, Origin
from govsim.report.openlineage import events_of
from govsim.sources.flows import read_lineage

words = st.sampled_from(["orders", "customers", "email", "id", "Ünï cödé", "a-b"])
plain = st.sampled_from(["orders", "customers", "daily", "x1"])
tables = st.builds(
    lambda a, b, c: Node(NodeKind.TABLE, f"{a}.{b}.{c}"),
    *[st.sampled_from(["main", "s", "t", "u"])] * 3,
)
paths = st.sampled_from(
    ["s3://lake/raw/x", "abfss://c@a.net/y/", "dbfs:/mnt/z", "/Volumes/a/b/c", "file:/x"]
)
others = st.builds(
    lambda kind, name: Node(kind, name),
    st.sampled_from([kind for kind in NodeKind if kind not in (NodeKind.TABLE, NodeKind.PATH)]),
    words,
)
nodes = st.one_of(tables, paths.map(lambda name: Node(NodeKind.PATH, name)), others)
rowed = st.one_of(tables, paths.map(lambda name: Node(NodeKind.PATH, name)))
origins = st.builds(
    Origin,
    st.just("sql"),
    st.sampled_from(["", "INSERT INTO t SELECT 1"]),
    time=st.sampled_from(
        [None, datetime(2026, 3, 1, 6, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)]
    ),
    run=st.sampled_from(["", "run 1", "7"]),
    principal=st.sampled_from(["", "ana@corp.com"]),
    job=st.sampled_from(["", "nightly"]),
)
hows = st.one_of(
    st.sampled_from(["identity", "transformed", "aggregated"]).map(
        lambda t: (EdgeKind.DIRECT, t, "")
    ),
    st.sampled_from(["sha2(x, 256)", "mask(x)"]).map(lambda why: (EdgeKind.DIRECT, "masked", why)),
    st.sampled_from(["filter", "join", "group", "sort", "window", "condition"]).map(
        lambda why: (EdgeKind.INDIRECT, "", why)
    ),
)
wholes = st.builds(lambda a, b, origin: Flow(a, b, origin), nodes, nodes, origins)
columns = st.builds(
    lambda a, b, x, y, how, origin: Flow(a._replace(column=x), b._replace(column=y), origin, *how),
    nodes, rowed, plain, st.one_of(plain, st.just("*")), hows, origins,
)  # fmt: skip


def read_back(events):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "events.jsonl")
        path.write_text("".join(json.dumps(event) + "\n" for event in events))
        return read_lineage([path])


def meant(flows):
    """The edges without their origins; a column edge says that of its things too."""
    found = {(*flow[:2], *flow[3:]) for flow in flows}
    return found | {(f.source.whole, f.target.whole, EdgeKind.DIRECT, "", "") for f in flows}


@given(st.lists(st.one_of(wholes, columns), max_size=12))
def test_written_and_read_back_the_edges_are_the_same(flows: list[Flow]) -> None:
    """Kinds, transformations, masking expressions and every node survive the round trip."""
    events = list(events_of(flows))
    facts = read_back(events)

    assert facts.refused == ()
    assert meant(facts.flows) == meant(flows)


@given(st.lists(st.one_of(wholes, columns), max_size=6))
def test_events_are_of_the_shape_that_the_specification_asks_for(flows: list[Flow]) -> None:
    """Every event, dataset and facet has what the specification requires of it."""
    for event in events_of(flows, [Asset(flow.target.whole, "VIEW", "o") for flow in flows]):
        assert_valid(event)


def assert_valid(event) -> None:
    datetime.fromisoformat(event["eventTime"])
    assert event["producer"].startswith("https://")
    kind = event["schemaURL"].rpartition("/")[2]
    datasets = [*event.get("inputs", ()), *event.get("outputs", ())]
    if kind == "RunEvent":
        uuid.UUID(event["run"]["runId"])
        assert event["eventType"] == "COMPLETE"
    if kind == "DatasetEvent":
        datasets = [event["dataset"]]
        assert "job" not in event
    else:
        assert event["job"]["namespace"]
        assert event["job"]["name"]
    assert kind in ("RunEvent", "JobEvent", "DatasetEvent")
    for dataset in datasets:
        assert dataset["namespace"]
        assert dataset["name"]
        for facet in dataset["facets"].values():
            assert facet["_producer"]
            assert "/spec/facets/" in facet["_schemaURL"]
        lineage = dataset["facets"].get("columnLineage", {"fields": {}, "dataset": []})
        used = [each for made in lineage["fields"].values() for each in made["inputFields"]]
        for each in (*used, *lineage["dataset"]):
            assert set(each) == {"namespace", "name", "field", "transformations"}
            assert all(how["type"] in ("DIRECT", "INDIRECT") for how in each["transformations"])


def test_what_is_known_of_tables_is_written_with_them() -> None:
    """Columns, tags, owners and comments are facets, and come back as they were."""
    table = Node(NodeKind.TABLE, "main.a.t")
    asset = Asset(
        table,
        "VIEW",
        "ana@corp.com",
        "all orders",
        (("tier", "gold"),),
        (("id", "BIGINT"), ("email", "STRING")),
        (("email", "pii", "email"),),
    )
    flow = Flow(Node(NodeKind.TABLE, "main.a.s"), table, Origin("sql"))

    assert read_back(events_of([flow], [asset])).assets == (asset,)
    assert read_back(events_of([], [asset])).assets == (asset,)


def test_runs_and_statements_survive() -> None:
    """Time, statement, principal and job are kept on the edge."""
    when = datetime(2026, 3, 1, 6, tzinfo=UTC)
    origin = Origin("sql", "SELECT 1", None, when, "run 1", "ana@corp.com", "nightly")
    flow = Flow(Node(NodeKind.TABLE, "main.a.s"), Node(NodeKind.TABLE, "main.a.t"), origin)
    (found,) = read_back(events_of([flow])).flows

    assert found.origin.time == when
    assert (found.origin.statement, found.origin.principal) == ("SELECT 1", "ana@corp.com")
    assert found.origin.job == "nightly"
