"""Compares: what breaks downstream of a change, and for whom."""

from govsim.impact.downstream.impact import impact_between, impact_of
from govsim.impact.downstream.values import Affected, Change, Impact, Verdict, counted

__all__ = ["Affected", "Change", "Impact", "Verdict", "counted", "impact_between", "impact_of"]
