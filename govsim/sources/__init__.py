"""Reads files: scripts, notebooks, states and dumps; nothing else of govsim opens one."""

from govsim.sources.dump import write_dump
from govsim.sources.load import read_changes, read_state
from govsim.sources.text import read_text

__all__ = ["read_changes", "read_state", "read_text", "write_dump"]
