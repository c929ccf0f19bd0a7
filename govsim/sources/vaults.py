"""Reads and writes the vault of pseudonyms: encrypted where a key is given, else plain."""

from __future__ import annotations

import base64
import json
from hashlib import scrypt
from pathlib import Path
from typing import Any, Final

from govsim.errors import GovsimError, Place, missing_extra
from govsim.guardrails.redaction import Entry, Vault

_VERSION: Final = 1
_SHOWN: Final = 20  # characters of what stands there instead
_SALT: Final = 16  # bytes
_NONCE: Final = 12  # bytes, as AES-GCM takes it
_COST: Final = 2**14  # of scrypt: a passphrase is tried in a twentieth of a second
_LOST: Final = "without its vault, nobody can undo the pseudonyms; take a copy that is whole"


def read_vault(path: str | Path, passphrase: str = "") -> Vault:
    """Return the vault that a file holds.

    Args:
        path: The file.
        passphrase: What it was encrypted with; a plain file is read without.

    Raises:
        GovsimError: `unreadable`: there is no such file; `broken-vault`: it is no vault, or the
            passphrase is another; `missing-key`: it is encrypted, and no passphrase is given;
            `missing-extra`: it is encrypted, and the library is not installed.
    """
    from govsim.sources.text import read_text

    source = str(path)
    text = read_text(path)
    try:
        content = json.loads(text)
        if content["version"] != _VERSION:
            said = str(content["version"])[:_SHOWN]
            raise _broken(source, f"its version is {said}, not {_VERSION}")
        if "encrypted" in content:
            content = json.loads(_opened(content, passphrase, source))
        return _vault(content)
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError, RecursionError):
        raise _broken(source, "it does not have the form of one") from None


def write_vault(
    vault: Vault, passphrase: str = "", *, salt: bytes = b"", nonce: bytes = b""
) -> str:
    """Return the text of a vault file.

    Args:
        vault: What to keep.
        passphrase: Encrypts the file; without one it is plain text, and holds personal data.
        salt: 16 fresh random bytes, needed with a passphrase.
        nonce: 12 fresh random bytes, needed with a passphrase; never the same twice.

    Raises:
        GovsimError: `missing-extra`: a passphrase is given, and the library is not installed.
    """
    content: dict[str, Any] = {
        "version": _VERSION,
        "next": vault.next,
        "entries": [[*key[1:], *entry] for key, entry in _rows(vault)],
        "together": {name: sorted(given) for name, given in sorted(vault.together.items())},
    }
    text = json.dumps(content, indent=1, ensure_ascii=False)
    if not passphrase:
        return text + "\n"
    if len(salt) != _SALT or len(nonce) != _NONCE:
        raise ValueError("salt and nonce have to be 16 and 12 random bytes")
    sealed = _cipher(passphrase, salt).encrypt(nonce, text.encode(), None)
    outer = {"version": _VERSION, "encrypted": "scrypt, AES-256-GCM"}
    named = {"salt": salt, "nonce": nonce, "content": sealed}
    coded = {name: base64.b64encode(each).decode() for name, each in named.items()}
    return json.dumps({**outer, **coded}, indent=1) + "\n"


def _rows(vault: Vault) -> list[tuple[tuple[str, str], Entry]]:
    subjects = {(type_, core): subject for (type_, subject), core in vault.cores.items()}
    named = ((("", subjects[entry.type, entry.core]), entry) for entry in vault)
    mains = {entry.surrogate for entry in vault.main.values()}
    # The first spelling of a subject comes first, so that reading makes it the first again.
    return sorted(named, key=lambda row: (row[1].core, row[1].surrogate not in mains, row[1]))


def _vault(content: dict[str, Any]) -> Vault:
    vault = Vault(next=int(content["next"]))
    for subject, *entry in content["entries"]:
        type_, surrogate, original, core = map(str, entry)
        vault = vault.with_entry(Entry(type_, surrogate, original, core), str(subject))
    for surname, given in content["together"].items():
        for name in given:
            vault = vault.joined(str(surname), str(name))
    return vault


def _opened(content: dict[str, Any], passphrase: str, source: str) -> bytes:
    if not passphrase:
        at = Place(source, 1, 1)
        hint = "set `GOVSIM_VAULT_PASSPHRASE` to the passphrase that it was written with"
        message = f"`{source}` is encrypted, and no key is given"
        raise GovsimError("missing-key", message, at=at, hint=hint)
    parts = {name: base64.b64decode(content[name]) for name in ("salt", "nonce", "content")}
    cipher = _cipher(passphrase, parts["salt"])
    from cryptography.exceptions import InvalidTag

    try:
        opened: bytes = cipher.decrypt(parts["nonce"], parts["content"], None)
    except InvalidTag:
        raise _broken(source, "the key is another, or the file was changed") from None
    return opened


def _cipher(passphrase: str, salt: bytes) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        message = "an encrypted vault needs cryptography"
        raise missing_extra(message, "vault") from None
    return AESGCM(scrypt(passphrase.encode(), salt=salt, n=_COST, r=8, p=1, dklen=32))


def _broken(source: str, reason: str) -> GovsimError:
    message = f"`{source}` is no vault: {reason}"
    return GovsimError("broken-vault", message, at=Place(source, 1, 1), hint=_LOST)
