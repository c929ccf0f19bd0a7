"""Traces reachability between numbered nodes, over arrays, at ten million edges and more."""

from govsim.lineage.compact.graph import CompactGraph
from govsim.lineage.compact.reach import Reach

__all__ = ["CompactGraph", "Reach"]
