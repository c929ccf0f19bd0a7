"""Makes the reference pages of personal data: the types, the formats, and the tagger's card."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "training" / "names"
MADE = "<!-- Made by `python -m tools.reference`; edit the code instead. -->\n"


def formats_page() -> str:
    """Return the page of types and formats."""
    from govsim.guardrails.pii.formats import FORMATS
    from govsim.guardrails.pii.names.detector import TYPES as NAMED
    from govsim.guardrails.pii.settings import KEYS
    from govsim.guardrails.pii.values import TYPES

    by_country: dict[str, list[str]] = defaultdict(list)
    for known in FORMATS:
        check = "" if known.check else " (no check digit)"
        by_country[known.country or "any"].append(f"`{known.id}` {known.type}{check}")
    types = "\n".join(
        f"| `{t.name}` | {t.about} | {'`names`' if t.name in NAMED else '`pii`'} | {t.threshold} | "
        f"{'yes' if t.personal else 'on request'} |"
        for t in TYPES.values()
    )
    formats = "\n".join(
        f"| {c} | {', '.join(sorted(rows))} |" for c, rows in sorted(by_country.items())
    )
    return f"""{MADE}
# Personal data

The detectors `pii` and `names` find personal data in any text. A policy asks for them by name, and chooses types in its
rules.

## Types

| type | what it is | detector | least score | looked for |
|---|---|---|---|---|
{types}

A score is the probability that a finding is what its type says. What scores less than the least score of its type is
not reported; a policy may set another with `thresholds`.

## Options of `pii`

{", ".join(f"`{key}`" for key in KEYS)}: see [how to screen for personal data](../how-to/personal-data.md).

## Formats

{len(FORMATS)} formats of {len(by_country) - 1} countries, and of none. A format is found alone in a text if numbers that
pass its check are rarely anything else; otherwise a word for it must stand near.

| country | formats |
|---|---|
{formats}

Account numbers (IBAN of all countries of the registry), bank codes, e-mail, internet and hardware addresses, telephone
numbers, vehicle numbers, crypto wallets, dates of birth, passwords and names of accounts have rules of their own. Any
value behind a label such as "passport number" is found whatever its form.
"""


def model_card() -> str:
    """Return the model card of the tagger of names."""
    manifest = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    results = json.loads((FOLDER / "results.json").read_text("utf-8"))
    sources = [
        *(f"| {s['name']} | {s['licence']} | labelled texts |" for s in manifest["labelled"]),
        *(
            f"| {s['name']} | {s['licence']} | names and places |"
            for s in manifest["names_and_places"]
        ),
        *(f"| {s['name']} | {s['licence']} | ordinary texts |" for s in manifest["ordinary_texts"]),
        *(
            f"| {s['name']} | {s['licence']} | open texts, read by a teacher |"
            for s in manifest["open_texts"]["sources"]
        ),
    ]
    teacher = manifest["open_texts"]["teacher"]
    newline = "\n"
    return f"""{MADE}
# Model card: the tagger of names

**What it is.** A network that labels each word of a text as part of a person, a place, an address, an organisation, or
none: sums of embedded word pieces, three convolutions, 13 labels; 2.4 MB; numpy alone runs it. Detector `names`.

**What it is for.** To find names in prompts, documents, answers and training rows, in English, German, French, Spanish,
Italian, Dutch, Polish, Portuguese and Swedish, and passably in their neighbours. It reads Latin script; in Cyrillic,
Greek, Arabic, Hebrew, Chinese, Japanese, Korean, Thai and the scripts of India, names and addresses are found by rules
where a label of a form announces them, in Chinese, Japanese and Korean beside a word of courtesy, too.

**What it is not for.** To tell who somebody is, to find names in other scripts without such a label, or to stand alone
where one missed name is one too many.

## How well it does

Any person, place or address; a span is found when half of it is covered. F2 counts recall four times precision.

{newline.join(_table(title, rows) for title, rows in results.items())}

## What it was trained on

{manifest["generated"]["texts"]:,} texts were generated in {len(manifest["generated"]["languages"])} languages from templates of our
own. {manifest["open_texts"]["pieces"]:,} pieces of open texts were labelled by {teacher["name"]} {teacher["version"]} ({teacher["licence"]}), and
their names were put in place of others half of the time; what the teacher said and no list of names bears out was not
learned.

| source | licence | as |
|---|---|---|
{newline.join(sources)}

The hashes of the sources stand in `tools/training/names/manifest.json`; no row of them is in the repository. Seed:
{manifest["seed"]}.

## What is judged after it

Of what the network marks, some is plainly none, and goes:

- words in lower case in a text that writes names with capitals, unless a list of names or places bears them out, and
  places in lower case that no preposition announces; what follows a name in lower case is cut off;
- roles, greetings and labels of forms alone; a noun behind a German article; an unlikely word that begins a sentence;
- dates, times, quantities, results of games, numbered things and codes that were taken for addresses;
- names that things bear: what stands beside the name says that it is a disease, a law, a tool, a dish, a ship or a
  school, a heading says that a list of things follows, or the name is a brand's or a figure's and hardly anybody's.

Posts and prompts without capitals keep their names. Where in doubt a find stays: a lost name is worse than noise.

## What is known to go wrong

Words that begin a sentence and are also names; single surnames without any word that speaks of a person; names of teams
that are names of towns; street names taken for people. Names that things bear are taken for those of people wherever
only knowledge of the world tells them apart, a play, a car, a cocktail: the 46 texts of look-alikes above hold 95 wrong
finds, 45 of them people, and 57 of the 95 are in the half that nobody read; there were 176 before most of these rules.
Scores of single lower-case words are too high.
"""


def _table(title: str, rows: dict[str, dict[str, float]]) -> str:
    body = "\n".join(
        f"| {name} | {int(r['texts'])} | {r['precision']:.2f} | {r['recall']:.2f} | {r['F2']:.2f} |"
        for name, r in rows.items()
    )
    return (
        f"{title}\n\n| texts | number | precision | recall | F2 |\n|---|---|---|---|---|\n{body}\n"
    )
