"""Reads what is to be screened: files of every form as texts, each with its channel and place."""

from govsim.sources.documents.parts import Document, Part
from govsim.sources.documents.reading import files_in, read_document, read_documents

__all__ = ["Document", "Part", "files_in", "read_document", "read_documents"]
