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
