"""Values that are written as few people do are found; numbers that look alike stay quiet."""

import pytest

from tests.guardrails.views.test_told import found

HARDWARE = [
    "the MAC address is EO;D5;5E;7E;3C;ED on the scan",
    "MAC AC: 22: OB: AA: 74: II of the notebook",
    "dot1dTpFdbPort.156.142.153.50.199.251 = INTEGER: 14",
    "iso.3.6.1.2.1.17.7.1.2.2.1.2.20.80.46.92.222.210.17 = INTEGER: 7",
    "magic packet: ffffffffffffdca63283d32ddca63283d32d, sent by the app",
    "0000  ff ff ff ff ff ff E0 D5 5E CE DC D9 08 06 00 01 ARP who-has",
    "binding 01.00.1b.21.3d.ef.1a infinite",
    "reserve cc 60 31 4b 1a 00 (bytes in reverse, last one first)",
    "It starts with b8:27:eb and goes on 5a:52:4d, the weather station.",
    'geraet:\n  hersteller: "9c8e99"\n  seriell: "c48f47"',
    "the label reads MAC 202481594267440 as a decimal number",
    "uuid.getnode() returned 238368716066378",
    "MAC: 01010000 00101110 01011100 01111101 00110101 10011011",
    "MAC 10100100|11000011|11110000|01111111|11100001|11101110",
    "MAC 9С∶8А∶99∶83∶С3∶СЕ",
    "new byte[] { 0, 36, 140, 12, 124, 241 }",
    "the label says b82.7eb.50c.391",
    "indirizzo fisico 00 due punti 1A due punti 4B due punti 32 due punti 7C due punti 64",
]


@pytest.mark.parametrize("text", HARDWARE)
def test_unusual_hardware_is_found(text: str) -> None:
    """The prefix of a maker, or a word for such an address, tells."""
    assert "MAC" in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Opening times 10: 20: 30: 40: 50: 60, see the sign at the door",
        "Scores II; IS; OB; SO; IZ; OI in the old index",
        "the colours #9c8e99 and #c48f47, by the vendor of paint",
        "the vendor list on page 9 has 9c8e99, the next one 10",
        "prefix 12:30:45 and then 13:45:00, both times of the vendor",
        "decimal version 0.27.33.48.21.61 of the tool, build 7",
        "the bridge has 1.3.6.1.4.1.9.9.109.1.1.1.1 in its table",
        "fdb table 1.2.3.4.5.6, bridge 0.0.0.1.2.3",
        "the order 202481594267440 is an integer and belongs to nobody",
        "as a decimal number 9007199254740993 overflows",
        "byte[] sizes = { 1, 20, 36, 140, 12, 241 };",
        "the header is bytes (0, 0, 0, 1, 2, 255)",
        "flash dump ff ff ff ff ff ff 00 00 00 00 00 00",
        "erased: ffffffffffffffffffffffffffffffffffff",
        "permissions abc.def.abc.def and bad.cab.fed.add",
        "in reverse the game went a1 b2 c3 d4 e5 f6 a2",
        "bits 00000001 00000010 00000011 00000100 00000101 00000110",
        "01001000 01100101 01101100 01101100 01101111 00100001 greets",
        "recipe: 10; 20; 30; 40; 50; 60 grams",
        "alle 10 due punti, tre punti, quattro punti",
        "time starts 10:20:30 and ends 11:22:33, prefix 5",
        'hersteller: "123456", seriell: "654321"',
        "the commit begins 3fa2bc and 9dd001 follows it",
    ],
)
def test_what_looks_like_hardware_stays_quiet(text: str) -> None:
    """Hours, versions, colours, codes and bytes are no address."""
    assert "MAC" not in {kind for kind, _ in found(text)}


FIELDS = [
    ("SSN", "my Social Security number\nid;ssn1;ssn2;ssn3\n11;344;82;9440\nthat is all"),
    ("SSN", "last,ss_a,ss_g,ss_s,dept\nMarsh,482,66,2492,nursing"),
    ("CREDIT_CARD", '{"payer":"Nora","bin":"491600","middle":"342771","last4":"1139"}'),
    ("CREDIT_CARD", "WHERE head=491679 AND body=263541 AND tail=9325; -- cliente"),
    ("IBAN", "konto:\n  land: GB\n  pruefziffer: 20\n  rest: NWBK40471844534214\n"),
    ("IBAN", "<Ctry>CH</Ctry><Chk>96</Chk><Bban>00762837893767671</Bban>"),
    ("IBAN", "cc;kontrol;bban;navn\nPL;12;124001605876741505119396;Mads"),
    ("IBAN", "VALUES (77, 'AT', 19, '3200014990803825', 'Chloe')"),
    ("IBAN", 'VERKETTEN("AT";52;"3200073274002556")'),
    ("IP", "oktet1;oktet2;oktet3;oktet4\n93;42;217;162"),
    ("IP", "A=192 B=168 C=238 D=185, the desk in the hall"),
    ("PHONE", "paziente=Serra; pref_int=39; pref=328; num=9915953; consenso=si"),
    ("PHONE", "INSERT INTO fone (cliente, ddi, ddd, numero) VALUES (812, '351', '936', '161494')"),
    ("PHONE", "area,exch,line\n312,859,3440"),
    ("EMAIL", "name,mailbox,maildomain\nWhit,nora.prentice,hollowaybuild.co.uk"),
    (
        "EMAIL",
        "nom\tidentifiant mail\tfournisseur\tville\nPerrin\tperrin_hugo\tlaposte.net\tNantes",
    ),
    ("EMAIL", '{\n "id": 40417,\n "localPart": "m-blanchard",\n "domain": "free.fr"\n}'),
]


@pytest.mark.parametrize(("kind", "text"), FIELDS)
def test_a_value_in_several_fields_is_found(kind: str, text: str) -> None:
    """The names of the fields tell what their values are together."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "user: admin\nhost: db.example.com\nport: 5432",
        "id;q1;q2;q3\n11;344;82;9440",
        "area;group;serial\n344;82;9440",
        "width;depth;height\n344;82;9440",
        "c1,c2,c3,c4\n2019,2020,2021,2022",
        "A,B,C,D\n10,88,28,200",
        "A=12 B=145 C=28 D=200",
        "head=491679 AND body=263542 AND tail=9325",
        "bin;middle;last4\n12;45;9999",
        "land: GB\npruefziffer: 21\nrest: NWBK40471844534214",
        'call("AT", 19, "3200014990803826")',
        "('DE', 10, '12345678901')",
        "int=39; pref=dark; num=12",
        "area;exchange;line\nnorth;stock;7",
        "tail -n 4556 | head -n 5832; middle 6449",
        "local: main, domain: sales, tld: none, 7 rows",
        "ssn1;ssn2;ssn3\n000;12;3456",
        "INSERT INTO t (a, b, c, d) VALUES (10, 145, 28, 200)",
        "octet1;octet2;octet3;octet4\n\u0663\u0662;²;42;200",
    ],
)
def test_fields_that_look_alike_stay_quiet(text: str) -> None:
    """Measures, questions, programs and numbers that fail their check are nobody's."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "tcp4 0 0 188.56.167.97.51413 ESTABLISHED",
        "host46_121_14_5.pool.northfell.net was seen",
        "cookie lastlogin=185_24_94_240; path=/",
        "printed in the address: I78. 240,135,100, so it says",
        "IP-Adresse 62.183,128.198",
        "the failed logins came from the address 0xD47E6493",
        "iso.3.6.1.2.1.4.20.1.1.10.36.141.139 = IpAddress",
        "ipNetToMediaType.7.10.37.206.166 dynamic",
        "DHCP option 50 (requested address) = ac:10:06:5b from the phone",
        "Wireshark, Feld Source: ac 19 bd d6, the laptop",
        "wlan0 00000000 B237F70A 0003 in /proc/net/route",
        "conntrack dump src=30864791 (bytes swapped)",
        "curl 0271.030.027.0172 answers",
        "192 | 168 | 232 | 130 | portatile di Sara",
        "VPN log: CLXXVIII.XCIII.XV.XLVIII",
        "sent by the line at (74+17) . (67+23) . (124+24) . (133+60), logs attached",
        "v6 of the laptop: 2a01 0c48 5a09 5eeb 7e50 5730 d6e9 b5a1",
        "last seen at 185 . 225 . 9 . 102 they say",
        "192⸱168⸱42⸱5 was it",
    ],
)
def test_unusual_machines_are_found(text: str) -> None:
    """A word for them tells, or their form."""
    assert "IP" in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "tcp version 1.2.3.4.5 of the stack, section 4.20.1.1 of the manual",
        "established in 192.168.1.4.2, chapter 7",
        "file img_2024_05_06_120.jpg, host of the party",
        "pool_12_145_3_4 is the test data; user_1_2_3_4.csv",
        "as an int of the client = 145_999_220_100",
        "the address book has 12,145. 30,7 names",
        "prices from 10,50. 120,7 euro, adresse unknown",
        "verse 1,2. 103,4 of the address to the people",
        "0xD47E6493 is the colour of the login button",
        "the ip register is 0xd47e6493 at the error offset",
        "section 4.22.1 of the manual 4.22.1.3.4.5.6",
        "source: ab 12 cd 34 ef is the serial",
        "header bytes 7f 45 4c 46 of a program, 89 50 4e 47 0d 0a of a picture",
        "big endian 12345678 and little endian 78563412",
        "crc 0xCAFEBABE, byte swapped BEBAFECA",
        "0001.0002.0003.0004 are part numbers, 0644.0755.0700.0600 permissions",
        "Chapters I.II.III.IV and V.VI.VII.VIII, Title XIV.XV.XVI.XVII",
        "Cf. C.L.I.C. and V.I.L.L., which are groups",
        "sums | 192 | 12 | 41 | 7 | 30 |",
        "md5 2a01 0c48 5a09 5eeb 7e50 5730 d6e9 b5a1 of the file",
        "12 . 14 . 100 . 7 . 9 and (12+30) . (40+7) is 89",
        "netstat of 5.12.2024.10.30 shown",
    ],
)
def test_what_looks_like_machines_stays_quiet(text: str) -> None:
    """Versions, chapters, prices, colours, checksums and measures are no address."""
    assert "IP" not in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "richtig ist meine E-Mail-Adresse: pablo.novak(Q)gmx. net, alles andere bleibt",
        "my email address is moreau-greta®proton. me, although a stamp covers it",
        "mon adresse mail est margaux-mercier67©sfr,fr, le soir",
        "Agent: And the email?\nCaller: It's m.marsh.\nAgent: At what?\nCaller: No, at yahoo.co.uk.\n",
        "– Ihre Mailadresse?\n– h.weber\n– und hinter dem At-Zeichen?\n– freenet.de\n– Danke.",
        "Tom: mail is marek.okafor\nTom: at web.de",
        "Rückwärts gelesen ist meine Adresse ed.enilno-t@ledies_g, der Bots wegen",
        "email marek.petit@@hartwig-bau..de",
        "email ines.lindqvist@proton me",
        "my email address, which is hartley-bianca at btinternet.com, and no other",
        '=CONCATENATE("emily_okafor";CHAR(64);"outlook.com")',
        "email sofia.ashby(ä)hartwig-bau(punkt)de",
        "email: at web.de I am ines.moreno",
    ],
)
def test_unusual_mail_is_found(text: str) -> None:
    """The end of a domain or a provider tells, near a word for such an address."""
    assert "EMAIL" in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "See section 3(a)net of losses and 4(b)com pounds",
        "Copyright acme-labs © 2020 acme. net income rose; write to us",
        "Firma müller-bau® produkt, de facto; Adresse unten",
        "brand.new®product, it works; the address is below",
        "Tom: the file is main.py\nTom: at example.com",
        "Which address?\nTom: chrome-beta\nSupport: what site?\nTom: news.bbc.co.uk",
        "mail\n- new-york\n- london.org",
        "I was at web.de headquarters; plan-b at free.fr",
        "sign-in at gmail.com is broken, the check-in at planet.com too",
        "diff @@ -12,7 +12,9 @@ def main.py, see web.de",
        "follow me @proton me and @gmx net",
        "se.lected@items in the list, it.should@work",
        "CHAR(64) is the at sign",
        "email.me(ä)bc",
    ],
)
def test_what_looks_like_mail_stays_quiet(text: str) -> None:
    """Marks of brands, files, hosts, meetings and decorators are no address."""
    assert "EMAIL" not in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CREDIT_CARD", "slip one 4556 5832 **** 0926, slip two **** **** 6449 ****"),
        ("SSN", "Log A: ssn=351-65-****; Log B (same user): ssn=***-**-9439."),
        ("SSN", "the front of the social (███-██-8359), the back (745-49-████)"),
        ("CREDIT_CARD", "card number 453932 then four zeros, then 447700, thanks"),
        ("IBAN", "they have DE08 5001 0517, six zeros, 1021, our joint one"),
        ("SSN", "The SSN is hex 13e7c9fe, as on the old form."),
        ("SSN", "ssn 0x21ba1b3e"),
        ("SSN", "Applicant's SSN: 0b 11010010010001101010101100101, given at the counter"),
        ("CREDIT_CARD", "this visa for the films 0x1265c72ebb3002 (hex), dont lose it"),
        ("CREDIT_CARD", "[002] LLVAR 16: 45563416 24480156\n[003] 000000"),
        ("CREDIT_CARD", "DE2 165412648321254820 DE3 003000"),
        ("CREDIT_CARD", "(5A) len 8 : 44 85 74 74 80 39 34 22 (5F24) 29 03 31"),
        ("CREDIT_CARD", "57 11 54 12 15 11 87 34 61 86 D2 70 01"),
        ("SSN", "w2_ssn = 145_999_220  # employee 44"),
        ("SSN", "SSN 55381886 (8 digits only, the leading zero is missing)"),
        ("IBAN", "sent to 01825048304997173314ES27 (first four moved to the end)"),
        ("PHONE", "Handynummer in der Liste: 4,97116154787E+11"),
    ],
)
def test_unusual_numbers_are_found(kind: str, text: str) -> None:
    """The check of the whole tells, or a word near it."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The graphics card maps its memory at 0x1265d783a1e040, size 0x10000.",
        "card 0xdeadbeef in the slot, hex deadbeef",
        "**** 1234 and **** 5678, the ends of two cards",
        "4556 5832 **** 0927 / **** **** 6449 ****",
        "###-12-#### and 123-##-4567 are not one",
        "453932 then four zeros, then 447701",
        "the visa fee is 1000, six zeros, 21 votes",
        "one million has six zeros, 1 000 000",
        "social media: 145_999_220 views and 150,155,342 likes",
        "social event 20240506 with zero cost, leading band",
        "[002] LLVAR 16: 45563416 24480157",
        "F002=164539457885923123",
        "serial 705A08 and 57 11 54",
        "RABO0192252313NL87 is a code",
        "base 2 11010010010001101010101100101 in the game of cards",
        "xxxx 4111 xxxx and 1111 xxxx xxxx",
    ],
)
def test_numbers_that_look_alike_stay_quiet(text: str) -> None:
    """Places in memory, ends of cards, counts, codes and votes are nobody's."""
    assert {"CREDIT_CARD", "IBAN", "SSN"}.isdisjoint(each for each, _ in found(text))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("PHONE", "Unter JBBACFDHIJI (A=1, B=2 … J=0 gerechnet) erreichst du mich"),
        ("CREDIT_CARD", "card number EFFG FBGJ AJCJ GJAC (A=0 … J=9); cardholder present"),
        ("SSN", "his social, JMJ-0A-M0DW (phone keypad letters), in pen"),
        ("PHONE", "Piano lessons, call (415) 47-PIANO in the evening"),
        ("PHONE", "Per chiamarmi: prefisso della Germania, 341, e poi 4275150."),
    ],
)
def test_letters_that_stand_for_digits_are_read(kind: str, text: str) -> None:
    """Where a rule is told, or by the keys of a telephone."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "const a = 1; let b = 2; call FACADE and DECADE BADGE",
        "grade A = 1, ABC-DE-FGHI is a model, call us",
        "model XYZ-12-ABCD and the keypad lock",
        "phone keypad letters are ABC-DEF-GHIJ-KLMN",
        "Part 415-47-PIANOS, serial 123-45-ABCDE of the phone",
        "CVE-2024-ABCD and RFC 123-456-ABCD, call",
        "code Germany 341 wins and 4275150 people",
        "dress code France: 341 shops, 12345 visitors",
        '"a=1&b=2&c=ABCDEFGHIJ" is a call',
    ],
)
def test_letters_of_words_stay_quiet(text: str) -> None:
    """Programs, models and parts have such letters too."""
    assert {"CREDIT_CARD", "PHONE", "SSN"}.isdisjoint(each for each, _ in found(text))
