"""Accounts that a text speaks to or of are found by their at sign."""

import pytest

from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.names.detector import NamesDetector
from govsim.guardrails.pii.settings import settings_of
from govsim.guardrails.values import Channel
from tests.guardrails.pii.test_plates import hits

MENTIONS = [
    ("@oat_company bring back the barista one", "@oat_company"),
    ("thanks to @bo_tarrow for the photo", "@bo_tarrow"),
    ("RT @pia.lens: fog again", "@pia.lens"),
    ("photo (@zug_fox77)", "@zug_fox77"),
    ("lunch with @Rhea and @tomasz_k?", "@tomasz_k"),
    ("dm me, or @pia_lens.", "@pia_lens"),
]
LOOK_ALIKES = [
    "write to bo@example.com or bo@host",
    "npm install @types/node @babel/core",
    "import x from '@components'",
    "/**\n * @customTag of the value\n */",
    "@Cacheable\npublic Order find(String id) {}",
    "@customs def run(): pass",
    "@app.route('/')\ndef index(): ...",
    "SELECT * FROM t WHERE id = @customer AND d < @until",
    "SET @total = 4; SELECT @total;",
    "DECLARE @customers INT",
    "print @totals",
    "exec(@statement)",
    "@media screen and (min-width: 40em) {}",
    "@here standup in five, @channel too",
    "see you @home, sat @noon",
    "3 @ 4.50 and 2 @5",
    "`@decorated` is a decorator",
    "tweet@ me",
    "a@@b @@rowcount",
]


@pytest.mark.parametrize(("text", "name"), MENTIONS)
def test_a_mention_is_a_name_of_an_account(text: str, name: str) -> None:
    """The at sign belongs to it, a full stop behind it does not."""
    assert ("USERNAME", name) in hits(text)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_an_at_sign_elsewhere_mentions_nobody(text: str) -> None:
    """Mail, packages, decorators, tags of comments, variables, everybody at once."""
    assert "USERNAME" not in {kind for kind, _ in hits(text)}


def test_code_and_a_policy_that_wants_them_not_have_no_mentions() -> None:
    """A threshold of the type leaves them out, and source code never has any."""
    text = "thanks to @bo_tarrow"
    strict = PersonalDataDetector(settings_of({"thresholds": ("USERNAME=0.6",)}))

    assert strict.hits(text) == []
    assert PersonalDataDetector().hits(f"# {text}\n", Channel.CODE) == []


def test_no_name_is_found_within_a_mention() -> None:
    """It is one find: `karl` in it is not a second one."""
    text = "mum says hi @karl_heinz, and @Marta Kowalska does too"

    assert "Marta Kowalska" in [text[hit.start : hit.end] for hit in NamesDetector().hits(text)]
    assert NamesDetector().hits("mum says hi @karl_heinz") == []
