"""Independent sources told from copies. In come claims and their documents' facts, out come their origins.

The origin of a claim is the root of its speaker chain: the named body or person nearest to the event. Without a
named speaker it is the wire service, else the publisher; documents that reprint one another count as the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from whence.records import Claim, DocumentFacts, Origin, Speaker
from whence.reprints import find_originals
from whence.vocabulary.folding import fold
from whence.vocabulary.tables import DATA, read_table

_RELAYS = frozenset({"media", "state-media", "agency"})  # whoever speaks through these does not speak for them


@dataclass(frozen=True, slots=True)
class GenericSpeaker:
    """Words that name a kind of people, not a body ("residents"); one article's are not another's."""

    kind: str
    words: str
    example: str


@cache
def generic_speakers() -> tuple[GenericSpeaker, ...]:
    """The table of generic speakers; `words` empty means every speaker of that kind."""
    rows = read_table(DATA / "generic_speakers.csv", ("kind", "words", "example"))
    return tuple(GenericSpeaker(row["kind"], fold(row["words"]), row["example"]) for row in rows)


@cache
def _generic() -> tuple[frozenset[str], frozenset[str]]:
    rows = generic_speakers()
    return frozenset(r.kind for r in rows if not r.words), frozenset(r.words for r in rows if r.words)


def is_generic(speaker: Speaker) -> bool:
    """Whether a speaker is a kind of people rather than a named body or person."""
    kinds, words = _generic()
    return speaker.kind in kinds or fold(speaker.name) in words or speaker.name == speaker.name.lower()


def find_origins(claims: Sequence[Claim], facts: Mapping[str, DocumentFacts]) -> tuple[Origin, ...]:
    """The independent origins of these claims, each claim under exactly one, sorted by key.

    Documents without facts are taken as publishers of their own. Independent of the order of claims.
    """
    originals = find_originals(sorted({claim.document for claim in claims}), facts)
    bodies = _affiliations(claims)
    found: dict[str, list[tuple[str, str, str | None, str]]] = {}
    for claim in claims:
        key, name, kind, why = _origin_of(claim, facts, originals, bodies)
        found.setdefault(key, []).append((claim.id, name, kind, why))
    found = _as_one_body(found)
    origins = []
    for key in sorted(found):
        rows = sorted(found[key])
        reasons = sorted({row[3] for row in rows})
        origins.append(
            Origin(
                key=key,
                name=min(row[1] for row in rows),
                kind=next((row[2] for row in rows if row[2]), None),
                claims=tuple(row[0] for row in rows),
                why=_sum_up(reasons, len(rows)),
            )
        )
    return tuple(origins)


_Rows = list[tuple[str, str, str | None, str]]


def _as_one_body(found: Mapping[str, _Rows]) -> dict[str, _Rows]:
    """Who publishes on its own account and is quoted elsewhere is one origin, as is a wire service under its name."""
    joined: dict[str, _Rows] = {}
    for key in sorted(found):
        sort, _, name = key.partition(":")
        known = (f"{other}:{name}" for other in ("speaker", "agency") if sort in ("agency", "source"))
        joined.setdefault(next((k for k in known if k in found), key), []).extend(found[key])
    return joined


def _sum_up(reasons: list[str], claims: int) -> str:
    shown = "; ".join(reasons[:3]) + (f"; and {len(reasons) - 3} more ways" if len(reasons) > 3 else "")
    return shown if claims == 1 else f"{claims} claims go back to it: {shown}"


def _origin_of(
    claim: Claim, facts: Mapping[str, DocumentFacts], originals: Mapping[str, str], bodies: Mapping[str, Speaker]
) -> tuple[str, str, str | None, str]:
    for depth, speaker in enumerate(claim.speaker):
        if is_generic(speaker):
            continue
        root = _body_behind(claim.speaker[depth:], bodies)
        why = f"{root.name} is the source named in the text"
        if root != speaker:
            why = f"{speaker.name} speaks for {root.name}"
        elif depth:
            why = f"{root.name} passes on what {claim.speaker[0].name} said"
        elif len(claim.speaker) > 1:
            why = f"{root.name} is nearest to the event; {claim.speaker[-1].name} quotes it"
        return f"speaker:{fold(root.name)}", root.name, root.kind, why
    key, name, why = _publisher_of(claim.document, facts, originals)
    if not claim.speaker:
        return key, name, None, why
    generic = claim.speaker[0]
    return (
        f"speaker:{fold(generic.name)}@{key}",
        f"{generic.name} (to {name})",
        generic.kind,
        f"{generic.name} are not named, so they count once per reporting office: {why}",
    )


def _body_behind(chain: Sequence[Speaker], bodies: Mapping[str, Speaker]) -> Speaker:
    """The body that the nearest speaker speaks for, else that speaker."""
    first = chain[0]
    if len(chain) > 1 and _speaks_for(first, chain[1]):
        return chain[1]
    return bodies.get(fold(first.name), first)


def _speaks_for(person: Speaker, body: Speaker) -> bool:
    """A chain lists a person, then the body; a relay or a body of another kind only quotes."""
    if body.kind in _RELAYS or is_generic(body):
        return False
    return body.kind == person.kind or person.kind in ("official", "spokesperson", "person")


def _affiliations(claims: Sequence[Claim]) -> dict[str, Speaker]:
    """Who speaks for whom, as these claims themselves tell it; nobody is given two bodies."""
    found: dict[str, dict[str, Speaker]] = {}
    for claim in claims:
        for person, body in zip(claim.speaker, claim.speaker[1:], strict=False):
            if not is_generic(person) and _speaks_for(person, body):
                found.setdefault(fold(person.name), {})[fold(body.name)] = body
    return {person: min(bodies.values(), key=lambda b: b.name) for person, bodies in found.items() if len(bodies) == 1}


def _publisher_of(
    document: str, facts: Mapping[str, DocumentFacts], originals: Mapping[str, str]
) -> tuple[str, str, str]:
    original = originals.get(document, document)
    known = facts.get(original)
    own = facts.get(document)
    agency = (known.agency if known else None) or (own.agency if own else None)
    copied = f"the text is a reprint of document {original}; " if original != document else ""
    if agency:
        return f"agency:{fold(agency)}", agency, f"{copied}{agency} reports it on its own account"
    if known and known.source:
        return f"source:{fold(known.source)}", known.source, f"{copied}{known.source} reports it on its own account"
    return f"document:{original}", f"document {original}", f"{copied}the document names neither speaker nor publisher"
