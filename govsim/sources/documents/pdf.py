"""Reads the text of PDF files, page by page."""

from __future__ import annotations

import logging
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
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        hint = "install it: pip install 'govsim[pdf]'"
        at = Place(path, 1, 1)
        raise GovsimError("missing-extra", "PDF needs pypdf", at=at, hint=hint) from None
    # It tells of small faults on the way; what matters is told as a gap.
    logging.getLogger(_LOGGER).setLevel(logging.CRITICAL)
    page = 0
    try:
        reader = PdfReader(path)
        for name, value in (reader.metadata or {}).items():
            if isinstance(value, str) and value.strip():
                where = f"metadata {name.lstrip('/')}"
                into.parts.append(Part(value, where, Channel.DOCUMENT, fixed=True))
        for page, held in enumerate(reader.pages, 1):
            text = held.extract_text()
            if text.strip():
                into.parts.append(Part(text, f"page {page}", Channel.DOCUMENT, fixed=True))
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
        # Broken files raise many kinds of error in it, with words that help nobody.
        where = f"after page {page}" if page else "from its beginning"
        into.gaps.append((Place(path, 1, 1), f"this PDF cannot be read {where}"))
