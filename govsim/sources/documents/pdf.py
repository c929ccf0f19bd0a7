"""Reads the text of PDF files, page by page."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Final

from govsim.errors import GovsimError, Place
from govsim.guardrails import Channel
from govsim.sources.documents.json_parts import Reading
from govsim.sources.documents.parts import Part

_LOGGER: Final = "pypdf"


def read_pdf(path: str, into: Reading) -> None:
    """Read every page of a PDF, what is not to be seen included, and its metadata.

    Raises:
        GovsimError: `missing-extra` without pypdf.
    """
    read_pages(path, into, Place(path, 1, 1))


def read_pages(held: str | BytesIO, into: Reading, at: Place) -> None:
    """Read every page and the metadata of a PDF, out of a file by its path, or its bytes.

    Raises:
        GovsimError: `missing-extra` without pypdf.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        hint = "install it: pip install 'govsim[pdf]'"
        raise GovsimError("missing-extra", "PDF needs pypdf", at=at, hint=hint) from None
    # It tells of small faults on the way; what matters is told as a gap.
    logging.getLogger(_LOGGER).setLevel(logging.CRITICAL)
    number = 0
    try:
        reader = PdfReader(held)
        for name, value in (reader.metadata or {}).items():
            if isinstance(value, str) and value.strip():
                where = f"metadata {name.lstrip('/')}"
                into.parts.append(Part(value, where, Channel.DOCUMENT, fixed=True))
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            if text.strip():
                into.parts.append(Part(text, f"page {number}", Channel.DOCUMENT, fixed=True))
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
        # Broken files raise many kinds of error in it, with words that help nobody.
        where = f"after page {number}" if number else "from its beginning"
        into.gaps.append((at, f"this PDF cannot be read {where}"))
