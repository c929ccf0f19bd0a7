"""Lineage as a person and as other programs see it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from govsim import Simulator
from govsim.cli import main
from govsim.graph import LineageGraph
from govsim.report.lineage import View, to_dot, to_mermaid, tree
from govsim.report.openlineage import openlineage_events
from govsim.report.pictures import picture_of, to_html, to_svg
from govsim.sources.flows import read_lineage

STATE = """
CREATE CATALOG main; CREATE SCHEMA main.crm;
CREATE TABLE main.crm.raw (id BIGINT, email STRING, age INT);
ALTER TABLE main.crm.raw ALTER COLUMN email SET TAGS ('pii' = 'email');
CREATE TABLE main.crm.clean AS SELECT id, sha2(email, 256) AS who FROM main.crm.raw WHERE age > 17;
CREATE VIEW main.crm.mails AS SELECT lower(email) AS mail FROM main.crm.raw;
CREATE VIEW main.crm.counts AS SELECT count(who) AS n, max(who) AS last FROM main.crm.clean;
"""


@pytest.fixture
def sim() -> Simulator:
    made = Simulator()
    made.apply(STATE)
    return made


def view(sim: Simulator, name: str, *, columns: bool = False) -> View:
    return View(sim.lineage(), sim.node(name), columns=columns)


def test_the_tree_of_a_table(sim: Simulator) -> None:
    """Both ways, each thing once with what follows it."""
    assert tree(view(sim, "main.crm.clean"), lambda _: "") == snapshot("""\
main.crm.clean  made of
└─ main.crm.raw
main.crm.clean  goes into
└─ main.crm.counts\
""")


def test_the_tree_of_a_column(sim: Simulator) -> None:
    """Edges say how the value changes."""
    assert tree(view(sim, "main.crm.raw.email"), lambda _: "") == snapshot("""\
main.crm.raw.email  made of nothing
main.crm.raw.email  goes into
├─ main.crm.clean.who  masked by sha2(email, 256)
│  ├─ main.crm.counts.n  aggregated
│  └─ main.crm.counts.last  aggregated
└─ main.crm.mails.mail  transformed\
""")


def test_mermaid_and_graphviz_name_every_thing_and_edge(sim: Simulator) -> None:
    """Whole things, quoted as each language wants it."""
    shown = view(sim, "main.crm.raw")

    assert to_mermaid(shown.nodes(), shown.flows()).count("-->") == 3
    assert to_dot(shown.nodes(), shown.flows()).count("->") == 3
    assert '[label="main.crm.raw"]' in to_dot(shown.nodes(), shown.flows())


def test_pictures_hold_no_markup_of_names(sim: Simulator) -> None:
    """A table that is called like a tag is text in every picture, and nothing is fetched."""
    sim.apply("CREATE TABLE main.crm.`</script><b>x` AS SELECT email FROM main.crm.raw")
    drawn = picture_of(view(sim, "main.crm.raw"), sim.spread("pii").carried)
    page, still = to_html(drawn), to_svg(drawn, columns=True)
    assert 'type="checkbox" checked' in to_html(drawn, columns=True)
    assert 'type="checkbox" checked' not in page

    assert "</script><b>" not in page.lower()
    assert "<b>" not in still
    assert not re.search(r"""(src|href)\s*=\s*["']?http""", page)
    told = re.search(r'type="application/json">(.*?)</script>', page, re.DOTALL)
    assert told is not None
    boxes = json.loads(told[1])["boxes"]
    assert "main.crm.</script><b>x" in {box["name"] for box in boxes}
    assert {"bare", "pseudonymous"} <= {mark for box in boxes for mark in box["marks"]}
    assert "pseudonymous" in still


CHROMIUM = shutil.which("chromium")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --virtual-time-budget=4000"
)


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_a_large_picture_folds_and_tells_what_is_folded_away(tmp_path: Path) -> None:
    """Above 300 things schemas stand for what is in them, with the worst verdict that is there."""
    made = Simulator(admin="admin@corp.com")
    views = "".join(
        f"CREATE VIEW main.{schema}.v{n} AS SELECT id, {column} FROM main.crm.raw;"
        for schema, column in (("crm", "email"), ("bi", "id AS i"))
        for n in range(150)
    )
    alone = "CREATE VIEW main.one.v AS SELECT id FROM main.crm.raw;"
    made.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.crm; CREATE SCHEMA main.bi;"
        "CREATE SCHEMA main.one; CREATE TABLE main.crm.raw (id BIGINT, email STRING);"
        + views
        + alone
    )
    affected = made.impact("ALTER TABLE main.crm.raw DROP COLUMN email").affected
    page = tmp_path / "page.html"
    page.write_text(to_html(picture_of(view(made, "main.crm.raw"), (), affected)), "utf-8")
    command = [str(CHROMIUM), *QUIET.split(), f"--user-data-dir={tmp_path / 'profile'}"]
    shown = subprocess.run(
        [*command, "--dump-dom", page.as_uri()],
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", shown.stdout)

    assert texts.count("main.crm.raw") == texts.count("main.crm") == texts.count("main.bi") == 1
    assert "150 things: 150 break" in texts
    assert "150 things, press to open" in texts
    assert "main.one.v" in texts  # nothing to fold
    assert not any(text.startswith("main.crm.v") for text in texts)


def test_openlineage_reads_back_to_the_same_edges(sim: Simulator, tmp_path: Path) -> None:
    """What is written is what the reader of the format understands: the round trip is a law."""
    lineage = sim.lineage()
    file = tmp_path / "out.jsonl"
    events = openlineage_events(lineage, set(lineage.things))
    file.write_text("\n".join(map(json.dumps, events)), encoding="utf-8")
    facts = read_lineage([str(file)])
    back = LineageGraph(facts.flows)

    def edges(graph: LineageGraph) -> set[tuple[str, str, str, str]]:
        return {
            (str(f.source), str(f.target), str(f.kind), f.transform)
            for f in graph.flows
            if f.source.column and f.target.kind == "table"
        }

    assert facts.refused == ()
    assert edges(back) == edges(lineage)
    assert {f.why for f in back.flows if f.transform == "masked"} == {"sha2(email, 256)"}


def test_what_may_not_be_seen_is_hidden(sim: Simulator) -> None:
    """Neighbours without BROWSE or SELECT have no name, no columns, and nothing behind them."""
    from govsim.impact.visibility import seen_by

    sim.apply(
        "GRANT USE CATALOG ON CATALOG main TO `ana@corp.com`;"
        "GRANT USE SCHEMA ON SCHEMA main.crm TO `ana@corp.com`;"
        "GRANT SELECT ON TABLE main.crm.clean TO `ana@corp.com`"
    )
    seen = seen_by(sim.lineage(), sim.snapshot, "ana@corp.com")
    text = tree(View(seen, sim.node("main.crm.clean")), lambda _: "")

    assert "hidden" in text
    assert "raw" not in text
    assert "counts" not in text


def test_the_command_shows_and_refuses(sim: Simulator, tmp_path: Path, capsys) -> None:
    """A name is shown in every form; options of files are refused for it, and the other way."""
    state = tmp_path / "state.sql"
    state.write_text(STATE)
    for form in ("text", "json", "html", "svg", "mermaid", "dot", "openlineage"):
        assert main(["lineage", "main.crm.raw", "--catalog", str(state), "--format", form]) == 0
    assert capsys.readouterr().out
    assert main(["lineage", "main.crm.raw", "--coverage", "--catalog", str(state)]) == 2
    assert main(["lineage", str(state), "--up"]) == 2
    assert main(["lineage", "main.crm.raw", "main.crm.clean", "--catalog", str(state)]) == 2


def test_the_spread_and_impact_commands_fail_when_asked(tmp_path: Path, capsys) -> None:
    """Exit status 1 only for what --fail-on names."""
    state = tmp_path / "state.sql"
    state.write_text(STATE)
    spread = ["spread", "pii", "--catalog", str(state)]
    impact = ["impact", "ALTER TABLE main.crm.raw DROP COLUMN email", "--catalog", str(state)]

    assert (main(spread), main([*spread, "--fail-on", "untagged"])) == (0, 1)
    assert (main(impact), main([*impact, "--fail-on", "breaks"])) == (0, 1)
    assert main([*impact, "--fail-on", "nonsense"]) == 2
    capsys.readouterr()
    assert main([*spread, "--suggest"]) == 0
    assert "ALTER VIEW main.crm.mails ALTER COLUMN mail SET TAGS" in capsys.readouterr().out
