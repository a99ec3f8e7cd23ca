"""What counts as found: laws that any score must keep, and tables of what is the same figure, slot and act."""

from __future__ import annotations

import json
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import whence
from build import claim, count
from whence.cli import main
from whence.errors import InputError
from whence.evaluate import SLICES, About, Evaluation, Gold, evaluate_claims, find_misplaced, read_claims, read_gold
from whence.evaluate.agreement import agree
from whence.evaluate.figures import Figure, figures_of
from whence.forms import claim_to_json
from whence.pipeline import Reading
from whence.records import Claim, Count, PartyRef, Speaker, Where

GOLD = claim("g", count(15, includes=[count(4, age="child")]), doc="d", party="north")


def score(found: list[Claim], gold: list[Claim]) -> Evaluation:
    """An evaluation on the documents of the gold."""
    return evaluate_claims(found, Gold(tuple(gold), frozenset(c.document for c in gold)))


def test_gold_against_itself_is_perfect() -> None:
    """Whole and part are two figures, both complete."""
    found = score([GOLD], [GOLD])
    overall = found.overall
    assert (overall.gold, overall.found, overall.right, overall.complete) == (2, 2, 2, 2)
    assert (overall.precision, overall.recall, overall.f1, overall.complete_share) == (1.0, 1.0, 1.0, 1.0)
    assert (found.acts, found.gold_acts) == (1, 1)
    assert all(right == of == 2 for _, right, of in found.slots)


def test_nothing_found_is_not_a_division_by_zero() -> None:
    """Precision of nothing is unknown, not zero."""
    found = score([], [GOLD]).overall
    assert (found.precision, found.recall, found.f1) == (None, 0.0, None)


FIGURES = [
    (count(15), count(15), True, "the same"),
    (count(16), count(15), False, "another number"),
    (count(350, hedge="at_least"), count(351, hedge="at_least"), True, "more than a round number"),
    (count(351), count(350), False, "an exact number has no slack"),
    (count(None), count(None), True, "both vague"),
    (count(12), count(None), False, "a number for a vague word"),
    (count(15, "injured"), count(15), False, "another effect"),
    (count(None, hedge="range", low=10, high=12), count(None, hedge="range", low=10, high=12), True, "a range"),
    (count(12, hedge="at_most"), count(None, hedge="range", low=10, high=12), True, "the high end of a range"),
    (count(None, hedge="range", low=9, high=14), count(None, hedge="range", low=10, high=12), False, "another range"),
]


@pytest.mark.parametrize(("found", "gold", "right", "remark"), FIGURES)
def test_what_counts_as_the_same_figure(found: Count, gold: Count, right: bool, remark: str) -> None:
    """Same document and effect, the same number."""
    overall = score([claim("f", found, doc="d")], [claim("g", gold, doc="d")]).overall
    assert overall.right == int(right), remark


def _with(**slots: object) -> Figure:
    made = replace(GOLD, **slots)  # type: ignore[arg-type]
    return Figure(made, made.counts[0], None)


def _place(name: str | None, words: str | None = None) -> Where:
    return Where(words=words, name=name)


def _chain(*names: str) -> tuple[Speaker, ...]:
    return tuple(Speaker(name, "monitor") for name in names)


SLOT_TABLE = [
    ("where", _with(where=_place("Idlib")), _with(where=_place("Idlib Governorate")), True, "one holds the other"),
    ("where", _with(where=_place("al-Bab")), _with(where=_place("Bab")), True, "the article is folded"),
    ("where", _with(where=_place("Orsa")), _with(where=_place("Velm")), False, "two towns"),
    ("where", _with(where=_place(None)), _with(where=_place("Velm")), False, "none found"),
    ("where", _with(where=_place(None)), _with(where=_place(None)), True, "none in either"),
    ("where", _with(where=_place("Old Orsa", "the old town")), _with(where=_place("Orsa Citadel", "the old town")),
     True, "two names for the same words"),
    ("speaker", _with(speaker=_chain("The Watch", "A Paper")), _with(speaker=_chain("the Watch")), True, "a chain"),
    ("speaker", _with(speaker=_chain("A Paper")), _with(speaker=_chain("The Watch", "A Paper")), False, "root missed"),
    ("speaker", _with(speaker=()), _with(speaker=_chain("The Watch")), False, "the publisher for a speaker"),
    ("party", _with(alleged_perpetrator=None), _with(alleged_perpetrator=PartyRef("gunmen", "unknown")), True,
     "nobody named and nobody known are one"),
    ("party", _with(alleged_perpetrator=PartyRef("s", "south")), _with(), False, "another side"),
    ("stance", _with(stance="denies"), _with(), False, "denied, not said"),
]  # fmt: skip


@pytest.mark.parametrize(("slot", "found", "gold", "same", "remark"), SLOT_TABLE)
def test_what_counts_as_the_same_slot(slot: str, found: Figure, gold: Figure, same: bool, remark: str) -> None:
    """Names as a person would read two spellings; the root of the chain decides who speaks."""
    assert agree(slot, found, gold) is same, remark


def test_the_wrong_party_is_right_but_not_complete_and_shows_in_its_slice() -> None:
    """A finder that takes one side for the other is seen in the slice by party."""
    wrong = replace(GOLD, alleged_perpetrator=PartyRef("south", "south"))
    found = score([wrong], [GOLD])
    assert (found.overall.right, found.overall.complete) == (2, 0)
    by_party = {s.value: (s.gold, s.found) for s in found.slices if s.slice == "party"}
    assert by_party == {"north": (2, 0), "south": (0, 2)}


def test_a_hedge_is_shown_and_not_asked_for() -> None:
    """`complete` is what a number rests on; how it is hedged stands in the slots."""
    gold = claim("g", count(15), doc="d")
    found = score([claim("f", replace(count(15), hedge="about"), doc="d")], [gold])
    assert found.overall.complete == 1
    assert ("hedge", 0, 1) in found.slots


@given(st.permutations([claim(f"c{n}", count(n), doc="d", start=20 * n) for n in range(1, 6)]))
def test_the_order_of_claims_does_not_matter(claims: list[Claim]) -> None:
    """Pairs are chosen by likeness, not by who comes first."""
    gold = [claim(f"c{n}", count(n), doc="d", start=20 * n) for n in (1, 3, 5, 7)]
    assert score(claims, gold).overall == score(sorted(claims, key=lambda c: c.id), gold).overall


@given(st.lists(st.integers(1, 6), max_size=8), st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_every_figure_goes_somewhere(found: list[int], gold: list[int]) -> None:
    """Pairs, missed, wrong and said again add up to what came in."""
    ours = [claim(f"f{n}", count(value), doc="d", start=20 * n) for n, value in enumerate(found)]
    theirs = [claim(f"g{n}", count(value), doc="d", start=20 * n) for n, value in enumerate(gold)]
    result = score(ours, theirs)
    assert result.overall.right + len(result.missed) == len(gold)
    assert result.overall.right + len(result.wrong) + len(result.again) == len(found)


def test_a_figure_said_again_is_neither_right_nor_wrong() -> None:
    """The gold quotes a figure once; a finder may read it in the headline too."""
    found = score([GOLD, replace(GOLD, id="again", start=90, end=99)], [GOLD])
    assert (found.overall.right, found.overall.found, len(found.again), len(found.wrong)) == (2, 2, 2, 0)


def test_a_figure_found_elsewhere_in_the_document_is_found() -> None:
    """It is the same figure; of two, the one in the gold's own words is taken."""
    far = claim("far", count(15), doc="d", start=500, speaker="Nobody")
    assert score([far], [claim("g", count(15), doc="d")]).overall.right == 1
    near = claim("near", count(15), doc="d", speaker="Somebody")
    gold = claim("g", count(15), doc="d", speaker="Nobody")
    assert ("speaker", 0, 1) in score([far, near], [gold]).slots


ACTS = [
    (claim("f", doc="d", act="ASSAULT"), 1, "the same act"),
    (claim("f", doc="d", act="COERCE"), 0, "another act"),
    (claim("f", doc="d", stance="denies"), 0, "denied"),
    (claim("f", doc="d", start=300), 0, "elsewhere"),
]


@pytest.mark.parametrize(("found", "right", "remark"), ACTS)
def test_acts_are_found_with_nobody_counted(found: Claim, right: int, remark: str) -> None:
    """The same words, the same type of act, denied or not alike; each found claim serves once."""
    gold = [claim("g", doc="d"), claim("h", doc="d")]
    assert score([found], gold).acts == right, remark


def test_documents_outside_the_gold_are_not_looked_at() -> None:
    """Nobody knows what is right in them."""
    assert score([GOLD, claim("x", count(9), doc="other")], [GOLD]).overall.found == 2


def test_slices_by_what_is_known_of_documents() -> None:
    """Language, outlet and length come from the documents; what nobody said is `not known`."""
    gold = [claim(name, count(5), doc=name) for name in ("a", "b", "c")]
    about = {"a": About("en", "The Paper", 900), "b": About("ar", "The Paper", 1_001)}
    found = evaluate_claims(gold, Gold(tuple(gold), frozenset("abc")), about=about)
    values = {name: [(s.value, s.gold) for s in found.slices if s.slice == name] for name in SLICES}
    assert values["language"] == [("ar", 1), ("en", 1), ("not known", 1)]
    assert values["outlet"] == [("The Paper", 2), ("not known", 1)]
    assert values["length"] == [("not known", 1), ("to 1,000", 1), ("to 2,500", 1)]
    assert all(sum(gold for _, gold in each) == 3 for each in values.values())


def test_gold_is_read_and_a_bad_line_is_named(tmp_path: Path) -> None:
    """The line number stands in the message."""
    path = tmp_path / "gold.jsonl"
    good = json.dumps(claim_to_json(GOLD))
    path.write_text(f"{good}\n\n{good}\n", encoding="utf-8")
    assert len(read_gold(path).claims) == 2
    for bad in ("{", "{}", "7", '{"act": 1}', '{"document": "d"}'):
        path.write_text(f"{good}\n{bad}\n", encoding="utf-8")
        for read in (read_gold, read_claims):
            with pytest.raises(InputError, match="line 2"):
                read(path)
    with pytest.raises(InputError, match="cannot read"):
        read_gold(tmp_path / "none.jsonl")
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="no gold claims"):
        read_gold(path)


def test_a_document_with_nothing_in_it_can_be_gold(tmp_path: Path) -> None:
    """What a finder reads in it is wrong."""
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{json.dumps(claim_to_json(GOLD))}\n{{"document": "sport", "claims": []}}\n', encoding="utf-8")
    gold = read_gold(path)
    found = evaluate_claims([GOLD, claim("x", count(3), doc="sport")], gold)
    assert (found.documents, found.overall.right, len(found.wrong)) == (2, 2, 1)


def test_a_misplaced_quote_is_found() -> None:
    """Figures are paired by place, so a gold quote that stands elsewhere spoils the score unseen."""
    right, wrong = replace(GOLD, quote="0123456789"), replace(GOLD, quote="123456789x")
    assert find_misplaced([right, wrong], {"d": "0123456789 and more"}) == (wrong,)
    assert find_misplaced([wrong], {}) == ()


# ---------------------------------------------------------------- the command, on the demo's own gold

ROOT = Path(__file__).resolve().parents[1]
DEMO = [str(ROOT / "demo" / "gold.jsonl"), "--documents", str(ROOT / "demo" / "reports")]


def run(*arguments: str, code: int = 0) -> Result:
    """`whence evaluate`, away from any record."""
    with TemporaryDirectory() as folder, chdir(folder):
        done = CliRunner().invoke(main, ["evaluate", *arguments])
    assert done.exit_code == code, done.output
    return done


def objects(done: Result) -> dict[str, list[dict[str, Any]]]:
    """The JSON Lines by their kind."""
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for line in done.stdout.splitlines():
        by_kind.setdefault(json.loads(line)["kind"], []).append(json.loads(line))
    return by_kind


def test_the_demos_gold_stands_in_the_demos_reports() -> None:
    """Every quote of demo/gold.jsonl is what stands at its place."""
    texts = {r.document.id: r.document.text for r in whence.read([ROOT / "demo" / "reports"]) if isinstance(r, Reading)}
    gold = read_gold(Path(DEMO[0]))
    assert gold.documents <= texts.keys() and len(gold.documents) == 15
    assert find_misplaced(gold.claims, texts) == ()
    words = [(c, f) for c in gold.claims for f in figures_of([c])]
    assert all(figure.count.words in c.quote for c, figure in words) and len(words) == 35


def test_the_screen_has_every_part() -> None:
    """A person sees measures, the slices asked for, parties, documents' numbers, confidence, and what it rests on."""
    done = run(*DEMO, "--pack", str(ROOT / "demo" / "pack"), "--slice", "length,stance", "--misses", "2")
    for words in ("precision", "by length", "by stance", "between parties", "the documents' numbers", "confidence: "):
        assert words in done.stdout
    assert "by effect" not in done.stdout
    assert "2,000 draws of the 15 documents (seed 0), a document being the unit" in done.stderr


def test_json_has_all_of_it() -> None:
    """One object a line, each with its kind; unknown is null."""
    by_kind = objects(run(*DEMO, "--pack", str(ROOT / "demo" / "pack"), "--resamples", "300", "--seed", "4", "--json"))
    (head,) = by_kind["evaluation"]
    assert (head["documents"], head["resamples"], head["seed"], head["resampled"]) == (15, 300, 4, "documents")
    overall = by_kind["score"][0]
    assert overall["slice"] == "all" and overall["gold"] == 35
    low, high = overall["recall_interval"]
    assert 0 < low <= overall["recall"] <= high <= 1
    assert {score["slice"] for score in by_kind["score"]} == {"all", *SLICES}
    assert [table["meaning"] for table in by_kind["reliability"]] == ["figure", "complete"]
    assert sum(each["figures"] for each in by_kind["reliability"][0]["bins"]) == overall["found"]
    assert {"slot", "acts", "party", "number_error", "document_number"} <= by_kind.keys()
    assert len(by_kind.get("missed", [])) == overall["gold"] - overall["right"]


def test_two_finders_by_name_and_by_file(tmp_path: Path) -> None:
    """A file of claims from which one was struck out: one loss, told with its words."""
    pack = str(ROOT / "demo" / "pack")
    claims = CliRunner().invoke(main, ["claims", DEMO[2], "--pack", pack, "--json"]).stdout.splitlines()
    struck = [line for line in claims if "killing 12 people and wounding 40" not in line]
    assert len(struck) == len(claims) - 1
    file = tmp_path / "claims.jsonl"
    file.write_text("\n".join(struck), encoding="utf-8")
    by_kind = objects(run(*DEMO, "--pack", pack, "--compare", "rules", str(file), "--json"))
    assert sorted(loss["words"] for loss in by_kind["loss"]) == ["12 people", "40"]
    assert {loss["what"] for loss in by_kind["loss"]} == {"missed"} and "gain" not in by_kind
    recall = next(d for d in by_kind["difference"] if (d["slice"], d["measure"]) == ("all", "recall"))
    assert recall["difference"] == pytest.approx(-2 / 35, abs=1e-4)
    assert "losses: 2" in run(*DEMO, "--pack", pack, "--compare", "rules", str(file)).stdout


def test_the_record_is_a_finder_too(tmp_path: Path) -> None:
    """Claims on record are scored as people judged them, and set against the rules."""
    with whence.create(tmp_path / "r.db", pack=str(ROOT / "demo" / "pack"), folder=tmp_path) as bench:
        bench.add([ROOT / "demo" / "reports"])
        before = bench.evaluate(DEMO[0])
        assert before.finder == "record" and before.overall.right > 30
        assert "not known" not in {s.value for s in before.slices if s.slice in ("language", "length")}
        claim_id = next(c.id for c in bench.claims() if "killing 12 people" in c.quote)
        bench.judge("reject", [claim_id], who="tester", why="a trial")
        assert bench.evaluate(DEMO[0]).overall.right == before.overall.right - 2
        found = bench.compare_finders(DEMO[0], "record", "rules", DEMO[2])
        assert [(c.kind, c.figure.count.words) for c in found.changes] == [("found", "12 people"), ("found", "40")]


def test_a_gold_that_fits_badly_is_said_to(tmp_path: Path) -> None:
    """A document not read and a quote that stands elsewhere are noted; a gold of none of the documents is an error."""
    lines = Path(DEMO[0]).read_text(encoding="utf-8").splitlines()
    moved = json.loads(lines[0]) | {"start": 0, "end": 9}
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join([json.dumps(moved), *lines[1:], '{"document": "lost", "claims": []}']), encoding="utf-8")
    said = run(str(gold), *DEMO[1:]).stderr
    assert "1 of the gold's 16 documents were not read" in said and "lost" in said
    assert "1 quotes of the gold do not stand where it says, the first at 0 of" in said
    gold.write_text('{"document": "lost", "claims": []}', encoding="utf-8")
    assert "none of the 1 documents of" in run(str(gold), *DEMO[1:], code=1).output


WRONG = [
    (["--finder", "magic"], "no finder or file 'magic'; rules, record, or a file of claims"),
    (["--finder", "record"], "no record here"),
    (["--compare", "rules", "magic"], "no finder or file 'magic'"),
    (["--finder", "rules", "--compare", "rules", "rules"], "do not go together"),
    (["--resamples", "3"], "--resamples"),
    (["--compare", "rules"], "--compare"),
]


@pytest.mark.parametrize(("more", "words"), WRONG)
def test_a_wrong_call_is_told(more: list[str], words: str) -> None:
    """One line, exit code 2."""
    assert words in run(*DEMO, *more, code=2).output


def test_nothing_to_read_is_told() -> None:
    """Gold alone says nothing of a finder."""
    assert "no documents to read; name them with --documents" in run(DEMO[0], code=2).output
