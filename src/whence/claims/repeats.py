"""Figures said twice. In come a text's draft claims, out come those to keep, and why the others were dropped.

A headline or lead that says the same as the body is one claim; "the two men", "those killed" and names point back
to people already counted; a sum of people already told one by one is not added to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.claims.counts import Told
from whence.records import Act, Count, Sentence, Text


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its speaker, place and time. `focus` is where its first figure or act stands in the document.

    `more` is a second sentence that carries it too; `index` tells drafts of one sentence apart.
    """

    sentence: Sentence
    told: tuple[Told, ...]
    act: Act
    focus: int
    index: int
    more: Sentence | None = None

    @property
    def start(self) -> int:
        return self.sentence.start

    @property
    def end(self) -> int:
        return max(self.sentence.end, self.more.end) if self.more is not None else self.sentence.end


def drop_repeats(text: Text, drafts: Sequence[Draft]) -> tuple[list[Draft], list[str]]:
    """The drafts with every figure once. Headlines are judged last, so that the fuller sentence is kept."""
    kept: list[Draft] = []
    dropped: list[str] = []
    for draft in sorted(drafts, key=lambda d: (d.sentence.section == "headline", d.sentence.index, d.index)):
        told: list[Told] = []
        for one in draft.told:
            if one.parts_only and _join_parts(kept, draft, one):
                continue
            reason = _said_before(text, kept, told, one, draft)
            if reason is None:
                told.append(one)
            else:
                dropped.append(f"“{one.counts[0].words if one.counts else one.trigger}” at {draft.focus}: {reason}")
        if told or not draft.told:
            kept.append(replace(draft, told=tuple(told)))
    return sorted(kept, key=lambda d: (d.sentence.index, d.index)), dropped


def _said_before(text: Text, kept: Sequence[Draft], beside: Sequence[Told], one: Told, draft: Draft) -> str | None:
    earlier = [(d, t) for d in kept for t in d.told if t.effect == one.effect and t.counts and not t.none]
    if one.none or not one.counts:
        return None
    if not earlier:
        return None
    if one.pronoun:
        return "“he” or “they” are people already told of"
    if one.definite and not one.toll:
        return "points back to people already told of"
    same = [t for _, t in earlier if _same_counts(t, one)]
    if same and not (one.others and not any(t.others for t in same)):
        return "the same figure was told already"
    if (
        all(c.best == 1 and c.status is None and c.age is None for c in one.counts)
        and _names(one)
        and any(_names(one)[-1] in text.text[d.start : d.end].lower() for d, _ in earlier)
    ):
        return "a person already told of"
    total = sum(t.counts[0].best or 0 for _, t in earlier)
    if len(one.counts) == 1 and not one.others and len(earlier) > 1 and one.counts[0].best == total and total > 1:
        return "the sum of people already told of"
    return None


def _names(one: Told) -> tuple[str, ...]:
    return tuple(head for head in one.heads if head)


def _same_counts(a: Told, b: Told) -> bool:
    """Whether every figure of b stands in a with nothing that contradicts it."""
    return all(any(_same(x, y) for x in a.counts) for y in b.counts)


def _same(x: Count, y: Count) -> bool:
    if (x.low, x.best, x.high) != (y.low, y.best, y.high):
        return False
    if any(
        p is not None and q is not None and p != q for p, q in ((x.status, y.status), (x.age, y.age), (x.sex, y.sex))
    ):
        return False
    if x.best is None and x.low is None and x.high is None:
        return x.words.split()[-1].lower() == y.words.split()[-1].lower()
    if x.best == 1:
        return x.words.split()[-1].lower() == y.words.split()[-1].lower()
    return not (x.includes and y.includes and x.includes[0].best != y.includes[0].best)


def _join_parts(kept: list[Draft], draft: Draft, one: Told) -> bool:
    """ "Among the dead were two children": parts of what the sentence before counts."""
    for n in range(len(kept) - 1, -1, -1):
        near = draft.sentence.index - kept[n].sentence.index
        if near < 0 or near > 2:
            continue
        for m, told in enumerate(kept[n].told):
            if told.effect != one.effect or not told.counts:
                continue
            whole = told.counts[0]
            size = whole.best if whole.best is not None else whole.low
            if any((c.best or 0) > (size or 10**9) for c in one.counts):
                continue
            parts = tuple(c for c in one.counts if not any(_same(c, p) for p in whole.includes))
            whole = replace(whole, includes=whole.includes + tuple(_of(p, whole) for p in parts))
            told = replace(told, counts=(whole, *told.counts[1:]))
            kept[n] = replace(
                kept[n],
                told=(*kept[n].told[:m], told, *kept[n].told[m + 1 :]),
                more=draft.sentence if near else kept[n].more,
            )
            return True
    return False


def _of(part: Count, whole: Count) -> Count:
    return replace(part, status="civilian") if part.status is None and whole.status == "civilian" else part
