"""Whether the finder reads what is laid at one party's door better than what is laid at the others'. In comes a
pairing, out comes for each party the gap to all other named parties, with an interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from whence.evaluate.figures import UNNAMED, Figure, party_of
from whence.evaluate.pairing import Pairing
from whence.evaluate.resampling import LEVEL, Interval, Resamples, difference_interval, is_few

Verdict = Literal["more", "less", "chance", "few"]
PartyMeasure = Literal["recall", "precision", "party"]


@dataclass(frozen=True, slots=True)
class PartyGap:
    """One party against all other named parties, in one measure.

    `recall`: of the gold's figures laid at its door, how many were found. `precision`: of the figures that the finder
    lays at its door, how many are in the gold. `party`: of its figures found, how many were laid at its door.
    `share` of `figures` in `documents`, `others_share` of `others_figures`; `difference` is the first less the second,
    `interval` its interval at a level that holds for all gaps of the measure together. `verdict`: more or less beyond
    chance, within chance, or too few to tell.
    """

    measure: PartyMeasure
    party: str
    figures: int
    documents: int
    share: float
    others_figures: int
    others_share: float
    difference: float
    interval: Interval
    verdict: Verdict


def find_gaps(pairing: Pairing, draws: Resamples) -> tuple[PartyGap, ...]:
    """The gaps of every party that has any figure, where at least two named parties have."""
    gold = [pair.gold for pair in pairing.pairs]
    found = [pair.found for pair in pairing.pairs]
    named = [pair.gold for pair in pairing.pairs if party_of(pair.found.claim) == party_of(pair.gold.claim)]
    return (
        *_gaps("recall", gold, (*gold, *pairing.missed), draws),
        *_gaps("precision", found, (*found, *pairing.wrong), draws),
        *_gaps("party", named, gold, draws),
    )


def say_gaps(gaps: Sequence[PartyGap], documents: int) -> tuple[str, ...]:
    """What the gaps come to, in sentences."""
    told = [gap for gap in gaps if gap.verdict in ("more", "less")]
    able = [gap for gap in gaps if gap.verdict != "few"]
    if not gaps:
        return ("Fewer than two parties are named, so nothing can be said between parties.",)
    if not able:
        return ("Too few figures of any one party to say whether it is read better or worse than the others.",)
    sentences = [_sentence(gap) for gap in told]
    if not told:
        widest = max((gap.interval.high - gap.interval.low) / 2 for gap in able)
        sentences.append(
            f"No party is read better or worse than the others beyond chance in these {documents} documents; gaps "
            f"smaller than about {widest:.2f} could not be seen in so few."
        )
    quiet = sorted({gap.party for gap in gaps} - {gap.party for gap in able})
    if quiet:
        sentences.append(f"Too few figures to tell for {', '.join(quiet)}.")
    return tuple(sentences)


def _gaps(measure: PartyMeasure, part: Iterable[Figure], whole: Iterable[Figure], draws: Resamples) -> list[PartyGap]:
    parts, wholes = _by_party(part), _by_party(whole)
    parties = sorted(party for party in wholes if party != UNNAMED)
    if len(parties) < 2:
        return []
    rest = {party: _less(wholes, party) for party in parties}
    able = [p for p in parties if not is_few(sum(wholes[p].values()), len(wholes[p]))]
    able = [p for p in able if not is_few(sum(rest[p].values()), len(rest[p]))]
    asked = able[:1] if len(parties) == 2 else able  # of two parties, each is the other's other: one question
    level = 1 - (1 - LEVEL) / max(1, len(asked))
    gaps = []
    for party in parties if len(parties) > 2 else parties[:1]:
        ours = (parts.get(party, Counter()), wholes[party])
        theirs = (_less(parts, party), rest[party])
        a, b = (sum(x.values()) / sum(y.values()) for x, y in (ours, theirs))
        interval = difference_interval(draws, ours, theirs, level)
        sure: Verdict = "more" if interval.low > 0 else "less" if interval.high < 0 else "chance"
        gaps.append(
            PartyGap(
                measure=measure,
                party=party,
                figures=sum(wholes[party].values()),
                documents=len(wholes[party]),
                share=round(a, 4),
                others_figures=sum(rest[party].values()),
                others_share=round(b, 4),
                difference=round(a - b, 4),
                interval=interval,
                verdict=sure if party in able else "few",
            )
        )
    return gaps


def _by_party(figures: Iterable[Figure]) -> dict[str, Counter[str]]:
    counted: dict[str, Counter[str]] = {}
    for figure in figures:
        counted.setdefault(party_of(figure.claim), Counter())[figure.claim.document] += 1
    return counted


def _less(by_party: dict[str, Counter[str]], party: str) -> Counter[str]:
    """All named parties but this one, by document."""
    others: Counter[str] = Counter()
    for other, counted in by_party.items():
        if other not in (party, UNNAMED):
            others.update(counted)
    return others


_SAYS = {
    "recall": ("figures laid at the door of {party} are found {way} readily", "of them are found"),
    "precision": ("figures that the finder lays at the door of {party} are {way} often right", "of them are right"),
    "party": ("figures found are laid at the door of {party}, where they belong, {way} often", "of them are"),
}


def _sentence(gap: PartyGap) -> str:
    says, shares = _SAYS[gap.measure]
    words = says.format(party=gap.party, way=gap.verdict)
    return (
        f"Beyond chance: {words} than the other parties': {gap.share:.2f} {shares} ({gap.figures} figures) against "
        f"{gap.others_share:.2f} ({gap.others_figures}), a difference of {gap.difference:+.2f} "
        f"({gap.interval.low:+.2f} to {gap.interval.high:+.2f})."
    )
