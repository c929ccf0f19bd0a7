"""Traces what a whole metastore, its scripts and its consumers are made of."""

from govsim.graph.build import lineage_of
from govsim.graph.estate import Estate
from govsim.graph.lineage_graph import LineageGraph
from govsim.graph.propagation import Carried, Label, Level, Spread, spread_of
from govsim.graph.walk import Hit, Walk

__all__ = [
    "Carried",
    "Estate",
    "Hit",
    "Label",
    "Level",
    "LineageGraph",
    "Spread",
    "Walk",
    "lineage_of",
    "spread_of",
]
