"""Which claims concern one happening, and which do not: a table of pairs, and what must hold for any of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from build import DAY, claim, count, facts_of
from whence.incidents import link_claims
from whence.records import Claim, Incident, Judgement

NEXT = DAY + timedelta(days=1)

PAIRS = [
    (claim("a", count(15)), claim("b", count(15)), True, "the same figure, place and day"),
    (claim("a", count(15)), claim("b", count(12), place="Velm"), False, "two cities on one day"),
    (claim("a", count(15)), claim("b", count(19)), True, "the toll rises in a later report"),
    (claim("a", count(40)), claim("b", count(33)), True, "corrected downwards in a later report"),
    (claim("a", count(40)), claim("b", count(40), day=NEXT), True, "one report is a day off"),
    (
        claim("a", count(15), party="army", mode="aerial"),
        claim("b", count(12), party="rebels", mode="heavy-weapons"),
        False,
        "two strikes in one city on one day by different parties",
    ),
    (
        claim("a", count(15), place="Old Orsa"),
        claim("b", count(15), place="Orsa"),
        True,
        "a quarter of the city and the city",
    ),
    (claim("a", count(15)), claim("b", count(15), day=DAY + timedelta(days=30)), False, "a month apart"),
    (claim("a", count(15)), claim("b", count(12), place="Tarn", day=None), False, "far apart, one undated"),
    (claim("a", count(70)), claim("b", count(70), place="Quarland"), True, "one names only the country"),
    (
        claim("a", count(15), party="army"),
        claim("b", party="army", stance="denies"),
        True,
        "a denial is linked to what it denies",
    ),
    (
        claim("a", count(15), place="Orsa", doc="d", speaker="M", party="army"),
        claim("b", count(9), place="Orsa", doc="d", speaker="M", party="rebels", start=50),
        False,
        "one speaker gives two figures side by side for two doers",
    ),
    (
        claim("a", count(15), doc="d", party="rebels"),
        claim("b", count(15), doc="d", party="rebels", day=NEXT, start=50),
        False,
        "one document tells of two days",
    ),
    (
        claim("a", count(15), doc="d"),
        claim("b", count(None, "injured", words="dozens"), doc="d", start=50),
        True,
        "the dead and the wounded of one attack in two sentences",
    ),
    (
        claim("a", count(29), mode="aerial", party="army"),
        claim("b", count(29), mode="aerial", party="allies"),
        True,
        "nobody sees whose planes they were",
    ),
    (
        claim("a", count(15), mode="aerial"),
        claim("b", count(4), mode="suicide-attack"),
        False,
        "ways of attack that exclude each other",
    ),
    (
        claim("a", mode="unconventional", start=900),
        claim("b", mode="unconventional", start=900),
        False,
        "two asides on an attack that neither counts",
    ),
    (
        claim("a", count(2), place=None, mode="firearms", party="army"),
        claim("b", count(2), mode="firearms", party="army"),
        True,
        "a small toll of the day without a place",
    ),
]


@pytest.mark.parametrize(("a", "b", "same", "remark"), PAIRS, ids=[row[3] for row in PAIRS])
def test_pair(a: Claim, b: Claim, same: bool, remark: str) -> None:
    incidents = link_claims([a, b], facts_of([a, b])).incidents
    assert (len(incidents) == 1) is same, remark
    assert incidents == link_claims([b, a], facts_of([b, a])).incidents


def test_every_claim_ends_somewhere() -> None:
    """Incident, total or aside with a reason; none is lost and none is in two."""
    claims = [
        claim("a", count(15)),
        claim("t", count(409, hedge="at_least"), scope="cumulative", day=date(2031, 4, 1), until=DAY),
        claim("t2", scope="cumulative"),
        claim("bg", count(300000), scope="background", day=None),
        claim("talks", act="CONSULT"),
        claim("charge", act="ACCUSE"),
    ]
    linking = link_claims(claims, facts_of(claims))
    placed = [c for i in linking.incidents for c in i.claims] + [c for t in linking.totals for c in t.claims]
    placed += [r.item for r in linking.aside]
    assert sorted(placed) == sorted(c.id for c in claims)
    assert all(r.reason for r in linking.aside)
    assert [t.best for t in linking.totals] == [409]


def test_a_vague_claim_does_not_chain_two_cities() -> None:
    """What names only the region joins one of two incidents, never both."""
    claims = [
        claim("a", count(15), place="Orsa"),
        claim("b", count(15), place="Velm"),
        claim("c", count(15), place="North"),
    ]
    assert len(link_claims(claims, facts_of(claims)).incidents) == 2


def _judge(number: int, kind: str, *about: str, undoes: int | None = None) -> Judgement:
    return Judgement(number, kind, about, (), "reader", "2031-05-12T08:00:00Z", "seen", undoes)  # type: ignore[arg-type]


def test_judgements_bind_and_undo_restores() -> None:
    claims = [claim("a", count(15)), claim("b", count(15)), claim("c", count(70), place="Tarn")]
    facts = facts_of(claims)
    before = link_claims(claims, facts)
    assert len(before.incidents) == 2
    merged = link_claims(claims, facts, [_judge(1, "merge", "a", "c")], before.incidents)
    assert [i.claims for i in merged.incidents] == [("a", "b", "c")]
    split = link_claims(claims, facts, [_judge(1, "split", "a", "b")], before.incidents)
    assert len(split.incidents) == 3
    assert any(link.author == "reader" and not link.same for link in split.links)
    undone = link_claims(claims, facts, [_judge(1, "merge", "a", "c"), _judge(2, "undo", undoes=1)], merged.incidents)
    assert {i.claims for i in undone.incidents} == {i.claims for i in before.incidents}


def test_split_from_an_incident_named_by_code() -> None:
    claims = [claim("a", count(15)), claim("b", count(15)), claim("c", count(15))]
    facts = facts_of(claims)
    before = link_claims(claims, facts).incidents
    after = link_claims(claims, facts, [_judge(1, "split", before[0].code, "c")], before).incidents
    assert sorted(i.claims for i in after) == [("a", "b"), ("c",)]
    assert next(i for i in after if len(i.claims) == 2).code == before[0].code


def test_codes_are_permanent_and_merged_ones_redirect() -> None:
    claims = [claim("a", count(15)), claim("b", count(70), place="Tarn"), claim("b2", count(70), place="Tarn")]
    facts = facts_of(claims)
    before = link_claims(claims, facts).incidents
    code = {c: i.code for i in before for c in i.claims}
    assert code["a"].startswith("QX-20310509-orsa-")
    after = link_claims(claims, facts, [_judge(1, "merge", "a", "b")], before).incidents
    assert after[0].code == code["b"]
    assert after[0].previous_codes == (code["a"],)


def test_a_later_report_does_not_change_the_code() -> None:
    first = [claim("m", count(15))]
    before = link_claims(first, facts_of(first)).incidents
    both = [*first, claim("a", count(16))]
    after: tuple[Incident, ...] = link_claims(both, facts_of(both), (), before).incidents
    assert [i.code for i in after] == [before[0].code]


def test_where_is_the_most_specific_well_supported_place() -> None:
    claims = [
        claim("a", count(15), place="Old Orsa", speaker="M"),
        claim("b", count(15), place="Orsa", speaker="N"),
        claim("c", count(15), place="North", speaker="O"),
    ]
    (incident,) = link_claims(claims, facts_of(claims)).incidents
    assert incident.where.name == "Old Orsa"


def test_perpetrators_count_origins_that_say_and_deny() -> None:
    claims = [
        claim("a", count(15), party="army", speaker="Monitor"),
        claim("b", count(15), party="army", speaker="Monitor"),
        claim("c", count(15), party="army", speaker="Rescue Corps", stance="accuses"),
        claim("d", party="army", speaker=[("Army", "government")], stance="denies", denied=("responsibility",)),
    ]
    (incident,) = link_claims(claims, facts_of(claims)).incidents
    assert [(p.party, p.origins_say, p.origins_deny) for p in incident.alleged_perpetrators] == [("army", 2, 1)]


def test_a_minor_figure_says_little() -> None:
    """A report of thirteen dead of whom six are told apart is not the report of six dead in another quarter."""
    numbers = {"a": 13, "b": 6, "c": 7}
    many = [claim(name, count(n), doc="d", start=50 * n) for name, n in numbers.items()]
    other = claim("e", count(6), day=None, place="Old Orsa")
    incidents = link_claims([*many, other], facts_of([*many, other])).incidents
    assert {incident.claims for incident in incidents} == {("a", "b", "c"), ("e",)}
    alone = claim("f", count(6))
    assert len(link_claims([alone, other], facts_of([alone, other])).incidents) == 1, "six are all there were"
