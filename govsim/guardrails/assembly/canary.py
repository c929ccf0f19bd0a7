"""Makes canaries: words that stand in a prompt for no other reason than to be recognised outside.

A canary holds a random number and a sign that only the holder of the key can make, so that a canary
of one's own is known from any text, without a list of those that were handed out.
"""

from __future__ import annotations

import hmac
from base64 import b32decode, b32encode
from binascii import Error
from hashlib import sha256
from typing import Final

_PREFIX: Final = "cnry-"
_NONCE: Final = 5  # bytes of randomness that are kept; eight letters
_SIGN: Final = 10  # bytes of the sign; sixteen letters
_LETTERS: Final = 24


def canary(randomness: bytes, key: bytes) -> str:
    """Return a canary such as `cnry-` with 24 letters and digits behind it.

    Args:
        randomness: At least 16 random bytes, such as of `secrets.token_bytes`; the same bytes give
            the same canary.
        key: What the canary is recognised with; it must stay secret.

    Raises:
        ValueError: There is too little randomness, or no key.
    """
    if len(randomness) < 16 or not key:
        raise ValueError("a canary needs 16 random bytes and a key")
    nonce = sha256(b"canary" + randomness).digest()[:_NONCE]
    return _PREFIX + b32encode(nonce + _sign(nonce, key)).decode().lower()


def is_canary(word: str, key: bytes) -> bool:
    """Whether a word is a canary that was made with a key."""
    letters = word.strip().lower().removeprefix(_PREFIX)
    if len(letters) != _LETTERS:
        return False
    try:
        held = b32decode(letters.upper())
    except (Error, ValueError):
        return False
    return hmac.compare_digest(held[_NONCE:], _sign(held[:_NONCE], key))


def _sign(nonce: bytes, key: bytes) -> bytes:
    return hmac.new(key, nonce, sha256).digest()[:_SIGN]
