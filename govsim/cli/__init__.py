"""Serves the command line."""

from govsim.cli.main import main, parser

__all__ = ["main", "parser"]
