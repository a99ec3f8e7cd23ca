"""From a Text to Claims: who says that what was done to how many of whom, where, when and by whom."""

from whence.claims.find import Finding, find_claims

__all__ = ["Finding", "find_claims"]
