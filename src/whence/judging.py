"""What a person may judge. In come the words of a judgement and the state of the record, out come what it is about and
what it changes, in the form the ledger keeps; and the tally rows that a judgement moved. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from whence.errors import NotOnRecordError, UsageError
from whence.pipeline import State
from whence.records import LEAVES, Claim, JudgementKind, TallyRow, Where
from whence.review import edit_claim, where_value
from whence.vocabulary.folding import fold_name

ON_CLAIMS = ("accept", "reject", "edit")
Change = tuple[tuple[str, str], ...]


def parse_about(state: State, kind: JudgementKind, about: Sequence[str]) -> tuple[str, ...]:
    """What a judgement is about, each on record; raises NotOnRecordError, and UsageError for too few.

    A merge names all claims of its incidents, so that it holds whatever their codes become.
    """
    incidents = {code: i for i in state.linking.incidents for code in (i.code, *i.previous_codes)}
    for name in about:
        if name not in state.claims and (name not in incidents or kind in ON_CLAIMS):
            what = "claim" if kind in ON_CLAIMS else "claim or incident"
            raise NotOnRecordError(f"no {what} {name!r} on record", remedy="`whence claims` and `incidents` list them")
    if kind == "merge":
        found = {claim for name in about for claim in (incidents[name].claims if name in incidents else (name,))}
        if len(set(about)) < 2:
            raise UsageError("a merge needs two incidents or claims, or more")
        return tuple(sorted(found))
    if kind == "split" and len(about) == 1:
        home = next((i for i in state.linking.incidents if about[0] in i.claims and len(i.claims) > 1), None)
        if home is None:
            raise UsageError(f"{about[0]!r} shares its incident with no other claim", remedy="name two claims")
        return (about[0], home.code)
    return tuple(dict.fromkeys(about))


def parse_split(state: State, about: Sequence[str]) -> tuple[tuple[str, ...], Change]:
    """The claims that a split names, and those that they leave, so that it holds whatever becomes of the incident.

    `about` is as `parse_about` gave it. Raises UsageError where it names nothing that leaves.
    """
    incidents = {code: i for i in state.linking.incidents for code in (i.code, *i.previous_codes)}
    leaving = tuple(name for name in about if name not in incidents)
    left = sorted({claim for name in about if name in incidents for claim in incidents[name].claims} - set(leaving))
    if not leaving:
        raise UsageError("a split needs the claims that leave the incident", remedy="name them after its code")
    return leaving, tuple((LEAVES, claim) for claim in left)


def parse_change(state: State, claim: Claim, change: Sequence[tuple[str, str]], parties: Iterable[str]) -> Change:
    """An edit that can be made of this claim; `parties` are the pack's. Raises UsageError that lists the choices.

    A place is looked up among those on record, so that applying the edit later needs nothing else.
    """
    used = {c.alleged_perpetrator.party for c in state.claims.values() if c.alleged_perpetrator}
    valid = sorted({*parties, *used, "other", "unknown"})
    found = []
    for slot, value in change:
        if slot == "party" and value not in ("?", *valid):
            raise UsageError(f"unknown party {value!r}", remedy=f"one of {', '.join(valid)}, or ? for nobody named")
        found.append((slot, where_value(_known_place(state, value)) if slot == "where" and value != "?" else value))
    edit_claim(claim, found)
    return tuple(found)


def changed_rows(
    before: Sequence[TallyRow], after: Sequence[TallyRow]
) -> tuple[tuple[TallyRow | None, TallyRow | None], ...]:
    """Rows whose numbers differ, beside each other; null where a row was not there."""
    old, new = ({(row.keys, row.effect): row for row in rows} for rows in (before, after))
    pairs = [(old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new])]
    return tuple((a, b) for a, b in pairs if _numbers(a) != _numbers(b))


def _known_place(state: State, name: str) -> Where:
    """The place as the record has it, with its point; else the name alone, without one."""
    wanted = fold_name(name)
    places = (claim.where for claim in state.claims.values())
    known = sorted((w for w in places if w.path and fold_name(w.name or "") == wanted), key=lambda w: w.path)
    if not known:
        return Where(words=name, name=name)
    return replace(known[0], words=name)


def _numbers(row: TallyRow | None) -> tuple[object, ...]:
    return (row.low, row.best, row.high, row.unnumbered, row.incidents) if row else ()
