"""A scenario that does not hold says what was expected and what came; one that is wrong, where."""

import json
from pathlib import Path

import pytest

from govsim.errors import GovsimError, ScriptError
from govsim.scenario import run_path, run_paths, to_json

STORY = """\
about: analysts read orders
given:
  groups: {analysts: [ana]}
  statements: |
    CREATE CATALOG main; CREATE SCHEMA main.sales; CREATE TABLE main.sales.orders (id BIGINT);
    GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG main TO `analysts`;
    GRANT MODIFY ON CATALOG main TO `analysts`;
then:
"""


def told(tmp_path: Path, *lines: str):
    file = tmp_path / "story.yaml"
    file.write_text(STORY + "".join(f"  - {line}\n" for line in lines), encoding="utf-8")
    return run_path(file)


@pytest.mark.parametrize(
    ("line", "passed"),
    [
        pytest.param("{ask: ana read main.sales.orders, answer: allow}", True, id="right"),
        pytest.param("{ask: ana read main.sales.orders, answer: deny}", False, id="wrong"),
        pytest.param(
            "{ask: ana read main.sales.orders, answer: allow, because: SELECT on main.sales}",
            False,
            id="right for another reason",
        ),
        pytest.param(
            "{ask: bo read main.sales.orders, missing: [SELECT on main.sales.orders]}",
            False,
            id="less missing than there is",
        ),
        pytest.param("{who can: read main.sales.orders, answer: [admin, ana]}", True, id="who"),
        pytest.param("{who can: read main.sales.orders, answer: [admin]}", False, id="who more"),
        pytest.param("{what can: ana write, answer: [main.sales.orders]}", True, id="what"),
        pytest.param("{never: read anything in main, outside: [admin]}", False, id="never"),
        pytest.param(
            "{never: read anything in main, outside: [admin, analysts]}", True, id="nobody"
        ),
        pytest.param("{refused: DROP TABLE main.sales.orders, as: ana}", True, id="refused"),
        pytest.param("{refused: DROP TABLE main.sales.orders}", False, id="not refused"),
        pytest.param("{ask: ana see main.sales.orders, error: nothing}", False, id="other error"),
    ],
)
def test_an_expectation_passes_exactly_when_it_holds(tmp_path, line, passed) -> None:
    """Each question fails when the answer, the reason or the list is another."""
    (result,) = told(tmp_path, line).results

    assert result.passed is passed
    assert bool(result.message) is not passed


def test_grants_that_nothing_rests_on_are_named(tmp_path) -> None:
    """A grant that no expectation exercised is reported, one that was used is not."""
    report = told(tmp_path, "{ask: ana read main.sales.orders, answer: allow}")

    assert [one.row for one in report.unexercised] == ["MODIFY on CATALOG main to analysts"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("about: x\ngven: {}\nthen: []\n", "unknown-field", 2, id="field"),
        pytest.param(STORY + "  - {aks: x}\n", "unknown-field", 9, id="question"),
        pytest.param(STORY + "  - {answer: allow}\n", "wrong-value", 9, id="no question"),
        pytest.param("about: x\nthen: [\n", "yaml-syntax", 3, id="syntax"),
        pytest.param(
            "about: x\ngiven:\n  statements: |\n    GRANT SELCT ON TABLE a.b TO `x`\nthen: []\n",
            "unknown-privilege",
            4,
            id="statement",
        ),
    ],
)
def test_a_wrong_scenario_says_where(tmp_path, text, code, line) -> None:
    """Each mistake in a file is told by its code and its line."""
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(GovsimError) as caught:
        run_path(file)

    errors = caught.value.errors if isinstance(caught.value, ScriptError) else [caught.value]
    assert (errors[0].code, errors[0].at.line) == (code, line)


def test_a_line_that_is_no_case_fails_alone(tmp_path) -> None:
    """A broken line is one failed case, and the others run all the same."""
    good = {"id": "a", "principal": "x@y.z", "action": "SELECT 1", "expected": "allow"}
    lines = [json.dumps(good), "{nonsense", json.dumps({**good, "id": "b", "expectd": "deny"})]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")

    value = to_json(run_paths([file]))

    assert (value["passed"], value["failed"]) == (1, 2)
    assert [case["got"] for case in value["cases"]] == ["allow", "error", "error"]


def test_groups_in_a_circle_do_not_hang(tmp_path) -> None:
    """A case with groups that hold one another is answered."""
    case = {
        "id": "circle",
        "groups": {"a": ["b", "x@y.z"], "b": ["a"]},
        "setup": ["CREATE CATALOG c", "GRANT USE CATALOG ON CATALOG c TO b"],
        "principal": "x@y.z",
        "action": "CREATE SCHEMA c.s",
        "expected": "deny",
        "missing": ["CREATE SCHEMA ON CATALOG c"],
    }
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(case), encoding="utf-8")

    assert run_path(file).passed == 1


def test_pytest_runs_scenarios_below_the_folder(pytester) -> None:
    """The plugin makes a test of each expectation, and leaves other YAML files alone."""
    folder = pytester.mkdir("scenarios")
    line = "  - {ask: ana read main.sales.orders, answer: ANSWER}\n"
    (folder / "good.yaml").write_text(STORY + line.replace("ANSWER", "allow"))
    (folder / "bad.yaml").write_text(STORY + line.replace("ANSWER", "deny"))
    (folder / "other.yaml").write_text("a: 1\n")
    pytester.path.joinpath("elsewhere.yaml").write_text(STORY + line)

    result = pytester.runpytest_subprocess("-q")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*expected deny, got allow*",
            "*grants that no expectation rests on*",
            "MODIFY on CATALOG main to analysts*",
        ]
    )
