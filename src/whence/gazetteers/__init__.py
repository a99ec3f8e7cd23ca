"""Larger gazetteers and places of one's own. In come files and names, out comes a file that reading looks into."""

from __future__ import annotations

from whence.gazetteers.book import Imported, PlaceBook
from whence.gazetteers.lookup import FoundPlace
from whence.gazetteers.store import SourceLine, read_digest

__all__ = ["FoundPlace", "Imported", "PlaceBook", "SourceLine", "read_digest"]
