"""What of a claim is compared. In comes a claim with its document's facts, out comes a flat, hashable profile.

Profiles hold numbers and folded names only, so that comparing many pairs is cheap; two claims with one `signature`
say the same thing of the same happening and are compared once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from whence.incidents.weekdays import named_weekday
from whence.records import Claim, Count, DocumentFacts, Where
from whence.vocabulary.folding import fold, fold_name

Figure = tuple[str, int | None, int | None, int | None]
"""(effect, low, best, high) of all people of one effect, as one claim counts them; null where it does not say."""

LEAST_WORDING = 24  # numbers in the sketch of a text that is long enough to be told by its words
_TELLING_NUMBERS = 8  # of a sketch; texts that share the lowest of all are the same but for a few words
HOLDING = frozenset({"abducted", "detained", "trapped", "displaced", "evacuated"})
HARM = frozenset({"killed", "injured", "missing", "affected"}) | HOLDING
LEAD_CHARACTERS = 500  # what stands before this is headline or lead, which say what a report is mainly about
_CITY_WORDS = frozenset({"city", "town", "centre", "center", "downtown"})


@dataclass(frozen=True, slots=True)
class Profile:
    """One claim, made comparable. Never null: claim, document, signature, act_type, figures (maybe empty).

    `day_start`, `day_end` and `published` are proleptic ordinals; `carried`: the day is taken over from another
    sentence; `weekday` is one that an undated claim names, 0 for Monday; `path` as in `Where`; `seat`: a city called
    as the region around it, so that either may be meant; `lead`: told at the head of the document;
    `wording` is the same for documents in the same words, null for a short one.
    """

    claim: str
    document: str
    start: int
    signature: tuple[object, ...]
    path: tuple[str, ...]
    place: str | None
    words: str | None
    country: str | None
    lat: float | None
    lon: float | None
    where_prec: int | None
    seat: bool
    day_start: int | None
    day_end: int | None
    carried: bool
    weekday: int | None
    published: int | None
    act_type: str
    mode: str | None
    party: str | None
    contested: bool
    figures: tuple[Figure, ...]
    status: str | None
    speaker: str | None
    superseded: bool
    wording: str | None
    lead: bool


def profile_claim(claim: Claim, facts: Mapping[str, DocumentFacts]) -> Profile:
    """The profile of a claim; a document without facts counts as one of unknown date."""
    known = facts.get(claim.document)
    published = known.published.toordinal() if known and known.published else None
    where, when = claim.where, claim.when
    start = when.date_start.toordinal() if when.date_start else None
    end = when.date_end.toordinal() if when.date_end else None
    party = claim.alleged_perpetrator.party if claim.alleged_perpetrator else None
    party = None if party == "unknown" else party
    place = fold_name(where.name) if where.name else None
    words = fold(where.words) if where.words else None
    figures = sum_figures(claim.counts)
    contested = claim.stance in ("denies", "disputes", "doubts", "accuses")
    statuses = {count.status for count in claim.counts if count.status}
    status = next(iter(statuses)) if len(statuses) == 1 else None
    profile = Profile(
        claim=claim.id,
        document=claim.document,
        start=claim.start,
        signature=(),
        path=where.path,
        place=place,
        words=words,
        country=where.country,
        lat=where.lat,
        lon=where.lon,
        where_prec=where.where_prec,
        seat=_is_seat(where),
        day_start=start,
        day_end=end if end is not None else start,
        carried=when.anchor == "carried",
        weekday=named_weekday(when.words) if when.words and start is None else None,
        published=published,
        act_type=claim.act.type,
        mode=claim.act.mode,
        party=party,
        contested=contested,
        figures=figures,
        status=status,
        speaker=fold(claim.speaker[0].name) if claim.speaker else None,
        superseded=claim.superseded,
        wording=_wording(known),
        lead=claim.start < LEAD_CHARACTERS,
    )
    return replace(profile, signature=sign(profile))


def _is_seat(where: Where) -> bool:
    """Whether a city's name is also that of the region it lies in, and the text does not say that it means the city."""
    if not where.name or not where.within or len(where.path) < 3:
        return False
    name = fold_name(where.name)
    said = fold(where.words or "").split()
    return fold_name(where.within).startswith(name + " ") and _CITY_WORDS.isdisjoint(said)


def sign(profile: Profile) -> tuple[object, ...]:
    """All that is compared; where day or place is open or nobody is counted, the document too, as it then stands for
    them. A document in another's very words is that document."""
    placed = bool(profile.path or profile.place) and profile.where_prec != 6
    closed = placed and profile.day_start is not None and bool(profile.figures)
    return (
        profile.path[:1] or profile.place,
        profile.day_start,
        profile.day_end,
        profile.carried,
        profile.act_type,
        profile.mode,
        profile.party,
        profile.contested,
        profile.figures,
        profile.status,
        profile.superseded,
        profile.lead,
        None if closed else profile.wording or profile.document,
        None if closed else profile.words,
    )


def _wording(known: DocumentFacts | None) -> str | None:
    """What is the same for documents in the same words; null for a short text, which may say the same of another
    day."""
    if known is None or len(known.sketch) < LEAST_WORDING:
        return None
    return "-".join(f"{number:x}" for number in known.sketch[:_TELLING_NUMBERS])


def content(profile: Profile) -> tuple[object, ...]:
    """All that a claim says, whoever prints it: the same for every copy of a report."""
    return sign(replace(profile, document="", wording=None, words=None))


def sum_figures(counts: tuple[Count, ...]) -> tuple[Figure, ...]:
    """People per effect: groups that stand side by side are added, parts included in a group are not."""
    sums: dict[str, tuple[int | None, int | None, int | None]] = {}
    for count in counts:
        if count.unit not in ("people", "bodies") or count.effect not in HARM:
            continue
        new = (count.low, count.best, count.high)
        if count.effect not in sums:
            sums[count.effect] = new
        else:
            old = sums[count.effect]
            sums[count.effect] = (_plus(old[0], new[0]), _plus(old[1], new[1]), _plus(old[2], new[2]))
    return tuple((effect, *sums[effect]) for effect in sorted(sums))


def _plus(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b
