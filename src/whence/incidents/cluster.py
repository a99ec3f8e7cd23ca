"""Claims become groups. In come profiles and people's judgements, out come groups of claims and the links made.

First each document's claims are told together into stories, then stories of all documents are linked. The order in
which claims arrive does not matter; judgements bind absolutely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.incidents.binding import Bindings
from whence.incidents.blocking import pair_profiles
from whence.incidents.forest import Forest
from whence.incidents.profile import Profile
from whence.incidents.score import RULES, compare_pair, probability, score_pair
from whence.incidents.story import Story, tell_story
from whence.records import Link

LEAST_MEAN = -2.5  # stories of two documents rarely agree in everything
LEAST_MEAN_WITHIN = -0.5  # claims of one document do


@dataclass(frozen=True, slots=True)
class Clustering:
    """Groups of claim ids, each sorted, and the links that made or kept apart."""

    groups: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]


def cluster_profiles(profiles: Sequence[Profile], bindings: Bindings) -> Clustering:
    """Groups of claims about one happening each; a claim like no other is a group of its own."""
    stories, links = _tell_stories(profiles, bindings)
    bundles = _bundle(stories, bindings)
    heads = [bundle[0].profile for bundle in bundles]
    members = [[claim for story in bundle for claim in story.claims] for bundle in bundles]
    forest = Forest(heads, members, bindings, LEAST_MEAN)
    forest.bind(bindings)
    forest.grow((i, j) for i, j in pair_profiles(heads) if heads[i].document != heads[j].document)
    links += [_link(bundle[0].profile, other.profile, same=True) for bundle in bundles for other in bundle[1:]]
    links += [_link(heads[i], heads[j], same=True) for i, j in forest.joined]
    links += [*_refused(forest), *bindings.links]
    groups = [sorted(claim for index in group for claim in members[index]) for group in forest.groups()]
    return Clustering(
        groups=tuple(sorted(tuple(group) for group in groups)),
        links=tuple(sorted(links, key=lambda link: (link.claim_a, link.claim_b, link.author))),
    )


def _tell_stories(profiles: Sequence[Profile], bindings: Bindings) -> tuple[list[Story], list[Link]]:
    """Each document's claims, grouped into stories."""
    by_document: dict[str, list[Profile]] = {}
    for profile in sorted(profiles, key=lambda p: p.claim):
        by_document.setdefault(profile.document, []).append(profile)
    stories: list[Story] = []
    links: list[Link] = []
    for own in by_document.values():
        forest = Forest(own, [[profile.claim] for profile in own], bindings, LEAST_MEAN_WITHIN)
        forest.grow(pair_profiles(own))
        stories.extend(tell_story([own[index] for index in group]) for group in forest.groups())
        links.extend(_link(own[i], own[j], same=True) for i, j in forest.joined)
    return stories, links


def _bundle(stories: Sequence[Story], bindings: Bindings) -> list[list[Story]]:
    """Stories that say the same of the same happening, compared once; one with a judged claim stands for itself."""
    bundles: dict[tuple[object, ...], list[Story]] = {}
    for story in sorted(stories, key=lambda s: s.claims):
        judged = not bindings.claims.isdisjoint(story.claims)
        own = story.claims if judged else ()
        bundles.setdefault((story.profile.signature, own), []).append(story)
    return list(bundles.values())


def _link(a: Profile, b: Profile, *, same: bool, why: str | None = None) -> Link:
    reasons = tuple(comparison.sentence for comparison in compare_pair(a, b))
    first, second = (a, b) if a.claim < b.claim else (b, a)
    return Link(
        claim_a=first.claim,
        claim_b=second.claim,
        score=probability(score_pair(a, b)),
        same=same,
        reasons=(why, *reasons) if why else reasons,
        author=RULES,
    )


def _refused(forest: Forest) -> list[Link]:
    """For each two clusters that looked alike and were kept apart, the best pair, for a person to look at."""
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for i, j in forest.refused:
        a, b = sorted((forest.root(i), forest.root(j)))
        if a != b:
            best.setdefault((a, b), (i, j))
    why = "alike, but other claims of the two incidents exclude each other"
    return [_link(forest.profiles[i], forest.profiles[j], same=False, why=why) for i, j in best.values()]
