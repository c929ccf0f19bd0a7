r"""Values between whose characters control characters are written are read: `4\x005\x003…`."""

import pytest

from tests.guardrails.views.test_told import found

VALUES = {
    "EMAIL": "lena.ortiz@northmail.org",
    "CREDIT_CARD": "5425233430109903",
    "IBAN": "GB82WEST12345698765432",
    "SSN": "536-22-8726",
    "IP": "81.174.20.236",
    "MAC": "48:d7:05:0f:53:fb",
    "PHONE": "+14157481825",
    "SECRET": "AKIA" + "Z7QF3M2XW5B6TKLD",
}
FORMS = ("\\x00", "\\0", "\\u0000", "&#0;", "&#x0;", "%00", "^@", "\x00", "\b", "\x1b")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", VALUES)
def test_a_value_with_controls_between_its_characters_is_found(kind: str, form: str) -> None:
    """However they are written."""
    assert kind in {each for each, _ in found(f"sent {form.join(VALUES[kind])} today")}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CREDIT_CARD", "5425\\x1f2334\\x1f3010\\x1f9903"),
        ("CREDIT_CARD", "4539&#31;1488&#31;0343&#31;6467"),
        ("EMAIL", "lena.ortiz\\x00@northmail.org"),
        ("EMAIL", "mia&#1;.ro&#2;th@web&#3;.de"),
        ("IBAN", "DE89\\u001f3704\\u001f0044\\u001f0532\\u001f0130\\u001f00"),
    ],
)
def test_a_value_with_controls_between_its_groups_is_found(kind: str, text: str) -> None:
    """Check digits and forms tell what is a value only without them."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        r"char s[4] = {'a','\0','b','\0'};",
        r"memset(buf, '\0', 16); strcpy(s, 'abc\0');",
        r"b'\x00\x01\x02\x03\x00\x00'",
        r"printf 'a\0b\0c\0' | xargs -0",
        r"\x00\x00\x00\x0cftypM4V",
        r"re.compile(r'[\x00-\x1f\x7f]')",
        r"1\02\03\04\05\06\07\08\09\0",
        r"0\x001\x002\x003\x004\x005",
        r"\x1b[31mred\x1b[0m and \033[0m5\033[1m3",
        "&#0; is not allowed, and %00 neither",
        r"foo.txt\0bar.txt\0baz.txt\0",
        r"LANG=C\0HOME=/home/ann\0SHELL=/bin/sh\0",
        r"key\x00value\x00name\x00other",
        r"PLAIN auth: \0user\0pass",
        "N\bNA\bAM\bME\bE of a manual",
        "it ends with the sign ^@ here",
    ],
)
def test_bytes_of_programs_stay_quiet(text: str) -> None:
    """Strings that end, files of bytes and lists with such ends hold no value."""
    assert found(text) == []
