"""Passwords that a sentence tells of in its own words are found, and keys whose frame is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders import told_passwords
from tests.guardrails.views.test_told import found

VALUE = "Amber&Wolf5" + "8Kq"
BODY = "ks7RkYSsShhlfTkYMPtLOXcs3ckdB+1UfuYTrkYG4PrxYf9yxohWfIIB"


@pytest.mark.parametrize(
    "text",
    [
        f"the thing you type at the vpn prompt is still {VALUE} , ask Noor",
        f"open sesame for the NAS in the attic → {VALUE}",
        f"Le code d'accès est « {VALUE} » merci",
        f"Das Kennwort ist „{VALUE}“, bitte merken",
        f"Lösenordet till klubbens konto är {VALUE}, byt det",
        "Het wachtwoord van de boekhouding is `Wiatrak#254`, niet doorsturen",
        "Hasło do serwera testowego to → Quartz76*quartz, proszę zmienić",
        "Mot de passe du coffre : Wiatrak#254",
        f'"{VALUE}"  # session signing pw',
        f"(in full {VALUE[::-1]} backwards) in the password box",
        f'bytes.fromhex("{VALUE.encode().hex()}")  # router login',
        f"SELECT UNHEX('{VALUE.encode().hex()}') AS vpn_password",
        f"jdbc:oracle:thin:erp/{VALUE[:8]}x7@//ora1:1521/PROD",
        "expdp system/tR7vqLp02Wz@orcl full=y",
        r'expect "Password:"; send "tR7vqLp02Wz\r"',
        "echo 'tR7vqLp02Wz' | sudo -S apt update",
        "lftp -u erp,tR7vqLp02Wz sftp://h",
    ],
)
def test_a_password_in_other_words_is_found(text: str) -> None:
    """A word near and the marks of the value tell it, whatever stands between."""
    assert "PASSWORD" in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "head",
    ["MHcCAQEEI", "MIIEpAIBAAKCAQEA", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "MIGHAgEAMBMGByqGSM49"],
)
def test_the_body_of_a_private_key_is_found_without_its_frame(head: str) -> None:
    """How the structure of a key begins tells it, when the lines around it are lost or changed."""
    assert "SECRET" in {each for each, _ in found(f"put the header back:\n{head}{BODY}\n{BODY}==")}


@pytest.mark.parametrize(
    "text",
    [
        "Password rules: one of A-Z a-z 0-9 !@#$% and 8+ characters, see RFC2119#4 and AT&T5G",
        "admin: see Report_2024-v2 and $HOME/Bin2",
        "pass the vpn config to build-X1.2.3+g5d3f2",
        'login <a href="x?A=1&B2=c">Link1&amp;more</a>',
        f"-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A{BODY}\n-----END PUBLIC KEY-----",
        "echo hello | sudo tee /etc/motd",
        "connect town/country@home for the weekend",
        "The password strength is computed as Length3*Charset4 in the code.",
        "The password dialog is broken since Build#4711, Release9*Patch3 too.",
        "password policy of Team#254: rotate",
        "router zip 12345-6789 opens at 9AM#3",
    ],
)
def test_what_is_no_password_stays_quiet(text: str) -> None:
    """Rules, versions, links, names of files and public keys are none."""
    assert not {"PASSWORD", "SECRET"} & {each for each, _ in found(text)}


@settings(max_examples=300)
@given(st.text("aB7!$-_.& é", min_size=8, max_size=16))
def test_no_chosen_password_is_passed_over(text: str) -> None:
    """Where a glance finds no mark of a password, there is none."""
    for match in told_passwords._TOKEN.finditer(text):
        if told_passwords._is_chosen(match.group().rstrip(".?")):
            assert told_passwords._MARK.search(Clues(text).raw)
