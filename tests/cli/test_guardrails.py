"""`govsim guardrails` lists policies, prints their schema, and imports those of other tools."""

import json
from pathlib import Path

import pytest

from govsim.cli import main
from govsim.sources.policies import policy_schema, read_policy


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["guardrails", *words])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_policies_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each policy is told with its channels, and what comes of a finding."""
    status, out, _ = printed(capsys, "policies")

    assert status == 0
    assert "hospital\n  A hospital (HIPAA)." in out
    assert "flow             no-patients-outside block" in out
    agent = out[out.index("agent-tools\n") : out.index("\n\n")].splitlines()[2:]
    assert {line[18] for line in agent} == {" "}  # names of channels fit into their column
    assert "injection block or flag" in out

    _, data, _ = printed(capsys, "policies", "--format", "json")
    assert len(json.loads(data)["policies"]) == 8


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The text is the schema itself, ready to be kept in a file."""
    assert json.loads(printed(capsys, "schema")[1]) == policy_schema()


def test_an_imported_policy_can_be_kept(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What is printed is the file of a policy."""
    theirs = tmp_path / "theirs.yaml"
    theirs.write_text("input_scanners: [{type: InvisibleText}, {type: Language}]", encoding="utf-8")
    status, out, _ = printed(capsys, "import", str(theirs), "--name", "kept")
    mine = tmp_path / "mine.yaml"
    mine.write_text(out, encoding="utf-8")

    assert status == 0
    assert out.startswith(
        "# Not in this policy: input Language: no detector tells languages apart\n"
    )
    assert read_policy(mine).name == "kept"
    _, data, _ = printed(capsys, "import", str(theirs), "--format", "json")
    assert json.loads(data)["not_in_policy"] == [
        {"setting": "input Language", "why": "no detector tells languages apart"}
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["learn"], "`govsim guardrails` knows no `learn`", id="an unknown word"),
        pytest.param(["import"], "one FILE at a time is imported", id="no file"),
        pytest.param(["import", "a", "b"], "one FILE at a time is imported", id="two files"),
        pytest.param(
            ["schema", "a"], "`govsim guardrails schema` takes no FILE", id="a file too many"
        ),
        pytest.param(["import", "nowhere.json"], "cannot be read", id="a file that is not there"),
    ],
)
def test_a_wrong_command_line_is_told(
    capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    """The error says what the command takes."""
    status, _, err = printed(capsys, *words)

    assert (status, told in err) == (2, True)
