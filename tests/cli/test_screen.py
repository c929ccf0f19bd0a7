"""`govsim screen`: what a person reads, exit statuses, changed lines, and flows."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from inline_snapshot import snapshot

from govsim.cli import main

POLICY = """\
name: shop
channels:
  user: [{detector: topics, action: block, message: "not in this shop"}]
  document: [{detector: topics, action: redact}]
topics: [{name: weapons, words: [gun, machine gun]}]
flows:
  - {name: no-pii-outside, tags: [pii], to: external, action: block}
"""
STATE = """\
CREATE CATALOG main; CREATE SCHEMA main.hr; CREATE TABLE main.hr.pay (id BIGINT, mail STRING);
ALTER TABLE main.hr.pay ALTER COLUMN mail SET TAGS ('pii' = 'email');
"""


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """Run a command line in a folder with a policy and texts."""
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(POLICY)
    Path("state.sql").write_text(STATE)
    Path("texts").mkdir()
    Path("texts/a.md").write_text("a gun here\nand a machine gun there\n")
    Path("texts/b.json").write_text('{"messages": [{"role": "user", "content": "buy a gun"}]}')
    Path("texts/c.png").write_bytes(b"\x89PNG\0\0")

    def run(*words: str) -> tuple[int, str, str]:
        status = main(["screen", *words])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_what_is_found_is_told_with_its_place(cli) -> None:
    """A person reads what comes of each text, where, and why; and what was not screened."""
    assert cli("texts", "--policy", "shop.yaml", "--redacted") == (1, snapshot("""\
outcome  place                                  found  sure  why
redact   texts/a.md:1:3                         TOPIC  1.00  the text speaks of weapons (weapons)
redact   texts/a.md:2:7                         TOPIC  1.00  the text speaks of weapons (weapons)
block    texts/b.json:1:50 messages[0].content  TOPIC  1.00  the text speaks of weapons (weapons)
texts  what the policy says
    1  not in this shop
texts/a.md:1:1 redacted:
a <TOPIC> here
and a <TOPIC> there
texts/b.json:1:44 redacted:
buy a <TOPIC>
2 texts screened under policy shop: 1 blocked, 1 to be redacted.
No text in: texts/c.png.
"""), "")  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status"),
    [
        pytest.param(("--text", "hello"), 0, id="clean"),
        pytest.param(("--text", "a gun"), 1, id="blocked"),
        pytest.param(("texts/a.md",), 1, id="to be redacted"),
        pytest.param(("texts/a.md", "--fail-on", "block"), 0, id="only a block fails"),
        pytest.param(
            ("texts/a.md", "--channel", "user", "--fail-on", "block"), 1, id="as a prompt"
        ),
        pytest.param(("texts/a.md", "--channel", "usr"), 2, id="no such channel"),
        pytest.param(("nowhere.txt",), 2, id="no such file"),
        pytest.param((), 2, id="nothing to screen"),
        pytest.param(("--text", "x", "--tag", "pii"), 1, id="tagged, and goes outside"),
        pytest.param(("--text", "x", "--tag", "pii", "--internal"), 0, id="tagged, stays inside"),
        pytest.param(
            ("--text", "x", "--table", "main.hr.pay", "--catalog", "state.sql"), 1, id="of a table"
        ),
        pytest.param(("--text", "x", "--table", "main.hr.pay"), 2, id="a table of no state"),
    ],
)
def test_the_exit_status_says_what_came_of_it(cli, words: tuple[str, ...], status: int) -> None:
    """0 is fine, 1 is as bad as --fail-on, 2 is input that cannot be read."""
    assert cli(*words, "--policy", "shop.yaml")[0] == status


def test_findings_never_hold_the_text(cli) -> None:
    """Reports for programs say where something is, and not what it is."""
    for format_ in ("json", "sarif", "github", "gitlab", "junit", "markdown", "html"):
        _, out, _ = cli("texts", "--policy", "shop.yaml", "--format", format_)
        assert "found-topic" in out or "TOPIC" in out
        assert "gun" not in out


def test_each_file_is_a_case_of_junit(cli) -> None:
    """A file fails by what the command fails by; what holds no text passes."""
    _, out, _ = cli("texts", "--policy", "shop.yaml", "--format", "junit")
    cases = list(ET.fromstring(out).iter("testcase"))
    failed = {case.get("name"): case.find("failure") is not None for case in cases}
    assert failed == {"texts/a.md": True, "texts/b.json": True, "texts/c.png": False}

    words = ("texts", "--policy", "shop.yaml", "--format", "junit", "--fail-on", "block")
    failures = ET.fromstring(cli(*words)[1]).iter("failure")
    assert [failure.get("message") for failure in failures] == [
        "block  texts/b.json:1:50 messages[0].content  TOPIC  1.00  the text speaks of weapons "
        "(weapons)"
    ]


def test_a_file_whose_name_is_no_utf8_is_told(cli) -> None:
    """SARIF has the bytes of the name, escaped."""
    Path(os.fsdecode(b"n\xff.md")).write_text("a gun")

    _, out, _ = cli(os.fsdecode(b"n\xff.md"), "--policy", "shop.yaml", "--format", "sarif")
    assert '"uri": "n%FF.md"' in out


@pytest.mark.slow
def test_several_processes_give_the_same_answer(cli) -> None:
    """Sharing the work changes nothing."""
    words = ("texts", "--policy", "shop.yaml", "--format", "json")

    assert cli(*words, "--workers", "2") == cli(*words)


def test_a_text_that_takes_too_long_is_blocked(cli) -> None:
    """The limit of time of a policy holds for files."""
    Path("quick.yaml").write_text("extends: ./shop.yaml\nlimits: {seconds: 1e-9}\n")

    status, out, _ = cli("texts/a.md", "--policy", "quick.yaml")
    assert status == 1
    assert "unscanned        the 1e-09 seconds of the policy are over" in out


def test_files_that_a_folder_hides_are_screened(cli) -> None:
    """Hidden files count, and what no reader opens is told; what git keeps does not count."""
    for name in (".env", ".github/a.md", ".git/b.md", "pages/__tests__/c.md"):
        file = Path("tree") / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a gun")
    Path("tree/d.docx").write_bytes(b"PK\3\4\0\xff")
    Path("tree/e.txt").write_bytes(b"a gun\0")
    Path("tree/f.txt").write_bytes("a gun".encode("utf-16-le"))

    told = json.loads(cli("tree", "--policy", "shop.yaml", "--format", "json")[1])

    assert [each["file"] for each in told["screened"]] == [
        "tree/.github/a.md",
        "tree/e.txt",
        "tree/f.txt",
        "tree/pages/__tests__/c.md",
    ]
    assert told["gaps"] == [
        {
            "at": "tree/d.docx:1:1",
            "reason": "what a file .docx holds is not read; screen it as text",
        }
    ]
    assert told["unscanned"] == 1
    assert told["not_asked"] == {"code": 1}


def test_what_is_unscanned_is_counted(cli, monkeypatch) -> None:
    """A file that nothing here can read ends no run: it is told, with what installs its reader."""
    for library in ("pypdf", "pyarrow"):
        monkeypatch.setitem(sys.modules, library, None)
    Path("texts/a.md").write_text("a walk")
    Path("texts/b.json").unlink()
    Path("texts/d.pdf").write_bytes(b"%PDF-1.7 nothing")
    Path("texts/e.parquet").write_bytes(b"PAR1")

    assert cli("texts", "--policy", "shop.yaml") == (1, snapshot("""\
outcome  place                found      sure  why
block    texts/d.pdf:1:1      unscanned        PDF needs pypdf; install it: pip install 'govsim[pdf]'
block    texts/e.parquet:1:1  unscanned        parquet needs pyarrow; install it: pip install 'govsim[lineage]', or export CSV or JSON lines
1 text screened under policy shop: 1 allowed; 2 unscanned and so blocked.
No text in: texts/c.png.
"""), "")  # fmt: skip


def test_a_text_that_a_detector_cannot_read_is_counted(cli) -> None:
    """It counts once, by what comes of it and as unscanned, whatever the policy lets pass."""
    rules = "[{detector: topics, action: flag}]"
    limits = "limits: {characters: 5}\nunscanned: allow"
    topics = "[{name: weapons, words: [gun]}]"
    policy = f"name: lone\nchannels: {{user: {rules}}}\ntopics: {topics}\n{limits}\n"
    Path("lone.yaml").write_text(policy)

    status, out, _ = cli("--text", "a long walk", "--policy", "lone.yaml")

    assert status == 0
    assert (
        out.splitlines()[-1]
        == "1 text screened under policy lone: 1 allowed; 1 unscanned and so let pass."
    )


def test_a_finding_of_several_lines_counts_when_one_changed(cli) -> None:
    """What a change completes is told, and so is a changed file in which git tells no lines."""
    Path("texts/a.md").write_text("a machine\n\nroom\n")
    Path("texts/rows.csv").write_text('id,note\n1,"a machine\n\nhat"\n')
    Path("texts/w.md").write_bytes("a word".encode("utf-16"))
    _committed()
    Path("texts/a.md").write_text("a machine\n\ngun\n")
    Path("texts/rows.csv").write_text('id,note\n1,"a machine\n\ngun"\n')
    Path("texts/w.md").write_bytes("a gun".encode("utf-16"))

    _, out, _ = cli("--policy", "shop.yaml", "--changed-only", "--format", "json")

    told = json.loads(out)["screened"]
    places = [(e["file"], f["line"]) for e in told for f in e["findings"]]
    assert places == [("texts/a.md", 1), ("texts/rows.csv", 2), ("texts/w.md", 1)]
    words = ("--changed-only", "--policy", "shop.yaml", "--baseline", "b.json", "--accept")
    assert "accept without --changed-only" in cli(*words)[2]


def _committed() -> None:
    for words in (
        ("init", "-q"),
        ("add", "texts", "shop.yaml"),
        ("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "t"),
    ):
        subprocess.run(["git", *words], check=True)


def test_only_changed_lines_count(cli) -> None:
    """With --changed-only, what stood there before is left out, and that is said."""
    _committed()
    with Path("texts/a.md").open("a") as file:
        file.write("one more gun\n")
    Path("texts/d.md").write_text("a gun too\n")

    status, out, _ = cli("texts", "--policy", "shop.yaml", "--changed-only", "--format", "json")

    told = json.loads(out)
    assert status == 1
    places = [(e["file"], f["line"]) for e in told["screened"] for f in e["findings"]]
    assert places == [("texts/a.md", 3), ("texts/d.md", 1)]
    assert told["left_out"] == {"on lines that did not change": 2}
    assert "[no-git]" in cli("texts", "--policy", "shop.yaml", "--changed-only=nowhere")[2]


def test_a_policy_that_is_wrong_is_told_with_its_place(cli) -> None:
    """Each misfit of a policy file has its line."""
    Path("bad.yaml").write_text(
        "channels:\n  user: [{detector: topic, action: block}]\n"
        "  output: [{detector: topics, action: flag, threshold: 1, budget: 1%}]\n"
        'topics: [{name: t, patterns: ["("]}]\n'
    )
    assert cli("--text", "x", "--policy", "bad.yaml")[2] == snapshot("""\
error[unknown-detector]: there is no detector `topic`
  --> bad.yaml:2:21
   |   user: [{detector: topic, action: block}]
   |                     ^^^^^
hint: did you mean `topics`?
error[wrong-value]: a rule of channel output states both a threshold and a budget
  --> bad.yaml:3:12
   |   output: [{detector: topics, action: flag, threshold: 1, budget: 1%}]
   |            ^
hint: keep the threshold, a score, or the budget, a share of harmless texts
error[wrong-pattern]: `(` is no regular expression: missing ), unterminated subpattern at position 0
  --> bad.yaml:4:31
   | topics: [{name: t, patterns: ["("]}]
   |                               ^^^
""")
    assert "[unknown-guardrail-policy]" in cli("--text", "x", "--policy", "chats")[2]


@pytest.mark.parametrize(
    ("only", "texts", "closing"),
    [
        pytest.param(
            "training",
            ["texts/a.md", "texts/b.json"],
            "2 texts screened under policy lone: 2 flagged.",
            id="rows to train on are that, whatever stands in them",
        ),
        pytest.param(
            "output",
            ["--text", "a gun"],
            "1 text screened under policy lone: 1 flagged.",
            id="what no file places",
        ),
        pytest.param(
            "output",
            ["texts/b.json"],
            "Not screened: 1 text of channel user, of which the policy asks nothing.",
            id="what a file places elsewhere",
        ),
    ],
)
def test_a_policy_of_one_channel_takes_what_stands_nowhere_else(
    cli, only: str, texts: list[str], closing: str
) -> None:
    """So that nobody need name the channel again."""
    rules = "[{detector: topics, action: flag}]"
    topics = "[{name: weapons, words: [gun]}]"
    Path("lone.yaml").write_text(f"name: lone\nchannels: {{{only}: {rules}}}\ntopics: {topics}\n")
    status, out, _ = cli(*texts, "--policy", "lone.yaml")

    assert status == 0
    assert out.splitlines()[-1] == closing


def test_a_leak_that_nothing_would_look_for_is_refused(cli) -> None:
    """A canary or a prompt counts only where the policy has a rule on it."""
    _, _, err = cli("--text", "x", "--policy", "chat", "--canary", "a-long-canary-99")
    assert err == snapshot("""\
error[usage]: --canary needs `canary`; chat does not ask for it in the channel user
hint: name a channel: --channel output
""")
    _, _, err = cli("texts", "--policy", "shop.yaml", "--system-prompt", "state.sql")
    assert err == snapshot("""\
error[usage]: --system-prompt needs `system-prompt-leak`; shop does not ask for it in any channel
hint: name another --policy
""")
    status, _, err = cli("--text", "x", "--channel", "output", "--canary", "short")
    assert (status, err.partition("\n")[0]) == snapshot(
        (
            2,
            "error[wrong-value]: a canary of 5 letters and digits may stand anywhere by chance",
        )
    )


def test_a_file_is_screened_once_and_a_link_outside_is_told(cli, tmp_path_factory) -> None:
    """A file that is named twice counts once; what a linked folder holds is not passed over."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "b.md").write_text("a gun")
    Path("texts/out").symlink_to(elsewhere)
    Path("texts/in").symlink_to(".")
    Path("texts/nowhere").symlink_to("gone")
    Path("texts/b.json").unlink()

    assert cli("texts", "texts/a.md", "./texts/c.png", "--policy", "shop.yaml") == (
        1,
        snapshot("""\
outcome  place           found      sure  why
redact   texts/a.md:1:3  TOPIC      1.00  the text speaks of weapons (weapons)
redact   texts/a.md:2:7  TOPIC      1.00  the text speaks of weapons (weapons)
block    texts/out:1:1   unscanned        a link to a folder is not followed; name the folder itself
1 text screened under policy shop: 1 to be redacted; 1 unscanned and so blocked.
No text in: texts/c.png.
"""),
        "",
    )


def test_what_the_system_does_not_let_us_read_is_told_and_the_rest_is_screened(
    cli, monkeypatch
) -> None:
    """What nobody could look at is not passed over, and hides nothing else."""
    Path("texts/closed").mkdir()
    scan, opened = os.scandir, Path.open

    def scanned(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    def read(path, *args, **options):
        if path.name == "b.json":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr("os.scandir", scanned)
    monkeypatch.setattr(Path, "open", read)

    assert cli("texts", "--policy", "shop.yaml") == (
        1,
        snapshot("""\
outcome  place             found      sure  why
redact   texts/a.md:1:3    TOPIC      1.00  the text speaks of weapons (weapons)
redact   texts/a.md:2:7    TOPIC      1.00  the text speaks of weapons (weapons)
block    texts/b.json:1:1  unscanned        `texts/b.json` cannot be read: permission denied
block    texts/closed:1:1  unscanned        this folder cannot be listed
1 text screened under policy shop: 1 to be redacted; 2 unscanned and so blocked.
No text in: texts/c.png.
"""),
        "",
    )


def test_a_path_may_follow_changed_only(cli) -> None:
    """A revision is given with `=`, so what stands behind the option is a path."""
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *words], check=True)
    commit = ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "one"]
    subprocess.run(["git", *commit], check=True)
    Path("texts/new.md").write_text("a gun")
    Path("new.md").write_text("a gun")

    _, out, _ = cli("--policy", "shop.yaml", "--changed-only", "texts")

    assert "texts/new.md" in out
    assert "\nredact   new.md" not in out


@pytest.mark.parametrize(
    ("table", "status"),
    [
        pytest.param("main.hr.mails", 1, id="a view of the tagged column"),
        pytest.param("main.hr.copies", 1, id="a table made of that view"),
        pytest.param("main.hr.ids", 0, id="a view of another column"),
    ],
)
def test_tags_follow_the_values(cli, table: str, status: int) -> None:
    """A text out of a view is bound by the tags of the columns that the view shows."""
    Path("state.sql").write_text(
        f"{STATE}CREATE VIEW main.hr.mails AS SELECT mail FROM main.hr.pay;"
        "CREATE VIEW main.hr.ids AS SELECT id FROM main.hr.pay;"
        "CREATE TABLE main.hr.copies AS SELECT lower(mail) AS m FROM main.hr.mails;"
    )
    words = ("--text", "x", "--policy", "shop.yaml", "--catalog", "state.sql")

    assert cli(*words, "--table", table)[0] == status


def test_each_finding_has_the_hint_of_its_own_rule(cli) -> None:
    """What a policy says about one finding of a text is not said about another."""
    Path("two.yaml").write_text(
        "channels:\n  user:\n"
        "    - {detector: topics, action: block, message: 'not in this shop'}\n"
        "    - {detector: pii, action: redact, message: 'call her by no number'}\n"
        "topics: [{name: weapons, words: [gun]}]\n"
    )
    _, out, _ = cli("--text", "a gun for ann@acme.org", "--policy", "two.yaml", "--format", "sarif")
    said = [result["message"]["text"] for result in json.loads(out)["runs"][0]["results"]]

    assert ["shop" in text for text in said] == [True, False]
    assert ["number" in text for text in said] == [False, True]


@pytest.mark.parametrize(("unscanned", "status"), [("block", 1), ("allow", 0)])
def test_what_was_not_looked_at_is_told(cli, unscanned: str, status: int) -> None:
    """A policy may let pass what cannot be screened; it is told all the same."""
    Path("brief.yaml").write_text(
        "channels: {user: [{detector: pii, action: redact}, {detector: names, action: redact}]}\n"
        f"limits: {{seconds: 0.0000001}}\nunscanned: {unscanned}\n"
    )
    found, out, _ = cli("--text", "hello", "--policy", "brief.yaml")
    lines = out.splitlines()

    assert found == status
    assert lines[1].split()[:3] == [unscanned, "<text>:1:1", "unscanned"]
    assert lines[1].endswith("the 1e-07 seconds of the policy are over (pii, names)")
    assert len(lines) == 3


def test_a_deep_path_leaves_room_for_the_rest(cli) -> None:
    """A table shows the beginning and the end of a long path, JSON all of it."""
    Path("deep.json").write_text('{"abc":' * 40 + '"a gun"' + "}" * 40)
    _, out, _ = cli("deep.json", "--policy", "shop.yaml")
    assert max(map(len, out.splitlines())) < 160
    assert "abc.abc" in out
    assert "…" in out

    _, out, _ = cli("deep.json", "--policy", "shop.yaml", "--format", "json")
    assert json.loads(out)["screened"][0]["where"] == ".".join(["abc"] * 40)


def test_a_file_may_begin_with_a_dash(cli) -> None:
    """What stands behind `--` is a path, whatever it looks like."""
    Path("-a.md").write_text("a gun")

    status, out, _ = cli("--policy", "shop.yaml", "--", "-a.md", "texts/a.md")
    assert status == 1
    assert "-a.md:1:3" in out
    assert "texts/a.md:1:3" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("format_", ["text", "json"])
def test_what_cannot_be_told_is_an_error(format_: str) -> None:
    """A full disk is neither a clean end nor a finding."""
    words = [sys.executable, "-m", "govsim", "screen", "--text", "hi", "--format", format_]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False, text=True)

    assert done.returncode == 2
    assert done.stderr.startswith("error[unwritable]: standard output cannot be used")
    assert "Traceback" not in done.stderr


def test_what_is_in_no_file_is_not_asked_of_git(cli) -> None:
    """Standard input, a text and a path that is not there would be passed over in silence."""
    _committed()
    for words in (("-",), ("--text", "a gun")):
        status, _, told = cli(*words, "--changed-only", "--policy", "shop.yaml")
        assert (status, "git knows no lines" in told) == (2, True)
    assert "[unreadable]" in cli("gone.md", "--changed-only", "--policy", "shop.yaml")[2]
    assert "a path is empty" in cli("", "--policy", "shop.yaml")[2]
