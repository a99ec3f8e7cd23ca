"""A first day's work through the Python API and the command line: one question gives one answer, undo restores,
a past day stays as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import whence
from whence.cli import main
from whence.errors import NotOnRecordError, RecordError, UsageError
from whence.explain import Step, step_to_json
from whence.forms import claim_to_json, estimate_to_json, incident_to_json, tally_row_to_json, total_check_to_json
from whence.lists import Filter
from whence.pipeline import Reading
from whence.records import Rejected
from whence.workbench import Workbench

REPORTS = {
    "first.txt": (
        "ALEPPO, 10 December 2016 - An air strike killed 15 people, including four children, in Aleppo on Friday, "
        "the Syrian Observatory for Human Rights said. Another 30 people were wounded.\n"
    ),
    "second.txt": (
        "IDLIB, 10 December 2016 - A car bomb killed seven people in Idlib on Thursday, residents said. "
        "No group claimed responsibility.\n"
    ),
    "noise.txt": "LONDON, 10 December 2016 - Wheat rose by 3 percent on Friday and the home side won 4-2.\n",
}
LATER = "ALEPPO, 11 December 2016 - An air strike killed 22 people in Aleppo on Saturday, a doctor said.\n"


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = datetime(2016, 12, 10, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bench(tmp_path: Path, clock: Clock) -> Iterator[Workbench]:
    """A record of three reports."""
    (tmp_path / "reports").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    whence.create(folder=tmp_path, pack="syria").close()
    with whence.open(folder=tmp_path, clock=clock) as opened:
        added = opened.add([tmp_path / "reports"])
        assert (added.added, added.unchanged, added.aside) == (3, 0, ())
        yield opened


def ask(folder: Path, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    """One command with --json in the record's folder."""
    done = CliRunner().invoke(main, ["--record", str(folder), *arguments, "--json"])
    assert done.exit_code == code, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def claim_of(bench: Workbench, figure: int) -> str:
    return next(c.id for c in bench.claims() if any(count.best == figure for count in c.counts))


def numbers(bench: Workbench) -> list[tuple[Any, ...]]:
    return [(row.keys, row.effect, row.low, row.best, row.high) for row in bench.tally(["party", "month"])]


def walk(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from walk(step.steps)


# ---------------------------------------------------------------- adding


def test_the_same_bytes_twice_change_nothing(bench: Workbench, tmp_path: Path) -> None:
    """A second add says that all is known, and neither numbers nor the journal move."""
    before, head = numbers(bench), bench.verify().head
    again = bench.add([tmp_path / "reports"])
    assert (again.added, again.unchanged) == (0, 3)
    assert (numbers(bench), bench.verify().head) == (before, head)


def test_what_cannot_be_read_is_set_aside_and_the_rest_goes_on(bench: Workbench, tmp_path: Path) -> None:
    """One bad file costs no other; its reason is told."""
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "good.txt").write_text(LATER, encoding="utf-8")
    done = bench.add([tmp_path / "bad.txt", tmp_path / "good.txt", tmp_path / "none.txt"])
    assert (done.added, len(done.aside)) == (1, 2)


def test_a_record_is_not_made_twice(bench: Workbench, tmp_path: Path) -> None:
    """What is there is never overwritten."""
    with pytest.raises(RecordError, match="already"):
        whence.create(folder=tmp_path)


def test_noise_has_no_claims(bench: Workbench) -> None:
    """Markets and sports make no incident."""
    assert {d.id: d.claims for d in bench.documents()}[bench.documents()[1].id] == 0


# ---------------------------------------------------------------- one question, one answer


def test_the_same_question_through_both_doors(bench: Workbench, tmp_path: Path) -> None:
    """The command line prints what the Python API gives."""
    assert ask(tmp_path, "claims") == [claim_to_json(c) for c in bench.claims()]
    assert ask(tmp_path, "incidents") == [incident_to_json(i) for i in bench.incidents()]
    assert ask(tmp_path, "estimates") == [estimate_to_json(e) for e in bench.estimates()]
    assert ask(tmp_path, "totals") == [total_check_to_json(c) for c in bench.totals()]
    assert ask(tmp_path, "tally", "--by", "party") == [tally_row_to_json(r) for r in bench.tally(["party"])]
    assert ask(tmp_path, "explain", "15") == [step_to_json(s) for s in bench.explain("15")]
    assert [line["id"] for line in ask(tmp_path, "documents")] == [d.id for d in bench.documents()]


def test_reading_without_a_record_gives_the_same_claims(bench: Workbench, tmp_path: Path) -> None:
    """Claims come in the order of the input, whatever the number of jobs."""
    for jobs in (1, 2):
        readings = list(whence.read([tmp_path / "reports"], pack="syria", jobs=jobs))
        assert all(isinstance(r, Reading) for r in readings)
        assert tuple(c for r in readings if isinstance(r, Reading) for c in r.claims) == bench.claims()


def test_a_document_that_breaks_a_stage_is_set_aside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The batch goes on; the reason names what went wrong."""

    def broken(*_: Any) -> Any:
        raise ZeroDivisionError("half a person")

    (tmp_path / "a.txt").write_text(LATER, encoding="utf-8")
    monkeypatch.setattr("whence.claims.find_claims", broken)
    (found,) = whence.read([tmp_path / "a.txt"])
    assert isinstance(found, Rejected)
    assert "half a person" in found.reason


def test_filters_narrow_lists(bench: Workbench) -> None:
    """By effect and by period; what has no date is left out where a period is asked for."""
    assert {e.effect for e in bench.estimates(Filter(effect="injured"))} == {"injured"}
    assert bench.incidents(Filter(since=date(2017, 1, 1))) == ()
    assert len(bench.claims(Filter(effect="killed"))) < len(bench.claims()) or len(bench.claims()) == 2


def test_an_unknown_grouping_or_policy_lists_the_valid_ones(bench: Workbench) -> None:
    """Nobody has to guess."""
    with pytest.raises(UsageError, match="party"):
        bench.tally(["colour"])
    with pytest.raises(UsageError, match="ucdp"):
        bench.tally(policy="mine")


# ---------------------------------------------------------------- judging


def test_a_rejected_claim_counts_no_more_and_undo_restores(bench: Workbench) -> None:
    """The tally is shown before and after; taken back, it is what it was."""
    before = numbers(bench)
    done = bench.judge("reject", [claim_of(bench, 7)], why="another war", who="ana")
    assert done.changed
    assert numbers(bench) != before
    undone = bench.undo(done.judgement.number, why="it was this one", who="ben")
    assert numbers(bench) == before
    assert [j.kind for j in bench.judgements()] == ["reject", "undo"]
    assert undone.judgement.undoes == done.judgement.number
    assert [j.who for j in bench.judgements()] == ["ana", "ben"]


def test_an_edit_changes_the_number_and_not_the_quote(bench: Workbench) -> None:
    """The words of the text stay; the reading is corrected."""
    claim = claim_of(bench, 7)
    quote = next(c.quote for c in bench.claims() if c.id == claim)
    bench.judge("edit", [claim], change=[("killed", "9")], why="nine in the print edition")
    edited = next(c for c in bench.claims() if c.id == claim)
    assert (edited.counts[0].best, edited.quote) == (9, quote)
    assert any(e.best == 9 for e in bench.estimates())


def test_merge_makes_one_incident_and_undo_two_again(bench: Workbench) -> None:
    """People's judgements on links bind."""
    before, incidents = numbers(bench), bench.incidents()
    assert len(incidents) >= 2
    done = bench.judge("merge", [incident.code for incident in bench.incidents()], why="one and the same")
    assert len(bench.incidents()) == 1
    bench.undo(done.judgement.number, why="no")
    assert bench.incidents() == incidents, "each with the code it had"
    assert numbers(bench) == before


BAD_JUDGEMENTS = [
    ("accept", ["nobody"], (), NotOnRecordError, "no claim 'nobody' on record"),
    ("merge", ["nobody"], (), NotOnRecordError, "no claim or incident 'nobody'"),
    ("edit", None, [("colour", "red")], UsageError, "unknown slot 'colour'"),
    ("edit", None, [("party", "martians")], UsageError, "unknown party 'martians'; one of"),
    ("edit", None, [("killed", "many")], UsageError, "not a figure"),
]


@pytest.mark.parametrize(("kind", "about", "change", "error", "words"), BAD_JUDGEMENTS)
def test_a_judgement_that_makes_no_sense_is_refused(
    bench: Workbench, kind: Any, about: Any, change: Any, error: type[Exception], words: str
) -> None:
    """Nothing is written for it."""
    with pytest.raises(error, match=words):
        bench.judge(kind, about or [claim_of(bench, 7)], change=change, why="x")
    assert bench.judgements() == ()


def test_an_unknown_judgement_cannot_be_undone(bench: Workbench) -> None:
    """The numbers there are stand in the message."""
    with pytest.raises(NotOnRecordError, match="no judgement has the number 99"):
        bench.undo(99, why="x")


def test_what_was_judged_is_suggested_no_more(bench: Workbench) -> None:
    """The list of what to look at gets shorter."""
    first = next(s for s in bench.suggestions() if s.kind == "claim")
    bench.judge("accept", first.about, why="read it")
    assert first.about not in [s.about for s in bench.suggestions()]


# ---------------------------------------------------------------- as of a past day


def test_a_past_day_stays_as_it_was(bench: Workbench, tmp_path: Path, clock: Clock) -> None:
    """What was added or judged later changes no earlier day."""
    before = numbers(bench)
    clock.now += timedelta(days=3)
    (tmp_path / "later.txt").write_text(LATER, encoding="utf-8")
    bench.add([tmp_path / "later.txt"])
    bench.judge("reject", [claim_of(bench, 7)], why="x")
    assert numbers(bench) != before
    past = bench.tally(["party", "month"], as_of=date(2016, 12, 11))
    assert [(r.keys, r.effect, r.low, r.best, r.high) for r in past] == before
    assert {row.as_of for row in past} == {"2016-12-11"}
    assert bench.tally(as_of=date(2016, 12, 9)) == ()
    assert bench.documents(as_of=date(2016, 12, 9)) == ()


# ---------------------------------------------------------------- explaining, checking, proving


def test_a_number_leads_down_to_the_sentence(bench: Workbench) -> None:
    """From 15 to its incident, estimate, claim, sentence with the figure underlined, document and hash."""
    steps = list(walk(bench.explain("15")))
    assert {"incident", "estimate", "claim"} <= {step.kind for step in steps}
    evidence = next(s.evidence for s in steps if s.evidence and "15 people" in s.evidence.quote)
    start, end = evidence.marks[0]
    assert evidence.quote[start:end].startswith("15 people")
    assert len(evidence.sha256) == 64


def test_every_kind_of_question_is_answered(bench: Workbench) -> None:
    """An incident, a claim, a document, a tally row; what fits nothing is said so."""
    claim = bench.claims()[0]
    for question in (bench.incidents()[0].code, claim.id, claim.document, "effect=killed"):
        assert bench.explain(question)
    for question in ("4711", "no such thing", "month=1999-01"):
        with pytest.raises(NotOnRecordError):
            bench.explain(question)


def test_an_article_is_checked_against_the_record(bench: Workbench, tmp_path: Path) -> None:
    """The record's own figure agrees; nothing of the record changes."""
    head = bench.verify().head
    (tmp_path / "article.txt").write_text(REPORTS["first.txt"].replace("said.", "said today."), encoding="utf-8")
    checked = bench.check(tmp_path / "article.txt")
    verdicts = {figure.best: figure.verdict for figure in checked.figures}
    assert verdicts[15] == "agrees"
    assert bench.verify().head == head


def test_an_article_that_contradicts_says_with_what_and_whom(bench: Workbench, tmp_path: Path) -> None:
    """The other figure and who gave it stand beside."""
    (tmp_path / "article.txt").write_text(REPORTS["first.txt"].replace("15 people", "17 people"), encoding="utf-8")
    checked = bench.check(tmp_path / "article.txt")
    figure = next(f for f in checked.figures if f.best == 17)
    assert figure.verdict == "contradicts"
    assert [heard.words for heard in figure.heard if "15" in heard.words]


def test_checking_what_cannot_be_read_is_an_error(bench: Workbench, tmp_path: Path) -> None:
    """Exit code 1, and only then."""
    ask(tmp_path, "check", str(tmp_path / "none.txt"), code=1)


def test_nothing_has_moved(bench: Workbench) -> None:
    """A fresh record proves itself; a head from another record does not fit."""
    found = bench.verify()
    assert (found.faults, found.documents) == ((), 3)
    assert bench.verify(head=found.head).faults == ()
    assert bench.verify(head=f"{found.head.partition(':')[0]}:{'0' * 64}").faults


def test_the_record_is_scored_on_its_own_claims(bench: Workbench, tmp_path: Path) -> None:
    """What the program itself found, taken for gold, is found in full."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(claim_to_json(c)) + "\n" for c in bench.claims()), encoding="utf-8")
    assert bench.evaluate(gold).overall.f1 == 1.0
    assert bench.evaluate(gold, tmp_path / "reports").overall.f1 == 1.0


def test_a_server_works_wherever_a_file_does(record_url: str, tmp_path: Path) -> None:
    """The whole day's work on either database, the pack known to the record itself."""
    report = tmp_path / "report.txt"
    report.write_text(REPORTS["first.txt"], encoding="utf-8")
    whence.create(record_url, pack="syria", folder=tmp_path).close()
    (tmp_path / "whence.toml").unlink()
    with whence.open(record_url, folder=tmp_path) as bench:
        assert bench.pack == "syria"
        assert bench.add([report]).added == 1
        assert bench.add([report]).unchanged == 1
        before = numbers(bench)
        done = bench.judge("reject", [claim_of(bench, 15)], why="x")
        assert numbers(bench) != before
        bench.undo(done.judgement.number, why="x")
        assert numbers(bench) == before
        assert bench.verify().faults == ()


# ---------------------------------------------------------------- the command line's own words


def say(folder: Path, *arguments: str, code: int = 0) -> str:
    """One command as a person sees it: standard output and standard error together."""
    done = CliRunner().invoke(main, ["--record", str(folder), *arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_judging_from_the_command_line(bench: Workbench, tmp_path: Path) -> None:
    """Reject, edit, merge, split, undo: each says its number and what it moved; nothing is overwritten."""
    claim = claim_of(bench, 7)
    before = ask(tmp_path, "tally", "--by", "party")
    assert "at stake" in say(tmp_path, "review", "list") or claim in say(tmp_path, "review", "list")
    rejected = ask(tmp_path, "review", "reject", claim, "--why", "another war", "--who", "ana")[0]
    assert rejected["judgement"]["who"] == "ana"
    assert rejected["changed"]
    assert "take it back with `whence review undo" in say(tmp_path, "review", "accept", claim)
    for judgement in reversed(ask(tmp_path, "review", "list", "--judged")):
        assert "->" in say(tmp_path, "review", "undo", str(judgement["number"])) or judgement["kind"] == "accept"
    assert ask(tmp_path, "tally", "--by", "party") == before
    ask(tmp_path, "review", "edit", claim, "killed=8/9/10", "stance=doubts", "--why", "read again")
    codes = [incident["incident"] for incident in ask(tmp_path, "incidents")]
    merged = ask(tmp_path, "review", "merge", *codes, "--why", "one")[0]
    assert len(ask(tmp_path, "incidents")) == 1
    ask(tmp_path, "review", "split", claim, "--why", "two")
    assert len(ask(tmp_path, "incidents")) == 2
    assert {j["kind"] for j in ask(tmp_path, "review", "list", "--judged")} >= {"edit", "merge", "split", "undo"}
    assert merged["judgement"]["why"] == "one"
    assert say(tmp_path, "verify").startswith("nothing has moved")


def test_what_a_person_reads(bench: Workbench, tmp_path: Path) -> None:
    """The words around the numbers: unknown as a row, ranges of reports, the figure marked in its sentence."""
    assert "a range of reports, not a confidence interval" in say(tmp_path, "tally", "--by", "party")
    assert "[15 people]" in say(tmp_path, "explain", "15")
    assert "added 0, unchanged 3, set aside 0" in say(tmp_path, "add", str(tmp_path / "reports"))
    assert "“An air strike killed 15 people" in say(tmp_path, "claims").replace("\n  ", " ")
    assert say(tmp_path, "documents", "--csv").startswith("id,published,published_how,source,title")
    for name in ("incidents", "estimates", "totals", "sources", "parties", "documents", "tally"):
        assert say(tmp_path, name)
        assert say(tmp_path, name, "--csv").count("\n") >= 1


def test_a_hostile_report_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    """Escapes and formulas in a report reach neither the terminal nor a spreadsheet."""
    (tmp_path / "evil.txt").write_text(
        "ALEPPO, 10 December 2016 - \x1b[2J=cmd() said 15 people were killed in Aleppo on Friday.\n", encoding="utf-8"
    )
    whence.create(folder=tmp_path).close()
    assert "added 1" in say(tmp_path, "add", str(tmp_path / "evil.txt"))
    for command in ("claims", "documents", "sources", "incidents"):
        assert "\x1b" not in say(tmp_path, command)
    assert "\x1b[2J" not in say(tmp_path, "explain", "15")
