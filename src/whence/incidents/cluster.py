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

LEAST_MEAN = -2.0  # stories of two documents rarely agree in everything
LEAST_MEAN_WITHIN = -0.5  # claims of one document do


@dataclass(frozen=True, slots=True)
class Clustering:
    """Groups of claim ids, each sorted, the links that made or kept apart, and the stories that were compared."""

    groups: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]
    heads: tuple[Profile, ...]


def cluster_profiles(
    profiles: Sequence[Profile],
    bindings: Bindings,
    within: frozenset[str] | None = None,
    beside: Sequence[Profile] = (),
) -> Clustering:
    """Groups of claims about one happening each; a claim like no other is a group of its own.

    For a part of a record: `profiles` are all those of its documents, `within` the claims whose stories are wanted,
    `beside` the stories around them, which only take up room in full blocks.
    """
    stories, links = _tell_stories(profiles, bindings, within)
    bundles = _bundle(stories, bindings)
    heads = [bundle[0].profile for bundle in bundles]
    members = [[claim for story in bundle for claim in story.claims] for bundle in bundles]
    forest = Forest(heads, members, bindings, LEAST_MEAN)
    forest.bind(bindings)
    pairs = pair_profiles([*heads, *beside], frozenset(range(len(heads))) if beside else None)
    forest.grow((i, j) for i, j in pairs if j < len(heads) and heads[i].document != heads[j].document)
    forest.settle()
    links += [_link(bundle[0].profile, other.profile, same=True) for bundle in bundles for other in bundle[1:]]
    links += [_link(heads[i], heads[j], same=True) for i, j in forest.joined]
    links += [*_refused(forest), *bindings.links]
    groups = [sorted(claim for index in group for claim in members[index]) for group in forest.groups()]
    return Clustering(
        groups=tuple(sorted(tuple(group) for group in groups)),
        links=tuple(sorted(links, key=lambda link: (link.claim_a, link.claim_b, link.author))),
        heads=tuple(heads),
    )


def tell_heads(
    profiles: Sequence[Profile], bindings: Bindings, within: frozenset[str] | None = None
) -> tuple[Profile, ...]:
    """The stories that `cluster_profiles` would compare: one for all that say the same."""
    stories, _ = _tell_stories(profiles, bindings, within)
    return tuple(bundle[0].profile for bundle in _bundle(stories, bindings))


def _tell_stories(
    profiles: Sequence[Profile], bindings: Bindings, within: frozenset[str] | None
) -> tuple[list[Story], list[Link]]:
    """Each document's claims, grouped into stories; with `within`, only stories that hold one of these claims."""
    by_document: dict[str, list[Profile]] = {}
    for profile in sorted(profiles, key=lambda p: p.claim):
        by_document.setdefault(profile.document, []).append(profile)
    stories: list[Story] = []
    links: list[Link] = []
    for own in by_document.values():
        forest = Forest(own, [[profile.claim] for profile in own], bindings, LEAST_MEAN_WITHIN)
        forest.grow(pair_profiles(own))
        wanted = {i for group in forest.groups() if _holds(own, group, within) for i in group}
        stories.extend(tell_story([own[i] for i in group]) for group in forest.groups() if group[0] in wanted)
        links.extend(_link(own[i], own[j], same=True) for i, j in forest.joined if i in wanted)
    return stories, links


def _holds(own: Sequence[Profile], group: Sequence[int], within: frozenset[str] | None) -> bool:
    return within is None or any(own[index].claim in within for index in group)


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
    best: dict[tuple[int, int], tuple[int, int, str]] = {}
    exclude = "alike, but other claims of the two incidents exclude each other"
    unsure = "may be one, but neither surely nor the only one that is as likely"
    for pairs, why in ((forest.refused, exclude), (forest.undecided, unsure)):
        for i, j in pairs:
            a, b = sorted((forest.root(i), forest.root(j)))
            if a != b:
                best.setdefault((a, b), (i, j, why))
    return [_link(forest.profiles[i], forest.profiles[j], same=False, why=why) for i, j, why in best.values()]
