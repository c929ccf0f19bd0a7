"""Reads files: scripts, notebooks, states, dumps, scenarios; nothing else of govsim opens one."""

from govsim.sources.beside import Beside, read_beside
from govsim.sources.cases import CaseFields, CaseLine, looks_like_case, read_cases
from govsim.sources.described import Where, governed
from govsim.sources.dump import write_dump
from govsim.sources.json_text import read_json
from govsim.sources.load import read_changes, read_state, walk
from govsim.sources.scenarios import Happening, Story, Then, ThenFields, is_story, read_stories
from govsim.sources.text import read_text
from govsim.sources.tree import read_tree

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
