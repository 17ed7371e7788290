"""Stored files: PDFs, logos, receipts; kept once, found by their SHA-256."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from vabackoffice.errors import DamagedBookError

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_STORE = """
    INSERT INTO document (sha256, media_type, size, content) VALUES (:sha256, :media_type, :size, :content)
    ON CONFLICT (sha256) DO NOTHING"""
_READ = "SELECT content, media_type FROM document WHERE sha256 = :sha256"


def store_document(book: Book, content: bytes, media_type: str) -> str:
    """Keep a file in the open operation and return its SHA-256 (hex)."""
    sha256 = hashlib.sha256(content).hexdigest()
    values = {"sha256": sha256, "media_type": media_type, "size": len(content), "content": content}
    book.connection.execute(_STORE, values)
    return sha256


def read_document(book: Book, sha256: str) -> tuple[bytes, str]:
    """Return a stored file and its media type.

    Raises:
        DamagedBookError: it is gone or its content no longer has that hash.
    """
    row = book.connection.execute(_READ, {"sha256": sha256}).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
        message = f"The stored document {sha256[:12]} is {'gone' if row is None else 'damaged'}."
        raise DamagedBookError(message, "Restore the newest sound backup and keep this file.")
    return row[0], row[1]
