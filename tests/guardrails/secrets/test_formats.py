"""Each format finds the tokens it describes, and leaves what only resembles them."""

import pytest

from govsim.guardrails.secrets.checks import crc32_base62
from govsim.guardrails.secrets.formats import Format, by_literal, formats, gate
from govsim.guardrails.secrets.scan import scan
from tests.guardrails.secrets.making import matching, text, with_crc

SURE = [form for form in formats() if form.score >= 0.5]


def token_of(form: Format, seed: int) -> str:
    """Return a token of a format that its check accepts."""
    for at in range(400):
        made = matching(form.pattern.replace("(?<=AA)", ""), f"{form.id} {seed} {at}")
        made = fitted(form, made)
        found = form.expression.fullmatch(made)
        part = found["secret"] if found and "secret" in found.groupdict() else made
        if found and form._score(part) >= 0.5:
            return made
    raise AssertionError(form.id)


def fitted(form: Format, made: str) -> str:
    if form.check in ("jwt", "jwt_base64", "pem_base64"):
        pytest.skip("made in a test of its own")
    return made[:-2] + "AA" if form.id == "anthropic-key" else made


@pytest.mark.parametrize("form", SURE, ids=lambda form: form.id)
def test_a_token_of_each_format_is_found_whole(form: Format) -> None:
    """A token made from the pattern of a format is found where it stands in a line, not a byte off."""
    token = token_of(form, 1)
    line = f"{form.near} uses {token} for it"

    hits = [hit for hit in scan(line) if line[hit.start : hit.end] in token]

    found = form.expression.fullmatch(token)
    secret = found["secret"] if found and "secret" in found.groupdict() else token
    assert [line[hit.start : hit.end] for hit in hits] == [secret]


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.id)
def test_a_format_is_reached_by_its_literals(form: Format) -> None:
    """Whatever a format begins with, or holds, is a literal that the gate stops at."""
    assert form.start.split()
    for literal in form.start.split():
        assert gate().search(b" " + literal.encode())
        assert form in by_literal()[literal.encode()]


def test_ids_are_told_apart() -> None:
    """No two formats share an id, so a finding names one rule."""
    ids = [form.id for form in formats()]

    assert len(ids) == len(set(ids)) > 200


@pytest.mark.parametrize("prefix", ["ghp", "gho", "ghu", "ghs", "ghr", "npm"])
def test_a_right_checksum_makes_sure_and_a_wrong_one_unsure(prefix: str) -> None:
    """GitHub and npm write a CRC32 in base 62 at the end; one letter changed is seen."""
    token = with_crc(prefix, 7)
    broken = token[:10] + ("a" if token[10] != "a" else "b") + token[11:]

    assert crc32_base62(token, 0.95) == 0.99
    assert crc32_base62(broken, 0.95) == 0.7
    assert [hit.score for hit in scan(f"see {token}")] == [0.99]


@pytest.mark.parametrize("mask", ["x", "X", "0", "*", "abc123", "1234567890"])
def test_a_masked_or_counted_token_is_an_example(mask: str) -> None:
    """`ghp_xxxx…` is what documentation shows; what is counted up scores a half at most."""
    hits = scan("token " + "ghp_" + (mask * 36)[:36])

    assert [hit.score for hit in hits] == ([0.5] if mask == "1234567890" else [])


def test_a_token_inside_a_longer_word_is_not_one() -> None:
    """A format ends where its token ends: more letters behind make it something else."""
    assert scan("AK" + "IA" + text(24, 3, "ABCDEFGHIJ234567")) == []


def test_a_web_token_needs_a_head_of_json() -> None:
    """Three parts with dots are a JSON web token when the first decodes to its header."""
    import base64

    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
    body = base64.urlsafe_b64encode(b'{"sub":"ana","iat":1422779638}').decode().rstrip("=")
    token = f"{head}.{body}.{text(43, 5)}"

    assert [hit.rule for hit in scan(f"got {token}.")] == ["json-web-token"]
    assert scan(f"got {head[:9]}.{body[:5]}.{text(9, 5)}") == []


def test_a_web_token_that_claims_nothing_of_anybody_is_an_example() -> None:
    """A body of one claim that no standard registers is of a page that explains such tokens."""
    import base64

    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
    body = base64.urlsafe_b64encode(b'{"confidence":0.8}').decode().rstrip("=")
    token = f"{head}.{body}.{text(43, 5)}"

    assert all(hit.score < 0.5 for hit in scan(f"curl -H 'Authorization: Basic {token}'"))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            f'"token3": "xoxp-1234-1234-1234-{text(32, 4, "0123456789abcdef")}"', id="groups"
        ),
        pytest.param("sgp_" + "5555555dAAAAA7777777CcccCF".ljust(40, "a"), id="repeated"),
    ],
)
def test_a_token_typed_by_hand_is_an_example(line: str) -> None:
    """Groups that are counted up, and a few characters over and over, are no chance."""
    assert [hit for hit in scan(line) if hit.score >= 0.5] == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"video_box.ico-{text(32, 6, '0123456789abcdef')}.png", id="file"),
        pytest.param(f"cache entry key_{text(64, 6, '0123456789abcdef')}", id="cache"),
        pytest.param(f"calendar cal_{text(32, 6, '0123456789abcdef')}", id="calendar"),
        pytest.param("run dbtu_models_of_the_warehouse_and_all_their_tests", id="models"),
        pytest.param("bb_test_some_identifier_of_twenty_s", id="name"),
        pytest.param("llx-ThisIsSomeLongNameOfAnIdentifierInCodeBut", id="long"),
    ],
)
def test_a_digest_or_a_name_behind_the_same_letters_is_no_token(line: str) -> None:
    """A short beginning that other things share counts only with what else a token has."""
    assert [hit for hit in scan(line) if hit.score >= 0.5] == []


@pytest.mark.parametrize(
    "name",
    [
        "dub_mix_session_controller",
        "dub_SessionControllerMixer01",
        "dub_mixTrack2ForSessionView1",
        "chpt_202601011200",
        "chpt_20260101120000",
        "chpt_000000000012",
        "csa_1234567890123456789012345678901234567890",
    ],
)
def test_a_name_of_a_program_is_no_token_of_a_short_format(name: str) -> None:
    """Words put together, and digits alone, are what no provider gives out."""
    assert list(scan(f"call {name} here")) == []
