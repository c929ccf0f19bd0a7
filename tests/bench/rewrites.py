"""Rewrites of values as people make them who hide one from a detector, by name.

SEEN are those that the normaliser was written against. UNSEEN were written after it and nothing was
changed for them: what falls short there stays as it is, or the rewrite moves to SEEN.
"""

from __future__ import annotations

import base64
import gzip
import re
from urllib.parse import quote

from tests.guardrails.views.disguises import DISGUISES, Disguise, by_letter

DIGITS = "0123456789"
NAMES = "zero one two three four five six seven eight nine".split()
GERMAN = "null eins zwei drei vier fünf sechs sieben acht neun".split()
SPANISH = "cero uno dos tres cuatro cinco seis siete ocho nueve".split()
SIGNS = {"-": "dash", ".": "dot", "@": "at", ":": "colon", "+": "plus", " ": "space"}


def digits_by(signs: str) -> Disguise:
    """Return the rewrite that puts other signs for the ten digits."""
    return by_letter(DIGITS, signs, keep_case=True)


def digits_from(first: int) -> Disguise:
    """Return the rewrite that takes the digits of another script."""
    return digits_by("".join(chr(first + nth) for nth in range(10)))


def separators(sign: str) -> Disguise:
    """Return the rewrite that puts another sign wherever one stands, or after every four digits.

    It does not apply to an address, and then returns nothing.
    """

    def rewrite(text: str) -> str:
        if "@" in text:
            return ""
        if not re.search(r"[ .:-]", text):
            return re.sub(r"(\w{4})(?=\w)", lambda found: found[1] + sign, text)
        return re.sub(r"[ .:-]", lambda _: sign, text)

    return rewrite


def halved(mark: str) -> Disguise:
    """Return the rewrite that puts something into the middle of a value."""
    return lambda text: text[: len(text) // 2] + mark + text[len(text) // 2 :]


def in_parts(form: str, between: str) -> Disguise:
    """Return the rewrite that writes each part of a value in a form, its number in it if asked for.

    It does not apply to an address, and then returns nothing.
    """

    def rewrite(text: str) -> str:
        if "@" in text:
            return ""
        parts = re.findall(r"\w+", text)
        parts = re.findall(r"\w{1,4}", text) if len(parts) == 1 else parts
        return between.join(form.format(part, nth) for nth, part in enumerate(parts, 1))

    return rewrite


def spoken(names: list[str], between: str = " ") -> Disguise:
    """Return the rewrite that spells digits and signs as words; letters stand alone."""
    return lambda text: between.join(
        names[int(sign)] if sign in DIGITS else SIGNS.get(sign, sign) for sign in text
    )


def in_address(at: str, dot: str) -> Disguise:
    """Return the rewrite that puts other signs for `@` and for dots, in addresses only."""
    return lambda text: text.replace(".", dot).replace("@", at) if "@" in text else ""


def full_width(text: str) -> str:
    return DISGUISES["full width"](text)


SEEN: dict[str, Disguise] = {
    "as it is": lambda text: text,
    "one said after the other": in_parts("{}", ", okay, next "),
    "turns of a dialogue": in_parts("{}", "\nAgent: ok, go on\nCaller: "),
    "captions of a film": in_parts("{}", "\n\n2\n00:00:04,000 --> 00:00:06,000\n"),
    "times of a chat": in_parts("{}", "\n[12:04] "),
    "parts with numbers": in_parts("({1}) {0}", " "),
    "fields with numbers": in_parts('"p{1}": "{0}"', ", "),
    "cells of a table": in_parts("<td>{}</td>", "\n    "),
    "zero width": "\u200b".join,
    "zero-width joiners": "\u200d".join,
    "soft hyphens": "\u00ad".join,
    "bidi marks": "\u200e".join,
    "full width": full_width,
    "full-width digits": digits_from(0xFF10),
    "Arabic digits": digits_from(0x0660),
    "bold digits": digits_from(0x1D7CE),
    "keycaps": lambda text: "".join(f"{s}\ufe0f\u20e3" if s.isdigit() else s for s in text),
    "homoglyphs": by_letter("aceopxyABE", "асеорхуАВЕ", keep_case=True),
    "marks": lambda text: "".join(s + "\u0336" for s in text),
    "spaced": " ".join,
    "dotted": ".".join,
    "dashed": "-".join,
    "no-break": lambda text: text.replace(" ", "\u00a0").replace("-", "\u2011"),
    "no separators": lambda text: "" if "@" in text or "." in text else re.sub("[ :-]", "", text),
    "dashes between": separators("-"),
    "dots between": separators("."),
    "spaces between": separators(" "),
    "underscores between": separators("_"),
    "slashes between": separators("/"),
    "letters for digits": by_letter("01", "Ol", keep_case=True),
    "number words": spoken(NAMES),
    "signs as words": lambda text: "".join(f" {SIGNS[s]} " if s in "@.-:" else s for s in text),
    "signs in brackets": lambda text: "".join(f" [{SIGNS[s]}] " if s in "@." else s for s in text),
    "signs in parentheses": lambda text: "".join(f"({SIGNS[s]})" if s in "@." else s for s in text),
    "tags": lambda text: "".join(f"<b>{sign}</b>" for sign in text),
    "a comment": halved("<!-- x -->"),
    "bold": halved("**"),
    "two lines": halved("\n"),
    "decimal entities": DISGUISES["decimal entities"],
    "hexadecimal entities": DISGUISES["hexadecimal entities"],
    "percent": DISGUISES["percent"],
    "percent where it must": lambda text: quote(text, safe=""),
    "Unicode escapes": DISGUISES["Unicode escapes"],
    "bytes escaped": DISGUISES["bytes escaped"],
    "quoted-printable": DISGUISES["quoted-printable"],
    "base64": DISGUISES["base64"],
    "base64 for addresses": DISGUISES["base64 for addresses"],
    "a data address": DISGUISES["a data address"],
    "base32": DISGUISES["base32"],
    "hexadecimal": DISGUISES["hexadecimal"],
    "hexadecimal in pairs": DISGUISES["hexadecimal in pairs"],
    "hexadecimal list": DISGUISES["hexadecimal list"],
    "decimal": DISGUISES["decimal"],
    "binary": DISGUISES["binary"],
    "backwards": lambda text: text[::-1],
    "tag characters": lambda text: "ok" + "".join(chr(0xE0000 + ord(sign)) for sign in text),
    "leet": by_letter("aeiostAEIOST", "431057431057", keep_case=True),
    "German number words": spoken(GERMAN),
    "Spanish number words": spoken(SPANISH),
    "number words and dashes": spoken(NAMES, "-"),
    "tildes between": separators("~"),
    "pipes between": separators("|"),
    "wide gaps": separators("   "),
    "commas between": separators(", "),
    "a span": lambda text: f'<span class="a">{text[:5]}</span><span>{text[5:]}</span>',
    "italic inside": halved("__"),
    "a comment of code": halved("/* x */"),
    "a chain of strings": lambda text: f'"{text[:6]}" + "{text[6:]}"',
    "three lines": lambda text: "\n".join((text[:4], text[4:9], text[9:])),
    "an indented line": halved("\n    "),
    "a list of signs": lambda text: ", ".join(f"'{sign}'" for sign in text),
    "named entities": lambda text: re.sub(
        r"[@.:+-]",
        lambda found: {"@": "&commat;", ".": "&period;", ":": "&colon;", "+": "&plus;"}.get(
            found[0], "&hyphen;"
        ),
        text,
    ),
    "joined strings of Python": lambda text: " ".join(f"'{p}'" for p in re.findall(".{1,5}", text)),
    "circled digits": digits_by("⓪①②③④⑤⑥⑦⑧⑨"),
    "raised digits": digits_by("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "en dashes between": separators("\u2013"),
    "base85": DISGUISES["base85"],
    "French number words": spoken("zéro un deux trois quatre cinq six sept huit neuf".split()),
    "number words, some": lambda text: "".join(
        f" {NAMES[int(s)]} " if s in "147" else s for s in text
    ),
    "a line break of HTML": halved("<br>"),
    "an escaped line break": halved("\\\n"),
    "four lines in a reply": lambda text: "\n> ".join(re.findall(".{1,5}", text)),
    "a list of parts": lambda text: str(re.findall(".{1,4}", text)),
    "fraction slashes": "\u2044".join,
    "a ring over each": lambda text: "".join(s + "\u030a" for s in text),
    "parenthesised digits": digits_by("0⑴⑵⑶⑷⑸⑹⑺⑻⑼"),
    "keycaps by name": lambda text: "".join(
        f":{NAMES[int(s)]}:" if s in DIGITS else s for s in text
    ),
    "double five": lambda text: re.sub(r"\b(\w+) \1\b", r"double \1", spoken(NAMES)(text)),
    "Finnish number words": spoken(
        "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän".split()
    ),
    "Russian number words": spoken(
        "ноль один два три четыре пять шесть семь восемь девять".split()
    ),
    "ideographic digits": digits_by("〇一二三四五六七八九"),
    "digits before stops": digits_by("🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐"),
    "emoji between": separators("🙂"),
    "backslashes between": separators("\\"),
    "hard spaces of HTML between": separators("&nbsp;"),
    "carets": "^".join,
    "one a line": "\n".join,
    "cells": lambda text: "".join(f"<td>{part}</td>" for part in re.findall(".{1,4}", text)),
    "numbered items": lambda text: "".join(
        f"\n{nth}. {part}" for nth, part in enumerate(re.findall(".{1,5}", text), 1)
    ),
    "BB code": lambda text: "".join(f"[b]{part}[/b]" for part in re.findall(".{1,4}", text)),
    "two fields": lambda text: f'{{"a": "{text[:7]}", "b": "{text[7:]}"}}',
    "followed by": lambda text: f"{text[:8]} followed by {text[8:]}",
    "at in Italian": in_address(" chiocciola ", " punto "),
    "at in Polish": in_address("(malpa)", "."),
    "at in quotes": in_address(' "at" ', ' "dot" '),
    "at in Russian": in_address(" собака ", " точка "),
    "an envelope": in_address(" 📧 ", "."),
    "number words with and": spoken(NAMES, " and "),
    "full width, spaced": lambda text: " ".join(full_width(text)),
    "curly quotes": lambda text: " ".join(f"“{part}”" for part in re.findall(".{1,5}", text)),
    "Ruby parts": lambda text: " << ".join(f"'{part}'" for part in re.findall(".{1,5}", text)),
    "quoted-printable, small": lambda text: "".join(f"={ord(s):02x}" for s in text),
    "entities of full width": lambda text: "".join(f"&#{ord(s)};" for s in full_width(text)),
    "a dot below each": lambda text: "".join(s + "\u0323" for s in text),
    "Greek capitals": by_letter("ABEHIKMNOPTXZ", "ΑΒΕΗΙΚΜΝΟΡΤΧΖ", keep_case=True),
    "quoted items": lambda text: "".join(f"\n- '{part}'" for part in re.findall(".{1,5}", text)),
}
UNSEEN: dict[str, Disguise] = {
    "Devanagari digits": digits_from(0x0966),
    "sans-serif digits": digits_from(0x1D7E2),
    "word joiners by threes": lambda text: re.sub("(...)", "\\1\u2060", text),
    "invisible separators": "\u2063".join,
    "zero width in full width": lambda text: "\u200b".join(full_width(text)),
    "an underline on each": lambda text: "".join(s + "\u0332" for s in text),
    "em spaces": "\u2003".join,
    "middle dots between": separators("·"),
    "spaced by slashes": "/".join,
    "spaced by underscores": "_".join,
    "each in brackets": lambda text: "".join(f"[{sign}]" for sign in text),
    "signs in braces": lambda text: "".join(f"{{{SIGNS[s]}}}" if s in "@." else s for s in text),
    "percent twice": DISGUISES["percent twice"],
    "octal escapes": DISGUISES["octal escapes"],
    "CSS escapes": DISGUISES["CSS escapes"],
    "code points": DISGUISES["code points"],
    "base64 twice": lambda text: DISGUISES["base64"](DISGUISES["base64"](text)),
    "base64 of hexadecimal": lambda text: DISGUISES["base64"](text.encode().hex()),
    "base64 of UTF-16": DISGUISES["base64 of UTF-16"],
    "base64 of a record": lambda text: base64.b64encode(f'{{"v": "{text}"}}'.encode()).decode(),
    "hexadecimal, colons": lambda text: text.encode().hex(":"),
    "hexadecimal, capitals": lambda text: text.encode().hex().upper(),
    "compressed": lambda text: base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode(),
    "binary in one": DISGUISES["binary in one"],
    "calls": DISGUISES["calls"],
    "arrows between": separators(" > "),
    "stars between": separators("*"),
    "equals between": separators("=="),
    "a soft break": halved("<wbr>"),
    "an empty link": halved("[](x)"),
    "a comment of TeX": halved("{}"),
    "hexadecimal with spaces in base64": lambda text: DISGUISES["base64"](text.encode().hex(" ")),
    "Braille blanks": "\u2800".join,
    "Thai digits": digits_from(0x0E50),
    "percent of UTF-16": lambda text: "".join(f"%u{ord(s):04x}" for s in text),
    "zero-padded entities": lambda text: "".join(f"&#{ord(s):07d}" for s in text),
    "JSON in base64": lambda text: DISGUISES["base64"](f'["a", "{text}", 1]'),
    "Italian number words in capitals": lambda text: spoken(
        "zero uno due tre quattro cinque sei sette otto nove".split()
    )(text).upper(),
    "each bold": lambda text: "".join(f"**{sign}**" for sign in text),
    "cells of one sign": lambda text: "".join(f"<td>{sign}</td>" for sign in text),
    "semicolons between": separators("; "),
    "dashed items": lambda text: "".join(f"\n- {part}" for part in re.findall(".{1,6}", text)),
    "entities twice": lambda text: "".join(f"&amp;#{ord(sign)};" for sign in text),
    "Oriya digits": digits_from(0x0B66),
    "diamonds between": separators("🔹"),
    "middle dots, spaced": " · ".join,
    "doubled slashes between": separators(" // "),
    "a comment every three": lambda text: "<!---->".join(re.findall(".{1,3}", text)),
    "digits underlined": lambda text: re.sub(r"(\d)", r"<u>\1</u>", text),
    "digits percent": lambda text: re.sub(r"\d", lambda found: f"%{ord(found[0]):x}", text),
    "zero width and hard spaces": lambda text: "\u200b".join(text.replace(" ", "\u00a0")),
    "R paste0": lambda text: "paste0(" + ", ".join(
        f'"{part}"' for part in re.findall(".{1,5}", text)
    ) + ")",
    "at in Dutch": in_address(" apenstaartje ", " punt "),
    "at in Spanish, brackets": in_address(" [arroba] ", " [punto] "),
    "at in stars": in_address(" *at* ", " *dot* "),
    "at in German, dashes": in_address("-ät-", "-punkt-"),
}  # fmt: skip
