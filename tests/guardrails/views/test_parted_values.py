"""Numbers are read that run into words, are told in halves, or stand in arrays, columns and tags."""

import pytest

from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("SSN", "file ssn536228726.pdf uploaded"),
        ("SSN", "SOC536=22=8726 on the old screen"),
        ("NATIONAL_ID", "clientPESEL44051401359data"),
        ("PHONE", "oudeMobiel31612345678nu"),
        ("PHONE", "job_phone4155552671_done"),
        ("CREDIT_CARD", "Kreditkarte4539148803436467gueltig"),
        ("CREDIT_CARD", "4539148803436467exp0928cvv318"),
        ("PHONE", "我的电话号码是13800238506请记住"),
        ("PHONE", "私の電話番号は09012345678です"),
        ("NATIONAL_ID", "codice fiscale rss mra 85t10 a562s per la pratica"),
        ("NATIONAL_ID", "NIE y-123 4567 x"),
        ("NATIONAL_ID", "nino: ab 12 34 56 c"),
        ("NATIONAL_ID", "codice: R S S M R A otto cinque T uno zero A cinque sei due S"),
        ("NATIONAL_ID", "hetu: syntynyt 131052, loppu 308T"),
        ("NATIONAL_ID", "personnummer: född 811218, sista fyra 9876"),
        ("NATIONAL_ID", "rijksregister 85.07.30 volgnummer 033 controle 28"),
        ("CREDIT_CARD", "the last four are 6467 and the first twelve 453914880343"),
        ("SSN", "last four 8726, starts with 536-22"),
        ("PHONE", 'phone = ["4","1","5","5","5","5","2","6","7","1"]'),
        ("CREDIT_CARD", '{"card_digits": [4539, 1488, 0343, 6467]}'),
        ("PHONE", "name,npa,nxx,line\nAna,415,555,2671\nBo,212,555,0199"),
        ("CREDIT_CARD", "name;pan1;pan2;pan3;pan4\nAna;4539;1488;0343;6467"),
        ("IP", "id\toct1\toct2\toct3\toct4\n7\t81\t2\t69\t142"),
        ("IP", "octets:\n  - 81\n  - 2\n  - 69\n  - 142\nport: 80"),
        ("PHONE", "[url=x][color=red]415[/color]-555-[b]2671[/b][/url] call"),
        ("SSN", "{\\rtf1\\ansi {\\b SSN}:\\tab 536\\'2d22\\'2d8726\\par}"),
        ("IP", "ssh root@81.148622 -p 22"),
        ("IP", "wget http://81.2.17806/x"),
        ("IP", "my ip: 01010001.00000010.01000101.10001110"),
        ("IP", "Zugriff von 081.002.069.142 gesperrt"),
        ("PHONE", "Natel, numero: 41'793'689'895"),
        ("PHONE", "message ends: plus 44 pause 7853 pause 455 pause 767"),
        ("CREDIT_CARD", "Use this one for the order: **4539** **1488** **0343** **6467**"),
        ("NATIONAL_ID", "529.982.247.25 no rodapé"),
        ("SSN", "her social: 536228726"),
        ("PHONE", "call eight hundred, five five five, one two one two"),
        ("PHONE", "my number: area 415, exchange 555, line 2671"),
        ("PHONE", '{"areaCode":"415","exchange":"555","subscriber":"2671"}'),
        ("PHONE", "call 415 5five5 2sixseven1"),
        ("CREDIT_CARD", "TLV 5A 08 45 39 14 88 03 43 64 67"),
        ("IP", '{"octet1":81,"octet2":2,"octet3":69,"octet4":142}'),
        ("IP", "connect to 0x5102458E"),
        ("PHONE", "the area code is 415, then comes 555 and it ends with 2671"),
        ("PHONE", "you know the area code (415) and then 555 2671 is me"),
        ("PHONE", "Vorwahl 0151 und dann 4155267"),
        ("SSN", "it starts with 536, the middle is 22, and the last four are 8726"),
        ("PHONE", "jid 447853455767@s.whatsapp.net left the group"),
        ("PHONE", "From: 4155552671@vtext.com, running late"),
        ("PHONE", "wa dot me slash 447853455767 for orders"),
        ("IP", "forum_log: poster_ip=-1593686642 topic=3301"),
        ("IP", "bans.ip_long = 1359103374 , by admin"),
        ("IP", "/proc/net/tcp: 0: 0100007F:1F90 8E450251:C350 01"),
        ("IP", "uint8_t gw[4] = {0x51, 0x02, 0x45, 0x8e};"),
        ("IP", "flow src=26001f1815607ec8279ae4017b906fcc proto=6"),
        ("IP", "my ip ends in 69.142 and starts with 81.2"),
        ("IP", "ottantuno punto due punto sessantanove punto quarantadue, il mio ip"),
    ],
)
def test_parted_values_are_found(kind: str, text: str) -> None:
    """Check digits, a form or a word near them tell what they are together."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "zip=1359103374, ship: 1359103374, uint8_t color[4] = {0x51, 0x02, 0x45, 0x8e};",
        "etag src=9e107d9d372bb6826bd81d3542a419d6",
        "host = [0x51, 0x02, 0x45, 0x8e, 0x11]",
        "area code 415 and then 12 calls, of which 30 were missed",
        "the text starts with 100, the middle is 20 pages, and the last 2019",
        "order4155552671_done and sku4539148803436468x",
        "telecom12345678 and ISBN978-3-16-148410-0",
        '{"ratings": [4, 1, 5, 5, 5, 5, 2, 6, 7, 1]}',
        "match,s1,s2,s3\nfinal,6,4,7",
        "scores:\n- 81\n- 2\n- 69\n- 142\n",
        "release 31.11713543, build 2.2.17806",
        "01101000 01101001 01101111 01101011 spells a word",
        "CHF 41'793'689'895 in the books",
        "our social media post 536228726 and social 2019-11",
        "the last 4 were 2019, before that 120-15",
        "He said 12345678 and left.",
    ],
)
def test_ordinary_numbers_are_left_alone(text: str) -> None:
    """Nothing tells that they belong to anybody."""
    assert not [each for each in found(text) if each[0] not in ("AGE", "DATE", "URL")]
