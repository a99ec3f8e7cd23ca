"""Reports as texts, by templates, and the pack that reads them. In comes a war, out come documents in the form that
`whence add` reads, the truth of each, and the tables of the invented conflict.

Each document remembers where in its text it tells of which incident, so that claims found there can be set against
the truth.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.simulate.ground import COUNTRY, COUNTRY_NAME, Place
from whence.simulate.reports import Report, War
from whence.simulate.seeing import Figure, Tell
from whence.simulate.world import FRONT, GOVERNMENT, LEAGUE

_TITLES = {GOVERNMENT: "Government of Quorvania", FRONT: "Dawn Front", LEAGUE: "River League"}
_FORCES = {
    GOVERNMENT: ("Quorvanian army", "government forces", "government warplanes", "government troops", "the army"),
    FRONT: ("Dawn Front", "Dawn Front fighters", "fighters of the Dawn Front"),
    LEAGUE: ("River League", "River League fighters", "fighters of the River League"),
}
_SIDES = {GOVERNMENT: "government|Quorvanian army|army", FRONT: "Dawn Front", LEAGUE: "River League"}
_SIDE = {GOVERNMENT: "government", FRONT: "Dawn Front", LEAGUE: "River League"}
_WAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    # with a party's side before it, without
    "aerial": (("in a {side} air strike", "in an air strike"), ("when {side} warplanes bombed it", "in air raids")),
    "heavy-weapons": (("by {side} shelling", "by shelling"), ("in {side} artillery fire", "in artillery fire")),
    "firearms": (("by {side} gunfire", "by gunfire"), ("when {side} fighters opened fire", "in a shooting")),
    "explosives": (("by a {side} bomb", "by a bomb"), ("by a {side} roadside bomb", "by a roadside bomb")),
    "suicide-attack": (("in a {side} suicide bombing", "in a suicide bombing"),) * 2,
    "unconventional": (("in a {side} chemical attack", "in a chemical attack"), ("in a {side} gas attack",) * 2),
}
_SUBJECTS = (
    "Shops in the centre",
    "The schools of the district",
    "Two bakeries near the mill",
    "The offices of the bank",
    "Most workshops by the river",
    "The stalls of the weekly fair",
    "The old ferry landings",
    "The bus company's yards",
    "The stations along the line",
    "The public baths",
    "The grain stores outside the walls",
    "The garages on the ring road",
)
_PREDICATES = (
    "stayed shut for the rest of the day",
    "were to open again on the following morning",
    "had no electricity in the evening",
    "waited for flour and diesel",
    "had raised their prices since the spring",
    "lay under thick smoke until dusk",
    "had been without water for a week",
    "were covered in dust and broken glass",
    "filled up again when the rain stopped",
    "had been closed since the autumn",
    "were crowded before the feast",
    "ran out of bread before noon",
)
_KINDS = {"medic": "medic", "rescuer": "rescuer", "monitor": "monitor", "agency": "agency", "paper": "media",
          "government": "state-media", "opposition": "opposition"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a document tells of an incident: half-open code points; `incident` null for a running total."""

    start: int
    end: int
    incident: str | None


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report as text. `published` and `source` are what `whence add` is told; `stretches` are the truth."""

    id: str
    text: str
    published: date
    source: str
    stretches: tuple[Stretch, ...]


def write_texts(war: War) -> tuple[WrittenReport, ...]:
    """Every report of a war as a text, in the order of publication; a reprint in its original's words."""
    by_id = {report.id: report for report in war.reports}
    return tuple(_write(report, by_id, war) for report in war.reports)


def _write(report: Report, by_id: Mapping[str, Report], war: War) -> WrittenReport:
    first = report
    while first.verbatim and first.copy_of is not None and first.copy_of in by_id:
        first = by_id[first.copy_of]
    dice = war.scenario.dice(f"text/{first.id}")  # the same words for the same report
    pieces: list[tuple[str, str | None, bool]] = []
    for tell in report.tells:
        pieces += [(sentence, tell.incident, True) for sentence in _sentences(tell, first.published, dice)]
        pieces += [(f"{dice.choice(_SUBJECTS)} {dice.choice(_PREDICATES)}.", None, False) for _ in range(3)]
    text = f"{report.agency.upper()} - " if report.agency else ""
    stretches = []
    for sentence, incident, telling in pieces:
        if telling:
            stretches.append(Stretch(len(text), len(text) + len(sentence), incident))
        text += sentence + ("\n\n" if telling else " ")
    return WrittenReport(_id(report), text.strip(), report.published, report.source.name, tuple(stretches))


def _id(report: Report) -> str:
    return report.id.replace("/", "-")


def _sentences(tell: Tell, published: date, dice: random.Random) -> list[str]:
    if tell.since is not None:
        figure = tell.figures[0]
        since = f"{tell.since.day} {tell.since:%B %Y}"
        return [f"{_upper(_people(figure))} have been killed in {COUNTRY_NAME} since {since}{_credit(tell)}."]
    if tell.stance == "denies":
        party = _FORCES[tell.party or GOVERNMENT][0]
        return [f"The {party} denied responsibility for the attack{_where(tell.place)}{_day(tell, published)}."]
    now = [figure for figure in tell.figures if not figure.superseded]
    killed = next(figure for figure in now if figure.effect == "killed")
    injured = next((figure for figure in now if figure.effect == "injured"), None)
    how = _how(tell, dice)
    alone = injured is not None and injured.number == 1 and injured.hedge in ("exact", "at_least")
    hurt = f" and {_people(injured, 'others')} {'was' if alone else 'were'} injured" if injured else ""
    one = killed.number == 1 and killed.hedge in ("exact", "at_least")
    main = f"{_people(killed)}{_including(killed)} {'was' if one else 'were'} killed{hurt}"
    sentences = [f"{_upper(main)}{how}{_where(tell.place)}{_day(tell, published)}{_credit(tell)}."]
    before = next((figure for figure in tell.figures if figure.superseded), None)
    if before:
        sentences.append(f"An earlier toll was {before.number} dead.")
    return sentences


def _people(figure: Figure, noun: str = "") -> str:
    kind = noun or ("civilian" if figure.status == "civilian" else "")
    if figure.number is None:
        return f"dozens of {noun or (kind + 's' if kind else 'people')}"
    n = figure.number
    if n == 1 and figure.hedge in ("exact", "at_least"):
        word = "one other person" if noun else f"one {kind or 'person'}"
    else:
        word = f"{n} {noun or (kind + 's' if kind else 'people')}"
    if figure.hedge == "range":
        return f"between {n} and {figure.most} {noun or (kind + 's' if kind else 'people')}"
    return {"at_least": "at least ", "about": "about ", "at_most": "up to "}.get(figure.hedge, "") + word


def _including(figure: Figure) -> str:
    if not figure.children:
        return ""
    return f", including {'one child' if figure.children == 1 else f'{figure.children} children'},"


def _how(tell: Tell, dice: random.Random) -> str:
    way = dice.randrange(2)
    if tell.mode is None:
        return f" in an attack by the {_FORCES[tell.party][0]}" if tell.party else " in an attack"
    with_side, without = _WAYS[tell.mode][way][:2] if len(_WAYS[tell.mode][way]) > 1 else _WAYS[tell.mode][0]
    if tell.party is None:
        return f" {without}" if "{side}" not in without else f" {_WAYS[tell.mode][0][1]}"
    return f" {_WAYS[tell.mode][0 if 'when' in with_side else way][0].format(side=_SIDE[tell.party])}"


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    if place.kind == "quarter":
        town = place.path[1].split("-")[-1].capitalize()
        return f" in the {place.name} neighbourhood of {town}"
    return f" in {place.name}"


def _day(tell: Tell, published: date) -> str:
    if tell.day is None:
        return ""
    days = (published - tell.day).days
    return f" on {tell.day:%A}" if 0 <= days < 7 else f" on {tell.day.day} {tell.day:%B %Y}"


def _credit(tell: Tell) -> str:
    if not tell.speaker:
        return ""
    names = [name for name, _ in tell.speaker]
    return f", the {names[0]} said" if len(names) == 1 else f", the {names[-1]} said, citing the {names[0]}"


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]


def write_pack(war: War) -> dict[str, str]:
    """The conflict pack of the invented war: file name to text, in the form of `docs/packs.md`."""
    toml = (
        "# The pack of a simulated war; nothing in it exists.\n"
        f'name = "quorvania"\ntitle = "The simulated war in {COUNTRY_NAME}"\nversion = "1"\n'
        f'countries = ["{COUNTRY}"]\nplaces = "places.csv"\n\n[eras]\n"war" = {war.scenario.first_day.isoformat()}\n'
    )
    return {
        "pack.toml": toml,
        "parties.csv": _table(("key", "title", "kind", "words", "example"), _party_rows()),
        "speakers.csv": _table(("name", "kind", "aliases", "party", "example"), _speaker_rows(war)),
        "places.csv": _table(
            ("id", "name", "kind", "within", "aliases", "lat", "lon", "country", "name_ar", "example"), _place_rows(war)
        ),
    }


def _party_rows() -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for key, title in _TITLES.items():
        force = _FORCES[key]
        rows.append((key, title, "force", "|".join(force), f"{_upper(force[-1])} shelled the town."))
        rows.append((key, "", "side", _SIDES[key], f"Two people were killed by {_SIDE[key]} shelling."))
    rows.append((GOVERNMENT, "", "state", COUNTRY_NAME, f"{COUNTRY_NAME} bombed the bridge."))
    rows.append(("civilians", "Civilians", "people", "civilians|residents", "Gunmen opened fire on residents."))
    return rows


def _speaker_rows(war: War) -> list[Sequence[object]]:
    return [
        (s.name, _KINDS[s.kind], "", s.side or "", f"Nine people were killed, the {s.name} said.") for s in war.sources
    ]


def _place_rows(war: War) -> list[Sequence[object]]:
    kinds = {"quarter": "neighbourhood", "region": "governorate"}
    rows: list[Sequence[object]] = []
    for place in war.country.places.values():
        within = place.path[1] if len(place.path) > 1 else ""
        kind = kinds.get(place.kind, place.kind)
        example = f"Shells hit {place.name}."
        rows.append((place.id, place.name, kind, within, "", place.lat, place.lon, COUNTRY, "", example))
    return rows


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
