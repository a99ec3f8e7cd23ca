"""The nouns of Whence, frozen. Data runs Document -> Text -> Claim -> Incident -> Estimate -> TallyRow.

Every record says who makes it, who reads it and what is never null. `None` always means *unknown*;
it is never zero and never "none reported", which have forms of their own (`Count` with 0, `Claim.none_reported`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Effect = Literal[
    "killed", "injured", "missing", "abducted", "detained", "displaced",
    "trapped", "evacuated", "affected", "deployed", "territory",
]  # fmt: skip
Hedge = Literal["exact", "at_least", "at_most", "about", "range", "vague"]
Unit = Literal["people", "percent", "families", "bodies", "strikes"]
Status = Literal["civilian", "combatant"]
Age = Literal["child", "adult"]
Sex = Literal["female", "male"]
Scope = Literal["incident", "cumulative", "background"]
Stance = Literal["asserts", "accuses", "denies", "admits", "disputes", "doubts"]
DeniedPart = Literal["act", "responsibility", "status", "number"]
SectionKind = Literal[
    "headline", "caption", "dateline", "subhead", "body", "background", "comment", "reply_form", "boilerplate"
]
JudgementKind = Literal["accept", "reject", "edit", "merge", "split", "undo"]

LEAVES = "leaves"  # the slot of a split that names a claim from which those that it is about are parted
EFFECTS: tuple[Effect, ...] = Effect.__args__  # type: ignore[attr-defined]


# ---------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published, and how we know. Made by `intake` (option, metadata) or `text` (dateline).

    `how` is "option", "metadata" or "dateline"; `words` are the words it was read from, null for an option.
    """

    day: date
    how: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article or report, as it was got. Made by `intake`, kept by `ledger`, read by `text`.

    `text` is what all offsets count in (Unicode code points); for HTML it is the extracted main text.
    `sha256` is that of the original bytes in `content`, so that the same bytes are the same document.
    `apart` is text that came with the page but is not the article's own (HTML comments); no claim is read from it.
    Never null: id, text, content, sha256, media_type, origin.
    """

    id: str
    text: str
    content: bytes
    sha256: str
    media_type: str
    origin: str
    published: Published | None = None
    source: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    apart: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """What a stage set aside, and why. `item` names it for a person (a path, a line, a claim id)."""

    stage: str
    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document's text of one kind; half-open offsets into `Document.text`."""

    kind: SectionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `Document.text[start:end]` is its exact text. `index` counts from 0 in the document.

    `repeats` is the index of an earlier sentence that says the same (a lead repeated in the body); else null.
    """

    index: int
    start: int
    end: int
    section: SectionKind
    paragraph: int
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A document taken apart. Made by `text`, read by `claims`. `text` is the document's own, untouched.

    `published` is the document's, else the dateline's, else null. `agency` is a wire service whose copy this is
    ("--REUTERS", "(AFP)"), null when none is named. `sketch` is a bottom-k sketch of the article's own words,
    by which near-duplicates are told without the texts. `notes` are sentences for the user ("no publication date: …").
    """

    document: str
    text: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    published: Published | None
    language: str | None
    source: str | None
    title: str | None
    agency: str | None
    sketch: tuple[int, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What later stages may know of a document without its text. Made by `pipeline` from Document and Text."""

    document: str
    published: date | None
    source: str | None
    agency: str | None
    title: str | None
    sketch: tuple[int, ...]


# ---------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True)
class Act:
    """What was done. `type` and `mode` are PLOVER codes; `weapon` is in the text's words."""

    type: str
    mode: str | None = None
    weapon: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """People counted, as one text counts them. `includes` are parts of this count, never added to it.

    low/best/high are null where the text does not give them ("at least 409": 409, 409, null; "dozens": all null).
    """

    effect: Effect
    words: str
    low: int | None
    best: int | None
    high: int | None
    hedge: Hedge
    unit: Unit = "people"
    status: Status | None = None
    age: Age | None = None
    sex: Sex | None = None
    includes: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """The most specific place a text gives for a claim. A place not found keeps its words and has no point.

    `name`, `within` in usual English spelling; `country` ISO 3166-1 alpha-2. `path` are gazetteer ids from the
    place itself up to its country (empty when not found). `where_prec` is UCDP GED's: 1 exact, 2 near, 3 district,
    4 governorate, 5 larger or vague, 6 country, 7 water; null when there is no point. `pcode`: the place's code in the
    COD-AB tables, where an imported gazetteer gives it.
    """

    words: str | None = None
    name: str | None = None
    within: str | None = None
    country: str | None = None
    path: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    where_prec: int | None = None
    pcode: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The interval a claim is about, both ends inclusive; both null where the text does not let one tell.

    `date_prec` is UCDP GED's: 1 day, 2 two to six days, 3 week, 4 month, 5 year or more; null when open.
    `anchor` says what it was resolved against: "stated", "published", "carried" (from another sentence), or null.
    """

    words: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    date_prec: int | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class PartyRef:
    """A party as the text names it; `party` is a key of the pack's party list, "other" or "unknown"."""

    words: str
    party: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it *in the text*; never the publisher. `name` in its usual English form."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One attributed statement in one document, kept even if false. Made by `claims`; never null: id to scope.

    `text[start:end] == quote`. `speaker` runs from nearest the event outwards; empty where the publisher says it
    on its own account. `denied` says which parts a denial denies. `none_reported` are effects of which the text
    says that none were reported. `superseded`: the text itself says that this figure no longer holds.
    `reading` are short sentences on how slots were read, for `explain`. `confidence` is the chance that its figures
    are right (harm and number), `confidence_whole` that every other slot is too, null where a finder does not say.
    """

    id: str
    document: str
    start: int
    end: int
    quote: str
    act: Act
    counts: tuple[Count, ...]
    scope: Scope
    where: Where
    when: When
    alleged_perpetrator: PartyRef | None
    target: PartyRef | None
    speaker: tuple[Speaker, ...]
    stance: Stance
    denied: tuple[DeniedPart, ...] = ()
    none_reported: tuple[Effect, ...] = ()
    superseded: bool = False
    confidence: float = 0.5
    confidence_whole: float | None = None
    finder: str = "rules-v1"
    reading: tuple[str, ...] = ()


# ---------------------------------------------------------------- incidents


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement that two claims do, or do not, concern one incident. Undone by a new one, never deleted.

    `score` from 0 to 1; `reasons` one sentence per comparator; `author` a rule set ("link-v1") or a person.
    """

    claim_a: str
    claim_b: str
    score: float
    same: bool
    reasons: tuple[str, ...]
    author: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent origin of an incident's claims: the root of a speaker chain, or a publisher itself.

    `key` is stable ("speaker:syrian observatory for human rights"); `why` says how its claims were told to be its.
    """

    key: str
    name: str
    kind: str | None
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class AllegedPerpetrator:
    """A party named for an incident, with how many independent origins say so and how many deny it."""

    party: str
    origins_say: int
    origins_deny: int


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened once, at one place and time. Made by `incidents`; its code is permanent, merged ones redirect."""

    code: str
    act: Act
    where: Where
    when: When
    alleged_perpetrators: tuple[AllegedPerpetrator, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    origins: tuple[Origin, ...]
    previous_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Victims:
    """A victim group; all null is everybody."""

    status: Status | None = None
    age: Age | None = None
    sex: Sex | None = None


EVERYBODY = Victims()


@dataclass(frozen=True, slots=True)
class Total:
    """A cumulative figure: it never makes an incident and is never added to incidents; it bounds and checks them.

    `publisher` is the name of who publishes it (the root speaker, else the document's source). `parts` are its
    subsets ("of whom 45 children"). Dates are null where the text leaves them open.
    """

    code: str
    effect: Effect
    victims: Victims
    low: int | None
    best: int | None
    high: int | None
    hedge: Hedge
    words: str
    where: Where
    date_start: date | None
    date_end: date | None
    alleged_perpetrator: str | None
    publisher: str | None
    claims: tuple[str, ...]
    parts: tuple[Total, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Where linking will look for something again, so that what comes later is compared with few. Made and read by
    `incidents`, kept by `ledger`.

    `item` is the claim that stands for a story, a claim of a total, or a total's code; `profile` is what a story is
    compared by, in the form of `incidents` alone, null for totals.
    """

    item: str
    blocks: tuple[str, ...]
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Linking:
    """All that `incidents` makes of a set of claims. Every claim is in an incident, a total, or `aside`."""

    incidents: tuple[Incident, ...]
    totals: tuple[Total, ...]
    links: tuple[Link, ...]
    aside: tuple[Rejected, ...]
    marks: tuple[Mark, ...] = ()


# ---------------------------------------------------------------- estimates and tallies


@dataclass(frozen=True, slots=True)
class ClaimUse:
    """A claim used for, or left out of, an estimate, and the sentence that says why."""

    claim: str
    why: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """low/best/high for one incident, effect and victim group, under a named policy. A range of reports.

    `part_of` is the victim group it is a subset of, null for a whole. All three null: people were harmed and no
    number is known. `flags` name what a person should look at ("single origin", "parts exceed whole").
    """

    incident: str
    effect: Effect
    victims: Victims
    part_of: Victims | None
    low: int | None
    best: int | None
    high: int | None
    policy: str
    used: tuple[ClaimUse, ...]
    left_out: tuple[ClaimUse, ...]
    reason: str
    origins: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """A published total beside the incidents on record for the ground it covers; never added to them.

    `covers` are incident codes; `on_record_*` their summed estimates; `remainder` is what the total says beyond
    them (negative: the incidents exceed it), null where it cannot be said; `note` is the sentence for a person.
    """

    total: Total
    covers: tuple[str, ...]
    on_record_low: int | None
    on_record_best: int | None
    on_record_high: int | None
    remainder: int | None
    note: str


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One row of a tally: sums of estimates, never of claims. Unknown is a row of its own (`keys` value null).

    `keys` are (grouping, value) pairs in the order asked for. `low`/`best`/`high` sum what is known; `unnumbered`
    counts incidents with harm of that effect but no number. `incidents` are codes. `reviewed_share` is the share
    of the used claims that a person has judged, null when no claim is used. `totals` are codes of totals whose
    ground is this row's.
    """

    keys: tuple[tuple[str, str | None], ...]
    effect: Effect
    low: int | None
    best: int | None
    high: int | None
    incidents: tuple[str, ...]
    unnumbered: int
    origins: int
    reviewed_share: float | None
    policy: str
    as_of: str | None
    totals: tuple[TotalCheck, ...] = ()


# ---------------------------------------------------------------- lists for people


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document in a list: what a person looks for, without its text. Made by `ledger`, read by the doors.

    `published_how` is "option", "metadata" or "dateline", null with `published`.
    """

    id: str
    title: str | None
    source: str | None
    published: date | None
    published_how: str | None
    url: str | None
    sha256: str
    claims: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One publisher (role "publisher") or one who speaks in the texts (role "speaker"), and what rests on it.

    `origin_of` counts incidents for which it is an independent origin. A publisher has no kind.
    """

    name: str
    role: Literal["publisher", "speaker"]
    kind: str | None
    documents: int
    claims: int
    origin_of: int


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party of the pack or the claims: how often it is accused, denies, admits, and in how many incidents."""

    party: str
    title: str | None
    claims: int
    denials: int
    admissions: int
    incidents: int


# ---------------------------------------------------------------- people's judgements and the journal


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided: who, when, why. Never overwritten; an `undo` names the judgement it takes back.

    `number` is its place in the journal. `about` are claim ids (accept, reject, edit), or claim ids and incident
    codes (merge, split). `change` are (slot, new value) pairs of an edit, or (LEAVES, claim) pairs of a split. Never
    null: who, at, why.
    """

    number: int
    kind: JudgementKind
    about: tuple[str, ...]
    change: tuple[tuple[str, str], ...]
    who: str
    at: str
    why: str
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line of the append-only journal. `hash` is SHA-256 over all other fields with `prev_hash` among them.

    `seq` is gapless from 1; `at` is UTC in ISO form; `payload` is canonical JSON.
    """

    seq: int
    at: str
    actor: str
    action: str
    about: str
    payload: str
    prev_hash: str
    hash: str
