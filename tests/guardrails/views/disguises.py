"""Disguises as an attacker would make them, by name: each turns a text into what hides it."""

from __future__ import annotations

import base64
import binascii
import gzip
import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote

Disguise = Callable[[str], str]

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
MORSE = dict(
    zip(
        ALPHABET,
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...-"
        " .-- -..- -.-- --..".split(),
        strict=True,
    )
)
SPELLING = dict(
    zip(
        ALPHABET,
        "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November"
        " Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu".split(),
        strict=True,
    )
)


def by_letter(letters: str, signs: str, *, keep_case: bool = False) -> Disguise:
    """Return the disguise that puts a sign for each of some letters."""
    table = dict(zip(letters, signs, strict=True))
    return lambda text: "".join(
        table.get(sign if keep_case else sign.lower(), sign) for sign in text
    )


def by_word(change: Disguise) -> Disguise:
    """Return the disguise that changes each word by itself."""
    return lambda text: " ".join(change(word) for word in text.split())


def each(form: Callable[[int], str], joined: str = "") -> Disguise:
    """Return the disguise that writes each byte in a form of its own."""
    return lambda text: joined.join(form(byte) for byte in text.encode())


def shifted(by: int) -> Disguise:
    """Return the cipher that shifts the alphabet."""
    small = ALPHABET[by:] + ALPHABET[:by]
    return lambda text: text.translate(
        str.maketrans(ALPHABET + ALPHABET.upper(), small + small.upper())
    )


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def pig_latin(word: str) -> str:
    onset, rest = re.fullmatch(r"([^aeiou]*)(.*)", word.lower()).groups()
    return rest + onset + "ay" if onset else rest + "way"


def split_word(mark: str) -> Disguise:
    return by_word(lambda word: word[:2] + mark + word[2:] if len(word) > 3 else word)


def raised(first: str) -> Disguise:
    """Return the disguise that puts the letters of another block of Unicode."""
    return lambda text: "".join(
        chr(ord(first) + ord(s) - 97) if s in ALPHABET else s for s in text.lower()
    )


DISGUISES: dict[str, Disguise] = {
    # what is not seen
    "zero width spaces": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "isolates": "\u2066".join,
    "a byte order mark a letter": "\ufeff".join,
    "NUL bytes": "\0".join,
    "terminal colours": by_word(lambda word: f"{word[:1]}\x1b[31m{word[1:]}"),
    "backspaces": by_word(lambda word: f"{word[:1]}x\b{word[1:]}"),
    "an override": lambda text: f"\u202e{text[::-1]}\u202c",
    "tag characters": lambda text: "Fine." + "".join(chr(0xE0000 + ord(sign)) for sign in text),
    "variation selectors": lambda text: (
        "😀" + "".join(chr(0xFE00 + b if b < 16 else 0xE0100 + b - 16) for b in text.encode())
    ),
    "bits of zero width": lambda text: (
        "Hello"
        + "".join("\u200b\u200c"[int(bit)] for byte in text.encode() for bit in f"{byte:08b}")
        + " there"
    ),
    # letters of other kinds
    "Cyrillic look-alikes": by_letter("aceiopsxy", "асеіорѕху"),
    "full width": lambda text: "".join(chr(ord(s) + 0xFEE0) if s > " " else s for s in text),
    "mathematical bold": raised("𝐚"),
    "circled": raised("ⓐ"),
    "negative squares": raised("🅰"),
    "flags": lambda text: "\u200b".join(raised("🇦")(text)),
    "small capitals": by_letter("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ"),
    "superscript": by_letter("abdeghijklmnoprstuvwxyzcf", "ᵃᵇᵈᵉᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᶜᶠ"),
    "syllabics": by_letter(ALPHABET, "ᗩᗷᑕᗪEᖴGᕼIᒍKᒪᗰᑎOᑭᑫᖇᔕTᑌᐯᗯ᙭Yᘔ"),
    "currencies": by_letter(ALPHABET, "₳฿₵ĐɆ₣₲ⱧłJ₭Ⱡ₥₦Ø₱QⱤ₴₮ɄV₩ӾɎⱫ"),
    "marks": lambda text: "".join(s + "\u0334\u0353\u0301" if s.isalpha() else s for s in text),
    "accents": by_letter("aeiou", "áèïôü"),
    "Braille": by_letter(ALPHABET, "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵"),
    "upside down": lambda text: by_letter(ALPHABET, "ɐqɔpǝɟƃɥᴉɾʞןɯuodbɹsʇnʌʍxʎz")(text.lower())[
        ::-1
    ],
    "leet": by_letter("aeiost", "431057"),
    # escapes
    "percent": each("%{:02X}".format),
    "percent twice": each("%25{:02X}".format),
    "percent where it must": quote,
    "decimal entities": each("&#{};".format),
    "hexadecimal entities": each("&#x{:x};".format),
    "one entity a word": by_word(lambda word: f"&#{ord(word[0])};{word[1:]}"),
    "Unicode escapes": each("\\u{:04x}".format),
    "escapes in braces": each("\\u{{{:x}}}".format),
    "bytes escaped": each("\\x{:02x}".format),
    "octal escapes": each("\\{:03o}".format),
    "CSS escapes": each("\\{:06x} ".format),
    "quoted-printable": each("={:02X}".format),
    "code points": each("U+{:04X}".format, " "),
    # encodings
    "base64": encoded,
    "base64 for addresses": lambda text: (
        base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    ),
    "base64 in a reply": lambda text: "> " + re.sub("(.{16})", r"\1\n> ", encoded(text)),
    "base64 in strings": lambda text: '"' + re.sub("(.{16})", r'\1" +\n  "', encoded(text)) + '"',
    "base64 a word": by_word(encoded),
    "base64 backwards": lambda text: encoded(text)[::-1],
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "a data address": lambda text: "data:text/plain;base64," + encoded(text),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "base85": lambda text: base64.b85encode(text.encode()).decode(),
    "ascii85": lambda text: base64.a85encode(text.encode(), adobe=True).decode(),
    "uuencode": lambda text: (
        f"begin 644 x\n{binascii.b2a_uu(text.encode()[:45]).decode()}"
        f"{binascii.b2a_uu(text.encode()[45:90]).decode()}`\nend"
    ),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal in pairs": lambda text: text.encode().hex(" "),
    "hexadecimal list": each("0x{:02x}".format, ", "),
    "binary": each("{:08b}".format, " "),
    "binary in one": each("{:08b}".format),
    "decimal": each(str, " "),
    "octal": each("{:03o}".format, " "),
    "calls": each("chr({})".format, " + "),
    "a call of all": lambda text: f"String.fromCharCode({','.join(str(b) for b in text.encode())})",
    "places in the alphabet": lambda text: "-".join(
        str(ord(s) - 96) for s in text.lower() if s in ALPHABET
    ),
    "compressed": lambda text: base64.b64encode(gzip.compress(text.encode())).decode(),
    "UTF-7": lambda text: "".join(
        f"+{base64.b64encode(s.encode('utf-16-be')).decode().rstrip('=')}-" for s in text
    ),
    # ciphers
    "ROT13": shifted(13),
    "Caesar": shifted(3),
    "Atbash": by_letter(ALPHABET, ALPHABET[::-1]),
    "ROT47": lambda text: "".join(
        chr(33 + (ord(s) + 14) % 94) if 33 <= ord(s) < 127 else s for s in text
    ),
    "backwards": lambda text: text[::-1],
    "words backwards": by_word(lambda word: word[::-1]),
    "pig latin": by_word(pig_latin),
    "letters twice": lambda text: re.sub(r"(\w)", r"\1\1", text),
    "letters swapped": by_word(
        lambda word: word[0] + word[2] + word[1] + word[3:] if len(word) > 3 else word
    ),
    # what stands apart, or together
    "spaced": lambda text: "   ".join(" ".join(word) for word in text.split()),
    "dotted": by_word(".".join),
    "starred": by_word("*".join),
    "a letter a line": lambda text: "\n".join(text.replace(" ", "")),
    "Morse": lambda text: " / ".join(
        " ".join(MORSE[s] for s in word.lower()) for word in text.split()
    ),
    "spelling alphabet": lambda text: " ".join(SPELLING[s] for s in text.lower() if s != " "),
    "bold inside words": by_word(lambda word: f"{word[:2]}**{word[2:]}**" if word[3:] else word),
    "empty tags": split_word("<b></b>"),
    "comments": split_word("<!-- x -->"),
    "comments in code": split_word("/**/"),
    "TeX": by_word(lambda word: f"\\textbf{{{word[:2]}}}{word[2:]}" if word[3:] else word),
    "strings": lambda text: " + ".join(f'"{part}"' for part in re.findall(".{1,5}", text)),
    "run together": lambda text: text.replace(" ", "").lower(),
    "wrapped": lambda text: "\n".join(re.findall(".{1,7}", text)),
}
# Those that keep every byte, so that they can be laid one over the other.
EXACT = (
    "percent", "decimal entities", "Unicode escapes", "bytes escaped", "base64", "base32",
    "hexadecimal", "hexadecimal in pairs", "binary", "decimal", "compressed", "base64 for addresses",
)  # fmt: skip
ESCAPED = escape
