"""Makes the list of common English words: `python -m tools.training.views.vocabulary DATA`.

DATA is a folder of gzipped JSON lines with `text`, `lang` and, where rows are labelled, `label`.
A word is listed when several texts of more than one source use it, the most common first.
"""

from __future__ import annotations

import re
import sys
from codecs import encode
from collections import Counter, defaultdict
from pathlib import Path

from govsim.guardrails.views.vocabulary import WORDS
from tools.training.views.likeness import texts

SOURCES = (
    "docs_train llm_warden gpteacher self_instruct s_labs gsm8k prompts_chat purplellama_instruct"
    " jailbreak_llms_2023_05 neuralchemy"
).split()
# A word of prose: nothing of a name in code, a path or an address stands beside it.
WORD = re.compile(r"(?<![\w'’.\-/_$@#])[A-Za-z][a-z]+(?![\w_/@(])")
SHORT = (
    "ah am an as at be by do go he hi if in is it me my no of oh ok on or so to up us we id vs pm"
).split()
LEAST = {2: 10**9, 3: 14}  # texts, by length of the word
USUAL, ALONE = 2, 6  # texts in two sources, or in one


def main() -> int:
    """Count and write."""
    data = Path(sys.argv[1])
    uses: Counter[str] = Counter()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for source in SOURCES:
        for text in texts(data, [source], "en", attacks=True):
            words = {word.lower() for word in WORD.findall(text)}
            uses.update(words)
            for word in words:
                sources[word].add(source)
    listed = [
        word
        for word, _ in sorted(uses.items(), key=lambda use: (-use[1], use[0]))
        if word in SHORT or (common(word, uses, sources) and not disguise(word, uses))
    ]
    Path(str(WORDS)).write_text("\n".join(listed) + "\n", encoding="ascii")
    print(f"{WORDS}: {len(listed)} words")
    return 0


def common(word: str, uses: Counter[str], sources: dict[str, set[str]]) -> bool:
    """Whether enough texts use a word."""
    least = LEAST.get(len(word), USUAL if len(sources[word]) > 1 else ALONE)
    return uses[word] >= least and (len(sources[word]) > 1 or len(word) > 3)


def disguise(word: str, uses: Counter[str]) -> bool:
    """Whether a word is a far commoner one, turned round or shifted by 13 letters."""
    return max(uses[word[::-1]], uses[encode(word, "rot13")]) > 5 * uses[word]


if __name__ == "__main__":
    sys.exit(main())
