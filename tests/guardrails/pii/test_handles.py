"""Names of accounts are found where they are announced."""

import pytest

from tests.guardrails.pii.test_plates import hits

HANDLES = [
    ("Venmo me (@bo-tarrow) your share", "@bo-tarrow"),
    ("cashapp is $ruthietoots if you can", "$ruthietoots"),
    ("Cash App: $ruthie_t", "$ruthie_t"),
    ("my insta: @pia.lens", "@pia.lens"),
    ("insta is pia_lens99", "pia_lens99"),
    ("Telegram @bo_tarrow", "@bo_tarrow"),
    ("discord: zug_fox77", "zug_fox77"),
    ("gamertag: xRavenx_9", "xRavenx_9"),
    ("PSN id: raven_9x", "raven_9x"),
    ("snapchat: mo_kit4", "mo_kit4"),
    ("curl -u build-bot:hunter9Zebra -T a.tgz", "build-bot"),
    ("docker login -u raven-ci -p x", "raven-ci"),
    ("machine git.example\n  login kzeidler\n  password Fuchs&Bau_7", "kzeidler"),
    ("--from-literal=utilisateur=lectrice_bd", "lectrice_bd"),
    ("Benutzername: kzeidler7", "kzeidler7"),
    ("login: raven_9", "raven_9"),
]
LOOK_ALIKES = [
    "telegram: we sent it in 1912",
    "the discord server is down",
    "steam is 100 degrees hot",
    "Steam: 250 kPa",
    "snap to grid",
    "Minecraft: Java",
    "insta-read thermometer",
    "Twitter: a history",
    "Venmo is a service",
    "cash app: fees",
    "Xbox 360 and PSN outage",
    "xbox: series",
    "reddit is slow today",
    "discord: off",
    "login failed",
    "login page loads",
    "sort -u file.txt",
    "git push -u origin main",
    "chmod -u file",
    "docker run --userns host",
    "utilisateur inconnu",
    "the user agent string",
    "skype for business",
    "github: see the issue",
    "igloo: warm",
    "line id of the bus",
    "telegram 4471 arrived",
    "roblox: game",
]


@pytest.mark.parametrize(("text", "name"), HANDLES)
def test_an_announced_name_is_found(text: str, name: str) -> None:
    """By the service that it is for, the command or the file that signs in."""
    assert ("USERNAME", name) in hits(text)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_announces_no_name_is_left_alone(text: str) -> None:
    """Services themselves, options of commands."""
    assert "USERNAME" not in {kind for kind, _ in hits(text)}


def test_a_card_code_that_answers_a_question_is_found() -> None:
    """The answer stands in the next line, behind who speaks."""
    text = "AGENT: card 4539 1488 0343 6467, and the three digits on the back?\nCALLER: 481. Thanks"

    assert ("CARD_CODE", "481") in hits(text)
