"""Values that are told in rare ways are found, and what only looks like them is left alone."""

import pytest

from govsim.guardrails import Channel, screen
from govsim.guardrails.policy import Policy, Rule
from govsim.guardrails.values import Outcome

POLICY = Policy(
    "all",
    channels=dict.fromkeys(Channel, (Rule("pii", Outcome.BLOCK), Rule("secrets", Outcome.BLOCK))),
)


def found(text: str) -> set[str]:
    """Return the types of what is found in a text, names aside."""
    findings = screen(text, POLICY, Channel.USER).findings
    return {each.type for each in findings if each.detector != "names"}


TOLD = {
    "IP": (
        "the server is at 83/12/44/9 port 25565",
        "type 203 dot then 0 dot then 33 dot then 77",
        "it's ten dot oh dot oh dot one twenty-eight, the router",
        "octets I 10, II 44, III 2, IV 9 of the host",
        "Erste zwei Oktette 192 und 168, danach 178 und 23",
        '"10" "44" "2" "9" are the parts of my ip',
        "192.168.one.20 is the nas",
        "ip lO.44.2.9 (l = 1, O = 0)",
        "10.44.2.x, where x is 9, is the ip",
        "ip 10.~~1~~44.2.9",
        "kev: 10.4\nkev: .200.3\nana: thx",
        "oktety to dziesięć, czterdzieści cztery, dwa, dziewięć",
        "the v6 is fd zero zero colon colon five",
        "peer 2001 : db8 : 7 :: 1 is up",
        "host=%5B2a01%3A4f8%3Ac0c%3A%3A2%5D&x=1",
        "prefix 2001 db8 5 6, then the double colon, then host part 42, my v6",
        "IPAddress(10, 44, 2, 9)",
        "the ip as an integer: 170656265",
        "the ip in morse: .---- ----- / ....- ....- / ..--- / ----.",
    ),
    "MAC": (
        "dev_5c_d1_4c_c5_e8_1b disconnected",
        "La impresora (5C\u00a0D1\u00a04C\u00a0C5\u00a0E8\u00a01B) no coge IP",
        "label under the router:\n5C\nD1\n4C\nC5\nE8\n1B",
        "vlan 20\t5c\td1\t4c\tc5\te8\t1b\tdynamic, switch 2",
        "| b0 | b1 | b2 | b3 | b4 | b5 |\n|--|--|--|--|--|--|\n| 5c | d1 | 4c | c5 | e8 | 1b |",
        "<td>5c</td><td>d1</td><td>4c</td><td>c5</td><td>e8</td><td>1b</td> is the nic",
        "Erste drei Bytes 5C D1 4C, die letzten drei C5 E8 1B, MAC vom Drucker",
        "1st 5c, 2nd d1, 3rd 4c, 4th c5, 5th e8, 6th 1b - bytes of the mac",
        "shown as **:**:**:c5:e8:1b, the hidden bytes are 5c d1 4c",
        "wlan0ether5cd14cc5e81btxqueuelen1000",
        "mac ⁵ᶜ:ᵈ¹:⁴ᶜ:ᶜ⁵:ᵉ⁸:¹ᵇ",
        "bo: 5c:d1:4c\nbo: c5:e8:1b\nit: mac is whitelisted",
        "mac in decimal 92 209 76 197 232 27",
    ),
    "EMAIL": (
        "Vor dem Klammeraffen bob.ray, danach web.de",
        "Left of the at: bob.ray; right of it: example dot com",
        "so bob and then a dot and then ray and then at and then corp and then a dot and then test",
        "mail bob.XYZ.ray@corp.XYZ.test, remove the XYZ",
        "local=bob.ray;domain=corp;tld=test",
        "bobray77 at yahoo, the usual ending",
        "bob.ray§corp.de, § statt @",
        "bob 📧 gmail 🔴 com",
        "row\tbob.ray\t@\tcorp.test",
        "1/2: bob.ray@co 2/2: rp.test",
        "ada: bob\nada: .ray\nada: @corp\nada: .test",
        "put bob.ray in front of @corp.test",
    ),
    "CREDIT_CARD": (
        "4539#6333#7522#4896 ok",
        "4  5  3  9  6  3  3  3  7  5  2  2  4  8  9  6",
        "Part A: 4539\nPart B: 6333\nPart C: 7522\nPart D: 4896",
        "The first half is 45396333 and the second half now, 75224896.",
        "card 4S39 6333 7S22 4B96, S=5, B=8",
        "the number? A four followed by fifteen ones.",
        "card 4539 xxxx xxxx 4896, the x's are 6333 and 7522",
        "....- ..... ...-- ----. -.... ...-- ...-- ...-- --... ..... ..--- ..--- ....- ---.. ----. -....",
        "00000010  34 35 33 39 36 33 33 33 37 35 32 32 34 38 39 36  |................|",
    ),
    "PHONE": (
        "mi móvil: 6🌸9🌸3🌸4🌸8🌸1🌸1🌸8🌸9",
        "tel 69. 34. 81. 18. 9",
        "Début : 01 99, fin : 00 23 75, c'est mon numéro",
        "tel 602 493 xxx, w miejscu x jest 856",
        "leo: 06\nleo: 12\nleo: 34\nleo: 56\nleo: 78\nmia: ok je t'appelle",
        "Najpierw 693, potem 481, na końcu 189 - mój telefon",
        "call 1-800-FLOWERS",
    ),
    "US_SSN": (
        "ssn 5Ol lO 6OlO with O for 0 and l for 1",
        "social: triple two, double one, three three three four",
        "ascii of my ssn: 53 49 57 52 56 55 50 48 51",
        "<mo> my social\n<mo> 519\n<mo> 48\n<mo> 7203",
    ),
}  # fmt: skip
SHOWN = {"US_SSN": "SSN"}
ORDINARY = (
    "version 4 dot 18 dot 2 dot 10 of the firmware is out",
    "chapters 10, 44, 2 and 9 of the book",
    "Octet streams of 10, 44, 2 and 9 megabytes were sent",
    "scores: 10 and 44 and 2 and 9",
    "ping 10/44/20/9 ms min/avg/max/dev",
    "box 12/24/36/48 pcs",
    "10*44*2*9 = 7920",
    "ratio 10:44:2:9 by weight",
    "001.002.003.004 is the version",
    "ten.minutes.to.twelve",
    "std::vector<int> fd::open : 2 : 3",
    "colon colon one two three is how you write it in ruby",
    "prefix 2001 and suffix 9 are years",
    "order number 1234567890 sent to your address",
    "Seats 1a 2b 3c 4d 5e 6f are taken on the laptop flight",
    "Classes 5a 5b 5c 6a 6b 6c go on a trip",
    "colour #5cd14c and #c5e81b on the label",
    "commit 5cd14cc5e81b fixes the printer",
    "mask 5c:d1:xx is the theme, and the rest 44",
    "A four followed by fifteen minutes of silence",
    "triple eight double five is the bingo call",
    "Divider: ----- ----- ----- ----- ----- ----- -----",
    "The first part is 1200 pages, the rest 300",
    "The first 1000 customers, the last 200 orders",
    "Pos 1: 4500\nPos 2: 4600\nPos 3: 4700\nPos 4: 4800",
    "Price was 1** euros, the missing digits are 99",
    "tom: 10\ntom: 9\ntom: 8\ntom: 7\njo: liftoff",
    "bo: 1.5\nbo: 2.5\nit: versions noted",
    "<x> foo\n<x> @\n<x> bar",
    "take the second door, at corp dot, turn left",
    "then at noon then at two then at dawn",
    "part one: intro part two: chapters",
    "we met at yahoo, the usual crowd",
    '{"name":"app","domain":"example","tld":"com"}',
    "Before the meeting comes lunch. After it coffee.io",
    "hello🙂world🙂com",
    "the price ~~20~~ 15 euros",
    "x=1, y=2 and O=0 in the puzzle: SOS BOB",
    "i for one welcome our overlords, o for zero effort",
    "10² + 20² = 500 and x⁴ y⁵ z⁶",
    "1~2~3~4~5~6~7~8~9",
    "first 500 then 600 then 700 number of guests",
    "model 800-XL-BASIC",
)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in TOLD.items() for text in texts]
)
def test_what_is_told_in_a_rare_way_is_found(kind: str, text: str) -> None:
    """A word near, check digits or the form say what the value is."""
    assert SHOWN.get(kind, kind) in found(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    """Versions, scores, seats, seconds of a table and sentences hold no value."""
    assert not found(text)
