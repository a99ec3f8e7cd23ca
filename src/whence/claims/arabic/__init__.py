"""Claims of Arabic sentences: the same records as from English, words and quotes in Arabic, usual names in English."""

from whence.claims.arabic.find import find_arabic
from whence.claims.arabic.words import is_arabic

__all__ = ["find_arabic", "is_arabic"]
