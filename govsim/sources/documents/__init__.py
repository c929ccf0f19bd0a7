"""Reads what is to be screened: files of every form as texts, each with its channel and place."""

from govsim.sources.documents.attached import file_in
from govsim.sources.documents.json_writing import is_json, rewritten, texts_in
from govsim.sources.documents.parts import Document, Part
from govsim.sources.documents.reading import (
    document_of,
    files_in,
    read_document,
    read_documents,
    read_found,
)

__all__ = [
    "Document",
    "Part",
    "document_of",
    "file_in",
    "files_in",
    "is_json",
    "read_document",
    "read_documents",
    "read_found",
    "rewritten",
    "texts_in",
]
