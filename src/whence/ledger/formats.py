"""The names by which a record says what it is. In comes nothing, out go constants that all readers share."""

from __future__ import annotations

VERSION_TABLE = "whence_version"
FORMATS = ("0001", "0002", "0003")
"""Every format there was, oldest first; the last is what this Whence writes."""

DERIVED_FROM = "derived.from"
DERIVED_FORM = "derived.form"
FORM = "2"
"""Goes up whenever linking compares other things, so that what was derived before is made anew."""
