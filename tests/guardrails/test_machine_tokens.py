"""What stands in a token that a program made is nobody's number, and the text around it still is."""

from __future__ import annotations

import base64
import random
import uuid

import pytest

from govsim.guardrails import Channel, screen
from govsim.guardrails.machine_tokens import is_part_of_token
from govsim.guardrails.policy import Policy, Rule
from govsim.guardrails.values import Outcome

POLICY = Policy(
    "people",
    channels=dict.fromkeys(Channel, (Rule("pii", Outcome.BLOCK), Rule("names", Outcome.BLOCK))),
)
DIGEST = base64.b64encode(random.Random(3).randbytes(64)).decode()
UUID = "73bce23a-0761-4031-a932-18376fd1e0b4"


def found(text: str) -> set[str]:
    return {text[each.start : each.end] for each in screen(text, POLICY, Channel.TRAINING).findings}


@pytest.mark.parametrize(
    ("text", "part", "decoded", "expected"),
    [
        (f"id {UUID} ok", "0761-4031", False, True),
        (f"id {UUID} ok", "id 73bce23a", False, True),
        (f"id {UUID} ok", UUID, False, False),
        (f"id {UUID} ok", "ok", False, False),
        (f"id {UUID} ok", "0761-4031", True, True),
        (f"sha512-{DIGEST}", DIGEST[10:22], False, True),
        (f"sha512-{DIGEST}", DIGEST[10:22], True, False),
        (
            "/home/anna/projects/shop/src/main/resources/templates/mails/orders/new",
            "anna",
            False,
            False,
        ),
        ("anna " * 30, "anna", False, False),
    ],
)
def test_a_part_of_a_token_is_told_from_the_whole(
    text: str, part: str, decoded: bool, expected: bool
) -> None:
    """A path, words and the whole token are none; what was decoded may stand in base64."""
    start = text.index(part)

    assert is_part_of_token(text, start, start + len(part), decoded=decoded) is expected


def test_rows_of_uuids_and_digests_hold_nobody() -> None:
    """Two thousand of each are read, in the forms of tables and of lock files."""
    chance = random.Random(11)
    rows = [f"{uuid.UUID(int=chance.getrandbits(128), version=4)},ok" for _ in range(2000)]
    packages = [
        f'    "node_modules/es{nth}-shim": {{\n      "version": "1.{nth % 9}.0",\n'
        f'      "integrity": "sha512-{base64.b64encode(chance.randbytes(64)).decode()}",\n'
        '      "license": "MIT"\n    },\n'
        for nth in range(300)
    ]

    assert found("\n".join(rows)) == set()
    assert found("{\n" + "".join(packages) + "}") == set()


def test_people_beside_tokens_are_found() -> None:
    """A card in base64, and what stands before and behind a token, are not passed over."""
    hidden = base64.b64encode(
        b"please charge the card 4111 1111 1111 1111 of Anna Weber, as agreed on Monday"
    ).decode()

    assert found(f"{UUID} ana.weber@corp.example {UUID}") == {"ana.weber@corp.example"}
    assert screen(hidden, POLICY, Channel.TRAINING).findings
    assert "AB1234567" in found('[{"id": 1}, {"passport": "AB1234567"}]')
