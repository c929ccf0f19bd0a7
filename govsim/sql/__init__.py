"""Reads SQL scripts and notebooks into typed statements, and writes statements as SQL."""

from govsim.sql.builtins import BUILTINS
from govsim.sql.constants import literal
from govsim.sql.files import option, reading
from govsim.sql.identity import IdentityCall, constant_text, identity_calls
from govsim.sql.inlined import inlined
from govsim.sql.names import path_in, quote_name, quote_principal
from govsim.sql.notebook import Followed, followed, unwrapped
from govsim.sql.pyspark.values import LENIENT
from govsim.sql.question import read_question
from govsim.sql.script import Script, read_body, read_script, read_statement
from govsim.sql.source import Source
from govsim.sql.variables import filled
from govsim.sql.versions import AFTER_ALIAS, SYSTEM_WORDS, VERSION_MARK
from govsim.sql.write import write

__all__ = [
    "AFTER_ALIAS",
    "BUILTINS",
    "LENIENT",
    "SYSTEM_WORDS",
    "VERSION_MARK",
    "Followed",
    "IdentityCall",
    "Script",
    "Source",
    "constant_text",
    "filled",
    "followed",
    "identity_calls",
    "inlined",
    "literal",
    "option",
    "path_in",
    "quote_name",
    "quote_principal",
    "read_body",
    "read_question",
    "read_script",
    "read_statement",
    "reading",
    "unwrapped",
    "write",
]
