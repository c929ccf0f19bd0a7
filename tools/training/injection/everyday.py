"""Goes on from weights with prompts, documents or results of tools; what they knew stays as it was.

    python -m tools.training.injection.everyday --stage STAGE --pool DIR --manifest FILE --packages DIR \\
        --begin DIR --work DIR

`--begin` is the folder of the weights to go on from.

The prompts of the first stage tell a model how to answer, correct what was said, ask for what stands
above, or are attacks that stand close by. In the documents of the second people ask people, and some
hold a request as quiet as theirs that nobody there would make; attacks in many languages are with
them. The third learns what tools return to an agent, where a bare wish in some field is enough. Neither
tier had seen their kind. All other rows are there to hold the logits that they had: a
table and an encoder trained anew with the new ones would find another way.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from govsim.guardrails import Channel
from govsim.guardrails.injection import InjectionDetector
from govsim.guardrails.injection.detector import SIDES
from tools.training.injection import (
    corpus,
    features,
    heads,
    mined,
    pool,
    quantise,
    results,
    translated,
    written,
)
from tools.training.injection.bounds import highest_logit
from tools.training.injection.encoder import Encoder
from tools.training.injection.folds import HELD, HELD_PREFIX
from tools.training.injection.pool import Row
from tools.training.injection.scoring import plain_tokenizer
from tools.training.injection.train_encoder import (
    Examples,
    RunningMean,
    batches,
    examples_of,
    loss_of,
    padded,
)

ORIGIN = Path(__file__).parent / "provenance.json"
SHIPPED = Path("govsim/guardrails/weights/injection")
SEED = 1
SAID = 3.0  # times as much as another row, a new one counts for a table
LEVELLED = 4000  # texts of packages that the reading of data is levelled with
ASKED = 3000  # documents in which a written request is planted
KNOWN = 40_000  # rows that hold the table in an epoch
WINDOWS = 32_000  # windows that may hold the encoder
OFTEN = 1.0  # times as many of them a round as new ones
SEEN = 80_000  # windows that the encoder sees, new and known
HOLD = 0.5  # how much a known logit counts beside the labels
RATE, AVERAGE, DROPOUT = 1e-4, 0.985, 0.05


PROMPTS, DOCUMENTS, TOOLS = "everyday", written.DAILY, written.TOOLS  # the stages, in their order
OF_DATA = (DOCUMENTS, TOOLS)
# Of what tools return, the encoder's last layers learnt nothing that the tables do not tell.
ENCODED = (PROMPTS, DOCUMENTS)
ORIGINS = {
    PROMPTS: "prompts of every day and attacks close by",
    DOCUMENTS: "documents of every day, quiet injections, requests to plant, prompts in many languages",
    TOOLS: "results of tools, wishes in them that are nobody's there, requests to plant",
}
ONE_BY_ONE = (
    written.SOURCE,
    written.PLANTED,
    f"own_{DOCUMENTS}",
    f"own_planted_own_{DOCUMENTS}",
)
HOSTS = frozenset({"docs_train", "docs_multi_train", "swe_lancer"})

STEPS = ("heads", "held", "encoder", "level", "ship")


def known_rows(
    stage: str, folder: Path, manifest: Path, packages: Path, rng: random.Random
) -> dict[str, list[Row]]:
    """Return what both tiers know before a stage, by source, label and channel."""
    own = [*corpus.own_rows(7), *corpus.late_rows(12)]
    rows = [*pool.pool_rows(folder, manifest), *own, *written.documents(), *written.prompts()]
    hosts = [row for row in own if row.channel == "data" and not row.label]
    rows += written.planted(rng.sample(hosts, 3000), 3000, 15)
    rows += [*mined.mined_rows(packages), *mined.manual_rows(packages), *mined.page_rows(packages)]
    rows += translated.translated_rows(packages, 350, 11)
    if stage in OF_DATA:
        rows += (replace(row, source=PROMPTS) for row in written.everyday())
    if stage == TOOLS:
        rows += written.stage_prompts(DOCUMENTS)
        rows += written.stage_documents(DOCUMENTS, hosts, ASKED, SEED)
    groups: dict[tuple[str, int, str], list[Row]] = {}
    for row in rows:
        if row.source not in HELD and not row.source.startswith(HELD_PREFIX):
            key = (row.source.partition("@")[0], row.label, row.channel)
            groups.setdefault(key, []).append(row)
    return {"/".join(map(str, key)): groups[key] for key in sorted(groups)}


def drawn(
    groups: dict[str, list[Row]], rng: random.Random, *, own: int, other: int, one_by_one: int
) -> list[Row]:
    """Return so many rows at most of each group: of grammars and packages, of others, of written ones."""
    rows: list[Row] = []
    for name, group in groups.items():
        most = own if name.startswith(("own_", "mined_", "translated_")) else other
        if name.startswith(ONE_BY_ONE):
            most = one_by_one
        if name.startswith(PROMPTS):
            most = len(group)
        rows += rng.sample(group, min(most, len(group)))
    return rows


def new_rows(stage: str, groups: dict[str, list[Row]]) -> list[Row]:
    """Return what a stage learns; half of the documents that requests are planted in are known."""
    if stage == PROMPTS:
        return list(written.everyday())
    hosts = [row for group in groups.values() for row in group if row.source in HOSTS]
    rows = [*written.stage_prompts(stage), *written.stage_documents(stage, hosts, ASKED, SEED)]
    if stage == TOOLS:
        # What is asked in documents of every day, nobody would have a tool return either.
        own = [row for row in rows if row.source == f"own_{TOOLS}_clean" and row.channel == "data"]
        folder = written.TEXTS / DOCUMENTS
        rows += written.planted(own, ASKED // 2, SEED + 1, folder, f"own_{TOOLS}_request")
    return rows


def train_heads(
    stage: str, groups: dict[str, list[Row]], new: list[Row], begin: Path, folder: Path
) -> None:
    """Train every table further that reads what is new; each holds what it made of all it judges."""
    known = drawn(groups, random.Random(SEED), own=200, other=10**6, one_by_one=1500)
    flat = features.flat_grams([r.text for r in [*known, *new]], features.character_classes())
    data = np.array([row.channel == "data" for row in [*known, *new]])
    is_new = np.arange(len(data)) >= len(known)
    for name in sorted(SIDES[True] if stage == TOOLS else set().union(*SIDES.values())):
        found, arrays = quantise.read_heads(begin / f"heads-{name}.npz")
        of_it = np.flatnonzero(np.isin(data, [side for side in SIDES if name in SIDES[side]]))
        logits, _ = heads.scores_of(found, flat, np.arange(len(data)))
        # The target by which this loss pulls to the logit.
        logit = np.where(data, logits[:, 1], logits[:, 0])
        target = np.clip((1 / (1 + np.exp(-logit)) - 0.02) / 0.96, 0, 1)
        target[is_new] = [row.label for row in new]
        training = heads.Training(
            flat,
            target.astype(np.float32),
            data,
            is_new.astype(np.int64),
            of_it,
            np.where(is_new, SAID, 1).astype(np.float32),
            epochs=6,
            cap=KNOWN,
            decay=0.0,
        )
        heads.go_on(training, found, SEED)
        arrays = quantise.again_quantised(found, arrays)
        quantise.write_heads(arrays, folder / f"heads-{name}.npz")


def hold_windows(groups: dict[str, list[Row]], begin: Path, folder: Path) -> None:
    """Keep the logits of some windows, as they are before anything is learnt."""
    held = _windows(groups, begin)
    usable = np.random.default_rng(SEED).permutation(len(held))[:WINDOWS]
    logits = _logits(quantise.read_encoder(begin / "encoder.onnx"), held, usable)
    np.savez(folder / "held.npz", usable=usable, logits=logits)


def _windows(groups: dict[str, list[Row]], begin: Path) -> Examples:
    known = drawn(groups, random.Random(SEED), own=60, other=600, one_by_one=1500)
    return examples_of(known, plain_tokenizer(begin / "tokenizer.json"), 7)


def train_encoder(groups: dict[str, list[Row]], new: list[Row], begin: Path, folder: Path) -> None:
    """Train the encoder further; its word pieces stay."""
    held = _windows(groups, begin)
    fresh = examples_of(new, plain_tokenizer(begin / "tokenizer.json"), 3)
    told = np.load(folder / "held.npz")
    model = quantise.read_encoder(begin / "encoder.onnx")
    torch.manual_seed(SEED)
    model.words.weight.requires_grad_(requires_grad=False)
    model.places.weight.requires_grad_(requires_grad=False)
    model.dropout = DROPOUT
    _learn(model.train(), held, told["usable"], told["logits"], fresh)
    quantise.write_encoder(model.eval(), folder / "encoder.onnx")


def _logits(model: Encoder, held: Examples, usable: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the logits of some windows before anything is learnt, in the places of all."""
    out = np.full(len(held), np.nan, np.float32)
    with torch.inference_mode():
        for batch in batches(held, np.sort(usable), 8192, np.random.default_rng(0)):
            out[batch] = model(*padded(held, batch)).numpy()
    return out


def _learn(
    model: Encoder,
    held: Examples,
    usable: NDArray[np.int64],
    logits: NDArray[np.float32],
    fresh: Examples,
) -> None:
    """Learn the labels of new windows, and hold the logits of known ones; keep a running mean."""
    trained = [each for each in model.parameters() if each.requires_grad]
    mean = RunningMean(trained, AVERAGE)
    optimiser = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    rng = np.random.default_rng(SEED)
    seen = 0
    rounds = _rounds(held, usable, fresh, rng)
    steps = 0
    while (done := seen / SEEN) < 1:
        steps += 1
        for group in optimiser.param_groups:
            group["lr"] = RATE * (min(1, done / 0.06 + 0.02) * (1 - done) + 0.005)
        optimiser.zero_grad()
        for is_known, batch in itertools.islice(rounds, 2):
            examples = held if is_known else fresh
            with torch.autocast("cpu", torch.bfloat16):
                logit = model(*padded(examples, batch))
            if is_known:
                told = torch.from_numpy(logits[batch])
                loss = HOLD * nn.functional.smooth_l1_loss(logit.float(), told)
            else:
                loss = loss_of(logit.float(), torch.from_numpy(examples.labels[batch]))
            loss.backward()  # type: ignore[no-untyped-call]
            seen += len(batch)
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        mean.add()
        if steps % 100 == 0:
            print(f"{seen}/{SEEN} windows", file=sys.stderr, flush=True)
    mean.keep()


def _rounds(
    held: Examples, usable: NDArray[np.int64], fresh: Examples, rng: np.random.Generator
) -> Iterator[tuple[bool, NDArray[np.int64]]]:
    """Return batches without end, of new and of known windows, and whether it is known ones."""
    while True:
        some = rng.permutation(usable)[: int(OFTEN * len(fresh))]
        new = batches(fresh, rng.permutation(len(fresh)), 1024, rng)
        both = [(False, each) for each in new]
        both += [(True, each) for each in batches(held, some, 1536, rng)]
        yield from (both[n] for n in rng.permutation(len(both)))


def level(begin: Path, folder: Path, packages: Path) -> None:
    """Move the reading of data so that as many files of packages are flagged as were before.

    They are packages that nothing is trained on. What is learnt of requests in documents would be
    paid with alarms elsewhere, and the thresholds are those of the folds.
    """
    found = json.loads((begin / "calibration.json").read_text(encoding="utf-8"))
    (folder / "calibration.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for path in (begin / "tokenizer.json", begin / "encoder.onnx", *sorted(begin.glob("heads-*"))):
        if not (folder / path.name).exists():
            shutil.copy(path, folder / path.name)
    rows = [*mined.mined_rows(packages), *mined.manual_rows(packages), *mined.page_rows(packages)]
    texts = sorted(
        {r.text for r in rows if r.source.startswith(HELD_PREFIX) and r.channel == "data"}
    )
    texts = random.Random(SEED).sample(texts, LEVELLED)
    before, after = (_read_of(each, texts) for each in (begin, folder))
    share = float(np.mean(before >= 0.5))
    at = float(np.quantile(after, 1 - share))
    for each in found.values():
        each["highest"] = highest_logit(folder / "encoder.onnx")
    found["data"]["together"][2] = round(found["data"]["together"][2] - np.log(at / (1 - at)), 4)
    (folder / "calibration.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _read_of(weights: Path, texts: list[str]) -> NDArray[np.float64]:
    detector = InjectionDetector(weights)
    return np.array([detector.read(text, Channel.DOCUMENT).probability for text in texts])


def ship(stage: str, begin: Path, folder: Path) -> None:
    """Put the weights in their place, and write what those before and they come to."""
    told = json.loads(results.RESULTS.read_text(encoding="utf-8"))
    before = results.told_of_held(begin)
    for name in ("heads-*.npz", "encoder.onnx", "calibration.json"):
        for path in sorted(folder.glob(name)):
            shutil.copy(path, SHIPPED / path.name)
    after = results.told_of_held(SHIPPED)
    told |= results.shipped() | {
        stage: {
            "before": before,
            "after": after,
            "levelled": LEVELLED * (stage in OF_DATA),
            **_counts(stage),
        }
    }
    results.RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    of_all = json.loads(ORIGIN.read_text(encoding="utf-8"))
    others = [each for each in of_all["sources"] if each["name"] != stage]
    entry = {
        "name": stage,
        "licence": "own",
        "origin": f"{ORIGINS[stage]}, written one by one for this project",
        "sha256": None,
        **_counts(stage),
    }
    of_all["sources"] = sorted([*others, entry], key=itemgetter("name"))
    ORIGIN.write_text(json.dumps(of_all, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _counts(stage: str) -> dict[str, int]:
    """Return how many texts of a stage are harmless, and how many attacks."""
    rows = list(written.everyday() if stage == PROMPTS else written.stage_texts(stage))
    attacks = sum(row.label for row in rows)
    return {"harmless": len(rows) - attacks, "attacks": attacks}


def steps_of(stage: str) -> tuple[str, ...]:
    """Return the steps that a stage has, in their order."""
    out = () if stage in ENCODED else ("held", "encoder")
    out += () if stage in OF_DATA else ("level",)
    return tuple(step for step in STEPS if step not in out)


def main() -> None:
    """Take the named steps, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", choices=tuple(ORIGINS), required=True)
    for name in ("pool", "manifest", "packages", "begin", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(STEPS))
    given = parser.parse_args()
    known = steps_of(given.stage)
    steps = given.steps or known
    if unknown := set(steps) - set(known):
        parser.error(f"no such step of {given.stage}: {', '.join(sorted(unknown))}")
    given.work.mkdir(parents=True, exist_ok=True)
    if set(steps) - {"level", "ship"}:
        groups = known_rows(
            given.stage, given.pool, given.manifest, given.packages, random.Random(5)
        )
        new = new_rows(given.stage, groups)
    if "heads" in steps:
        train_heads(given.stage, groups, new, given.begin, given.work)
    if "held" in steps:
        hold_windows(groups, given.begin, given.work)
    if "encoder" in steps:
        train_encoder(groups, new, given.begin, given.work)
    if "level" in steps:
        level(given.begin, given.work, given.packages)
    if "ship" in steps:
        ship(given.stage, given.begin, given.work)


if __name__ == "__main__":
    main()
