"""What is written into a row is what is read from it, for any claim and any sketch."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence.ledger.rows import claim_columns, claim_from, claim_row, pack_sketch
from whence.records import Claim

CLAIMS = st.builds(Claim, confidence=st.integers(0, 1000).map(lambda n: n / 1000))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(CLAIMS)
def test_any_claim_comes_back_as_it_was(claim: Claim) -> None:
    claim = replace(claim, id=claim.id or "c", where=replace(claim.where, lat=None, lon=None))
    row = claim_row(claim, seq=1, position=0)
    assert claim_from(row["data"]) == claim
    assert claim_columns(claim_from(row["data"])) == {name: row[name] for name in claim_columns(claim)}


@given(st.lists(st.integers(0, 2**64 - 1)))
def test_a_sketch_takes_eight_bytes_a_number(sketch: list[int]) -> None:
    assert len(pack_sketch(sketch)) == 8 * len(sketch)
