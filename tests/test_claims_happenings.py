"""What one sentence leaves open of a happening another may give: its finer place, its day; and where a report turns."""

from __future__ import annotations

import re
from datetime import date

import pytest

from whence.claims import find_claims
from whence.claims.happenings import find_happenings, turns_away
from whence.records import Claim, Document, Published
from whence.text import read_text
from whence.vocabulary import load_vocabulary
from whence.vocabulary.tables import DATA, read_table

PUBLISHED = date(2016, 3, 17)  # a Thursday
SYRIA = load_vocabulary("syria")


def document(text: str) -> Document:
    return Document("d", text, text.encode(), "0" * 64, "text/plain", "test", Published(PUBLISHED, "option"), None)


def claim_of(text: str, words: str) -> Claim:
    """The claim of a sentence that has those words."""
    claims = find_claims(read_text(document(text), SYRIA), SYRIA).claims
    found = [c for c in claims if words in c.quote and c.counts]
    assert found, [(c.quote, c.counts) for c in claims]
    return found[0]


WHERES = [
    (
        "Raids hit the village of Qmarun in Idlib province. The monitor, with its network of sources across Syria, "
        "gave a toll of 36 dead.",
        "36 dead", "Qmarun", "where a speaker has his sources is not where it happened",
    ),
    (
        "Among those killed in the Atmeh blast were the chief of a school in Aleppo and nine fighters.",
        "nine fighters", "Atmeh", "a deed named by its place, and not where a victim held office",
    ),
    (
        "Outside Homs meanwhile nine people were killed in shelling on Talbiseh.",
        "nine people", "Talbiseh", "“outside” sets the scene of the town named beside it",
    ),
    (
        "Most of the dead were found in the Bab al-Tinar neighborhood in Aleppo. Men dug in the rubble. "
        "Two boys were killed in Bab al-Tinar.",
        "Two boys", "Bab al-Tinar", "a quarter that no gazetteer has, named again without its word",
    ),
    (
        "Rockets killed six children in Aleppo a day after raids on a school in Idlib. "
        "The rockets struck near the town of Atarib.",
        "six children", "Aleppo", "“a school” is told of another place than theirs",
    ),
    (
        "Ruined Aleppo suffered most in the war, which has killed more than 280,000 people.",
        "280,000", "Syria", "a figure of the whole war is the country's",
    ),
    (
        "Shells hit Saraqib in Syria. Raids have killed thousands of men since Moscow intervened in Syria in 2015.",
        "thousands", "Syria", "a foreign capital that acts is no place of theirs",
    ),
    (
        "A bomb killed nine people in the city of Aleppo on Tuesday.\n\n"
        "Police said the blast tore through a bakery in the Sukkari district.",
        "killed nine", "Sukkari", "the quarter that the next sentence gives of the blast",
    ),
    (
        "A bomb killed nine people in Aleppo on Tuesday.\n\nMeanwhile troops paraded in the Sukkari district.",
        "killed nine", "Aleppo", "a quarter where something else went on",
    ),
    (
        "Shells killed nine people in several neighbourhoods of Aleppo on Tuesday.\n\n"
        "Witnesses said the attack began in the Sukkari district.",
        "killed nine", "Aleppo", "several quarters are told of, so none of them",
    ),
    (
        "The blast in the Sukkari district woke the city of Aleppo.\n\n"
        "Some 400 people have been killed in Aleppo since January.",
        "400 people", "Aleppo", "a running total has no finer place than its own",
    ),
    (
        "In Idlib province at least nine fighters died in clashes in the village of Qmarun.",
        "nine fighters", "Qmarun", "within the province that the sentence opens with",
    ),
    (
        "In Idlib province at least nine fighters died, including three in the village of Qmarun.",
        "nine fighters", "Idlib Governorate", "a part of them only died in the village",
    ),
    (
        "Buses took evacuees from Zabadani on Tuesday.\n\n"
        "On Wednesday 300 people were evacuated from Madaya to Idlib.",
        "300 people", "Madaya", "people evacuated are counted where they left",
    ),
    (
        "A raid killed nine people in Saraqib on Tuesday.\n\n"
        "Syria's war has killed more than 300,000 people since it began in 2011.",
        "300,000", "Syria", "the dead of the whole war",
    ),
    (
        "DAMASCUS — Nine people were killed in shelling of Saraqib on Tuesday.",
        "Nine people", "Saraqib", "a dateline is where it was written",
    ),
    (
        "Paris and Ankara say the attack killed 40 people in Saraqib.",
        "40 people", "Saraqib", "two capitals that speak",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name", "remark"), WHERES, ids=lambda x: str(x)[:40])
def test_the_place_of_a_happening(text: str, words: str, name: str, remark: str) -> None:
    """The most specific place the text gives for this claim, from another sentence if need be."""
    claim = claim_of(text, words)
    got = claim.where.name or ""
    assert name in got, (remark, claim.where, claim.reading)
    assert any(r.startswith("place:") for r in claim.reading)


TUESDAY, WEDNESDAY, THURSDAY = date(2016, 3, 15), date(2016, 3, 16), date(2016, 3, 17)
WHENS = [
    (
        "A bomb killed four soldiers in Homs on Tuesday. The army had shelled a place near Hama earlier this week.\n\n"
        "The bombing, the first in Homs since 2013, killed a nurse, doctors said.",
        "nurse", TUESDAY, TUESDAY, "the day of the bombing; neither a record nor another week is",
    ),
    (
        "Raids killed 26 civilians in Saraqib on Wednesday.\n\n"
        "The monitor, which tracks the country's five-year conflict, said 40 others were wounded.",
        "40 others", WEDNESDAY, WEDNESDAY, "how old the war is dates nothing",
    ),
    (
        "Rebels said jets hit a post in Idlib, killing one fighter. They said raids on Tuesday hit the village.",
        "one fighter", TUESDAY, TUESDAY, "who told it tells the day in the next sentence",
    ),
    (
        "The army raided several provinces on Tuesday.\n\nIn Daraa soldiers killed nine gunmen.\n\n"
        "In Homs province another unit fought gunmen. In Hama city soldiers killed four gunmen.",
        "four gunmen", TUESDAY, TUESDAY, "the lead's day, for all that it sums up",
    ),
    (
        "Talks on a truce opened in Geneva on Tuesday.\n\nIn Daraa a mine killed nine shepherds.",
        "nine shepherds", None, None, "a day of talks dates no deed",
    ),
    (
        "Shells killed two people in Homs on Tuesday.\n\nMeanwhile a car bomb killed five in Hama last night. Six more "
        "died in hospital.\n\nElsewhere gunmen killed nine people in Daraa.",
        "nine people", TUESDAY, TUESDAY, "the day of another happening is not carried over",
    ),
    (
        "Doctors spoke on Wednesday of a gas raid on Saraqib on 3 March.\n\nAt least 60 people died in the raid.",
        "60 people", date(2016, 3, 3), date(2016, 3, 3), "the day that the report gives for the raid",
    ),
    (
        "Earlier in the day a blast hit buses in Homs.\n\nThe toll so far was nine dead and 20 injured.",
        "nine dead", THURSDAY, THURSDAY, "“earlier in the day” is the day of the report where no other is told",
    ),
    (
        "The group has killed 300 people in Saraqib since 1 March 2016.\n\nIt has also abducted 40 people.",
        "40 people", date(2016, 3, 1), THURSDAY, "still counting from the same day",
    ),
    (
        "The uprising began in June 2011.\n\nSince then at least 250,000 people have been killed.",
        "250,000", date(2011, 6, 1), THURSDAY, "since then: since the time told before",
    ),
    (
        "Shells hit Saraqib on Tuesday.\n\nAround 60 people have died of hunger in the camp.",
        "60 people", None, None, "what kills slowly has no day of an attack",
    ),
    (
        "A blast hit buses near Homs on Tuesday.\n\nThousands of families were stuck on the road.",
        "Thousands", None, None, "a state has no day of an attack",
    ),
    (
        "Opposition sources claimed on Wednesday that jets killed a fighter in Saraqib.",
        "a fighter", None, None, "the day of a claim is the day of speaking",
    ),
    (
        "At least 132 civilians have been killed in Saraqib since mid-February.",
        "132 civilians", date(2016, 2, 15), THURSDAY, "since the middle of a month",
    ),
    (
        "Nine people have died since a U.S.-brokered truce broke down Monday evening.",
        "Nine people", date(2016, 3, 14), THURSDAY, "since a clause with an abbreviation in it",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "first", "last", "remark"), WHENS, ids=lambda x: str(x)[:40])
def test_the_day_of_a_happening(text: str, words: str, first: date | None, last: date | None, remark: str) -> None:
    """The interval, both ends, and a reason for it."""
    claim = claim_of(text, words)
    assert (claim.when.date_start, claim.when.date_end) == (first, last), (remark, claim.when, claim.reading)
    assert any(r.startswith("time:") for r in claim.reading)


SCOPES = [
    ("Raids killed 42 people in Idlib and Hama.", "42 people", "cumulative", "two provinces in one breath"),
    ("Raids killed 42 people in Idlib while nine died in a crash near Hama.", "42 people", "incident", "two clauses"),
    ("Jets killed 20 civilians in two parts of Idlib province.", "20 civilians", "cumulative", "two places"),
    ("A string of raids killed 38 civilians in Idlib.", "38 civilians", "cumulative", "many attacks, no day"),
    ("A series of raids on Saraqib on Tuesday killed nine people.", "nine people", "incident", "one town, one day"),
    (
        "A mine killed three people in Homs on Tuesday.\n\nOn 1 March nine people died in a blast in Hama.",
        "nine people", "background", "well before what the report is about",
    ),
    (
        "The raid came just days after a blast that killed nine people in Hama.",
        "nine people", "background", "what had happened before",
    ),
    ("Some 130 people have died because of hunger in the camp.", "130 people", "cumulative", "it kills slowly"),
    ("Fighters have besieged 2,000 people in Saraqib for two years.", "2,000 people", "cumulative", "a long siege"),
    ("Millions of people have been displaced by the violence.", "Millions", "background", "of the whole war"),
    ("Seven days of air strikes had left 75 civilians dead in Idlib.", "75 civilians", "cumulative", "days of strikes"),
    ("Some 84 people were killed over a four-day stretch of fighting.", "84 people", "cumulative", "a stretch of days"),
    ("At least 28 soldiers were killed on Tuesday and Wednesday in Homs.", "28 soldiers", "cumulative", "two days"),
    ("A raid killed nine people in Homs overnight.", "nine people", "incident", "a night, though of two days"),
    ("A raid killed nine people in Homs last week.", "nine people", "incident", "about when, not how long"),
    ("Some 313 people died in besieged areas in the past year.", "313 people", "cumulative", "how long"),
    ("Some 5,800 people were killed in raids over the past year.", "5,800", "cumulative", "many, but of one year"),
    ("The raids have killed thousands of villagers.", "thousands", "cumulative", "what has gone on"),
    ("The deal is to see 30,000 people evacuated in two stages.", "30,000", "cumulative", "several times"),
    ("The blast, the worst in Homs since 2011, killed nine people.", "nine people", "incident", "a record is no count"),
    (
        "A group of editors counted 23 reporters killed in the country's 30-month war.",
        "23 reporters", "background", "of the whole war, however few",
    ),
    (
        "Russian jets have pounded the east since late February. Nine people have been killed in them.",
        "Nine people", "cumulative", "counted from a day told before",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "scope", "remark"), SCOPES, ids=lambda x: str(x)[:40])
def test_once_or_a_total_or_context(text: str, words: str, scope: str, remark: str) -> None:
    """Totals over places and periods, and what had happened before, are told from one event."""
    claim = claim_of(text, words)
    assert claim.scope == scope, (remark, claim.reading)


def test_a_report_turns_and_comes_back() -> None:
    """An aside is one sentence; “Meanwhile” opens what goes on; “the blast” goes on about the first."""
    text = (
        "A bomb killed nine people in Homs. The group was behind a similar bombing in May. Police closed the road. "
        "Meanwhile a monitor said the blast wounded 20. Elsewhere rockets hit Hama. Two people died there."
    )
    told = find_happenings(read_text(document(text), SYRIA))
    assert told.first == (0, 1, 0, 0, 4, 4)
    assert told.known[3] and told.singular[3] and not told.known[0]


@pytest.mark.parametrize(
    "row", list(read_table(DATA / "turns.csv", ("where", "pattern", "example"))), ids=lambda r: r["example"]
)
def test_each_turn_is_in_its_example(row: dict[str, str]) -> None:
    """Each row of turns matches its own example, at the beginning or within it."""
    begins = row["where"] == "begin"
    assert (re.match if begins else re.search)(row["pattern"], row["example"], re.IGNORECASE)
    assert turns_away(row["example"]) is begins


@pytest.mark.parametrize(
    "sentence",
    ["In all nine people died.", "In March a bomb killed nine.", "In a statement the group denied it.",
     "Another nine people died in hospital.", "The wounded were taken away."],
)  # fmt: skip
def test_what_goes_on_does_not_turn(sentence: str) -> None:
    """Counts, months and statements open no other happening."""
    assert not turns_away(sentence)
