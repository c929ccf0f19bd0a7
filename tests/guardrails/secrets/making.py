"""Makes tokens at run time, so that none stands in a file for a scanner to trip over."""

import random
import re
import string
import zlib

try:
    from re import _parser as parser
except ImportError:  # before Python 3.11
    import sre_parse as parser

ALPHABET = string.ascii_letters + string.digits
BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase


def chance(seed: object) -> random.Random:
    """Return a source of chance that is the same for the same seed."""
    return random.Random(str(seed))


def text(length: int, seed: object, alphabet: str = ALPHABET) -> str:
    """Return characters picked at random, with each kind of the alphabet among the first."""
    pick = chance(seed)
    made = [pick.choice(alphabet) for _ in range(length)]
    kinds = [[c for c in alphabet if kind(c)] for kind in (str.isdigit, str.islower, str.isupper)]
    for at, kind in zip(
        pick.sample(range(length), min(3, length)), filter(None, kinds), strict=False
    ):
        made[at] = pick.choice(kind)
    return "".join(made)


def matching(pattern: str, seed: object) -> str:
    """Return a text that a regular expression matches whole."""
    return _made(parser.parse(pattern), chance(seed))


def _made(tree: object, pick: random.Random) -> str:
    return "".join(_part(str(op), value, pick) for op, value in tree)  # type: ignore[attr-defined]


def _part(op: str, value: object, pick: random.Random) -> str:
    match op:
        case "LITERAL":
            return chr(value)
        case "IN":
            return pick.choice(_members(value))
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, inner = value
            count = pick.randint(least, min(most, max(least, 24)))
            return "".join(_made(inner, pick) for _ in range(count))
        case "SUBPATTERN":
            return _made(value[3], pick)
        case "BRANCH":
            return _made(pick.choice(value[1]), pick)
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return ""
    raise NotImplementedError(op)


def _members(parts: list[tuple[object, object]]) -> list[str]:
    found: list[str] = []
    if str(parts[0][0]) == "NEGATE":
        return list(ALPHABET)
    for op, value in parts:
        match str(op):
            case "LITERAL":
                found.append(chr(value))
            case "RANGE":
                found += map(chr, range(value[0], value[1] + 1))
            case "CATEGORY" if "DIGIT" in str(value):
                found += string.digits
            case "CATEGORY" if "WORD" in str(value):
                found += ALPHABET + "_"
            case "CATEGORY":
                found += ALPHABET if "NOT_SPACE" in str(value) else " "
    return found


def with_crc(prefix: str, seed: object) -> str:
    """Return a token of 36 characters after the prefix, the last six their checksum."""
    body = text(30, seed)
    number, digits = zlib.crc32(body.encode()), ""
    while number:
        number, at = divmod(number, 62)
        digits = BASE62[at] + digits
    return f"{prefix}_{body}{digits.rjust(6, '0')}"


def is_whole(pattern: str, made: str) -> bool:
    """Whether a made text is what it should be."""
    return re.fullmatch(pattern, made) is not None
