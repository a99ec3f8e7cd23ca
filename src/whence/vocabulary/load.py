"""All a reader of texts needs to know of words. In comes a pack's name (or none), out comes one frozen Vocabulary.

What is general comes from the tables under `data/`; what is special to one conflict comes from a pack. Both are read
once per process.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from whence.vocabulary.lexicon import Lexicon, load_lexicon, word_set
from whence.vocabulary.ownplaces import own_stamp
from whence.vocabulary.packs import Pack, list_packs, read_pack

if TYPE_CHECKING:
    from whence.vocabulary.gazetteer import Gazetteer


@dataclass(frozen=True)
class Vocabulary:
    """General words, one pack's (null: none), and the file of the user's own places (null: none). The gazetteer is
    opened when it is first asked for.
    """

    lexicon: Lexicon
    pack: Pack | None
    places: Path | None = None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        from whence.vocabulary.gazetteer import open_gazetteer

        return open_gazetteer(self.pack.places if self.pack is not None else None, self.places)

    @cached_property
    def armed(self) -> frozenset[str]:
        """Lower-case words that name an armed party, so that "12 Xs" are combatants."""
        return _armed_words(self.pack)


def load_vocabulary(pack: str | Path | None = None, places: Path | None = None) -> Vocabulary:
    """The vocabulary with a pack by name or folder, and a file of the user's own places (no such file: none).

    Raises VocabularyError: an unknown pack, or a bad row.
    """
    return _load(pack, places, own_stamp(places))


@lru_cache(maxsize=8)
def _load(pack: str | Path | None, places: Path | None, stamp: tuple[int, int] | None) -> Vocabulary:
    known = read_pack(pack) if pack is not None else None
    return Vocabulary(load_lexicon(known.path if known is not None else None), known, places if stamp else None)


def guess_pack(text: str) -> tuple[str | None, str]:
    """The installed pack for the country a text is about (null: none), and the reason in a sentence."""
    from whence.vocabulary.gazetteer import guess_country

    country, reason = guess_country(text)
    if country is None:
        return None, f"no pack: {reason}"
    for name in list_packs():
        if country in read_pack(name).countries:
            return name, f"pack {name}: {reason}"
    return None, f"no pack is installed for {country}: {reason}"


_ARMED = word_set(
    """
    rebel militia army guerrilla insurgent jihadist islamist military paramilitary separatist extremist
    """
)
_UNARMED_PARTIES = frozenset({"civilians", "opposition-politicians", "un", "other", "unknown"})


def _armed_words(pack: Pack | None) -> frozenset[str]:
    if pack is None:
        return _ARMED
    forces = (forms for forms in pack.parties if forms.kind == "force" and forms.key not in _UNARMED_PARTIES)
    words = (word.lower() for forms in forces for word in forms.words)
    single = {word for word in words if " " not in word and "government" not in word}
    return _ARMED | single | {f"{word}^" for word in single if len(word) == 2}
