"""Classifies the columns of a table, and suggests the tags, masks and filters they need."""

from govsim.guardrails.columns.classify import LEAST, classify
from govsim.guardrails.columns.proof import Residue, residues
from govsim.guardrails.columns.suggest import masks, policies, row_filters, tags
from govsim.guardrails.columns.values import TAGS, Classified, Column

__all__ = [
    "LEAST",
    "TAGS",
    "Classified",
    "Column",
    "Residue",
    "classify",
    "masks",
    "policies",
    "residues",
    "row_filters",
    "tags",
]
