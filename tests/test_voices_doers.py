"""Who did it, with what stand, once or over a time: tables of sentences written for the project."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_voices_speakers import text_of
from whence.claims.doers import doer_at, find_doers, target_at
from whence.claims.parties import find_parties
from whence.claims.scope import guess_scope
from whence.claims.voices.speakers import find_attributions, said_at
from whence.claims.voices.stance import guess_stance, other_stands
from whence.records import Count, When
from whence.vocabulary.packs import read_pack

SYRIA = read_pack("syria")

DOERS = [
    ("Russian air strikes killed nine people.", "nine people", "russia", "a weapon of a side"),
    ("Nine people were killed by rebel fire.", "Nine people", "rebels", "by"),
    ("At least nine people died in the government's offensive.", "nine people", "syria-government", "a possessor"),
    ("The attack that killed nine was blamed on Islamic State.", "nine", "islamic-state", "blamed on"),
    ("The Syrian army shelled the town, killing nine.", "nine", "syria-government", "the subject"),
    (
        "Kurdish forces killed nine IS militants.",
        "nine IS militants",
        "kurdish-forces",
        "those killed are not the doer",
    ),
    ("Nine soldiers were killed in clashes with Islamic State.", "Nine soldiers", "islamic-state", "the opponent"),
    ("Syrian or Russian warplanes killed nine people.", "nine people", "unknown", "one or the other is nobody"),
    ("Russian and Syrian warplanes killed nine people.", "nine people", "russia", "named together: the first"),
    ("Shells hit a rebel-held village, killing nine.", "nine", None, "whose village it is, not who shelled it"),
    ("Nine people died in Turkey.", "Nine people", None, "a place is no doer"),
    ("Turkey shelled the town, killing nine.", "nine", "turkey", "a country that acts"),
    ("Moscow said nine people died.", "nine people", None, "a speaker is no doer"),
    ("Nine rebels were killed in Hama.", "Nine rebels", None, "those killed are not the doer"),
    ("Gunmen killed nine people.", "nine people", "unknown", "nobody knows who"),
    ("Air raids believed to be Russian killed nine people.", "nine people", "russia", "believed to be"),
    ("Nine died in an area recently seized by rebels.", "Nine", None, "whose the place is"),
    ("ISIS now holds 9 percent of the province.", "9 percent", "islamic-state", "a share of territory"),
    ("Nusra Front claimed responsibility for a blast that killed nine.", "nine", "rebels", "its own deed"),
    ("Daesh said it killed nine fighters.", "nine fighters", "islamic-state", "said it killed"),
    (
        "ISIS fighters also claimed a suicide attack near Odra that killed nine.",
        "nine",
        "islamic-state",
        "claimed as its own",
    ),
    ("ISIS claimed that an attack near Odra killed nine.", "nine", None, "told of, not claimed"),
    (
        "The group lost nine men in the battle against the Syrian army near Odra.",
        "nine men",
        "syria-government",
        "fought",
    ),
    ("Families ran from the battles against Daesh.", "Families", None, "whom one runs from is no doer"),
    ("The blast killed nine people and sparked a Russian air strike.", "nine people", None, "what a deed brings on"),
    ("Hail of shells Rebels fired 30 rockets killing nine.", "nine", "rebels", "a full stop is lost before “Rebels”"),
    (
        "Syrian military forces often shell the town killing nine.",
        "nine",
        "syria-government",
        "an adverb before the verb",
    ),
    ("Nine died in a Daesh Thursday attack.", "Nine", "islamic-state", "a day between a side and its attack"),
    ("Nine people were killed in Syrian rebel shelling.", "Nine people", "rebels", "whose rebels they are"),
    ("Opposition forces in Odra detonated a bomb killing nine.", "nine", "rebels", "a place after the subject"),
    ("A unit clashed with the rebels killing nine of them.", "nine", None, "a participle is no attack of the rebels"),
    ("Nine dead as Russian helicopter downed near Odra.", "Nine", None, "what was brought down does nothing"),
    ("Russian Tupolev bombers struck Odra killing nine.", "nine", "russia", "a machine has a type"),
    ("Syrian Odra attack kills nine.", "nine", None, "a place between a nation and an attack"),
    ("REBELS ATTACKED THE BARRACKS AND KILLED NINE.", "NINE", "rebels", "capitals"),
]


@pytest.mark.parametrize(("sentence", "words", "party", "remark"), DOERS, ids=lambda x: str(x)[:40])
def test_who_did_it(sentence: str, words: str, party: str | None, remark: str) -> None:
    """The alleged doer of the harm counted by `words`."""
    doers = find_doers(text_of(sentence), SYRIA)
    at = sentence.index(words)
    doer, reason = doer_at(doers, 0, (at, at + len(words)))
    assert (doer and doer.party) == party, (remark, reason)


CARRIED = [
    ("Russian jets bombed the town.", "The strikes killed nine people.", "russia", "the strikes"),
    ("Rebels fired rockets at the market.", "Nine people were killed and ten wounded.", "rebels", "no other attack"),
    ("Rebels fired rockets at the market.", "A car bomb killed nine people.", None, "another attack"),
    ("Rebels fired rockets at the market.", "The air raids killed nine people.", None, "other weapons"),
    ("Islamic State attacked the town.", "The militants killed nine people.", "islamic-state", "the militants"),
    (
        "Nine people were killed by the Syrian army.",
        "The ministry said nine people had been killed.",
        "syria-government",
        "the same figure",
    ),
    ("Twenty people were killed by the Syrian army.", "Nine women were among the dead.", "syria-government", "a part"),
    ("Rebels fired rockets at the market.", "The raid came as gunmen shot nine people.", "unknown", "what came as it"),
    (
        "Daesh bombs hit the town.",
        "Gunmen killed nine people in the bombing.",
        "islamic-state",
        "whose they are",
    ),
    ("Rebels fired mortars at the market.", "The June 9 mortar attack killed nine.", None, "one of another day"),
    ("Russian jets bombed the town.", "The war has killed more than nine people.", None, "the whole war"),
]


@pytest.mark.parametrize(("first", "second", "party", "remark"), CARRIED, ids=lambda x: str(x)[:40])
def test_a_doer_is_carried(first: str, second: str, party: str | None, remark: str) -> None:
    """A doer goes over to the next sentence where that goes on about the same attack."""
    doers = find_doers(text_of(first, second), SYRIA)
    at = second.lower().index("nine")
    doer, _ = doer_at(doers, 1, (at, at + 4))
    assert (doer and doer.party) == party, remark


def test_the_target_is_the_party_harmed() -> None:
    """A target is another party than the doer."""
    sentence = "Kurdish forces killed nine IS militants."
    doers = find_doers(text_of(sentence), SYRIA)
    at = sentence.index("nine"), sentence.index(".")
    doer, _ = doer_at(doers, 0, at)
    target, _ = target_at(doers, 0, at, doer)
    assert target is not None and target.party == "islamic-state"


STANCES = [
    ("The Observatory said Russian jets killed nine people.", "nine", "asserts", "a monitor vouches"),
    ("The ministry accused rebels of killing nine people.", "nine", "accuses", "accuse"),
    ("Damascus denied killing nine people.", "nine", "denies", "deny"),
    ("Nusra Front claimed responsibility for killing nine people.", "nine", "admits", "claim responsibility"),
    ("Nusra Front said its fighters killed nine people.", "nine", "admits", "its own deed"),
    ("The Syrian army said it killed nine rebels.", "nine", "asserts", "a success reported is no admission"),
    ("Moscow cast doubt on reports that nine died.", "nine", "doubts", "doubt"),
    ("Nine people died.", "Nine", "asserts", "the publisher"),
    ("Washington said Russian jets were behind the raid that killed nine.", "nine", "accuses", "behind the raid"),
    ("State television said the attack that killed nine was carried out by rebels.", "nine", "accuses", "an adversary"),
    ("Residents said the attack that killed nine was carried out by rebels.", "nine", "asserts", "residents vouch"),
    ("The Israeli army said it targeted a depot, killing nine people.", "nine", "admits", "it targeted"),
    ("The coalition said its raids killed nine people.", "nine", "admits", "its raids"),
    ("Nusra Front admitted the killing of nine of its men.", "nine", "asserts", "its own dead are no deed of its own"),
    ("The coalition said it would look into whether its strikes killed nine people.", "nine", "asserts", "whether"),
    (
        "The coalition acknowledged the deaths of nine people in its strikes.",
        "nine",
        "admits",
        "its own deed, not its dead",
    ),
    (
        "IS group also claimed a bomb attack near Odra that killed nine.",
        "nine",
        "admits",
        "claim an attack as one's own",
    ),
    ("IS group claimed that an attack near Odra killed nine.", "nine", "asserts", "claim that it was"),
    ("Daesh claimed the attack that killed nine guards.", "nine", "admits", "claim an attack"),
    ("Rebels are widely believed to have killed nine people.", "nine", "accuses", "what is widely believed"),
    ("The army said the crash that killed nine was due to a technical fault.", "nine", "disputes", "another cause"),
    ("The council said it was seeking clarity on reports that nine died.", "nine", "doubts", "clarity is sought"),
]


@pytest.mark.parametrize(("sentence", "words", "stance", "remark"), STANCES, ids=lambda x: str(x)[:40])
def test_what_stand_a_speaker_takes(sentence: str, words: str, stance: str, remark: str) -> None:
    """The stand of the one who says it."""
    text = text_of(sentence)
    at = sentence.index(words)
    said, _ = said_at(find_attributions(text, SYRIA), 0, at)
    doer, _ = doer_at(find_doers(text, SYRIA), 0, (at, at + 4), said)
    stand = guess_stance(sentence, said, doer, (at, at + 4), combatants="rebels." in sentence)
    assert stand.stance == stance, (remark, stand.reason)
    assert bool(stand.denied) == (stance == "denies")


def test_an_accusation_and_its_denial_are_two_stands() -> None:
    """A sentence that holds both gives both, each with its own speaker."""
    sentence = "The opposition accused the army of shelling the market, which Damascus denies."
    found = find_attributions(text_of(sentence), SYRIA)
    at = sentence.index("shelling")
    said, _ = said_at(found, 0, at)
    assert said[0].chain[0].name == "Syrian opposition" and said[0].stance == "accuses"
    others = other_stands(found, 0, (at, at + 8))
    assert [(o.speaker[0].name, o.stand.stance) for o in others] == [("Syrian government", "denies")]


def day(words: str, first: str, last: str) -> When:
    return When(words, date.fromisoformat(first), date.fromisoformat(last), 1)


SCOPES = [
    ("Nine people were killed on Friday.", day("on Friday", "2016-12-09", "2016-12-09"), {"day"}, 9, "incident", ""),
    ("Since May 1 at least 409 died.", day("since May 1", "2016-05-01", "2016-12-10"), {"since"}, 409,
     "cumulative", ""),
    ("Ninety people have died so far this year.", None, {"vague"}, 90, "cumulative", "so far"),
    ("The war has killed more than 300000 people.", None, set(), 300000, "background", "the whole war"),
    ("In 2012 nine people died.", day("In 2012", "2012-01-01", "2012-12-31"), {"period"}, 9, "background", "history"),
    ("Sorties during the past week killed 77.", day("during the past week", "2016-12-03", "2016-12-10"), {"period"}, 77,
     "cumulative", "a week"),
    ("Nine were killed over the past 24 hours.", None, {"duration"}, 9, "incident", "one day and night"),
    ("The toll rose to 15 after Friday's blast.", day("Friday", "2016-12-09", "2016-12-09"), {"day"}, 15, "incident",
     "a toll of one event"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "when", "kinds", "best", "scope", "remark"), SCOPES, ids=lambda x: str(x)[:40])
def test_once_or_over_a_time(
    sentence: str, when: When | None, kinds: set[str], best: int, scope: str, remark: str
) -> None:
    """One event, a running total, or context."""
    count = Count("killed", str(best), best, best, best, "exact")
    got, reason = guess_scope(
        sentence, when=when, time_kinds=kinds, published=date(2016, 12, 10), counts=(count,), focus=(0, 1)
    )
    assert got == scope, (remark, reason)


def test_a_background_paragraph_is_background() -> None:
    """What stands in the standing context is context."""
    assert guess_scope("Nine people died.", section="background")[0] == "background"


@given(st.text(alphabet="abc Russian rebel fire by the army, killed and or IS's \"“İ\n", max_size=120))
def test_mentions_cut_their_words(sentence: str) -> None:
    """Whatever the text, a mention's offsets cut out words within the sentence, in order, none overlapping."""
    mentions = find_parties(sentence, SYRIA)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(sentence)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
