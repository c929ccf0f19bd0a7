"""A vault is read back as it was written, plain or encrypted, and nothing else is taken for one."""

from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.guardrails import Finding
from govsim.guardrails.policy import Operator, Redaction
from govsim.guardrails.redaction import Vault, redact, restore
from govsim.sources.vaults import read_vault, write_vault

FRESH = {"salt": bytes(16), "nonce": bytes(12)}


def vault_of(text: str) -> tuple[str, Vault]:
    findings = [Finding("test", "PERSON", 0, len(text), 0.9)]
    done = redact(text, findings, Redaction(default=Operator("pseudonym")))
    return done.text, done.vault


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "vault.json"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("passphrase", ["", "of the caller"])
def test_a_vault_is_read_back(passphrase: str, tmp_path: Path) -> None:
    """What was given out before is known after, and the next number as well."""
    shown, vault = vault_of("Müller, J. and jOHn")
    file = written(tmp_path, write_vault(vault, passphrase, **FRESH))

    again = read_vault(file, passphrase)

    assert restore(shown, again).text == "Müller, J. and jOHn"
    assert (again.cores, again.forms, again.main, again.next) == (
        vault.cores,
        vault.forms,
        vault.main,
        vault.next,
    )
    assert ("Müller" in file.read_text(encoding="utf-8")) is (not passphrase)


@pytest.mark.parametrize(("passphrase", "code"), [("", "missing-key"), ("another", "broken-vault")])
def test_an_encrypted_vault_needs_its_key(passphrase: str, code: str, tmp_path: Path) -> None:
    """Without the key, or with another, nothing is read."""
    file = written(tmp_path, write_vault(vault_of("John Smith")[1], "of the caller", **FRESH))

    with pytest.raises(GovsimError) as refusal:
        read_vault(file, passphrase)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 9}',
        '{"version": 1, "next": "x"}',
        '{"version": 1, "next": 1e999, "entries": [], "together": {}}',
    ],
)
def test_what_is_no_vault_is_refused(text: str, tmp_path: Path) -> None:
    """A file of another form is an error with a hint, not a traceback."""
    with pytest.raises(GovsimError) as refusal:
        read_vault(written(tmp_path, text))

    assert refusal.value.code == "broken-vault"
