"""Reads files: scripts, notebooks, states, dumps, scenarios; nothing else of govsim opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govsim.lazily import loaded_from

if TYPE_CHECKING:
    from govsim.sources.beside import Beside, read_beside
    from govsim.sources.cases import CaseFields, CaseLine, looks_like_case, read_cases
    from govsim.sources.described import Where, governed
    from govsim.sources.dump import write_dump
    from govsim.sources.json_text import read_json
    from govsim.sources.load import read_changes, read_state
    from govsim.sources.scenarios import Happening, Story, Then, ThenFields, is_story, read_stories
    from govsim.sources.text import read_text
    from govsim.sources.tree import read_tree
    from govsim.sources.walking import walk

__all__ = [
    "Beside",
    "CaseFields",
    "CaseLine",
    "Happening",
    "Story",
    "Then",
    "ThenFields",
    "Where",
    "governed",
    "is_story",
    "looks_like_case",
    "read_beside",
    "read_cases",
    "read_changes",
    "read_json",
    "read_state",
    "read_stories",
    "read_text",
    "read_tree",
    "walk",
    "write_dump",
]
# Loaded when first asked for: a command needs a few of them.
if not TYPE_CHECKING:
    __getattr__ = loaded_from(
        __name__,
        {
            "govsim.sources.beside": "Beside read_beside",
            "govsim.sources.cases": "CaseFields CaseLine looks_like_case read_cases",
            "govsim.sources.described": "Where governed",
            "govsim.sources.dump": "write_dump",
            "govsim.sources.json_text": "read_json",
            "govsim.sources.load": "read_changes read_state",
            "govsim.sources.scenarios": "Happening Story Then ThenFields is_story read_stories",
            "govsim.sources.text": "read_text",
            "govsim.sources.tree": "read_tree",
            "govsim.sources.walking": "walk",
        },
    )
