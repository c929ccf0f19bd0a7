"""Decides whether a token carries what its format promises: a checksum, a head, a mix."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Mapping
from typing import Final

_BASE62: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_UNSURE: Final = 0.7  # the checksum fails: an expired, truncated or invented token
_SURE: Final = 0.99
_CLAIMS: Final = frozenset(
    "iss sub aud exp nbf iat jti scope roles email name user user_id uid id client_id azp".split()
)
_FEW_CLAIMS: Final = 2
_EXPLAINED: Final = 0.45
_CHECKSUM: Final = 6  # characters


def crc32_base62(token: str, score: float) -> float:
    """Check the last six characters: CRC32 of what stands before them, in base 62.

    GitHub and npm write their tokens so, with the CRC taken after the prefix. A token whose
    checksum fails is still worth a look: it may be typed, cut or made up.
    """
    _, _, body = token.partition("_")
    number, digits = zlib.crc32(body[:-_CHECKSUM].encode()), ""
    while number:
        number, at = divmod(number, 62)
        digits = _BASE62[at] + digits
    return _SURE if digits.rjust(_CHECKSUM, "0") == body[-_CHECKSUM:] else min(score, _UNSURE)


def aws_key_id(token: str, score: float) -> float:
    """Check that the account id decodes: 12 digits in 16 characters of base 32."""
    try:
        packed = base64.b32decode(token[4:])
    except (ValueError, binascii.Error):
        return min(score, _UNSURE)
    account = (int.from_bytes(packed[:6], "big") & 0x7FFFFFFFFF80) >> 7
    return score if account < 10**12 else min(score, _UNSURE)


def jwt(token: str, score: float) -> float:
    """Check that the head is JSON with an algorithm or a type, and that the body claims something.

    A body of a claim or two none of which RFC 7519 registers tells nobody who somebody is: such a
    token is of a page that explains them.
    """
    head, _, rest = token.partition(".")
    read = _part(head)
    if read is None:
        return 0.55 if len(token) > 60 else 0.0  # a damaged head on a long tail
    if not {"alg", "typ", "enc", "kid"} & read.keys():
        return 0.5
    body = _part(rest.partition(".")[0])
    if body is not None and len(body) <= _FEW_CLAIMS and not _CLAIMS & body.keys():
        return min(score, _EXPLAINED)
    return score


def _part(part: str) -> dict[str, object] | None:
    try:
        read = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def jwt_base64(token: str, score: float) -> float:
    """Check what the base64 holds as a JSON web token."""
    return jwt(_decoded(token), score)


def pem_base64(token: str, score: float) -> float:
    """Check that the base64 opens a private key, and no certificate."""
    return score if "PRIVATE KEY" in _decoded(token[:200]) else 0.0


def mixed(token: str, score: float) -> float:
    """Ask for digits, capitals and small letters, where the shape alone says little."""
    kinds = (str.isdigit, str.isupper, str.islower)
    return score if all(any(map(kind, token)) for kind in kinds) else 0.0


def mixed_no_words(token: str, score: float) -> float:
    """Ask for what `mixed` asks, of a body that is no identifier put together from words."""
    from govsim.guardrails.secrets.letters import word_share

    return mixed(token, score) if word_share(token.rpartition("_")[2]) < 0.5 else 0.0


def mixed_hex(token: str, score: float) -> float:
    """Ask for letters and digits: digits alone are a time or a number."""
    body = token.rpartition("_")[2]
    return score if any(map(str.isalpha, body)) and any(map(str.isdigit, body)) else 0.0


def mixed_upper(token: str, score: float) -> float:
    """Ask for digits among the capitals."""
    return score if sum(map(str.isdigit, token)) > 2 else 0.0


def letters(token: str, score: float) -> float:
    """Ask for a body that is no run of words, where it has letters alone."""
    from govsim.guardrails.secrets.letters import word_share

    body = token.rpartition("_")[2]
    return score if word_share(body) < 0.5 and not body.islower() else 0.0


def digits(token: str, score: float) -> float:
    """Ask for several digits."""
    return score if sum(map(str.isdigit, token)) >= _CHECKSUM else 0.0


def _decoded(token: str) -> str:
    try:
        return base64.b64decode(token + "=" * (-len(token) % 4)).decode("latin-1")
    except ValueError:
        return ""


CHECKS: Final[Mapping[str, Callable[[str, float], float]]] = {
    "": lambda _, score: score,
    "aws_key_id": aws_key_id,
    "crc32_base62": crc32_base62,
    "digits": digits,
    "jwt": jwt,
    "jwt_base64": jwt_base64,
    "letters": letters,
    "mixed": mixed,
    "mixed_hex": mixed_hex,
    "mixed_no_words": mixed_no_words,
    "mixed_upper": mixed_upper,
    "pem_base64": pem_base64,
}
