"""Passphrases and code words are found behind their labels, and passwords that a sentence tells."""

import pytest

from govsim.guardrails.secrets.scan import scan

PHRASES = [
    ("Alarm duress word: cinnamon.", "cinnamon"),
    ("The safe word is juniper.", "juniper"),
    ("passphrase: six otters juggle plums", "six otters juggle plums"),
    ("frase-senha do cofre: três gatos comem figos", "três gatos comem figos"),
    ("Frase secreta: luna de miel verde", "luna de miel verde"),
    ("phrase de passe : quatre loups bleus", "quatre loups bleus"),
    ("Kennwort für den Anruf: Apfelkuchen", "Apfelkuchen"),
    ("Hasło telefoniczne w banku: sernik cioci", "sernik cioci"),
    ("Кодовое слово: подсолнух", "подсолнух"),
    ("合言葉：さくらんぼ", "さくらんぼ"),
    ("Kodord: blåbærpai", "blåbærpai"),
    ("seed phrase: apple river stone cloud maple tiger ocean lamp", "apple river stone cloud maple tiger ocean lamp"),
    ("She forgot her password and typed her old one, Winter2024, twice.", "Winter2024"),
    ("His account was locked, so I reset it to Maple-Train-7 for today.", "Maple-Train-7"),
    ("password expired; changed to Herbst!2025", "Herbst!2025"),
]  # fmt: skip
LOOK_ALIKES = [
    "passphrase: at least four words",
    "passphrase: str | None = None",
    "passphrase: optional",
    "Enter passphrase for key 'id_rsa': ",
    "The passphrase is not stored.",
    "The passphrase is used to encrypt the file.",
    "Kennwort: mindestens acht Zeichen",
    "Das Kennwort ist falsch.",
    "a code word is a sequence of symbols",
    "code word length: 16 bits",
    "The safe word is a good idea.",
    "frase célebre: pienso luego existo",
    "La palabra es plata",
    "phrase search: exact match",
    "The status changed to Running2 overnight.",
    "She bought a new one, Galaxy2024, at the shop.",
    "The old one, Windows95, was slow.",
    "the version was reset to v1.2.3",
    "counter reset to 0",
    "passwords are stored; the host changed to web-01",
    "The memorable word is required",
    "Hasło telefoniczne: nie ustawiono",
    "security answer: unknown",
    "the current one is best",
    "new ones, Model2024, arrive",
    "parola chiave: lavoro",
    "secret word count: 12",
    "duress codes must be kept",
    "losung der woche",
    "Кодовое слово: не задано",
    "recovery phrase: see the manual",
]


@pytest.mark.parametrize(("text", "phrase"), PHRASES)
def test_a_phrase_is_found(text: str, phrase: str) -> None:
    """Up to the end of the clause, in the languages that we read."""
    assert phrase in [text[hit.start : hit.end] for hit in scan(text)]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_words_about_phrases_are_left_alone(text: str) -> None:
    """Rules for passphrases, other words, and things that are changed to something."""
    assert not scan(text)
