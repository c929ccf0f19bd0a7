"""In source code, what has the form of personal data by chance is let be, and what is data is found."""

import pytest

from govsim.guardrails import Channel, screen
from govsim.guardrails.policy import Policy, Rule
from govsim.guardrails.values import Outcome

POLICY = Policy("code", channels={Channel.CODE: (Rule("pii", Outcome.FLAG),)})

# Ranges of numbers that are counted up, of which one in eleven passes some check digit.
RANGES = "".join(
    f" '861370{number}':{{'en': 'Nanjing, Jiangsu', 'zh': u('\\u6c5f\\u82cf\\u7701\\u5357\\u4eac')}},\n"
    for number in range(140, 180)
)
LET_BE = (
    f"RANGES = {{\n{RANGES}}}\n",
    "EXTENSION_OID_KEY_USAGE = '2.5.29.15';\n",
    "// 19.2.3.4\nqueueMicrotask(end)\n",
    "/* 8.4.26.1 */ char creation_date[17];\n",
    "// [23.2.4.2] capacity\n",
    "# from linux-2.6.35.4/arch\n",
    "mobile=PhoneNumberDesc(national_number_pattern='026(?:1[0-5]|6[6-9])\\\\d{4}|0(?:[14-6]\\\\d')\n",
    "all_versions = ['1.0', '2.4', '2.6']\nserver = names\n",
    """list(spec.filter(["1.2", "1.2.3", "1.3", server("1.4")]))\n['1.2.3', '1.3', 'x']\n""",
    "# the arguments to pass to :py:func\n",
    "# handed on to the hook: pass to build_wheel, and go on\n",
)
FOUND = (
    ("HOST = '203.0.114.77'\n", "203.0.114.77"),
    ("// connect to 81.45.26.201\n", "81.45.26.201"),
    ("# 10.20.30.40 is the database\n", "10.20.30.40"),
    ("# call +49 171 2345678\n", "+49 171 2345678"),
    ("# the BSN of Ana is 111222333\n", "111222333"),
)


def found(code: str) -> list[str]:
    """Return what is found in code, and in what is encoded in it."""
    return [code[each.start : each.end] for each in screen(code, POLICY, Channel.CODE).findings]


@pytest.mark.parametrize("code", LET_BE)
def test_what_counts_or_names_is_no_personal_data(code: str) -> None:
    """Ranges, sections, branches of registries, lists of versions and patterns are nobody's."""
    assert found(code) == []


@pytest.mark.parametrize(("code", "value"), FOUND)
def test_what_code_tells_of_people_is_found(code: str, value: str) -> None:
    """Addresses of machines, telephones and numbers that a comment names are found as before."""
    assert value in found(code)
