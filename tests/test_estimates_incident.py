"""Low, best and high of one incident: worked cases, and the laws that hold for any claims in any order."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import DAY, claim, count, facts_of
from whence.errors import UsageError, VocabularyError
from whence.estimates import estimate_incident, load_policies, load_policy
from whence.estimates.policy import read_vague_words
from whence.incidents import find_origins
from whence.records import EVERYBODY, Claim, DocumentFacts, Estimate, Incident, Victims
from whence.vocabulary.folding import fold

UCDP = load_policy("ucdp")
LATER = {"d_b": (None, DAY + timedelta(days=3)), "d_c": (None, DAY + timedelta(days=5))}


def incident_of(claims: list[Claim], facts: dict[str, DocumentFacts]) -> Incident:
    """All claims as one incident, whatever they say."""
    first = claims[0]
    return Incident(
        "I", first.act, first.where, first.when, (),
        tuple(sorted(c.id for c in claims)), tuple(sorted({c.document for c in claims})), find_origins(claims, facts),
    )  # fmt: skip


def estimate(*claims: Claim, policy: str = "ucdp", facts: dict | None = None, **reviewed: str) -> list[Estimate]:
    facts = facts if facts is not None else facts_of(claims)
    by_id = {c.id: c for c in claims}
    return list(estimate_incident(incident_of(list(claims), facts), by_id, facts, load_policy(policy), reviewed))


def whole(estimates: list[Estimate], effect: str = "killed") -> tuple[int | None, int | None, int | None]:
    (found,) = [e for e in estimates if e.effect == effect and e.victims == EVERYBODY]
    return found.low, found.best, found.high


def part(estimates: list[Estimate], victims: Victims) -> tuple[int | None, int | None, int | None]:
    (found,) = [e for e in estimates if e.effect == "killed" and e.victims == victims]
    return found.low, found.best, found.high


CASES = [
    ([claim("a", count(15))], (15, 15, 15), "one exact figure"),
    ([claim("a", count(409, hedge="at_least"))], (409, 409, None), "at least has no upper bound"),
    ([claim("a", count(20, hedge="at_most"))], (None, 20, 20), "up to has no lower bound"),
    ([claim("a", count(None, hedge="range", low=10, high=12))], (10, 10, 12), "a range; best its lower end"),
    ([claim("a", count(None, words="dozens"))], (None, None, None), "vague words stay words"),
    ([claim("a", count(0))], (0, 0, 0), "a count of zero is a count"),
    (
        [
            claim("a", count(None, hedge="range", low=28, high=41), doc="d"),
            claim("b", count(28), doc="d", start=90),
            claim("c", count(41, hedge="at_least"), doc="d", start=50, speaker="M"),
        ],
        (28, 28, 41),
        "a report's own range sums up the single figures it gives without a name",
    ),
    (
        [claim("a", count(14), doc="d", speaker="Office"), claim("b", count(3), doc="d"), claim("c", count(9))],
        (9, 9, 14),
        "three who died since are among the 14 that the same sentence gives",
    ),
    (
        [
            claim("a", count(12), speaker="M"),
            claim("b", count(None, hedge="range", low=12, high=16, status="civilian"), speaker="N"),
        ],
        (12, 12, 16),
        "a range of civilians reaches above another's count of everybody",
    ),
    ([claim("a", count(15), speaker="M"), claim("b", count(17), speaker="N")], (15, 15, 17), "lower of two"),
    (
        [claim("a", count(15), speaker="M"), claim("b", count(17), speaker="N"), claim("c", count(17), speaker="O")],
        (15, 17, 17),
        "the figure most origins give",
    ),
    (
        [claim("a", count(15, hedge="at_least"), speaker="M"), claim("b", count(19), speaker="N")],
        (15, 19, 19),
        "at least 15 does not speak against 19",
    ),
    ([claim("a", count(9, status="civilian"), count(4, status="combatant"))], (13, 13, 13), "groups beside each other"),
    ([claim("a", count(15, includes=[count(4, age="child")]))], (15, 15, 15), "a part is not added"),
    (
        [claim("a", count(19), speaker="M"), claim("b", count(15, status="civilian"), speaker="N")],
        (15, 19, 19),
        "who counts civilians only says at least so many of everybody",
    ),
    (
        [
            claim("a", count(9, status="civilian"), speaker="M", doc="d"),
            claim("b", count(4, status="combatant"), speaker="M", doc="d", start=50),
        ],
        (13, 13, 13),
        "one origin counts two groups in two sentences",
    ),
    ([claim("a", count(15)), claim("b", count(99), superseded=True)], (15, 15, 15), "a superseded figure"),
    (
        [claim("a", count(15), speaker="M"), claim("b", count(15), speaker="Army", stance="denies")],
        (15, 15, 15),
        "a denied number counts for nothing",
    ),
]


@pytest.mark.parametrize(("claims", "expected", "remark"), CASES, ids=[case[2] for case in CASES])
def test_whole(claims: list[Claim], expected: tuple[int | None, ...], remark: str) -> None:
    assert whole(estimate(*claims)) == expected, remark


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("ucdp", (12, 15, 15)), ("ibc", (12, None, 15)), ("airwars", (12, None, 15)), ("acled", (12, 12, 12))],
)
def test_policies_differ_on_the_same_evidence(policy: str, expected: tuple[int | None, ...]) -> None:
    claims = [
        claim("a", count(15), speaker="M"),
        claim("b", count(15), speaker="N"),
        claim("c", count(12), speaker="O"),
    ]
    assert whole(estimate(*claims, policy=policy)) == expected


def test_vague_words_get_numbers_from_a_policy_that_has_them() -> None:
    assert whole(estimate(claim("a", count(None, words="dozens of people")), policy="acled")) == (12, 12, 12)


def test_a_correction_goes_down_as_easily_as_up() -> None:
    """The same origin's later figure replaces its earlier one; the reason says so."""
    for later in (33, 47):
        claims = [claim("a", count(40), speaker="M"), claim("b", count(later), speaker="M")]
        made = estimate(*claims, facts=facts_of(claims, **LATER))
        assert whole(made) == (later, later, later)
        assert [use.claim for use in made[0].left_out] == ["a"]
        assert "40" in made[0].used[0].why


def test_a_late_copy_does_not_bring_back_a_corrected_figure() -> None:
    claims = [claim(i, count(n), speaker="M") for i, n in (("a", 40), ("b", 33), ("c", 40))]
    assert whole(estimate(*claims, facts=facts_of(claims, **LATER))) == (33, 33, 33)


def test_retelling_with_at_least_is_no_correction() -> None:
    claims = [claim("a", count(45), speaker="M"), claim("b", count(40, hedge="at_least"), speaker="M")]
    assert whole(estimate(*claims, facts=facts_of(claims, **LATER))) == (45, 45, 45)


def test_missing_later_found_dead_are_not_counted_twice() -> None:
    claims = [
        claim("a", count(5), count(10, "missing"), speaker="M"),
        claim("b", count(13), speaker="M"),
    ]
    made = estimate(*claims, facts=facts_of(claims, **LATER))
    assert whole(made) == (13, 13, 13)
    assert whole(made, "missing") == (2, 2, 10)
    (missing,) = [e for e in made if e.effect == "missing"]
    assert "8 of them" in missing.reason
    assert "missing found dead" in missing.flags


def test_unknown_zero_and_none_reported_are_three_values() -> None:
    none = estimate(claim("a", count(3, "injured"), none_reported=("killed",)))
    assert whole(none) == (None, None, None)
    assert "none reported" in none[0].flags
    assert whole(estimate(claim("a", count(0)))) == (0, 0, 0)
    vague = estimate(claim("a", count(None, words="several")))
    assert whole(vague) == (None, None, None)
    assert "no number" in vague[0].flags
    assert "none reported" not in vague[0].flags
    assert not estimate(claim("a"))


def test_parts_say_what_they_are_part_of() -> None:
    made = estimate(claim("a", count(15, status="civilian", includes=[count(4, age="child", status="civilian")])))
    assert part(made, Victims(status="civilian")) == (15, 15, 15)
    assert part(made, Victims(age="child")) == (4, 4, 4)
    civilian_child = next(e for e in made if e.victims == Victims("civilian", "child"))
    assert civilian_child.part_of == Victims(status="civilian")


def test_boys_and_girls_are_children() -> None:
    both = [count(3, age="child", sex="male"), count(2, age="child", sex="female")]
    made = estimate(claim("a", count(15, includes=both)))
    assert part(made, Victims(age="child")) == (5, 5, 5)


def test_impossible_sums_are_flagged() -> None:
    wrong = count(12, includes=[count(9, status="civilian"), count(8, status="combatant")])
    made = estimate(claim("a", wrong))
    assert any("exceed" in flag for e in made for flag in e.flags)


def test_a_perpetrators_word_on_status_is_context() -> None:
    admits = claim("a", count(20, status="combatant"), speaker="Air Force", stance="admits", party="army")
    assert not [e for e in estimate(admits) if e.victims == Victims(status="combatant")]
    assert whole(estimate(admits)) == (20, 20, 20)
    assert part(estimate(admits, policy="acled"), Victims(status="combatant")) == (20, 20, 20)


def test_a_rejected_claim_counts_for_nothing_and_is_shown() -> None:
    made = estimate(claim("a", count(15), speaker="M"), claim("b", count(90), speaker="N"), b="reject")
    assert whole(made) == (15, 15, 15)
    assert [(u.claim, u.why) for u in made[0].left_out] == [("b", "rejected by a person")]


GRADES = [
    ([claim("a", count(4), speaker="M")], "weak"),
    ([claim("a", count(4), speaker="M"), claim("b", count(4), speaker="N")], "fair"),
    ([claim("a", count(4), stance="admits", party="army")], "confirmed"),
    ([claim("a", count(4, status="combatant"))], "discounted"),
]


@pytest.mark.parametrize(("claims", "grade"), GRADES, ids=[g[1] for g in GRADES])
def test_airwars_grading(claims: list[Claim], grade: str) -> None:
    assert any(flag.startswith(f"grading: {grade}") for flag in estimate(*claims, policy="airwars")[0].flags)


def test_provisional_below_two_origins() -> None:
    assert "provisional" in estimate(claim("a", count(4)), policy="ibc")[0].flags


@pytest.mark.parametrize("table", ["acled-2023", "wikimpacts"])
def test_every_vague_row_is_found_in_its_example(table: str) -> None:
    for row in read_vague_words(table, Path("x/policy.toml")):
        assert f" {row.words} " in f" {fold(row.example)} "
        assert row.low <= (row.best or row.low) <= row.high


def test_unknown_and_broken_policies(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="acled, airwars, ibc, ucdp"):
        load_policy("nobody")
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\nshape = 3\n', encoding="utf-8")
    with pytest.raises(VocabularyError, match="shape"):
        load_policy(own)
    assert sum(policy.default for policy in load_policies().values()) == 1


# ---------------------------------------------------------------- laws

numbers = st.integers(0, 60)
counts = st.builds(
    lambda n, hedge, parts, status: count(n, hedge=hedge, status=status, includes=parts),
    numbers,
    st.sampled_from(["exact", "at_least", "at_most", "about"]),
    st.lists(st.builds(lambda n, a, s: count(n, age=a, sex=s), numbers, st.sampled_from(["child", "adult"]),
                       st.sampled_from([None, "female", "male"])), max_size=2),
    st.sampled_from([None, None, "civilian", "combatant"]),
)  # fmt: skip
said = st.tuples(st.lists(counts, min_size=1, max_size=2), st.sampled_from("MNO"), st.integers(0, 3))
POLICIES = sorted(load_policies())


def build(rows: list) -> tuple[list[Claim], dict[str, DocumentFacts]]:
    claims = [claim(f"c{i}", *row[0], speaker=row[1]) for i, row in enumerate(rows)]
    days = {f"d_c{i}": (f"paper {i}", DAY + timedelta(days=row[2])) for i, row in enumerate(rows)}
    return claims, facts_of(claims, **days)


@given(st.lists(said, min_size=1, max_size=5), st.sampled_from(POLICIES), st.integers())
@settings(max_examples=150, deadline=None)
def test_laws(rows: list, policy: str, seed: int) -> None:
    """low <= best <= high; a part is no more than its whole; order of arrival and copies change nothing."""
    claims, facts = build(rows)
    made = estimate(*claims, policy=policy, facts=facts)
    wholes = {e.effect: e for e in made if e.victims == EVERYBODY}
    for e in made:
        known = [n for n in (e.low, e.best, e.high) if n is not None]
        assert known == sorted(known)
        for mine, its in (
            (e.low, wholes[e.effect].low),
            (e.best, wholes[e.effect].best),
            (e.high, wholes[e.effect].high),
        ):
            assert mine is None or its is None or mine <= its
        assert {u.claim for u in e.used}.isdisjoint(u.claim for u in e.left_out)
    spoken = {u.claim for e in made for u in (*e.used, *e.left_out)}
    assert spoken == {c.id for c in claims}
    shuffled = claims[:]
    random.Random(seed).shuffle(shuffled)
    assert estimate(*shuffled, policy=policy, facts=facts) == made


@given(st.lists(said, min_size=1, max_size=4), st.sampled_from(POLICIES))
@settings(max_examples=80, deadline=None)
def test_fifty_copies_change_nothing(rows: list, policy: str) -> None:
    claims, facts = build(rows)
    before = estimate(*claims, policy=policy, facts=facts)
    copies = [claim(f"z{i}", *rows[0][0], speaker=rows[0][1]) for i in range(50)]
    copied = facts | facts_of(copies, published=DAY + timedelta(days=9))
    after = estimate(*claims, *copies, policy=policy, facts=copied)
    figures = lambda made: [(e.effect, e.victims, e.low, e.best, e.high, e.origins) for e in made]  # noqa: E731
    assert figures(after) == figures(before)
