"""A sentence tells a plain word as a password, or says of passwords what documentation says."""

import pytest

from govsim.guardrails.secrets.scan import scan
from govsim.guardrails.secrets.told import is_said_of

# `␟` marks where the word stands: in English `kettledrum`, elsewhere as small letters.
FOUND = (
    "The password is ␟.",
    "fyi the pw for the plotter is ␟, all small letters",
    "Our password's ␟ btw",
    "The password we use is still ␟",
    "Password for the guest laptop: ␟",
    "Build server password → ␟",
    "The mailbox password has been changed to ␟",
    "password set to ␟ for every trainee",
    "Sign in as `tour` with the password `␟`.",
    "log in as tour with password ␟",
    "ssh tour@10.1.2.3, password ␟",
    "The device ships with user `tour` and the hard-coded password `␟`.",
    "the badge is not needed, only the password (␟)",
    "Type ␟ when prompted for the password.",
    "Use ␟ for the password.",
    "␟ is the password",
    "Wiki: http://wiki.corp.example (admin / ␟)",
    "log in with tour / ␟ and open the board",
    "credentials: tour / ␟",
    "Ana: what's the password again?\nBen: it's ␟",
    "Same password as always: ␟",
    "The password hasn't changed, still ␟",
    "The password, by the way, is ␟.",
    "To open the scan, use the password ␟.",
    "Change to root (`su -`, password ␟).",
    "ssh tour@stage.corp.example\n# password: ␟",
    "At the `login:` prompt type `root`, at the `Password:` prompt type `␟`.",
    "Handover\n* Printer web page: root / ␟",
    "The credentials for the camera are admin:␟.",
    "Q: Password for the archive?\nA: ␟",
    "Das Passwort lautet ␟.",
    "Das Passwort für den Drucker ist ␟.",
    "Ich habe das Passwort auf ␟ geändert.",
    "Login ist gast, Passwort ␟.",
    "Le mot de passe est ␟.",
    "Connectez-vous avec l'utilisateur gast et le mot de passe ␟, puis validez.",
    "La contraseña es ␟.",
    "La contraseña provisional: ␟",
    "Utilisez le mot de passe ␟ pour ouvrir le fichier.",
    "He cambiado la contraseña a ␟.",
    "La password è ␟.",
    "A senha é ␟.",
    "Mudei a senha para ␟.",
    "Het wachtwoord is ␟.",
    "Heslo je ␟.",
    "Hasło do drukarki to ␟",
    "Hasło brzmi ␟.",
    "Ustawiłem hasło na ␟.",
)
LET_BE = (
    # States, kinds, qualities.
    "The password is required.",
    "Your password is case-sensitive.",
    "The passphrase was forgotten.",
    "The password is finicky.",
    "password is undefined",
    "The password for the portal is temporary.",
    "The password is set to expire.",
    "The password was changed to comply.",
    "Das Passwort ist abgelaufen.",
    "Das Passwort ist verschlüsselt.",
    "Le mot de passe est chiffré.",
    "La contraseña es obligatoria.",
    "La password è scaduta.",
    "A senha é obrigatória.",
    "Het wachtwoord is verlopen.",
    "Heslo bylo změněno.",
    "Hasło jest wymagane.",
    "Hasło to podstawa.",
    # Where it is, what it is of, whether it is.
    "The password is here.",
    "The password file is world-readable.",
    "The password policy is corporate.",
    "If the password is kettledrum, the answer is 401.",
    "A good password is kettledrum",
    "Is the password kettledrum?",
    "Log in with password authentication.",
    "log in as tour with password rotation",
    "bcrypt is the password hash",
    "Use letters for the password.",
    "Log in with Google / email",
    "(admin / moderator)",
    "Ana: what's the password again?\nBen: it's expired",
    "To open the scan, use the password below.",
    "Saisissez le mot de passe actuel.",
    "autenticazione con password fallita",
    "no passphrase to enroll",
    "No passphrase was supplied.",
    "credentials for staging / production",
    "Roles: admin / editor",
    "passphrase: &#x3C;string&gt;",
    # Not of this language, nor of an account.
    "The pass is scenic.",
    "The password to kettledrum",
    "niemals nach Passwort fragen",
    "Letzte Änderung des Passworts (JJJJ-MM-TT)",
    "Failed to convert the password to hexadecimal",
    "  -W, --password          vynutí dotaz",
    "&quot;Password is correct.&quot;",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_a_plain_word_is_told_as_a_password(sentence: str) -> None:
    """One finding covers it."""
    text = sentence.replace("␟", "kettledrum")

    assert [text[hit.start : hit.end] for hit in scan(text)] == ["kettledrum"]


@pytest.mark.parametrize("sentence", LET_BE)
def test_what_is_said_of_passwords_is_let_be(sentence: str) -> None:
    """Documentation about passwords tells none."""
    assert [(sentence[hit.start : hit.end], hit.rule) for hit in scan(sentence)] == []


@pytest.mark.parametrize(
    ("word", "tongue", "said"),
    [
        ("kettledrum", "en", False),
        ("hashed", "en", True),
        ("unreadable", "en", True),
        ("Sonnenblume", "de", False),
        ("verschlüsselt", "de", True),
        ("girasole", "it", False),
        ("krokodyl", "cs", False),
        ("hashed", "de", False),  # no word of the language
        ("changeover", "en", False),  # `over` does not begin it
    ],
)
def test_each_language_says_other_words_of_passwords(word: str, tongue: str, said: bool) -> None:
    """By a list, and by how more of such words end."""
    assert is_said_of(word, tongue) is said
