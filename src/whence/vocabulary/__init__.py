"""Words as data: tables of numbers, harm, acts, places and dates, and packs for single conflicts."""

from whence.vocabulary.load import Vocabulary, guess_pack, load_vocabulary
from whence.vocabulary.packs import list_packs

__all__ = ["Vocabulary", "guess_pack", "list_packs", "load_vocabulary"]
