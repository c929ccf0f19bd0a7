"""Reads files of other tools that know of lineage."""

from govsim.sources.flows.reading import ENDINGS, read_lineage

__all__ = ["ENDINGS", "read_lineage"]
