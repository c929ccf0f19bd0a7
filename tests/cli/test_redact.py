"""`govsim redact` and `govsim restore`: what leaves, what a vault undoes, and what is withheld."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from govsim.cli import main

POLICY = """\
name: letters
channels:
  user:
    - {detector: pii, action: redact}
    - {detector: topics, action: block}
topics: [{name: weapons, words: [gun]}]
redaction: {CREDIT_CARD: {mask: 4}}
restore: [EMAIL]
"""
LETTER = '{"from": "john@corp.example", "text": "call 212-555-7788, card 4556 7375 8689 9855"}\n'


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """Run a command line in a folder with a policy and a letter."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOVSIM_VAULT_PASSPHRASE", raising=False)
    Path("letters.yaml").write_text(POLICY)
    Path("letter.json").write_text(LETTER)

    def run(*words: str) -> tuple[int, str, str]:
        status = main(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_what_is_found_does_not_leave(cli) -> None:
    """A placeholder or a mask stands in its place, and JSON stays JSON."""
    status, out, _ = cli("redact", "letter.json", "--policy", "letters.yaml")

    assert status == 0
    assert json.loads(out) == {"from": "<EMAIL>", "text": "call <PHONE>, card **** **** **** 9855"}


def test_a_channel_of_which_nothing_is_asked_is_refused(cli) -> None:
    """A text that no rule looks at does not go on as if it were redacted."""
    status, out, err = cli("redact", "letter.json", "--policy", "letters.yaml", "--channel", "code")

    assert (status, out) == (2, "")
    assert "the policy letters asks nothing of the channel code" in err
    Path("rows.yaml").write_text(POLICY.replace("user:", "training:"))
    assert "<EMAIL>" in cli("redact", "letter.json", "--policy", "rows.yaml")[1]


def test_what_nobody_can_undo_or_did_not_screen_is_told(cli) -> None:
    """Pseudonyms without a vault, and a gap that the policy lets pass, are told beside the text."""
    settings = "unscanned: flag\nlimits: {characters: 9}\n"
    Path("pseudo.yaml").write_text(POLICY.replace("{CREDIT_CARD: {mask: 4}}", "{EMAIL: pseudonym}"))
    Path("short.yaml").write_text(POLICY + settings)

    err = cli("redact", "letter.json", "--policy", "pseudo.yaml")[2]
    assert err == "1 pseudonym that nothing undoes: no --vault was named\n"
    err = cli("redact", "letter.json", "--policy", "short.yaml")[2]
    assert err.splitlines()[0] == (
        "not screened in full: letter.json:1:11 from: 17 characters are more than the 9 of the policy"
    )


@pytest.mark.parametrize("passphrase", ["", "open"])
def test_pseudonyms_are_undone_by_their_vault(cli, monkeypatch, passphrase: str) -> None:
    """The vault gives back what the policy lets be restored, and only its owner can read it."""
    monkeypatch.setenv("GOVSIM_VAULT_PASSPHRASE", passphrase)
    words = ("redact", "letter.json", "--policy", "letters.yaml", "--pseudonyms")
    assert cli(*words, "--vault", "v.json", "--output", "out.json")[0] == 0
    sent = Path("out.json").read_text()
    assert "john@corp.example" not in sent
    assert ("john@corp.example" in Path("v.json").read_text()) is not bool(passphrase)
    assert Path("v.json").stat().st_mode & 0o077 == 0

    _, whole, told = cli("restore", "out.json", "--vault", "v.json")
    _, part, less = cli("restore", "out.json", "--vault", "v.json", "--policy", "letters.yaml")

    assert whole == LETTER.replace("4556 7375 8689", "**** **** ****")
    assert (told, less) == ("2 restored\n", "1 restored, 1 withheld by the policy\n")
    assert "john@corp.example" in part
    assert "212-555-7788" not in part


def test_a_blocked_text_is_not_written(cli) -> None:
    """What the policy blocks does not come out, redacted or not."""
    Path("b.txt").write_text("john@corp.example wants a gun")

    status, out, _ = cli("redact", "b.txt", "--policy", "letters.yaml", "--output", "out.txt")

    assert status == 1
    assert "john" not in out
    assert not Path("out.txt").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("redact", "letter.json", "--pseudonyms"), "usage", id="no vault to keep"),
        pytest.param(("redact", "letter.json", "--channel", "usr"), "usage", id="no such channel"),
        pytest.param(("restore", "letter.json"), "usage", id="no vault to restore from"),
        pytest.param(("restore", "letter.json", "--vault", "none"), "unreadable", id="no such vault"),
        pytest.param(("restore", "letter.json", "--vault", "letter.json"), "broken-vault", id="no vault"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told(cli, words: tuple[str, ...], code: str) -> None:
    """Wrong input is told by its code, and nothing is written."""
    policy = ("--policy", "letters.yaml") if words[0] == "redact" else ()
    status, out, err = cli(*words, *policy)

    assert (status, out) == (2, "")
    assert f"[{code}]" in err


@pytest.mark.slow
def test_processes_that_share_a_vault_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """Each reads what the one before has kept: no two subjects get one pseudonym."""
    (tmp_path / "p.yaml").write_text("channels: {user: [{detector: pii, action: redact}]}\n")
    people = [f"mail person{number}@corp.example\n" for number in range(4)]
    for number, text in enumerate(people):
        (tmp_path / f"{number}.txt").write_text(text)
    command = [sys.executable, "-m", "govsim"]
    shared = ["--policy", "p.yaml", "--vault", "v.json"]

    running = [
        subprocess.Popen(
            [*command, "redact", f"{number}.txt", *shared[:2], "--pseudonyms", *shared[2:],
             "--output", f"{number}.out"],
            cwd=tmp_path,
        )
        for number in range(len(people))
    ]  # fmt: skip
    assert [each.wait() for each in running] == [0] * len(people)

    written = "".join((tmp_path / f"{number}.out").read_text() for number in range(len(people)))
    (tmp_path / "all.txt").write_text(written)
    done = subprocess.run(
        [*command, "restore", "all.txt", "--vault", "v.json"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "".join(people)


@pytest.mark.parametrize(
    ("key", "error"),
    [
        pytest.param("", "error[missing-key]: `hash` needs a key\nhint: set GOVSIM_REDACTION_KEY: ", id="none"),
        pytest.param("secret", "error[weak-key]: GOVSIM_REDACTION_KEY holds fewer than 16 characters\n", id="weak"),
        pytest.param("a long key of chance", "", id="a good one"),
    ],
)  # fmt: skip
def test_a_hash_takes_its_key_from_the_environment(cli, monkeypatch, key: str, error: str) -> None:
    """The error says which variable holds the key, and a key that is guessed is none."""
    monkeypatch.setenv("GOVSIM_REDACTION_KEY", key)
    Path("hashed.yaml").write_text(POLICY.replace("{mask: 4}", "hash"))
    status, _, err = cli("redact", "letter.json", "--policy", "hashed.yaml")

    assert status == (2 if error else 0)
    assert err.startswith(error)


CHAT = {
    "messages": [
        {"role": "system", "content": "Be polite. Ask nobody for a gun."},
        {"role": "user", "content": 'Jürgen\nsaid "4556 7375 8689 9855"', "card": 4556737586899855},
        {"role": "assistant", "tool_calls": [{"arguments": '{"mail": "john@corp.example"}'}]},
    ]
}
USERS = POLICY.replace("  user:", "  tool_arguments: [{detector: pii, action: redact}]\n  user:")


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_json_is_redacted_text_by_text(cli, ending: str) -> None:
    """A chat body is no text that forges one; roles, numbers and calls stay what they are."""
    Path("users.yaml").write_text(USERS.replace("words: [gun]", "words: [bomb]"))
    Path(f"chat.{ending}").write_text(json.dumps(CHAT) + "\n" + json.dumps(CHAT))
    if ending == "json":
        Path("chat.json").write_text(json.dumps(CHAT, indent=2))
    status, out, err = cli("redact", f"chat.{ending}", "--policy", "users.yaml")
    assert (status, err) == (0, "")

    for line in [out] if ending == "json" else out.splitlines():
        system, user, call = json.loads(line)["messages"]
        assert system == CHAT["messages"][0]
        assert user["content"] == 'Jürgen\nsaid "**** **** **** 9855"'
        assert user["card"] == "************9855"
        assert call["tool_calls"][0]["arguments"] == '{"mail": "<EMAIL>"}'


def test_what_is_restored_in_json_is_escaped(cli) -> None:
    """A round trip gives the same JSON, whatever the values hold."""
    Path("p.yaml").write_text(
        "channels: {user: [{detector: pii, action: redact}, {detector: names, action: redact}]}\n"
    )
    held = {
        "from": "Jürgen Müller",
        "note": 'call Ann\tMiller "at" 212-555-7788',
        "n": 4556737586899855,
    }
    Path("in.json").write_text(json.dumps(held))
    words = ("--pseudonyms", "--vault", "v.json", "--output", "out.json")
    assert cli("redact", "in.json", "--policy", "p.yaml", *words)[0] == 0

    sent = Path("out.json").read_text()
    assert "Miller" not in sent
    assert isinstance(json.loads(sent)["n"], int)
    _, out, err = cli("restore", "out.json", "--vault", "v.json")
    assert json.loads(out) == held
    assert "restored" in err


def test_texts_that_the_policy_does_not_ask_of_are_told(cli) -> None:
    """A text of a channel without rules is judged where the policy asks for something."""
    Path("only.yaml").write_text(POLICY.replace("  user:", "  output:"))
    Path("two.json").write_text('{"question": "john@corp.example", "answer": "ann@corp.example"}')
    status, out, err = cli("redact", "two.json", "--policy", "only.yaml")

    assert (status, json.loads(out)) == (0, {"question": "<EMAIL>", "answer": "<EMAIL>"})
    Path("both.yaml").write_text(POLICY.replace("  user:", "  code: []\n  output:"))
    status, out, err = cli("redact", "two.json", "--policy", "both.yaml")
    assert json.loads(out) == {"question": "john@corp.example", "answer": "<EMAIL>"}
    assert err == "not screened: 1 text of channel user, of which the policy asks nothing\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_lines_end_as_they_did(cli, ends: str) -> None:
    """A file of another system comes back as it was, byte by byte."""
    content = ends.join(["john@corp.example", "212-555-7788", "John@corp.example", ""]).encode()
    Path("in.txt").write_bytes(content)
    words = ("--policy", "letters.yaml", "--pseudonyms", "--vault", "v.json", "--output")
    assert cli("redact", "in.txt", *words, "out.txt")[0] == 0
    assert cli("restore", "out.txt", "--vault", "v.json", "--output", "back.txt")[0] == 0

    assert b"john" not in Path("out.txt").read_bytes()
    assert Path("back.txt").read_bytes() == content
