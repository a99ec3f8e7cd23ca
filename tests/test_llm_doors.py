"""Asking a model from the command line and from Python: what it says, what it costs, what is kept, what goes wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import whence
from build import claim, count
from poisoned import count as proposed_count
from poisoned import proposal
from stub_model import Asked, Reply, StubModel, envelope, says
from whence.agreement import found_to_json, match_findings
from whence.cli import main
from whence.endpoint import ENDPOINT_SETTINGS, Endpoint
from whence.errors import ModelError, UsageError
from whence.pipeline import Reading
from whence.proposing import MOST_FAILURES
from whence.records import Rejected, Where
from whence.settings import read_settings, write_settings

SHELLING = "Nine people were killed in the shelling of Hama on Friday, a doctor said."
AMBUSH = "An ambush near Homs left four soldiers dead on Friday, the army said. Traders had fled the road."
NINE = proposal(SHELLING, proposed_count("killed", "Nine people", 9), where="Hama", when={"words": "on Friday"},
                act={"type": "ASSAULT", "mode": "heavy-weapons", "weapon": None},
                speaker=[{"words": "a doctor", "kind": "medic"}])  # fmt: skip
FLED = proposal("Traders had fled the road.", act={"type": "COERCE"})  # the rules count them
FOUR = proposal(AMBUSH.split(". ")[0], proposed_count("killed", "four soldiers", 4), where="Homs")
NEVER = proposal("Nobody said this sentence.")


def answer(asked: Asked) -> Reply:
    return says(NINE, NEVER) if SHELLING in asked.report else says(FOUR, FLED)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports to work in; answers are kept inside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WHENCE_LLM_KEY", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(SHELLING, encoding="utf-8")
    (tmp_path / "reports" / "b.txt").write_text(AMBUSH, encoding="utf-8")
    return tmp_path


@pytest.fixture
def stub(folder: Path) -> Iterator[StubModel]:
    """A model that reads both reports, set in this folder's whence.toml with prices."""
    with StubModel(answer) as server:
        set_model(folder, server, "price_in = 1.0\nprice_out = 10.0\n")
        yield server


def set_model(folder: Path, server: StubModel, more: str = "") -> None:
    words = f'[llm]\nbase_url = "{server.base_url}"\nmodel = "m"\nretries = 0\n{more}'
    (folder / "whence.toml").write_text(words, encoding="utf-8")


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def claims_of(*arguments: str) -> list[dict[str, Any]]:
    done = run("claims", "reports", "--published", "2031-05-10", "--json", *arguments)
    return [json.loads(line) for line in done.stdout.splitlines()]


# ---------------------------------------------------------------- the finders


def test_the_model_alone(stub: StubModel) -> None:
    """Its claims, what was set aside with why, and at the end what it took."""
    done = run("claims", "reports", "--published", "2031-05-10", "--finder", "llm")
    assert done.exit_code == 0
    assert "Nine people killed\n  doctor asserts; Hama" in done.stdout
    assert "llm-v1:m@" in done.stdout
    assert "3 claims" in done.stderr
    assert "(“Nobody said this sentence.”): its quote does not stand in the article's own text" in done.stderr
    assert "model m: 2 asked, 1,800 tokens sent, 120 received, cost 0.0030 at your prices" in done.stderr
    assert len(stub.asked) == 2


def test_the_second_time_nothing_is_asked(stub: StubModel) -> None:
    """Answers are kept by text, prompt and model; the claims are the same to the letter."""
    first, second = claims_of("--finder", "llm"), claims_of("--finder", "llm")
    assert first == second and len(first) == 3
    assert len(stub.asked) == 2
    done = run("claims", "reports", "--finder", "llm", "--published", "2031-05-10")
    assert "model m: 0 asked, 2 answered from the cache" in done.stderr


def test_another_day_of_publication_is_another_question(stub: StubModel) -> None:
    """The day is told to the model, so its answer may differ."""
    claims_of("--finder", "llm")
    run("claims", "reports", "--finder", "llm", "--published", "2031-05-17")
    assert len(stub.asked) == 4


def test_both_finders_give_each_finding_once(stub: StubModel) -> None:
    """Who found it is noted with each claim; where both did, the rules' claim is kept with what the model says."""
    rules = claims_of()
    both = claims_of("--finder", "both")
    finders = [line["finder"].split("@")[0] for line in both]
    assert sorted(finders) == ["llm-v1:m", "rules-v1", "rules-v1 + llm-v1:m", "rules-v1 + llm-v1:m"]
    assert [line["id"] for line in both if line["finder"] == "rules-v1"] == [rules[-1]["id"]]
    for one in rules[:-1]:
        (same,) = [line for line in both if line["id"] == one["id"]]
        note = same.pop("reading")[-1]
        assert note.startswith("found by rules-v1 and by llm-v1:m@")
        assert same | {"finder": 0, "reading": 0} == one | {"finder": 0, "reading": 0}


def test_a_readable_diff(stub: StubModel) -> None:
    """By document: found by both, by the rules alone, by the model alone, with the slots that differ."""
    done = run("claims", "reports", "--published", "2031-05-10", "--finder", "both", "--diff")
    lines = done.stdout.splitlines()
    assert sum(line.startswith("  both   ") for line in lines) == 2
    assert sum(line.startswith("  llm    COERCE asserts, no figure") for line in lines) == 1
    assert sum(line.startswith("  rules  Traders displaced") for line in lines) == 1
    assert any(line.strip() == "when: rules “2031-05-09”, llm “open”" for line in lines)
    assert "2 found by both finders (1 alike in every slot), 1 by the rules alone, 1 by the model alone" in done.stderr


def test_the_diff_as_json(stub: StubModel) -> None:
    """One object a finding, both claims whole."""
    found = claims_of("--finder", "both", "--diff")
    assert [one["found_by"] for one in found] == ["both", "both", "llm", "rules"]
    assert found[2]["rules"] is None and found[2]["llm"]["act"]["type"] == "COERCE"
    assert found[3]["llm"] is None and found[3]["rules"]["counts"][0]["words"] == "Traders"
    assert [d["slot"] for d in found[1]["differ"]] == ["when", "speaker"]


def test_from_python(stub: StubModel) -> None:
    """The doors of the Python API."""
    told: list[str] = []
    with whence.open_model(tell=told.append) as model:
        readings = list(whence.read(["reports"], finder="llm", model=model))
        assert model.spent.asked == 2
    assert sum(len(r.claims) for r in readings if isinstance(r, Reading)) == 3
    assert told == []
    with pytest.raises(UsageError, match="asks a language model, and none is open"):
        list(whence.read(["reports"], finder="both"))


def test_a_language_without_rules_is_read_by_the_model_alone(folder: Path) -> None:
    """And the note that nothing was read is no longer said."""
    words = (
        "Selon un médecin, 12 personnes ont été tuées dans le bombardement de la ville et les habitants sont partis."
    )
    (folder / "fr.txt").write_text(words, encoding="utf-8")
    with StubModel(lambda _: says(proposal(words, proposed_count("killed", "12 personnes", 12)))) as server:
        set_model(folder, server)
        rules, llm, both = (run("claims", "fr.txt", "--finder", name) for name in ("rules", "llm", "both"))
    assert "nothing was read" in rules.stderr and "no claims found" in rules.stderr
    for done in (llm, both):
        assert "12 personnes killed" in done.stdout
        assert "was read by the model alone" in done.stderr and "nothing was read" not in done.stderr


# ---------------------------------------------------------------- into a record


def test_a_record_notes_the_finder_of_each_claim(folder: Path, stub: StubModel) -> None:
    """And explain tells it."""
    whence.create(folder=folder).close()
    done = run("add", "reports", "--published", "2031-05-10", "--finder", "both")
    assert done.exit_code == 0
    assert "added 2, unchanged 0, set aside 0; 4 claims found" in done.stdout
    assert "set aside: proposal 2 (“Nobody said this sentence.”)" in done.stderr
    assert "model m: 2 asked" in done.stderr
    kept = [json.loads(line) for line in run("claims", "--json").stdout.splitlines()]
    finders = {line["finder"].split("@")[0]: line["id"] for line in kept}
    assert finders.keys() == {"llm-v1:m", "rules-v1", "rules-v1 + llm-v1:m"}
    assert "Read by llm-v1:m@" in run("explain", finders["llm-v1:m"]).stdout
    assert run("verify").exit_code == 0


def test_a_document_without_an_answer_stays_out_and_can_be_added_again(folder: Path) -> None:
    """Wholly in or wholly out: later, when the server is well, the same bytes go in."""
    replies = iter([Reply(500), says(FOUR), says(NINE)])
    with StubModel(lambda _: next(replies)) as server:
        set_model(folder, server)
        whence.create(folder=folder).close()
        first = run("add", "reports", "--published", "2031-05-10", "--finder", "llm")
        again = run("add", "reports", "--published", "2031-05-10", "--finder", "llm")
    assert (first.exit_code, again.exit_code) == (3, 0)
    assert "added 1, unchanged 0, set aside 1 (the server failed (HTTP 500)" in first.stdout
    assert "added 1, unchanged 1, set aside 0" in again.stdout


# ---------------------------------------------------------------- what goes wrong


def test_one_document_without_an_answer_does_not_lose_the_others(folder: Path) -> None:
    """It is set aside with its reason, exit code 3."""
    with StubModel([Reply(body=envelope("I would rather not.")), says(FOUR)]) as server:
        set_model(folder, server)
        done = run("claims", "reports", "--finder", "llm")
        assert "four soldiers killed" in done.stdout
        assert done.exit_code == 3
        assert "the model's answer is not JSON; nothing was taken, read it again to ask again" in done.stderr
        kept = list((folder / "cache").rglob("*.json"))
    assert len(kept) == 1, "an answer that cannot be used is not kept"


def test_after_five_failures_the_server_is_left_alone(folder: Path) -> None:
    """The rest is set aside unasked, each by its name."""
    lines = (json.dumps({"id": f"d{i}", "text": SHELLING}) for i in range(MOST_FAILURES + 3))
    (folder / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with StubModel(lambda _: Reply(503)) as server:
        set_model(folder, server)
        done = run("claims", "many.jsonl", "--finder", "llm")
    assert len(server.asked) == MOST_FAILURES
    assert done.stderr.count("not asked about: 5 answers in a row had failed") == 3


def test_a_long_report_is_not_sent(folder: Path, stub: StubModel) -> None:
    """Rather than have a model read the half of it."""
    set_model(folder, stub, "max_chars = 50\n")
    done = run("claims", "reports", "--finder", "llm")
    assert done.stderr.count("too long to ask a model about") == 2
    assert stub.asked == []


ONE_LINERS = [
    ("", ("claims", "reports", "--finder", "llm"), 2, "no language model is set; write base_url and model under [llm]"),
    ("", ("add", "reports", "--finder", "llm"), 1, "no record here"),
    ("", ("claims", "reports", "--finder", "lmm"), 2, "unknown finder 'lmm'; one of rules, llm, both"),
    ("", ("claims", "--finder", "llm"), 2, "--finder reads files; the claims on record keep the finder they have"),
    ("", ("claims", "reports", "--diff"), 2, "--diff compares two finders; say --finder both"),
    ("", ("claims", "reports", "--finder", "both", "--diff", "--csv"), 2, "leave out --csv, or say --json"),
    (
        '[llm]\nbase_url = "http://192.0.2.1/v1"\nmodel = "m"', ("claims", "reports", "--finder", "llm"), 2,
        "192.0.2.1 is not this machine: the text of the reports would be sent there; if it may, say --text-may-leave",
    ),
    ('[llm]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "m"', ("claims", "reports", "--finder", "llm"), 1,
     "nobody answers at http://127.0.0.1:9/v1; start the server, or set llm.base_url"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "words", "code", "said"), ONE_LINERS, ids=[row[3][:40] for row in ONE_LINERS])
def test_what_is_missing_is_said_in_one_line(
    folder: Path, settings: str, words: tuple[str, ...], code: int, said: str
) -> None:
    """What, where, what to try."""
    if settings:
        (folder / "whence.toml").write_text(settings, encoding="utf-8")
    done = run(*words)
    assert done.exit_code == code
    assert said in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("package", ["httpx", "pydantic"])
def test_without_the_extra_one_line_says_what_to_install(
    folder: Path, stub: StubModel, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else needs it."""
    monkeypatch.setitem(sys.modules, package, None)
    done = run("claims", "reports", "--finder", "llm")
    assert done.exit_code == 1
    assert f"needs {package}, which is not installed; pip install 'whence[llm]'" in done.stderr
    assert "Nine people" in run("claims", "reports").stdout
    with pytest.raises(ModelError):
        whence.open_model()


def test_nothing_loads_the_extra_unless_it_is_used(folder: Path) -> None:
    """Reading by rules, and --help, know nothing of it."""
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom whence.cli import main\n"
        "done = CliRunner().invoke(main, ['claims', 'reports'])\nassert 'Nine people' in done.output\n"
        "CliRunner().invoke(main, ['claims', '--help'])\n"
        "assert not {'httpx', 'pydantic', 'asyncio', 'whence.llm'} & set(sys.modules), 'loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


# ---------------------------------------------------------------- settings


def read(folder: Path, table: str) -> Endpoint | None:
    (folder / "whence.toml").write_text(table, encoding="utf-8")
    return read_settings(folder=folder, environ={}).model


def test_the_table_of_settings(tmp_path: Path) -> None:
    """Every setting, and a cache folder meant from where the file lies."""
    table = "[llm]\n" + "".join(f"{name} = {example}\n" for name, example, _ in ENDPOINT_SETTINGS)
    endpoint = read(tmp_path, table.replace('cache = ""', 'cache = "answers"'))
    assert endpoint == Endpoint(
        "http://127.0.0.1:11434/v1", "qwen2.5:14b", price_in=0.0, price_out=0.0, cache=tmp_path / "answers"
    )
    assert read(tmp_path, '[llm]\nbase_url = "http://[::1]/v1/"\nmodel = "m"\ncache = "off"') == Endpoint(
        "http://[::1]/v1/", "m", keep=False
    )
    assert read(tmp_path, "jobs = 2") is None


def test_init_writes_the_table_as_a_remark(tmp_path: Path) -> None:
    """A user sees what can be set, and no model is asked by accident; without its marks it is read."""
    write_settings(tmp_path / "whence.toml", {})
    text = (tmp_path / "whence.toml").read_text(encoding="utf-8")
    assert read_settings(folder=tmp_path, environ={}).model is None
    head, table = text.split("# [llm]\n")
    uncommented = head + "[llm]\n" + "\n".join(line.removeprefix("# ") for line in table.splitlines())
    endpoint = read(tmp_path, uncommented)
    assert endpoint is not None and endpoint.url == "http://127.0.0.1:11434/v1/chat/completions"


BASE = 'base_url = "http://127.0.0.1/v1"\nmodel = "m"\n'
BAD = [
    ("llm = 3", "llm is not a table"),
    ('[llm]\nmodel = "m"', "llm.base_url is missing"),
    ('[llm]\nbase_url = "http://127.0.0.1/v1"', "llm.model is missing"),
    ('[llm]\nbase_url = "http://127.0.0.1/v1"\nmodel = ""', "llm.model is ''"),
    ('[llm]\nbase_url = "127.0.0.1:80"\nmodel = "m"', "llm.base_url is '127.0.0.1:80'"),
    ('[llm]\nbase_url = "file:///etc/passwd"\nmodel = "m"', "llm.base_url is 'file:///etc/passwd'"),
    ('[llm]\nbase_url = "https://me:secret@example.org/v1"\nmodel = "m"', "holds more than an address"),
    ('[llm]\nbase_url = "https://example.org/v1?key=secret"\nmodel = "m"', "holds more than an address"),
    (f'[llm]\n{BASE}api_key = "secret"', "no key belongs in this file; put it into the variable WHENCE_LLM_KEY"),
    (f'[llm]\n{BASE}colour = "red"', "unknown setting llm.colour; one of base_url, model"),
    (f"[llm]\n{BASE}timeout_s = 0", "llm.timeout_s is 0; a number from 0.1 to 3600"),
    (f"[llm]\n{BASE}retries = 2.5", "llm.retries is 2.5; a whole number from 0 to 10"),
    (f"[llm]\n{BASE}retries = true", "llm.retries is True"),
    (f"[llm]\n{BASE}price_in = -1", "llm.price_in is -1"),
    (f'[llm]\n{BASE}text_may_leave = "yes"', "llm.text_may_leave is 'yes'; true or false"),
]


@pytest.mark.parametrize(("table", "words"), BAD, ids=[row[1] for row in BAD])
def test_a_wrong_setting_is_said_in_one_line(tmp_path: Path, table: str, words: str) -> None:
    """And a key in the file is never shown."""
    with pytest.raises(UsageError) as caught:
        read(tmp_path, table)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


PAGE = (Path(__file__).parents[1] / "docs" / "llm.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
def test_the_tables_of_the_page_can_be_pasted(tmp_path: Path, table: str) -> None:
    """What docs/llm.md shows is read, and every setting is explained there."""
    assert read(tmp_path, table) is not None
    assert all(f"`{name}`" in PAGE for name, _, _ in ENDPOINT_SETTINGS)


def test_the_commands_of_the_page_can_be_pasted(folder: Path, stub: StubModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """In their order, on the reports of these tests."""
    whence.create(folder=folder).close()
    (folder / "report.txt").write_text(SHELLING, encoding="utf-8")
    lines = [line.split("#")[0].split() for line in PAGE.splitlines() if line.startswith("whence ")]
    assert len(lines) == 6
    for words in lines:
        if "evaluate" in words:
            (folder / "gold.jsonl").write_text((folder / "proposed.jsonl").read_text("utf-8"), encoding="utf-8")
        target = folder / words[words.index(">") + 1] if ">" in words else None
        done = run(*words[1 : words.index(">") if ">" in words else None])
        assert done.exit_code == 0, done.stderr
        if target:
            target.write_text(done.stdout, encoding="utf-8")


# ---------------------------------------------------------------- two finders side by side


def test_claims_are_paired_by_people_and_place_in_the_text() -> None:
    """The closest first, each once; what only one has stands alone, in reading order."""
    rules = [
        claim("r1", count(9), doc="d", start=0), claim("r2", count(4), doc="d", start=20),
        claim("r3", doc="d", start=40),
    ]  # fmt: skip
    llm = [
        claim("l1", count(9), doc="d", start=5, place="Velm"), claim("l2", count(4, "injured"), doc="d", start=20),
        claim("l3", doc="d", start=40), claim("l4", count(9), doc="d", start=60),
    ]  # fmt: skip
    found = match_findings(rules, llm)
    ids = [(one.by, one.rules and one.rules.id, one.llm and one.llm.id) for one in found]
    assert ids == [
        ("both", "r1", "l1"), ("llm", None, "l2"), ("rules", "r2", None), ("both", "r3", "l3"), ("llm", None, "l4"),
    ]  # fmt: skip
    assert [(d.slot, d.rules, d.llm) for d in found[0].differ] == [("where", "Orsa", "Velm")]
    assert found[3].differ == ()


DIFFER = [
    (claim("l", count(12, words="9 people"), doc="d"), "numbers", "killed 9", "killed 12"),
    (claim("l", count(9, hedge="at_least"), doc="d"), "numbers", "killed 9", "killed 9 to ?"),
    (claim("l", count(9, status="civilian"), doc="d"), "victims", "killed: anybody", "killed: civilian"),
    (claim("l", count(9), doc="d", mode="aerial"), "act", "ASSAULT", "ASSAULT aerial"),
    (claim("l", count(9), doc="d", day=None), "when", "2031-05-09", "open"),
    (claim("l", count(9), doc="d", party="rebels"), "party", "nobody", "rebels"),
    (claim("l", count(9), doc="d", speaker="A doctor"), "speaker", "the publisher", "A doctor"),
    (claim("l", count(9), doc="d", stance="doubts"), "stance", "asserts", "doubts"),
    (claim("l", count(9), doc="d", scope="background"), "scope", "incident", "background"),
]


@pytest.mark.parametrize(("other", "slot", "ours", "theirs"), DIFFER, ids=[f"{row[1]} {row[3]}" for row in DIFFER])
def test_each_slot_that_differs_is_named_with_both_readings(other: Any, slot: str, ours: str, theirs: str) -> None:
    """One slot, both words; the claim that is kept is the rules'."""
    (found,) = match_findings([claim("r", count(9), doc="d")], [other])
    assert [(d.slot, d.rules, d.llm) for d in found.differ] == [(slot, ours, theirs)]
    assert found.claim.id == "r" and f"{slot} (rules “{ours}”, llm “{theirs}”)" in found.claim.reading[-1]
    assert found_to_json(found)["found_by"] == "both"


def test_spelling_is_no_difference() -> None:
    """Al-Bab and Bab are one name."""
    a = claim("r", count(9), doc="d")
    b = claim("l", count(9), doc="d")
    named = [replace(one, where=Where(name=name)) for one, name in ((a, "Al-Bab"), (b, "al Bab"))]
    assert match_findings(named[:1], named[1:])[0].differ == ()


def test_what_could_not_be_read_passes_through(stub: StubModel, folder: Path) -> None:
    """A file that is no text is set aside by the readers, and nobody is asked about it."""
    (folder / "reports" / "c.txt").write_bytes(b"\xff\xfe\x00")
    with whence.open_model() as model:
        found = list(whence.read(["reports"], finder="both", model=model))
    assert sum(isinstance(one, Rejected) for one in found) == 1
    assert len(stub.asked) == 2
