"""Values whose parts code, turns of a talk or records hold are found as if they stood together."""

import pytest

from tests.guardrails.views.test_told import found

SSN_IN_TURNS = (
    "Agent: what's the SSN?\nCaller: two one nine\nAgent: uh huh\nCaller: four eight\nAgent: okay\n"
    "Caller: three one two seven\n"
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CREDIT_CARD", 'first = "4539 1488"\nrest = "0343 6467"\ncard = first + rest'),
        ("CREDIT_CARD", "a = '4539 1488'\nb = '0343 6467'\npan = f'{a} {b}'"),
        ("SSN", "const p='219'; const ssn = `${p}483127`;"),
        ("SSN", "A='219-48'; B='3127'\nexport SSN=\"$A$B\""),
        ("IBAN", '{"iban1": "DE89", "iban2": "3704", "iban3": "0044", "iban4": "0532", "iban5": "0130", "iban6": "00"}'),
        ("CREDIT_CARD", "DEBUG card_number head=45391488\nDEBUG card_number tail=03436467"),
        ("CREDIT_CARD", "[10:01] Ann: my card is 4539 1488\n[10:02] Bob: ok\n[10:02] Ann: 0343 6467"),
        ("CREDIT_CARD", "[card] Agent: go ahead.\nCaller: 4539.\nAgent: yes.\nCaller: 1488.\nCaller: 0343.\nAgent: mhm.\nCaller: 6467."),
        ("SSN", SSN_IN_TURNS),
        ("SSN", "1\n00:01:04,200 --> 00:01:07,900\nSSN is two one nine four\n\n2\n00:01:07,900 --> 00:01:11,050\neight three one two seven"),
    ],
)  # fmt: skip
def test_parts_that_stand_apart_are_put_together(kind: str, text: str) -> None:
    """What a program, or another turn, adds to a number belongs to it."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "[10:01] Ann: how many chairs?\n[10:02] Bob: 12\n[10:03] Ann: 15",
        "port1: 8080, port2: 8443, port3: 9092",
        "x1 = 120; x2 = 340; x3 = 999",
        "a = 'low'\nb = 'high'\nname = f'{a}-{b}'",
        "1\n00:01:04,200 --> 00:01:07,900\nWe sold 12\n\n2\n00:01:07,900 --> 00:01:11,050\n30 were left",
    ],
)
def test_ordinary_parts_stay_quiet(text: str) -> None:
    """Counts, sizes and talk are no values, put together or not."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("IP", "we keep getting logins from 81;174;20;236"),
        ("IP", "The user connected from 81.174.20[.]236 at 22:14."),
        ("IP", "He's in 81.174.20.x where x is 236."),
        ("IP", "The IP address starts with 81.174. The rest is 20.236."),
        ("IP", "the address is eighty-one dot one hundred and seventy-four dot twenty dot two hundred and thirty-six"),
        ("IP", "v6 address: 2001 colon 4b98 colon dc0 colon 41 double colon 5fab"),
        ("IP", "Saved as log_2001_4b98_dc01_0041__5fab.txt in the folder."),
        ("IP", "stored as inet_ntoa(1370363116)"),
        ("MAC", "IF-MIB::ifPhysAddress.2 = Hex-STRING: 00 1B 44 29 4B FA"),
        ("MAC", "Allow f0–18–98–a1–01–43 on the school network."),
        ("MAC", "hardware address: (1) 00 (2) 1b (3) 44 (4) 29 (5) 4b (6) fa – just join them"),
        ("MAC", "His phone shows 00\t1b\t44\t29\t4b\tfa under About."),
        ("IP", "[scan] Block 2001:4b98: dc01:b 496: : a720 on the firewall please."),
        ("SSN", "tax form lists SSN 219 483 127"),
        ("CREDIT_CARD", "Payment by card 4539 1488 034 three 6467, please"),
        ("CREDIT_CARD", "can you put it on 453 914 880 343 646 7 again, same cvv as last time"),
        ("SECRET", "AWS key pair for prod:\n1. AKIAZ7QF3M\n2. 2XW5B6TKLD\n"),
        ("EMAIL", "+user_email: ana.ray@corp.ex\\\n+  ample.org"),
        ("MAC", "tftp: file not found: SEP001B44294BFA.cnf.xml"),
        ("PHONE", "INVITE sip:+4917155501234@sip.telco.example;user=phone SIP/2.0"),
        ("IBAN", "IBAN: D as in Delta, E as in Echo, 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0"),
        ("IBAN", "Bankleitzahl 370 400 44, Konto 532013000"),
        ("IBAN", "Kto. 532013000\nBLZ 37040044"),
        ("PASSWORD", "wifi password is six, capital C, i, s, capital M, dollar sign, two, nine, question mark, q"),
        ("CREDIT_CARD", "card on file: XXXX XXXX XXXX 6467. The hidden part is 4539 1488 0343"),
        ("SSN", "SSN on file: ### ## 3127; blanked out bit: 219 48"),
        ("CREDIT_CARD", "BIN 453914, last four 6467, and the middle digits are 880343"),
        ("DOB", "0 @I82@ INDI\n1 BIRT\n2 DATE 9 AUG 1970"),
        ("DOB", "Patient, born the thirty-first day of the seventh month, 1957."),
        ("DOB", "Geburtstag: 29.6. – Jahrgang 1991"),
        ("DOB", "date of birth 1954-12-O2"),
        ("PHONE", "You can reach her at +1 617 Z53 4785 after six."),
        ("EMAIL", "commit 9fceb02\nAuthor: Ana K <ana-martin at proton.me>\nDate: Mon"),
        ("EMAIL", "mail: ana.ray7\\40corp.example"),
        ("EMAIL", "I'm with fjordtech.no, and in front of the at sign you put ana.ray7."),
        ("PASSWORD", "パスワードは Bramble#1340Waln?"),
    ],
)  # fmt: skip
def test_records_and_speech_are_read(kind: str, text: str) -> None:
    """Other signs, names of signs and records of machines hide nothing."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Sizes 12;34;56;78 are in stock.",
        "The scores were 10/20/30/40 from four judges.",
        "Sales grew from 120,250,300,410 units.",
        "Meet at 10.30 dot on the dot, dot com or not.",
        "The first day of the last month, 1999, was cold.",
        "The code is a, b, c, d, e, f, g, in that order.",
        "Version 2.0 of SEPARATED.xml was in front of the rest.",
        "Jahrgang 1991 trifft sich am 3.",
        "The keys we use here:\n- primary\n- foreign\n",
        "Scores per set: 12, 15, 13, 14, one more and 25 won.",
        "Let's meet at half past three at the dot com office, desk 26.",
    ],
)
def test_ordinary_records_stay_quiet(text: str) -> None:
    """Sizes, scores, versions and talk are no values."""
    assert [each for each in found(text) if each[0] not in {"DATE", "AGE"}] == []
