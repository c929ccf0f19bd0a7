"""Flows of a policy that name what nothing in the metastore knows."""

from pathlib import Path

import pytest

from govsim import Simulator
from govsim.sources.flow_checks import Known, idle_flows

KNOWN = Known(
    frozenset({"pii", "pii=email", "cost-centre", "sensitivity", "sensitivity=high"}),
    frozenset({"ana@x.com", "analysts", "data-stewards", "account users"}),
    frozenset({"gpt-internal", "claude"}),
)


def told(tmp_path: Path, condition: str, known: Known = KNOWN) -> list[tuple[str, int, str | None]]:
    """Return the messages of one flow, with the column and the hint."""
    policy = tmp_path / "p.yaml"
    policy.write_text(f"flows:\n  - {{name: f, action: block, {condition}}}\n", "utf-8")
    found = idle_flows(policy, known)
    assert {(one.code, one.at.line if one.at else 0) for one in found} <= {("idle-flow", 2)}
    return [(one.message, one.at.column if one.at else 0, one.hint) for one in found]


@pytest.mark.parametrize(
    ("condition", "message", "hint"),
    [
        ("to: [externl]", "flow `f` goes to an endpoint `externl`, and to no side", "did you mean `external`?"),
        ("to: Internal", "flow `f` goes to an endpoint `Internal`, and to no side", "did you mean `internal`?"),
        ("to: [claud]", "flow `f` never holds: the state knows no endpoint `claud`", "did you mean `claude`?"),
        ("tags: [pi]", "flow `f` never holds: nothing in the state bears the tag `pi`", "did you mean `pii`?"),
        ("tags: [pii=mail]", "flow `f` never holds: nothing in the state bears the tag `pii=mail`", "did you mean `pii=email`?"),
        ("tags: [sensitivty, pii]", "flow `f` names the tag `sensitivty`, which nothing in the state bears", "did you mean `sensitivity`?"),
        ("principals: [Ana@X.com]", "flow `f` never holds: the state knows no principal `Ana@X.com`", "did you mean `ana@x.com`?"),
        ("unless: [data-steward, zoo]", "flow `f` spares nobody: the state knows no principal `data-steward` or `zoo`", "did you mean `data-stewards`?"),
        ("unless: ['x*']", "flow `f` spares nobody: the state knows no principal `x*`", "it knows `account users`, `ana@x.com`, `analysts`, `data-stewards`"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_knows_is_told(
    tmp_path: Path, condition: str, message: str, hint: str
) -> None:
    """A misspelt name, and a condition of which nothing is known, come with place and hint."""
    (found,) = told(tmp_path, condition)

    assert found[0] == message
    assert found[2] == hint
    assert found[1] > len("  - {name: f, action: block, ")


@pytest.mark.parametrize(
    "condition",
    [
        "to: [external, internal]",
        "to: [external, elsewhere]",
        "to: ['gpt-*']",
        "tags: [pii, phi, patient]",
        "tags: ['pii=*']",
        "tags: ['*']",
        "principals: ['*@x.com'], unless: [data-stewards, contractors]",
        "channels: [user]",
    ],
)
def test_what_may_be_meant_is_not_told(tmp_path: Path, condition: str) -> None:
    """One known name is enough, and a pattern stands for whatever it fits."""
    assert told(tmp_path, condition) == []


def test_without_a_state_only_the_sides_are_judged(tmp_path: Path) -> None:
    """Who knows no metastore cannot say that a tag is unknown, but knows the two sides."""
    condition = "tags: [zzz], principals: [nobody], unless: [nobody], to: [gpt, extrenal]"

    (found,) = told(tmp_path, condition, Known())
    assert "`extrenal`" in found[0]


def test_what_a_policy_extends_is_looked_at(tmp_path: Path) -> None:
    """A flow of the policy below is told at its own file."""
    (tmp_path / "base.yaml").write_text(
        "flows:\n  - {name: b, action: flag, tags: [pi]}\n", "utf-8"
    )
    (tmp_path / "top.yaml").write_text("extends: base.yaml\n", "utf-8")

    (found,) = idle_flows(tmp_path / "top.yaml", KNOWN)
    assert found.at is not None
    assert found.at.source == str(tmp_path / "base.yaml")


def test_a_metastore_says_what_it_knows(tmp_path: Path) -> None:
    """Tags of columns, tables and schemas, groups and endpoints of a metastore count."""
    sim = Simulator(admin="admin@x.com")
    sim.groups.add("front-office", ["ana@x.com"])
    sim.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE TABLE main.s.t (e STRING);"
        "ALTER TABLE main.s.t ALTER COLUMN e SET TAGS ('pii' = 'email');"
        "ALTER SCHEMA main.s SET TAGS ('tier' = 'gold')"
    )
    policy = tmp_path / "p.yaml"
    policy.write_text(
        "flows:\n  - {name: a, action: block, tags: [tier], unless: [front-office]}\n"
        "  - {name: b, action: block, tags: [pii=email], principals: [ana@x.com]}\n"
        "  - {name: c, action: block, tags: [given], unless: [front-ofice]}\n",
        "utf-8",
    )

    (found,) = sim.idle_flows(policy, tags=["given=x"])
    assert found.hint == "did you mean `front-office`?"
    assert next(one.message for one in sim.idle_flows(policy)).endswith("the tag `given`")
