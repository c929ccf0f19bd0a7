"""Short base64 in addresses, hosts that are misheard, and telephones of abroad are read."""

import base64

import pytest

from tests.guardrails.views.test_told import found


def safe(value: str) -> str:
    """Return a value in the base64 of addresses, without its last signs."""
    return base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("EMAIL", f"GET /unsubscribe/{safe('lena.ortiz@northmail.org')} HTTP/1.1"),
        ("EMAIL", f"https://news.example.org/u/{safe('jo@x.co')}"),
        ("EMAIL", f"https://app.example.org/verify?e={safe('kim@web.de')}&t=1"),
        ("EMAIL", f"https://app.example.org/e/{safe('kim@web.de')}/?t=1"),
        ("EMAIL", f"/track/open?uid=88&r={safe('m.ito@mail.jp')}"),
        ("SSN", f"https://x.example/form/{safe('ssn=536-22-8726')}"),
        ("SSN", f"https://x.example/form/{safe('536-22-8726')}/edit"),
        ("CREDIT_CARD", f"https://pay.example/c/{safe('5425233430109903')}"),
        ("IBAN", f"https://bank.example/acct/{safe('GB82WEST12345698765432')}/view"),
        ("PHONE", f"https://sms.example/send/{safe('+49 170 6549360')}"),
        ("IP", f"https://geo.example/lookup/{safe('81.174.20.236')}"),
        ("MAC", f"https://dhcp.example/l/{safe('48:d7:05:0f:53:fb')}"),
        ("SECRET", f"https://x.example/cb/{safe('AKIA' + 'Z7QF3M2XW5B6TKLD')}"),
        ("DOB", f"https://x.example/u/{safe('dob=1971-03-17')}/x"),
        ("DOB", f"https://x.example/u?dob={safe('1971-03-17')}"),
    ],
)
def test_a_value_in_a_path_or_query_is_found(kind: str, text: str) -> None:
    """Few signs of base64 are enough where they make a value."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/user/list/items",
        "https://youtu.be/dQw4w9WgXcQ and https://www.youtube.com/watch?v=oHg5SJYRHA0&t=43",
        "https://docs.example.com/document/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit",
        "https://github.com/a/b/commit/9fceb02d0ae598e95dc970b74767f19372d61af8",
        "https://bit.ly/3xYzAbC and https://imgur.com/a/K7bXq2P",
        "GET /api/v2/orders/MTIzNDU2 HTTP/1.1",
        f"https://x.example/page?cursor={safe('offset=20')}",
        f"https://x.example/page?after={safe('cursor:100')}",
        f"/q/{safe('hello world')}",
        f"https://x.example/p/{safe('2024-01-15')}",
        f"https://x.example/?id={safe('12345678901234')}",
        "https://x.example/?utm_source=newsletter&utm_id=AbCdEf123",
        "https://x.example/s/Zm9vYmFy/i/aGVsbG8.png",
        "from src/views/Decoders/BaseView2/index.tsx import MainPage",
        "a/b/c/D4/e5/F6",
    ],
)
def test_other_parts_of_addresses_stay_quiet(text: str) -> None:
    """Names, counters, hashes and words are nobody's."""
    assert [kind for kind, _ in found(text) if kind not in ("URL", "DATE")] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lena ortiz at gee mail dot com", "ortiz at gee mail dot com"),
        ("lena dot ortiz at g mail dot com", "lena dot ortiz at g mail dot com"),
        ("lena ortiz arroba hot mail punto com", "ortiz arroba hot mail punto com"),
        ("lena ortiz at out look dot com", "ortiz at out look dot com"),
        ("lena dot ortiz at yah who dot com", "lena dot ortiz at yah who dot com"),
        ("lena ortiz at eye cloud dot com", "ortiz at eye cloud dot com"),
        ("lena underscore ortiz at proton mail dot com", "lena underscore ortiz at proton mail dot com"),
        ("lena at jee mail dot com", "lena at jee mail dot com"),
        ("lena ortiz at gmail dotcom", "ortiz at gmail dotcom"),
        ("lena at gee em ex dot de", "lena at gee em ex dot de"),
        ("lena arroba jota mail punto com", "lena arroba jota mail punto com"),
        ("lena.ortiz@gee mail.com", "lena.ortiz@gee mail.com"),
        ("lena ortiz at a o l dot com", "ortiz at a o l dot com"),
        ("lena at g m x dot net", "lena at g m x dot net"),
        ("write to team at corp dot com", "team at corp dot com"),
        ("our address is office at corp dot org", "office at corp dot org"),
        ("my mail is lena dot ortiz at g male dot com", "lena dot ortiz at g male dot com"),
        ("lena собака яндекс точка ру", "lena собака яндекс точка ру"),
    ],
)  # fmt: skip
def test_an_address_at_a_host_as_it_is_heard_is_found(text: str, told: str) -> None:
    """Of a name, the sign, and a host that one knows."""
    assert ("EMAIL", told) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "send me a gee mail dot thing",
        "meet lena at gee mail office",
        "I like hot mail and cold mail",
        "look at g mail dot com for help",
        "sign in at gmail dot com",
        "they met at yahoo dot com headquarters",
        "an outage at outlook dot com",
        "log in at icloud dot com",
        "available at yahoo dot co dot uk",
        "visit us at web dot de",
        "shop at amazon dot com now",
        "arrived at out look point",
        "the hot male model",
        "Ask at the eye cloud dot",
        "look out at the fast mail coach. com",
    ],
)
def test_hosts_that_nobody_is_written_at_stay_quiet(text: str) -> None:
    """A place on the web is no address."""
    assert "EMAIL" not in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "+61 · 402 · 555 · 318",
        "+44 · 7853 · 455 767",
        "+1 • 415 • 748 • 1825",
        "+33 · 6 · 72 · 81 · 33 · 95",
        "+33 . 6 . 72 . 81 . 33 . 95",
        "+39 ∙ 338 ∙ 456 ∙ 7890",
        "+91 ⋅ 98765 ⋅ 43210",
        "+55 · 11 · 98765 · 4321",
        "+61_402_555_318",
        "+61~402~555~318",
        "00 61 · 402 · 555 · 318",
        "Reach Ana, +61 · 402 · 555 · 318, tonight",
        "+61 – 402 – 555 – 318",
        "+49·170·6549360",
        "+48 · 601 · 234 · 567",
    ],
)
def test_a_telephone_of_abroad_is_found_whatever_sets_its_groups_apart(text: str) -> None:
    """No word has to say what it is."""
    assert "PHONE" in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "+61.5 · 402",
        "score +10 · 20 · 30",
        "+1 / 2 / 3",
        "+5·10·15·20",
        "version +1.2.3.4",
        "+100 · 200 · 300 damage",
        "DPS +44/55/66",
        "x +44·7853 - y",
        "+12 · 340 · 560 · 120 points",
        "a | +12 | 340 | 560 | 120 |",
        "+49 · 3 items",
        "+61 · 402 · 555 · 318 points",
        "grew +61,402,555",
        "tags: +1 · +2 · +3 · 400 · 500",
        "+7 · 12 · 4000 · 20 px",
    ],
)
def test_sums_and_rows_of_numbers_stay_quiet(text: str) -> None:
    """A sign of plus is of no country alone."""
    assert "PHONE" not in {each for each, _ in found(text)}
