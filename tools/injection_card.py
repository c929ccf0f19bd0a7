"""Renders the model card of the injection models out of the measures that training wrote."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "training" / "injection"
MADE = "<!-- Made by `python -m tools.reference`; run `make model-card` instead of editing. -->\n"

WHAT = """\
# Model card: prompt injection and jailbreaks

**What it is.** Two tiers. The first reads every text: hashed n-grams of words and characters,
four lanes of 8-bit weights, summed over windows in whole numbers. The second, a 4-layer encoder in
8 bits with a marker for the channel, reads the hottest stretches of the texts that the first is
unsure of. Detector `injection`.

**What it is for.** To tell attempts to override, hijack or extract an assistant's instructions, and
jailbreaks, from everything else: in what a person writes, and in documents and tool output, where a
request is out of place already.

**What it is not for.** A harmful question without such a device is not an attack here. It replaces
no separation of privileges: whoever may try often enough finds words that pass.

**Channels.** `document`, `tool_output`, `tool_description`, `tool_arguments` and `training` are
judged as data; every other channel as a prompt. Each has a calibration of its own. A probability is
told for a deployment in which attacks are so rare that half of what stands at the shipped
threshold, 0.5, is harmless.
"""

HOW = """\
## How well it does

Every figure is of a source that had no part in training: five folds, each leaving out a family of
sources, harmless ones too, with both tiers trained anew in each, and the calibration with its
threshold fitted on the other folds. Each text is read as the detector reads it, disguises undone.
*Flagged*: share at the shipped threshold. *At 1 %*: share of attacks found where one harmless text
in a hundred of that fold is (in the channel of data: of documents). *Strict*: the same where hard
harmless texts stay at 1 % as well. *Read*: share that the second tier reads.

The hard harmless texts with the words of attacks, and the files and documents of packages, are the
same texts in every fold: no fold trains on them, but each fold's threshold saw them scored by the
models of the others. The choice between variants rests on these rows too. So the figures are a
little kinder than those of a source that nobody has looked at.

`own_held` and the documents full of requests were written for this measure, one by one and
apart from what was trained on: harmless ones, those in which an injection stands, and requests that
were planted in the harmless ones. They are the same in every fold, and count apart.

Tickets of one project stand apart from documents: all begin with the same form, and an alarm about
the form counts by the dozen.
"""

MIXED = """\
The weights are not of one run. The counts are of all rows. The table for data learnt them but for
the last written texts (about 370 documents and requests); the table for prompts comes from before
the last grammars. The encoder's last stage went on in six pieces, as its texts were written, 88,000
windows in all. As data, the folds are measured with encoders that began as those of an earlier run
and saw 38,000 windows of that stage; as prompts, with those of the run that ships, before it. On
the folds of the earlier run that stage changed how many prompts are found from 69.9 to 70.4 %.
"""

EVERYDAY = """\
### Prompts and documents of every day, results of tools

The weights that ship went on from those that the folds tell of, in three stages. The first learnt
{prompts} prompts that tell a model how to answer, correct what was said or ask for what stands
above, and attacks that stand close by. The second learnt {documents} texts more: documents in which
people ask people, others with one request in them that nobody there would make, the same without
it, such requests by themselves, which were planted in more documents, and prompts in many
languages. The third learnt {tools} texts of the same four kinds as tools return them to an agent,
where half of the requests are bare wishes in some field; only the tables for data learnt them, as
the last two layers of the encoder were tried and won nothing more. All else was held by the logits
it had.

Measured on texts of other authors, which nothing is trained on, at the shipped threshold; *AUC* is
over both kinds. `documents` are those that the folds are measured on too, `documents-daily` were
written for the second stage, `documents-tools` for the third. What the folds would come to with
these stages was not measured, and the calibration is theirs; but the reading of data was moved so
that of {levelled} texts of packages that nothing is trained on as many are flagged as before. With
tables for prompts that left out a family, the first stage found most of its attacks more often
(decision 0012).
"""

STAGES = ("everyday", "daily", "tools")  # in their order
NAMES = {
    "ordinary": "ordinary prompts",
    "hard/own": "harmless, with the words of attacks",
    "hard/prompts": "role prompts (prompts.chat)",
    "hard/toolformer": "calls of tools in training rows",
    "agent/user": "instruction files of agents, as prompts",
    "agent/data": "instruction files of agents, as data",
    "document/user": "documentation, code, logs, as prompts",
    "document/data": "documentation, code, logs, as data",
    "document/twins": "documents before an attack was planted",
    "asking/data": "documents in which people ask people, of a form left out",
    "loud/data": "documents full of requests among people, written for this measure",
    "manuals/data": "documentation, code and settings of other packages, as data",
    "tickets/user": "tickets of one form, as prompts",
    "tickets/data": "tickets of one form, as data",
    "tickets/twins": "the same before an attack was planted",
}


def page() -> str:
    """Return the card."""
    results = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
    origin = json.loads((FOLDER / "provenance.json").read_text(encoding="utf-8"))
    parts = [MADE, WHAT, HOW, *_tables(results), *_texts(results), *_origin(origin)]
    return "\n".join([*parts, *_hashes(results)]) + "\n"


def _tables(results: dict[str, Any]) -> Iterator[str]:
    for channel, title in (("prompt", "As prompts"), ("data", "As data")):
        rows = results["suites"][channel]
        yield f"### {title}\n"
        yield _table(
            ("attacks left out", "fold", "rows", "flagged", "at 1 %", "strict", "read"),
            [
                (
                    row["suite"].partition("/")[2].replace("own_planted_", "planted: "),
                    row["fold"],
                    row["rows"],
                    *(_percent(row[name]) for name in ("flagged", "at_one", "strict", "read")),
                )
                for row in rows
                if row["attack"]
            ],
        )
        yield _table(
            ("harmless texts left out", "fold", "rows", "flagged", "read"),
            [
                (
                    NAMES.get(row["suite"], row["suite"].partition("/")[2]),
                    row["fold"],
                    row["rows"],
                    _percent(row["flagged"]),
                    _percent(row["read"]),
                )
                for row in rows
                if not row["attack"]
            ],
        )
    yield "### Means\n"
    yield _table(
        ("measure", "value"), [(name, _percent(value)) for name, value in results["means"].items()]
    )
    yield EVERYDAY.format(**{name: f"{many:,}" for name, many in _many(results).items()})
    yield _table(
        ("set", "weights", "harmless", "flagged", "attacks", "found", "AUC"),
        [
            (
                name,
                when,
                row["harmless"],
                _percent(row["flagged"]),
                row["attacks"],
                _percent(row["found"]),
                row["auc"],
            )
            for name in results["tools"]["before"]
            for when, held in _stages(results)
            if (row := held.get(name))
        ],
    )


def _many(results: dict[str, Any]) -> dict[str, int]:
    """Return how many texts each stage learnt, and how many its reading was levelled with."""
    everyday, daily, tools = (results[stage] for stage in STAGES)
    return {
        "prompts": everyday["harmless"] + everyday["attacks"],
        "documents": daily["harmless"] + daily["attacks"],
        "tools": tools["harmless"] + tools["attacks"],
        "levelled": tools["levelled"],
    }


def _stages(results: dict[str, Any]) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return what each set came to before, between and after the stages."""
    everyday, daily, tools = (results[stage] for stage in STAGES)
    return (
        ("before", everyday["before"]),
        ("prompts learnt", daily["before"]),
        ("documents too", tools["before"]),
        ("results of tools too", tools["after"]),
    )


def _texts(results: dict[str, Any]) -> Iterator[str]:
    yield "### Texts that no grammar made\n"
    yield (
        "Written by hand for the tests (`tests/guardrails/injection/texts.jsonl`), scored with the"
        " shipped weights.\n"
    )
    rows = [
        (f"`{name}`", "attack" if row["label"] else "harmless", row["channel"], row["score"])
        for name, row in results["texts"].items()
    ]
    yield _table(("text", "what it is", "channel", "probability"), rows)


def _origin(origin: dict[str, Any]) -> Iterator[str]:
    yield "## What it was trained on\n"
    base = origin["base"]
    yield f"The encoder began as {base['name']} ({base['licence']}). No row ships.\n"
    yield MIXED
    yield _table(
        ("source", "licence", "harmless", "attacks"),
        [(s["name"], s["licence"], s["harmless"], s["attacks"]) for s in origin["sources"]],
    )
    yield "Packages that documents and the texts of user interfaces were taken from:\n"
    yield _table(
        ("package", "licence", "use"),
        [
            (p["name"], p["licence"], "measured on only" if p["held_out"] else "trained on")
            for p in origin["packages"]
        ],
    )


def _hashes(results: dict[str, Any]) -> Iterator[str]:
    yield "## Which weights\n"
    yield _table(("file", "sha256"), [(f"`{n}`", f"`{h}`") for n, h in results["weights"].items()])


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    lines = [tuple(head)]
    lines += [("---",) * len(lines[0]), *map(tuple, rows)]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"
