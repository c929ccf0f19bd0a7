"""Finds secrets in texts: tokens by format, values by label, passwords in prose, private keys."""

from govsim.guardrails.secrets.baseline import Accepted, Baseline
from govsim.guardrails.secrets.detector import SecretsDetector, detector

__all__ = ["Accepted", "Baseline", "SecretsDetector", "detector"]
