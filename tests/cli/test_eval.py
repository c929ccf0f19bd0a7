"""`govsim eval` and `govsim calibrate`: what they print, write, and say by their exit status."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from inline_snapshot import snapshot

from govsim.cli import main
from govsim.cli.progress import line_of, shown
from govsim.errors import GovsimError
from govsim.guardrails import registry

ROWS = [
    {"id": "a1", "text": "INJECTION:0.9", "label": 1, "source": "seen", "lang": "en"},
    {"id": "a2", "text": "INJECTION:0.4", "label": 1, "source": "unseen", "lang": "pl"},
    {"id": "b1", "text": "INJECTION:0.6", "label": 0, "source": "seen", "lang": "en"},
    {"id": "b2", "text": "INJECTION:0.1", "label": 0, "source": "unseen", "lang": "en"},
    {"text": "EMAIL:0.9 and more", "spans": [{"start": 0, "end": 9, "type": "EMAIL"}], "source": "p"},
]  # fmt: skip
WORDS = [
    {"text": f"{word} {n}", "label": word == "gun"} for n in range(150) for word in ("gun", "pan")
]


def policy(name: str, threshold: float, action: str = "block") -> None:
    rule = f"{{detector: graded, action: {action}, threshold: {threshold}}}"
    Path(name).write_text(f"channels: {{user: [{rule}]}}\n")


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """Run a command line in a folder with rows and two policies."""
    monkeypatch.setitem(registry.DETECTORS, "graded", "tests.guardrails.evaluation.graded")
    monkeypatch.chdir(tmp_path)
    lines = [*map(json.dumps, ROWS), '{"label": 1}']
    Path("rows.jsonl").write_text("\n".join(lines))
    policy("half.yaml", 0.5)
    policy("low.yaml", 0.3, "flag")
    topics = "channels: {user: [{detector: topics, action: block}]}\n"
    Path("topics.yaml").write_text(f"{topics}topics: [{{name: arms, words: [gun]}}]\n")
    Path("words.jsonl").write_text("\n".join(map(json.dumps, WORDS)))

    def run(*words: str) -> tuple[int, str, str]:
        status = main(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    return run


def value(cli, *words: str):
    status, out, err = cli("eval", "rows.jsonl", *words, "--format", "json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_tables_for_a_person(cli) -> None:
    """Figures by source with intervals, spans by type, times, and what could not be used."""
    status, out, _ = cli("eval", "rows.jsonl", "--policy", "half.yaml", "--resamples", "0")
    told, _, times = out.partition("== Milliseconds")

    assert status == 0
    assert told == snapshot("""\
5 rows, screened by half. 1 row cannot be used.

== Attacks, by source ==

source  rows  attacks                recall          false alarms  precision     F1    AUC  recall at 0.01    ECE  Brier
all        4        2  0.500 [0.095, 0.905]  0.500 [0.095, 0.905]      0.500  0.500  0.750           0.500  0.350  0.185
seen       2        1  1.000 [0.207, 1.000]  1.000 [0.207, 1.000]      0.500  0.667  1.000           1.000  0.350  0.185
unseen     2        1  0.000 [0.000, 0.793]  0.000 [0.000, 0.793]          -  0.000  1.000           1.000  0.350  0.185

== Personal data and secrets, by source ==

source  rows  spans  precision  recall     F1     F2
all        1      1      1.000   1.000  1.000  1.000
p          1      1      1.000   1.000  1.000  1.000

== Personal data and secrets, by type ==

type   spans             precision                recall     F1     F2
EMAIL      1  1.000 [0.207, 1.000]  1.000 [0.207, 1.000]  1.000  1.000

""")
    assert "up to 200 characters     5" in times
    assert times.endswith("warning[malformed-row]: this row has no text\n  --> rows.jsonl:6:1\n")


def test_json_has_every_figure_by_every_way(cli) -> None:
    """Labels, spans and times, each overall and by source, channel, language and kind."""
    found = value(cli, "--policy", "half.yaml")

    assert (found["policy"], found["rows"], found["refused"]) == ("half", 5, 1)
    seen = found["labels"]["source"]["seen"]
    assert (seen["recall"], seen["false_positive_rate"], seen["auc"]) == (1.0, 1.0, 1.0)
    assert sorted(found["labels"]["overall"]) == snapshot(
        [
            "accuracy",
            "attacks",
            "auc",
            "auc_pooled",
            "brier",
            "cpu_ms",
            "ece",
            "f1",
            "false_alarms",
            "false_positive_rate",
            "found",
            "intervals",
            "precision",
            "recall",
            "recall_at_1_percent",
            "recall_at_1_percent_pooled",
            "rows",
            "unscanned",
        ]
    )
    assert sorted(found["labels"]) == ["channel", "kind", "lang", "mean_over", "overall", "source"]
    assert found["spans"]["source"]["p"]["types"]["EMAIL"]["f2"] == 1.0
    assert found["spans"]["overall"]["any"]["spans"] == 1
    assert sorted(found["cpu_ms"]["overall"]) == ["max", "mean", "p50", "p99", "rows"]
    assert found["cpu_ms"]["length"]["up_to_200"]["rows"] == 5
    assert found["findings"][0]["code"] == "malformed-row"


@pytest.mark.parametrize("format_", ["markdown", "html", "sarif", "github", "gitlab"])
def test_every_format_is_made(cli, format_) -> None:
    """An evaluation is read by people and by builds."""
    status, out, err = cli("eval", "rows.jsonl", "--policy", "half.yaml", "--format", format_)

    assert (status, err) == (0, "")
    assert "this row has no text" in out


def test_scores_in_the_order_of_the_rows(cli) -> None:
    """A line a row: its id or place, its score, what comes of it, and what was found."""
    value(cli, "--policy", "half.yaml", "--scores", "s.jsonl")
    lines = [json.loads(line) for line in Path("s.jsonl").read_text().splitlines()]

    assert [(line["id"], line["score"], line["outcome"]) for line in lines] == [
        ("a1", 0.9, "block"), ("a2", 0.4, "allow"), ("b1", 0.6, "block"), ("b2", 0.1, "allow"),
        ("rows.jsonl:5", 0.0, "block"),
    ]  # fmt: skip
    assert lines[1]["findings"] == []
    assert lines[4]["findings"] == [[0, 9, "EMAIL", 0.9]]
    value(cli, "--policy", "half.yaml", "--scores", "s.jsonl", "--unsure")
    lines = [json.loads(line) for line in Path("s.jsonl").read_text().splitlines()]
    assert lines[1]["findings"] == [[0, 13, "INJECTION", 0.4]]


def test_the_default_policy_needs_no_name(cli) -> None:
    """Without --policy every detector that ships is run, as `eval` by name."""
    found = value(cli)

    assert found["policy"] == "eval"
    assert found["labels"]["overall"]["recall"] == 0.5
    assert value(cli, "--policy", "eval")["policy"] == "eval"


@pytest.mark.slow
def test_workers_change_nothing_but_time(cli) -> None:
    """Two processes give what one gives, to the letter."""
    words = (
        "eval",
        "words.jsonl",
        "--policy",
        "topics.yaml",
        "--type",
        "TOPIC",
        "--format",
        "json",
    )
    outs = []
    for workers in ("1", "2"):
        status, out, err = cli(*words, "--workers", workers, "--scores", f"s{workers}.jsonl")
        assert (status, err) == (0, "")
        found = json.loads(out)
        outs.append({name: _timeless(held) for name, held in found.items() if name != "cpu_ms"})

    assert outs[0] == outs[1]
    assert outs[0]["labels"]["overall"]["accuracy"] == 1.0
    assert Path("s1.jsonl").read_text() == Path("s2.jsonl").read_text()


def _timeless(held):
    if not isinstance(held, dict):
        return held
    return {name: _timeless(each) for name, each in held.items() if name != "cpu_ms"}


def test_what_a_worker_raises_is_told(cli) -> None:
    """An error in another process reaches the reader whole."""
    Path("bad.yaml").write_text("channels: {user: [{detector: mine, action: block}]}\nmodels: [{name: mine, path: gone}]\n")  # fmt: skip
    words = ("eval", "words.jsonl", "--policy", "bad.yaml", "--workers", "2")

    status, _, err = cli(*words)

    assert status == 2
    assert err.startswith("error[")
    assert "Traceback" not in err


def test_a_sample_of_the_rows(cli) -> None:
    """So many rows as are asked for, the same ones by the same seed."""
    some = value(cli, "--policy", "half.yaml", "--limit", "2", "--seed", "3")

    assert some["rows"] == 2


# --- two policies, and records ---------------------------------------------------------------


def test_two_policies_and_the_rows_that_changed(cli) -> None:
    """Differences with intervals, and each row that changed, without its text."""
    words = ("eval", "rows.jsonl", "--policy", "half.yaml", "--policy", "low.yaml")
    status, out, _ = cli(*words, "--changed", "c.jsonl", "--format", "json")
    found = json.loads(out)

    assert status == 0
    overall = found["comparison"]["labels"]["overall"]
    assert overall["differences"]["recall"]["difference"] == 0.5
    assert (overall["right_only_before"], overall["right_only_after"]) == (0, 1)
    changed = found["comparison"]["changed"]
    assert (changed["rows"], changed["gained"], changed["milder"], changed["lost"]) == (4, 1, 3, 0)
    assert [json.loads(line) for line in Path("c.jsonl").read_text().splitlines()] == (
        changed["listed"]
    )
    assert "text" not in changed["listed"][0]
    assert "INJECTION:" not in out
    assert [each["policy"] for each in found["policies"]] == ["half", "low"]
    text = cli(*words, "--resamples", "0", "--show-text")[1]
    assert text.partition("warning")[0] == snapshot("""\
5 rows, screened by half and by low. 1 row cannot be used.

== Attacks: low against half, by source ==

source  rows         recall   false alarms             F1            AUC  right only before  right only after  p
all        4  0.500 → 1.000  0.500 → 0.500  0.500 → 0.800  0.750 → 0.750                  0                 1  1
seen       2  1.000 → 1.000  1.000 → 1.000  0.667 → 0.667  1.000 → 1.000                  0                 0  1
unseen     2  0.000 → 1.000  0.000 → 0.000  0.000 → 1.000  1.000 → 1.000                  0                 1  1

== Personal data and secrets: low against half ==

figure     before → after [difference]
precision  1.000 → 1.000
recall     1.000 → 1.000
f1         1.000 → 1.000
f2         1.000 → 1.000

== Rows that changed ==

4 in all: 1 gained, 3 milder, 1 stricter.

row           source  label  before  after  lost  gained                   moved  text
a1            seen    1      block   flag                                         INJECTION:0.9
a2            unseen  1      allow   flag         INJECTION 0-13 (graded)         INJECTION:0.4
b1            seen    0      block   flag                                         INJECTION:0.6
rows.jsonl:5  p              block   flag                                         EMAIL:0.9 and more

""")


@pytest.mark.parametrize(
    ("kind", "status"), [("lost", 0), ("moved", 0), ("gained", 1), ("milder", 0), ("stricter", 1)]
)
def test_a_gate_fails_on_what_it_is_told(cli, kind, status) -> None:
    """The exit status is 1 when a row changed in a way that must not be."""
    policy("low.yaml", 0.3)
    words = ("eval", "rows.jsonl", "--policy", "half.yaml", "--policy", "low.yaml")

    got, out, _ = cli(*words, "--fail-on", kind, "--format", "github")

    assert got == status
    assert out.count("::error") == status


def test_policies_of_one_name_are_told_apart(cli) -> None:
    """Two versions of a policy are named by their files."""
    Path("old").mkdir()
    policy("old/half.yaml", 0.5)
    words = ("eval", "rows.jsonl", "--policy", "old/half.yaml", "--policy", "half.yaml")

    assert "half (half.yaml) against half (old/half.yaml)" in cli(*words)[1]


def test_decisions_are_recorded_and_replayed(cli) -> None:
    """The same policy decides the same; another one is held against the record."""
    Path("key").write_text("a key of more than sixteen characters")
    keyed = ("eval", "rows.jsonl", "--key", "key")
    assert cli(*keyed, "--policy", "half.yaml", "--record", "r.jsonl")[0] == 0
    assert "INJECTION:" not in Path("r.jsonl").read_text()
    replay = (*keyed, "--replay", "r.jsonl", "--fail-on", "gained", "--format", "json")

    status, out, _ = cli(*replay, "--policy", "half.yaml")
    assert (status, json.loads(out)["replay"]["changed"]["rows"]) == (0, 0)

    status, out, _ = cli(*replay, "--policy", "low.yaml", "--record", "r2.jsonl")
    assert (status, json.loads(out)["replay"]["changed"]["gained"]) == (1, 1)

    status, out, _ = cli("eval", "--replay", "r.jsonl", "--replay", "r2.jsonl", "--key", "key")
    assert status == 0
    assert "4 in all: 1 gained, 3 milder, 1 stricter." in out


def test_a_corpus_that_lost_its_rows_is_told(cli) -> None:
    """Records without a row are counted, and fail a gate that asks for it."""
    cli("eval", "rows.jsonl", "--policy", "half.yaml", "--record", "r.jsonl")
    first, *others = Path("r.jsonl").read_text().splitlines()
    id_ = json.loads(first)["id"]
    rows = [line for line in Path("rows.jsonl").read_text().splitlines() if f'"{id_}"' in line]
    Path("few.jsonl").write_text(rows[0])
    words = ("eval", "few.jsonl", "--policy", "half.yaml", "--replay", "r.jsonl", "--fail-on")

    status, out, _ = cli(*words, "lost")
    assert (status, f"{len(others)} records without row." in out) == (0, True)

    status, out, _ = cli(*words, "uncompared", "--format", "github")
    assert status == 1
    assert f"::error title=not-compared::{len(others)} records without row" in out


def test_a_record_that_was_changed_is_refused(cli) -> None:
    """Under the key, no record can be forged; and none can be left out."""
    Path("key").write_text("a key of more than sixteen characters")
    words = ("eval", "rows.jsonl", "--policy", "half.yaml", "--key", "key")
    cli(*words, "--record", "r.jsonl")
    text = Path("r.jsonl").read_text()
    Path("r.jsonl").write_text(text.replace('"outcome": "block"', '"outcome": "allow"', 1))

    status, _, err = cli(*words, "--replay", "r.jsonl")

    assert status == 2
    assert "record 1 is not what was signed with this key" in err


# --- requirements, costs, other files --------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status"),
    [
        pytest.param(["recall>=0.5"], 0, id="met"),
        pytest.param(["recall>=51%"], 1, id="not met"),
        pytest.param(["mean_recall<1", "span_f2>=1", "rows<=5"], 0, id="several"),
        pytest.param(["recal>=0.5"], 2, id="no such figure"),
        pytest.param(["recall=0.5"], 2, id="no such sign"),
        pytest.param(["recall>=1.1.1"], 2, id="no number"),
    ],
)
def test_what_figures_are_required_to_be(cli, words, status) -> None:
    """A figure that is not as required is a finding, one that is not there a mistake."""
    required = [word for each in words for word in ("--require", each)]

    assert cli("eval", "rows.jsonl", "--policy", "half.yaml", *required)[0] == status


def test_what_errors_cost(cli) -> None:
    """The threshold of the least expected loss, and the curve that it lies on."""
    costs = "attack-rate=1%,miss=100,false-block=1"
    found = value(cli, "--policy", "half.yaml", "--cost", costs, "--roc", "roc.jsonl")

    assert found["costs"]["user"]["cheapest"]["threshold"] == 0.4
    assert found["costs"]["user"]["policy"]["recall"] == 0.5
    points = [json.loads(line) for line in Path("roc.jsonl").read_text().splitlines()]
    assert [p["threshold"] for p in points] == [None, 0.9, 0.6, 0.4, 0.1]
    words = ("eval", "rows.jsonl", "--policy", "half.yaml", "--cost", costs, "--resamples", "0")
    shown = cli(*words)[1].partition("== Expected loss, user ==")[2].partition("warning")[0]
    assert shown == snapshot("""\


threshold  recall  false alarms  loss in 1,000 texts
      0.9   0.500        0.0000                  500
      0.4   1.000        0.5000                  495  least
      0.1   1.000        1.0000                  990
   policy   0.500        0.5000                  995  as it is

""")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((), id="no data"),
        pytest.param(("rows.jsonl", "--by", "colour"), id="no such way"),
        pytest.param(("rows.jsonl", "--from", "allow"), id="no such action"),
        pytest.param(("rows.jsonl", "--fail-on", "lost"), id="nothing to compare with"),
        pytest.param(("rows.jsonl", "--fail-on", "worse"), id="no such change"),
        pytest.param(("rows.jsonl", "--workers", "0"), id="no worker"),
        pytest.param(("rows.jsonl", "--limit", "0"), id="no row"),
        pytest.param(("rows.jsonl", "--budget", "2"), id="no share"),
        pytest.param(("rows.jsonl", "--channel", "c"), id="no channel"),
        pytest.param(("rows.jsonl", "--cost", "miss=1"), id="half the costs"),
        pytest.param(("rows.jsonl", "--cost", "attack-rate=1%,miss=x,false-block=1"), id="no cost"),
        pytest.param(("rows.jsonl", "--scores", "rows.jsonl"), id="over its own data"),
        pytest.param(("rows.jsonl", *(("--policy", "half.yaml") * 3)), id="three policies"),
        pytest.param(("rows.jsonl", "--replay", "a", "--replay", "b"), id="records and data"),
        pytest.param(
            (
                "rows.jsonl",
                "--policy",
                "low.yaml",
                "--policy",
                "half.yaml",
                "--fail-on",
                "uncompared",
            ),
            id="two policies always compare",
        ),
        pytest.param(("gone.jsonl",), id="no such file"),
        pytest.param(("rows.jsonl", "--policy", "gone.yaml"), id="no such policy"),
        pytest.param(("rows.jsonl", "--scores", "gone/s.jsonl"), id="no such folder"),
    ],
)
def test_wrong_command_lines_are_refused(cli, words) -> None:
    """Each is an error in the house form, and nothing is written over."""
    before = Path("rows.jsonl").read_text()
    status, _, err = cli("eval", *words)

    assert status == 2
    assert err.startswith("error[")
    assert "Traceback" not in err
    assert Path("rows.jsonl").read_text() == before


def test_a_channel_without_rules_is_told(cli) -> None:
    """A policy that does not screen a channel finds nothing there, and says so."""
    out = cli("eval", "rows.jsonl", "--policy", "half.yaml", "--channel", "document")[1]

    assert "half has no rules for document." in out


def test_many_rows_that_cannot_be_used_are_counted(cli) -> None:
    """The first twenty are told one by one."""
    Path("bad.jsonl").write_text('{"text": "x"}\n' + "{}\n" * 30)
    out = cli("eval", "bad.jsonl", "--policy", "half.yaml")[1]

    assert out.count("warning[malformed-row]") == 21
    assert "10 more rows cannot be used" in out


# --- calibrate -------------------------------------------------------------------------------


def test_a_threshold_from_harmless_rows(cli) -> None:
    """It is told with what it promises, and written as a policy that uses it."""
    benign = [{"text": f"INJECTION:{n / 1000:.3f}"} for n in range(500)]
    attack = {"text": "INJECTION:1.0", "label": 1}
    Path("log.jsonl").write_text("\n".join(map(json.dumps, [*benign, attack])))
    Path("base.yaml").write_text(
        "channels: {user: [{detector: graded, action: block, budget: 1%}]}\n"
    )

    words = ("calibrate", "log.jsonl", "--policy", "base.yaml", "--write", "mine.yaml")
    status, out, _ = cli(*words)

    assert status == 0
    assert out == snapshot("""\
500 harmless rows screened by base. 1 labelled as attacks are left out.

== Thresholds ==

channel  detector  budget  rows  needed  threshold  stopped
user     graded      0.01   500     299   0.498001        1

== What they promise ==

With confidence 0.95, over the draw of these rows: of texts to come that are like them, no larger share than the budget reaches the threshold. It holds for any detector and any texts, and no longer once the texts are of another kind.

== For the policy ==

calibration:
  graded:
    user:
      - [0.01, 0.498001]
""")
    assert Path("mine.yaml").read_text() == snapshot("""\
extends: ./base.yaml
calibration:
  graded:
    user:
      - [0.01, 0.498001]
""")
    scored = cli("eval", "log.jsonl", "--policy", "mine.yaml", "--scores", "s.jsonl")
    assert scored[0] == 0
    blocked = [line for line in Path("s.jsonl").read_text().splitlines() if '"block"' in line]
    assert len(blocked) == 2


def test_what_calibration_writes_can_be_screened_with(cli) -> None:
    """The smallest threshold and budget are numbers in YAML too."""
    Path("calm.txt").write_text("\n".join(f"a calm line {n}" for n in range(400)))
    words = ("--policy", "half.yaml", "--budget", "1%", "--write", "mine.yaml")
    assert cli("calibrate", "calm.txt", *words)[0] == 0

    assert "[0.01, 1.0e-06]" in Path("mine.yaml").read_text()
    assert cli("screen", "--text", "hello", "--policy", "mine.yaml")[0] == 0


def test_too_few_rows_are_refused_with_how_many_it_takes(cli) -> None:
    """A budget that the rows cannot vouch for has no threshold."""
    status, out, _ = cli(
        "calibrate", "words.jsonl", "--policy", "half.yaml", "--budget", "5%", "--budget", "0.1%",
        "--format", "json",
    )  # fmt: skip
    found = json.loads(out)

    assert status == 2
    assert [(t["budget"], t["threshold"], t["rows_needed"]) for t in found["thresholds"]] == [
        (0.001, None, 2995), (0.05, 1e-06, 59),
    ]  # fmt: skip
    assert [each["code"] for each in found["findings"]] == ["too-few-rows", "unused-calibration"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--write", "x.yaml"), id="nothing to extend"),
        pytest.param(("--policy", "topics.yaml"), id="nothing to calibrate"),
        pytest.param(("--policy", "half.yaml", "--confidence", "95"), id="no confidence"),
    ],
)
def test_wrong_calibrations_are_refused(cli, words) -> None:
    """Each is an error in the house form."""
    status, _, err = cli("calibrate", "words.jsonl", *words)

    assert status == 2
    assert err.startswith("error[")


# --- MLflow, progress ------------------------------------------------------------------------


def test_without_mlflow_the_extra_is_named(cli, monkeypatch) -> None:
    """A run cannot be logged where mlflow is not installed, and the error says what to install."""
    monkeypatch.setattr("govsim.cli.tracking.find_spec", lambda name: None)

    status, _, err = cli("eval", "rows.jsonl", "--policy", "half.yaml", "--mlflow", "runs")

    assert status == 2
    assert "pip install 'govsim[mlflow]'" in err


@pytest.mark.filterwarnings("ignore")
def test_a_run_is_logged_to_a_local_store(cli, tmp_path) -> None:
    """Figures are metrics, what was run is parameters, and all of it is an artifact."""
    pytest.importorskip("mlflow")
    cli("eval", "rows.jsonl", "--policy", "half.yaml", "--mlflow", "runs")
    from mlflow import MlflowClient

    client = MlflowClient(tracking_uri=f"sqlite:///{tmp_path}/runs/mlflow.db")
    (run,) = client.search_runs([client.get_experiment_by_name("govsim eval").experiment_id])

    assert run.data.metrics["recall"] == 0.5
    assert run.data.metrics["source/seen/false_positive_rate"] == 1.0
    assert run.data.params["policy"] == "half"
    assert [file.path for file in client.list_artifacts(run.info.run_id)] == ["evaluation.json"]


def test_progress_is_shown_on_a_terminal_only() -> None:
    """A bar, a count, a rate and the time that is left; and nothing in a log."""
    written: list[str] = []
    terminal = SimpleNamespace(isatty=lambda: True, write=written.append, flush=lambda: None)
    file = SimpleNamespace(isatty=lambda: False)

    assert list(shown(range(3), 3, "rows", terminal)) == [0, 1, 2]
    assert list(shown(range(3), 3, "rows", file)) == [0, 1, 2]
    assert written[-1] == "\r\x1b[K"
    assert line_of(600, 1200, "rows", 60.0) == snapshot(
        "████████████░░░░░░░░░░░░ 600 of 1,200 rows, 10 a second, 1:00 left"
    )


def test_an_error_is_the_same_in_another_process() -> None:
    """An error that is sent between processes keeps its code, place and hint."""
    import pickle

    error = GovsimError("usage", "words", hint="more words")

    assert pickle.loads(pickle.dumps(error)).render() == error.render()


def test_the_command_starts_without_heavy_libraries() -> None:
    """`govsim --help` does not wait for numpy."""
    import subprocess

    script = "import sys, govsim.cli; govsim.cli.main(['eval', '--help'])"
    check = f"try:\n {script}\nexcept SystemExit: pass\nassert 'numpy' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
