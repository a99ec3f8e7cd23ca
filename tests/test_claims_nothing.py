"""Sentences that tell of no harm in a war, however like it they sound; and text made to slow a reader down."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable

import pytest

from whence.claims import find_claims
from whence.claims.untold import find_figures, speaks_of
from whence.records import Claim, Document, Section, Sentence, Text
from whence.text import read_text
from whence.vocabulary import load_vocabulary
from whence.vocabulary.tables import DATA, read_table

SPORT = """
The home side killed off the game with three goals in the last 20 minutes.
The champions destroyed their rivals 5-0 before a crowd of 40,000.
Rovers were hit by injuries to four players before the derby.
The midfielder was injured in training and will miss 12 weeks.
The striker shot wide twice and was booked for a late attack on the goalkeeper.
The captain lost 15 of his last 20 matches against left-handers.
The batsman was dismissed for 99 by a spinner in his first over.
Two sprinters were detained by officials for a doping test after the final.
The visitors fired 17 shots at goal and missed every one.
The team suffered its third defeat in 10 days, a massacre by any count.
The boxer knocked out 21 of his 25 opponents inside three rounds.
The forward, 23, was captured by a rival club for 30 million euros.
The pitcher struck out nine and walked two.
The chess player sacrificed two pawns to trap the queen on the 31st move.
The marathon drew 11,000 runners and left 300 of them nursing blisters.
Their attack was toothless and the defence was besieged for most of the second half.
The cyclist abandoned the race after a crash on stage 12.
The club has lost six managers in four seasons.
The goalkeeper saved two penalties and was the hero of the night.
The coach said his players had died on their feet by the end of the match.
"""
MARKETS = """
Shares in the bank were hammered, losing 12 percent in two days.
Some 300 jobs were lost when the plant closed.
The company killed two of its product lines last year.
Investors fled emerging markets, pulling out 2.5 billion dollars in a week.
The currency was battered and traders took heavy losses.
The merger was shot down by 15 of the 20 directors.
The airline grounded 14 jets and cut 400 posts.
Oil hit 110 dollars a barrel for the first time in three years.
The price war between the two supermarkets claimed its first victim, a chain of 40 shops.
A bond issue of 300 million was swallowed within an hour.
The start-up burned through 50 million dollars in 18 months.
The strike by 2,000 dockers shut the port for a third day.
The tax would hit 1.2 million households from April.
Insurers expect 700 claims from the storm season.
The bank executed 12,000 trades in a single second.
The regulator captured data from 30 firms for its review.
Exports dropped 8 percent and imports fell 3 percent.
The chain opened 15 shops and closed nine.
A takeover battle left the firm bleeding cash.
The fund lost half of its clients to a rival.
"""
LAW = """
Whoever kills a person shall be punished with imprisonment of not less than 15 years.
The article forbids the execution of pregnant women and of persons under 18.
The convention protects civilians who are detained in time of war.
The bill would raise the penalty for kidnapping to 20 years.
No one shall be subjected to torture or to cruel treatment.
Parties shall search for the dead and prevent their being despoiled.
The court may sentence those who injure others by neglect to a fine.
It is a crime to attack hospitals under Article 18.
The treaty bans weapons that may injure civilians without distinction.
A person who is arrested shall be told of the reasons within 24 hours.
The statute lists murder, deportation and torture among crimes against humanity.
The rules say that prisoners must not be killed or wounded after surrender.
The penal code defines abduction as the taking of a person by force.
The judge explained that a charge of murder needs proof of intent.
The new law lets police detain suspects for 48 hours.
"""
PLANS = """
The mayor said that the plan would save 200 lives a year.
Engineers warned that a breach of the dam could kill thousands.
The group threatened to kill ten hostages unless its demands were met.
The army said it was ready to evacuate 500 residents if the river rose.
If the shelling resumed, hundreds of families might flee, the agency feared.
Aid workers fear that an attack would displace 300,000 people.
The exercise assumed that an earthquake had killed 1,200 people.
In the drill, 40 volunteers played the wounded.
The minister vowed to arrest the smugglers.
The police hope to prevent kidnappings with 60 new cameras.
The general refused to say whether anyone could be hurt.
The patrol returned without injuring anyone.
The doctors trained to treat 150 wounded at once.
A spokesman said no decision to deploy forces had been made.
The simulation showed that a strike might wound as many as 90 people.
The vaccine could prevent 50 deaths a year.
The gunmen planned to abduct an engineer, the prosecutor said.
The siren test on Monday is meant to save lives.
"""
THINGS = """
The farm lost 200 sheep to foot rot.
The storm killed 14 cows on the hill.
A wolf attacked 11 goats near the village.
Fishermen caught 40 tonnes of tuna.
The frost killed half of the vines.
Some 3,000 books were lost when the library flooded.
The explosion of colour in the garden drew 900 visitors.
The strike destroyed 12 tanks and three trucks.
The raid seized 400 kilograms of flour.
The army captured nine villages and two hills.
Customs seized 15 paintings and 60 coins.
The virus infected 20,000 computers and killed 300 servers.
A cyber attack hit 40 offices.
The convoy of 55 trucks brought flour and blankets.
The drone flew 30 kilometres at 120 metres.
Workers buried 12 miles of cable under the road.
The bomb squad blew up 23 old shells in a quarry.
Farmers lost 600 hectares of wheat.
The fire brigade put out 17 fires in one night.
A 155 mm gun stood in front of the museum.
The shelter has 200 beds and 12 nurses.
The region has 1.4 million inhabitants.
The battalion has 600 soldiers and 40 vehicles.
The school teaches 350 children in two shifts.
"""
PEOPLE = """
She is 45 and has four children.
The mayor, 61, was elected with 55 percent of the vote.
Some 4,000 people marched through the capital.
The concert drew 12,000 people.
Nine candidates stood for the seat.
The village, home to 700 people, has one well.
The committee of 15 members met on Tuesday.
He died of a heart attack at the age of 83 in his bed.
The actress was survived by two sons.
The painter was born in 1931 and studied in the city.
The census counted 320,000 farmers.
The envoy met 12 ministers in two days.
Over 200 delegates voted for the motion.
A total of 80 doctors were trained last year.
The charity fed 5,000 families in June.
The town elected its first woman mayor in 40 years.
The teacher of 30 pupils won a prize.
Six nurses sang at the wedding.
The queue was 300 people long.
Three brothers run the bakery.
The ministry hired 1,500 clerks.
The survey asked 1,000 adults about bread prices.
Two sisters opened a bookshop on the square.
The children planted 90 trees.
"""
FIGURES = """
The joke killed the audience.
Critics slaughtered the play.
The speech was a bombshell for the party.
The senator came under fire for his remarks.
The party's candidate was crushed at the polls.
The proposal died in committee.
The scandal claimed the scalp of a second minister.
The song exploded on the radio.
The deadline is killing us, the editor said.
Her career was buried after the review.
Time was their enemy and boredom their executioner.
The singer battled a cold through the tour.
The heat was murder.
The negotiators were trapped in endless meetings.
Readers bombarded the newspaper with letters.
The old cinema died a slow death.
The idea was shot down by the council.
His words wounded her pride.
The debate was hijacked by a few loud voices.
The dictionary captured the language of the coast.
The novel is about grief.
The new road will kill the village, the grocer said.
"""
HARMLESS = """
There were no casualties.
No civilians were harmed.
Nobody was hurt when the wall fell.
The rumour that ten people had died was false, the mayor said.
Police denied that anyone had been arrested.
The ceasefire held for a third day.
The delegations agreed to meet again on 12 May.
"""

SENTENCES = [
    (sort, line)
    for sort, block in (
        ("sport", SPORT), ("markets", MARKETS), ("law", LAW), ("plans", PLANS), ("things", THINGS),
        ("people", PEOPLE), ("figures of speech", FIGURES), ("harmless", HARMLESS),
    )
    for line in block.strip().splitlines()
]  # fmt: skip


def _claims(words: str) -> tuple[Claim, ...]:
    content = words.encode()
    document = Document("d", words, content, hashlib.sha256(content).hexdigest(), "text/plain", "test")
    vocabulary = load_vocabulary()
    return find_claims(read_text(document, vocabulary), vocabulary).claims


def test_sentences_that_tell_of_no_harm() -> None:
    """Of 150 sentences at most two are misread as counting people harmed."""
    assert len(SENTENCES) >= 150
    wrong = [(sort, line) for sort, line in SENTENCES if any(claim.counts for claim in _claims(line))]
    assert len(wrong) <= 2, wrong


NOT_TOLD = list(read_table(DATA / "not_told.csv", ("sort", "pattern", "unless", "example")))
FIGURES = list(read_table(DATA / "figures_of_speech.csv", ("sort", "pattern", "example")))
WAR_WORDS = list(read_table(DATA / "war_words.csv", ("words", "example")))


@pytest.mark.parametrize("row", NOT_TOLD, ids=[row["line"] for row in NOT_TOLD])
def test_each_row_of_what_is_not_told(row: dict[str, str]) -> None:
    """The example of each row speaks of its sort, and nothing is read in it."""
    assert speaks_of(row["example"], war=False, war_text=False) == row["sort"]
    assert not _claims(row["example"])


@pytest.mark.parametrize("row", FIGURES, ids=[row["line"] for row in FIGURES])
def test_each_figure_of_speech(row: dict[str, str]) -> None:
    """A figure of speech is found in each row's example, and no claim, though the example has words of war."""
    assert find_figures(row["example"])
    assert not _claims(row["example"])


@pytest.mark.parametrize("row", WAR_WORDS, ids=[row["line"] for row in WAR_WORDS])
def test_each_row_of_words_of_war(row: dict[str, str]) -> None:
    """Each example tells of an act, and is read because of the row's words."""
    assert any(not claim.counts for claim in _claims(row["example"]))
    words = sorted(row["words"].split("|"), key=len, reverse=True)
    without = re.sub(
        r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", "Strangers", row["example"], flags=re.IGNORECASE
    )
    assert not _claims(without)


@pytest.mark.parametrize(
    ("words", "killed"),
    [
        ("In a series of strikes on the town 20 people were killed.", 20),
        ("Two soldiers were killed during an exercise near the border.", 2),
        ("A film maker and two drivers were killed when a shell hit their car.", 2),
        ("The law was passed after an attack killed nine people.", 9),
        ("Six people died of their wounds in the hospital.", 6),
        ("The group's court killed 12 villagers, whatever the rumours say.", 12),
    ],
)
def test_harm_beside_such_words_is_still_read(words: str, killed: int) -> None:
    """The cues are narrow: what happened is counted though a law, a film or an exercise is named."""
    assert killed in [count.best for claim in _claims(words) for count in claim.counts]


HOSTILE = [
    ("one word without end", lambda size: "killed" * (size // 6)),
    ("numbers and joints", lambda size: "15 and 16 or " * (size // 13)),
    ("people joined", lambda size: "two men, a woman and " * (size // 21) + "were killed."),
    ("verbs", lambda size: "killed and wounded and injured " * (size // 31)),
    ("sentences", lambda size: "A man was killed. " * (size // 18)),
    ("brackets and quotes", lambda size: "(\"[“" * (size // 4)),
    ("capitals", lambda size: "THE ARMY KILLED JUAN PEREZ AND ANA RUIZ AND " * (size // 44)),
    ("takes without a tail", lambda size: "took 15 men took 15 men " * (size // 24)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "make"), HOSTILE, ids=[kind for kind, _ in HOSTILE])
def test_text_made_to_slow_a_reader_down(kind: str, make: Callable[[int], str]) -> None:
    """Finding takes time in proportion to the text: eight times the text, about eight times as long."""
    vocabulary = load_vocabulary()
    spent = []
    for size in (50_000, 400_000):
        content = make(size)
        text = Text("d", content, *_as_sentences(content), None, "en", None, None, None, ())
        started = time.process_time()
        find_claims(text, vocabulary)
        spent.append(time.process_time() - started)
    assert spent[1] < 16 * spent[0] + 1.0, (kind, spent)
    assert spent[1] < 20, (kind, spent)


def _as_sentences(content: str) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    """The text cut every 2,000 characters, as the longest sentences that are read at all."""
    sentences = tuple(
        Sentence(n, start, min(start + 2000, len(content)), "body", n)
        for n, start in enumerate(range(0, len(content), 2000))
    )
    return (Section("body", 0, len(content)),), sentences
