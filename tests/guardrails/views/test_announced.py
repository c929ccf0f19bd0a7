"""A value that a sentence announces is read however it is written behind it, and its look-alikes not."""

import base64

import pytest

from tests.guardrails.views.test_told import found

PASSWORD = "Copper_tundra37w"
KEY = "ghp_" + "q7Zk2mXw9Lp4Rt8Vb3Nc6Yd1Fg5Hj0Ks2Ae4"
SIXTY_FOUR = base64.b64encode(PASSWORD.encode()).decode()
DUMP = "00000000  " + KEY[:16].encode().hex(" ") + f"  |{KEY[:16]}|\n00000010  "
DUMP += KEY[16:32].encode().hex(" ") + f"  |{KEY[16:32]}|\n00000020  {KEY[32:].encode().hex(' ')}"


@pytest.mark.parametrize(
    "told",
    [
        f"my password you asked for: {PASSWORD} — thanks",
        f"they gave the wifi password as {PASSWORD}, then left",
        f"my password is b64 {SIXTY_FOUR} pls",
        f"my password you asked for: {SIXTY_FOUR} in base64",
        f"the password is hex {PASSWORD.encode().hex()}, so",
        f"das Passwort lautet (rückwärts geschrieben) {PASSWORD[::-1]}, danke",
        f"password is {PASSWORD[:6]} and then {PASSWORD[6:]} pls",
        f"password you asked for: first part {PASSWORD[:6]}, second part {PASSWORD[6:]}",
        f"la contraseña, es {' '.join(PASSWORD)}, gracias",
        f"here is the password, as it came:\n{PASSWORD[:5]}\n{PASSWORD[5:10]}\n{PASSWORD[10:]}\nBye now",
        "here is the password, as it came:\n" + "\n".join(PASSWORD),
        f"here is the password, as it came:\n<b>{PASSWORD[:4]}</b><i>{PASSWORD[4:]}</i>",
        "the password, as it came:\npassword = ''.join(map(chr, "
        + f"{[ord(sign) for sign in PASSWORD]}))",
        "here is the password, as it came:\nchar[] pw = {"
        + ", ".join(f"'{sign}'" for sign in PASSWORD)
        + "};",
        "here is the password, as it came:\n" + "".join(f"\\x{ord(s):02x}" for s in PASSWORD),
        f"here is the password, as it came:\necho {SIXTY_FOUR} | base64 -d",
        f"Ana: the password, first half: {PASSWORD[:7]}\nTom: ok?\nAna: {PASSWORD[7:]}",
        f"curl -u 'app':'{PASSWORD}' https://db1.corp.io/health",
        f"here is the API key again:\n\n{DUMP}",
        f"here is the API key again:\n\n{KEY[:12]}-\n{KEY[12:]}",
        f"here is the API key again:\n\n> {KEY[:12]}\n> {KEY[12:]}",
        f"my API key is {KEY[:9]}...{KEY[9:]}, keep it",
    ],
)
def test_an_announced_secret_is_read(told: str) -> None:
    """In codes, in parts, backwards, in a dump."""
    assert {kind for kind, _ in found(told)} & {"PASSWORD", "SECRET"}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("IP", "my IP is two a zero two colon e one nine f colon one d one d colon three two b f colon colon four f e d colon six six one three pls"),
        ("IP", "la dirección IP: dos a cero dos dos puntos d cinco b nueve dos puntos d cero uno ocho dos puntos d f cero ocho dos puntos d f a d dos puntos seis uno f cinco dos puntos cuatro nueve ocho a dos puntos nueve nueve c siete. Gracias"),
        ("IP", "the IP again:\nlookup?ip=2600%3A6730%3Ac6dc%3A8414%3A%3A289b%3A5a4f&lang=en"),
        ("IP", "the IP again:\n<i>2804</i>:<i>a63b</i>:<i>5622</i>:<i>1e2d</i>:<i></i>:<i>9434</i>:<i>5640</i>"),
        ("IP", "IP: first half 2a02:2a92:199b:6d8a, second half d455:8e39:ea85:88eb."),
        ("IP", "my IP is 0xb8ba46f7 pls"),
        ("MAC", "the MAC address:\n<td>B8</td><td>27</td><td>EB</td><td>12</td><td>D4</td><td>F0</td>"),
        ("MAC", "my MAC is b8, 27, uh, eb, 12, hang on, d4, f0 pls"),
        ("MAC", "MAC address: capital B eight, two seven, capital E capital B, one two, four four, zero nine."),
        ("SSN", "my Social Security number is one three six, hang on, two five, uh, one four eight two, and so on"),
        ("SSN", "my SSN is E2T-oE-TosT pls"),
        ("SSN", "SSN: 219\u00c2\u00a048\u00c2\u00a03127."),
        ("SSN", "219-XX-3127 is my SSN, where XX is 48"),
        ("SSN", 'the SSN came out like this:\nString.format("%03d-%02d-%04d", 219, 48, 3127)'),
        ("SSN", "my SSN:\nAgent: the first three digits please?\nAna: 219\nAgent: and the next two?\nAna: 48\nAgent: last four?\nAna: 3127"),
        ("CREDIT_CARD", "card number, each digit as a sum: (2+2) (4+1) (1+2) (9+0) (0+1) (3+1) (9-1) (8+0) (0+0) (1+2) (4+0) (1+2) (6+0) (2+2) (5+1) (7+0)"),
        ("PHONE", "my phone number is otBoi 26e eit pls"),
        ("PHONE", "mon numéro de téléphone : 0 6   7   1 7   0   31 67, le reste"),
        ("PHONE", "aparece mi número de teléfono, lo copio aquí para que lo borren cuanto antes:\n\n34\n662\n383\n596\n\nGracias"),
        ("IBAN", "il mio IBAN: D   E 8 9  3 7 0 4   0 0 4 4  0 5 32 0 1 30  00, grazie"),
        ("DOB", "In the old ticket stands my date of birth, which should have been gone for a long time by now:\n\n13.07.1974\n\nThanks"),
        ("DOB", "my date of birth is (written backwards) 5891/11/42, and so on"),
        ("DOB", "date of birth:\nborn := time.Date(1988, time.April, 9, 0, 0, 0, 0, time.UTC)"),
        ("EMAIL", "write to okafor dash diego at, um, telia, dot, se, please"),
        ("EMAIL", "Ana: my address, first half: ana.r\nTom: ok, and the rest?\nAna: ay@corp.org"),
    ],
)  # fmt: skip
def test_an_announced_value_is_read(kind: str, told: str) -> None:
    """In words, tags and templates, with pauses, as sums, in letters, in answers, below."""
    assert kind in {each for each, _ in found(told)}


@pytest.mark.parametrize(
    "text",
    [
        "Reset your password here:\n\nhttps://example.org/reset?step=2&lang=en\n\nIt works once.",
        "The password reset mail has ID:\n20240312-7781\n",
        "Unit test names with token:\ntest_token_1\ntest_token_2\n",
        "Our secret recipe: first part flour, second part sugar2.",
        "The secret key file is:\n/etc/app/keys2.pem\n",
        "Add (10+20) (30+40) (50+60) to the invoice.",
        "Solve: 3+4, 5-2, 7+1, 8-6, 9-3, 2+2, 6-1.",
        "phone model: iS8 Z3 Elite",
        "One, two, um, three, four and five: let us count.",
        "The MAC is faced with a fee: 2 beds, 3 decades.",
        "The hardware list: 2 fans, 4 discs, 8 cables, 16 bolts",
        "Replace X with 4, where X is 12 in the table: X-Y-Z",
        "Tom: which rooms, first half?\nAna: 12\nTom: and the second half?\nAna: 14\n",
        "Q: what year?\nA: 2019\nQ: which page?\nA: 44\n",
        "segfault at address 0xd638cd87 in libfoo",
        "the total of +61.402.555.318 € was paid",
        "Lotto: 7 19 35 38 44 45, nur ausgedacht",
        '{"width_1": "542", "width_2": "823", "width_3": "352"} in millimetres',
        "Museum inventory 1978.158.22a-c: three plates with blue rim",
    ],
)
def test_look_alikes_are_left_alone(text: str) -> None:
    """Of files, sizes, sums, games and programs, none is a value of somebody."""
    kinds = {"PASSWORD", "SECRET", "PHONE", "IP", "MAC", "SSN", "CREDIT_CARD", "NATIONAL_ID"}
    assert not {kind for kind, _ in found(text)} & (kinds | {"VEHICLE", "DOB"})
