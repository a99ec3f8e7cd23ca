"""People counted in one sentence. In come its words, out come Counts by effect, parts inside.

Every trigger takes its people from one side: the subject of a passive, the object of an active verb, the number of a
toll. "Including" makes parts, "and" does not; what no trigger takes is not counted.
"""

from __future__ import annotations

from whence.claims.figures.after import told_after
from whence.claims.figures.among import DEAD, of_the_dead, with_among
from whence.claims.figures.around import stands_around, told_around
from whence.claims.figures.before import told_before
from whence.claims.figures.found import with_antecedents, with_found_dead, with_wholes
from whence.claims.figures.ground import find_territory, may_be_ground
from whence.claims.figures.mostly import with_mostly
from whence.claims.figures.moved import speaks_of_leaving, told_moved
from whence.claims.figures.named import told_by_name
from whence.claims.figures.numbers import find_numbers
from whence.claims.figures.reading import Reader, Told
from whence.claims.figures.status import with_shared_status
from whence.claims.figures.tolls import find_bodies, find_tolls, find_wounded
from whence.claims.figures.triggers import find_triggers
from whence.claims.figures.victims import find_groups
from whence.claims.words import Words
from whence.vocabulary.lexicon import Lexicon

_BODIES = frozenset({"body", "bodies", "corpse", "corpses"})


def may_tell(words: Words, lexicon: Lexicon) -> bool:
    """A quick look whether a sentence can count anybody at all."""
    low = words.low
    return "of" in low or not (
        lexicon.effect_gate.isdisjoint(low) and _BODIES.isdisjoint(low) and not speaks_of_leaving(low)
    )


def find_told(
    words: Words, lexicon: Lexicon, armed: frozenset[str] = frozenset(), *, leaving: bool = False
) -> tuple[Told, ...]:
    """All counts of one sentence, in reading order; empty where nobody is said to be harmed.

    `armed` are first words of armed parties; `leaving` says that the report is of people brought out of somewhere.
    """
    triggers = find_triggers(words, lexicon)
    around = stands_around(words.low)
    moving = leaving or speaks_of_leaving(words.low)
    harm = bool(triggers) or around or moving or any(w.startswith(("bod", "corpse")) or w in DEAD for w in words.low)
    ground = may_be_ground(words.low)
    if not harm and not ground:
        return ()
    numbers = find_numbers(words, lexicon)
    told: list[Told] = []
    if harm:
        groups = find_groups(words, numbers, lexicon, armed)
        reader = Reader(words, groups, triggers, {})
        told += of_the_dead(reader)
        told += find_tolls(reader)
        told += told_around(reader) if around else []
        told += told_before(reader)
        told += told_after(reader)
        told += find_bodies(reader)
        told += told_moved(reader, leaving) if moving else []
        told += find_wounded(reader)
        told = with_found_dead(words, with_among(reader, told))
        told = with_wholes(reader, with_antecedents(told))
        told = with_mostly(reader, told)
        told = with_shared_status(words.text, told)
        told += told_by_name(reader)
    told += find_territory(words, numbers, lexicon) if ground else []
    return tuple(sorted(told, key=lambda t: (t.start, t.end)))
