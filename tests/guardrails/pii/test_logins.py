"""Names of accounts are found behind labels of many languages, and in the lines of logs."""

import pytest

from govsim.guardrails.pii.detector import PersonalDataDetector

NAMES = [
    ("Benutzerkennung: mhuber", "mhuber"),
    ("gebruikersnaam jjansen", "jjansen"),
    ("korisničko ime: ihorvat", "ihorvat"),
    ("логин: petrov_k", "petrov_k"),
    ("όνομα χρήστη: gpapas", "gpapas"),
    ("שם המשתמש: dcohen", "dcohen"),
    ("用户名：liwei88", "liwei88"),
    ("ユーザー名は tanaka_k です", "tanaka_k"),
    ("username is brightowl", "brightowl"),
    ("panel znasz, login mkowal.", "mkowal"),
    ("Two profiles: finch.marn and kmarn_old, both hers", "kmarn_old"),
    ("account 'tgreer' is locked", "tgreer"),
    ("User Hedda Grönlund (hgronlund) typed it twice", "hgronlund"),
    ("sshd[31]: Accepted publickey for jharlow from 10.8.3.44 port 41002", "jharlow"),
    ("sshd[31]: Failed password for invalid user pgreer from 10.8.3.44", "pgreer"),
    ("pam_unix(sudo:session): session closed for user jharlow by (uid=0)", "jharlow"),
    ("sudo: jharlow : TTY=pts/0 ; COMMAND=/bin/ls", "jharlow"),
    ("su: (to root) jharlow on pts/1", "jharlow"),
    ("dn: uid=jharlow,ou=people,dc=corp", "jharlow"),
    (r"logged on as CORP\jharlow", "jharlow"),
    ('10.0.0.3 - jharlow [28/Nov/2026:12:01:02 +0000] "GET / HTTP/1.1" 200', "jharlow"),
    ("Reviewed-by: kmarn <k.marn@lakepost.io>", "kmarn"),
    ("assignee: tgreer", "tgreer"),
    ("[19:02] <nyx_> is he coming?", "nyx_"),
    ("thanks to u/saltedfog for it", "saltedfog"),
]
NOBODY = [
    "username is required, login page failed",
    "my login is broken.",
    "Failed password for invalid user admin from the console",
    "account settings are locked behind a page; the account is locked",
    "account balances locked, account manager disabled",
    "users: 42, accounts: all of them",
    "El usuario es responsable; el nombre de usuario no es válido.",
    "De gebruiker is verwijderd, gebruikersnaam vergeten?",
    "пользователь должен войти, логин и пароль обязательны",
    "Print the matrix (transposed) and the list (sorted).",
    "Mary Poppins (nanny) and John Smith (captain)",
    r"path C:\temp\file and HKLM\software, by ERROR\nfailed",
    "assignee: unassigned, reporter: system",
    "AccountName=tidestore;AccountKey=abc",
]


def names(text: str) -> list[str]:
    return [
        text[h.start : h.end] for h in PersonalDataDetector().hits(text) if h.type == "USERNAME"
    ]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names_of_accounts_are_found(text: str, name: str) -> None:
    """A label, a line of a log or the person's name beside it tells."""
    assert name in names(text)


@pytest.mark.parametrize("text", NOBODY)
def test_other_words_behind_such_labels_are_none(text: str) -> None:
    """What any sentence says of a login names nobody."""
    assert not names(text)
