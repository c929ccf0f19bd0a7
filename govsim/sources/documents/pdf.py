"""Reads the text of PDF files, page by page."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Final

from govsim.errors import Place, missing_extra
from govsim.guardrails import Channel
from govsim.sources.documents.json_parts import Reading
from govsim.sources.documents.parts import Part

_LOGGER: Final = "pypdf"


def read_pdf(path: str, into: Reading) -> None:
    """Read every page of a PDF, what is not to be seen included, and its metadata."""
    read_pages(path, into, Place(path, 1, 1))


def read_pages(held: str | BytesIO, into: Reading, at: Place) -> None:
    """Read every page and the metadata of a PDF, out of a file by its path, or its bytes.

    Without pypdf the PDF is a gap, and whatever stands beside it is screened all the same.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError:
        into.lacks(missing_extra("PDF needs pypdf", "pdf", at=at), at)
        return
    # It tells of small faults on the way; what matters is told as a gap.
    logging.getLogger(_LOGGER).setLevel(logging.CRITICAL)
    number = 0
    broken = (
        PyPdfError, DependencyError, OSError, ValueError, KeyError, TypeError, RecursionError,
        AttributeError,
    )  # fmt: skip
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
    except broken as error:
        # Broken files raise many kinds of error in it, with words that help nobody.
        where = f"after page {number}" if number else "from its beginning"
        is_closed = isinstance(error, DependencyError)  # encrypted, or packed in a rare way
        why = ": what opens it is not installed" if is_closed else ""
        into.gaps.append((at, f"this PDF cannot be read {where}{why}"))
