"""Reads SQL scripts and notebooks into typed statements, and writes statements as SQL."""

from govsim.sql.builtins import BUILTINS
from govsim.sql.names import is_path, quote_name, quote_principal
from govsim.sql.notebook import unwrapped
from govsim.sql.question import read_question
from govsim.sql.script import Script, read_script, read_statement
from govsim.sql.source import Source
from govsim.sql.variables import filled
from govsim.sql.write import write

__all__ = [
    "BUILTINS",
    "Script",
    "Source",
    "filled",
    "is_path",
    "quote_name",
    "quote_principal",
    "read_question",
    "read_script",
    "read_statement",
    "unwrapped",
    "write",
]
