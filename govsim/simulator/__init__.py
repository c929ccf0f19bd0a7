"""Holds a metastore through its versions, and puts every question to it; it decides nothing."""

from govsim.simulator.applied import Applied
from govsim.simulator.groups import Groups
from govsim.simulator.reading import statements_of
from govsim.simulator.simulator import Simulator

__all__ = ["Applied", "Groups", "Simulator", "statements_of"]
