"""What only looks like a disguise has no decoded views."""

import pytest

from govsim.guardrails.views import views_of


@pytest.mark.parametrize(
    "text",
    [
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8, tag v2.1.0",
        "id 123e4567-e89b-12d3-a456-426614174000 and 550e8400e29b41d4a716446655440000",
        '"integrity": "sha512-oWHe7Tqg0x1JZ1WqXl0mPzkq4sDfQ6r4v0g2z7y9bX3k5mUe1n8cRtYpLw=="',
        "md5 d41d8cd98f00b204e9800998ecf8427e  empty.txt",
        "a1b2c3,d4e5f6,0a1b2c,3d4e5f\nffeedd,ccbbaa,998877,665544",
        "00:1A:2B:3C:4D:5E is a MAC address, 192.168.10.25 an IP address",
        "function a(b,c){return b.map(d=>d*c).filter(Boolean)}var e=a([1,2,3],4);",
        "for (i = 0; i < n; i++) { a[i] = b[i] + c[i]; }",
        "B2B, 3D, H2O, MP3, utf8, sha1, x86_64, log4j, k8s, i18n, e2e, gpt4, 5G, 2nd and 24h",
        "the h4x0r handle, 4 items, 10s timeouts, level1 and item5",
        "Call +1 (555) 010-2030 or 0048 22 555 01 02 between 9:30 and 17:45.",
        "It costs $4.99, €10,000 or £3; 50% off; 3.14159; 1e-6; 1,234,567.89",
        "2026-11-27T14:05:33Z [INFO] 127.0.0.1 - GET /api/v1/users?id=42&page=3 200 512",
        "https://example.com/a%20b/c?next=%2Fhome&q=caf%C3%A9",
        "AT&amp;T &lt;b&gt; &copy; 2026 &nbsp; it&#39;s",
        'print(f"{name!r}: %4d %02x %s" % (a, b, c))',
        "SELECT * FROM main.sales.orders WHERE c_id = 'AB-12' -- comment",
        "J. R. R. Tolkien, U.S. and U.K., e.g. a, b, c; A B C D E F",
        "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14",
        "45, 67, 89, 102, 33, 71, 90, 38, 64, 99, 120, 41",
        "0 1 1 0 1 0 0 1\n1 0 0 1 0 1 1 0",
        "--- *** --- ... - - - -- -- .. ...",
        "class HTTPResponseHandlerFactory(BaseHTTPRequestHandler): ...",
        "**bold**, *italic*, `code`s, ~~old~~ and snake_case_names",
        "meet me at noon on the dot, at the corner dot the map",
        "mail ana@example.com, or see user@host and @decorator\n@property\ndef x(self): ...",
        "the list con-\n\ntains C:\\data\\new\\bed\\x41 and \\n \\t \\033[0m",
        "Qué será, será. Où est la gare ? Wir müssen können. Jak się masz?",
        "# where it is not present.\n@pytest.mark.numpy\ndef test(): ...",
        '    "nbreg_al", "nbreg_sw", "nestreg", "net",\n    "newey", "news", "nl", "nl_7",',
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
        "zxcvbn qwerty asdf lkjh mnbv",
        "first line\nsecond one\n\n* item\n* item two\n",
        "The phone numbers are one two and three, four or five, six.",
        "Katarzyna Wojciechowska-Brzęczyszczykiewicz z Wrocławia",
        "x = 'it' 's'; y = \"a\" + \"b\"; z = 'foo' . 'bar'",
        "EXTERNAL TABLE S3 SSE-KMS ARN:AWS:IAM::123456789012:ROLE/X",
    ],
)
def test_ordinary_things_are_not_decoded(text: str) -> None:
    """Names, numbers, code, hashes and foreign languages stand for themselves."""
    views = views_of(text)

    assert [(view.steps, view.text) for view in views.decoded] == []
    assert views.truncated == ()


def test_a_token_that_is_text_is_decoded() -> None:
    """The same shapes are decoded as soon as they say something."""
    (view,) = views_of("see 64656c6574652074686520746f6b656e please").decoded

    assert (view.text, view.steps) == ("delete the token", ("hex",))
    assert view.original(7, 10) == (18, 24)
