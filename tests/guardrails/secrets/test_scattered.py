"""Tokens of known formats are found whole though something is set into them."""

import pytest

from govsim.guardrails.secrets.scan import scan

HEAD, TAIL = "ghp_gR71LKJoXXOc7SxB", "YmZvexu6QdcNW34fcca3"
GAPS = (
    "\n",
    "\n> ",
    "\n- ",
    "<b>",
    "<!-- no -->",
    "/* x */",
    '" + "',
    "' . '",
    '".concat("',
    " then ",
    " followed by ",
    "\npart 2: ",
    "\nUser: ",
    " | ",
    "\\n",
)


@pytest.mark.parametrize("gap", GAPS)
def test_a_token_is_found_over_any_gap(gap: str) -> None:
    """The find goes from the beginning of the first part to the end of the last."""
    text = f"My token: {HEAD}{gap}{TAIL} please rotate it"

    (hit,) = [each for each in scan(text) if each.rule == "github-token"]

    assert text[hit.start : hit.end] == f"{HEAD}{gap}{TAIL}"


def test_a_token_in_emphasis_is_found() -> None:
    """Stars around a token are no mask over the rest of it."""
    text = f"The key is **{HEAD}{TAIL}** for now"

    assert [text[hit.start : hit.end] for hit in scan(text)] == [HEAD + TAIL]


@pytest.mark.parametrize(
    "text",
    [
        f"The prefix {HEAD[:4]} and the words behind it are only explained here.",
        f"{HEAD} stands for the token of the build",
        "AKIA is how they begin; the rest is sixteen capitals",
    ],
)
def test_words_behind_a_beginning_are_no_part_of_it(text: str) -> None:
    """A beginning that prose goes on from is not joined with its words."""
    assert not [hit for hit in scan(text) if hit.rule in {"github-token", "aws-access-key-id"}]
