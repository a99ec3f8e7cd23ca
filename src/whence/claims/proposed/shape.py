"""The shape of the model's answer. In comes an object, out comes a `Proposal`, or why it is none.

The same classes make the JSON schema that the model is held to, and check what it gives; an unknown key or a value of
another type is a fault of that proposal alone.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from whence.records import Age, DeniedPart, Effect, Hedge, Scope, Sex, Stance, Status, Unit

ActType = Literal[
    "ASSAULT", "COERCE", "ACCUSE", "MOBILIZE", "THREATEN", "PROTEST", "REQUEST", "REJECT", "CONSULT", "AGREE", "AID",
    "RETREAT",
]  # fmt: skip
Mode = Literal[
    "aerial", "heavy-weapons", "explosives", "suicide-attack", "firearms", "unconventional", "abduct", "torture",
    "targeted", "drone", "destroy", "restrict", "seize", "arrest", "deport", "troops", "allege", "disapprove", "yield",
]  # fmt: skip


def _as_servers_want_it(schema: dict[str, Any]) -> None:
    """Every key required and none with a default, as strict schemas must be; titles and remarks only cost tokens."""
    schema["required"] = list(schema.get("properties", {}))
    for name in ("title", "description"):
        schema.pop(name, None)
    for part in schema.get("properties", {}).values():
        part.pop("default", None)
        part.pop("title", None)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, json_schema_extra=_as_servers_want_it)


class ProposedPart(_Shape):
    """A part of a count ("including four children")."""

    effect: Effect
    words: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    hedge: Hedge = "exact"
    unit: Unit = "people"
    status: Status | None = None
    age: Age | None = None
    sex: Sex | None = None


class ProposedCount(ProposedPart):
    """People counted, with the parts inside."""

    includes: list[ProposedPart] = []


class ProposedAct(_Shape):
    """What was done."""

    type: ActType
    mode: Mode | None = None
    weapon: str | None = None


class ProposedWhen(_Shape):
    """When, in the text's words, and as the model reads them."""

    words: str | None = None
    date_start: str | None = None
    date_end: str | None = None


class ProposedParty(_Shape):
    """A party in the text's words, and the key the model gives it."""

    words: str
    party: str


class ProposedSpeaker(_Shape):
    """Somebody who says so, in the text's words."""

    words: str
    kind: str


class Proposal(_Shape):
    """One claim as the model proposes it; nothing in it is believed yet."""

    quote: str
    act: ProposedAct
    counts: list[ProposedCount] = []
    scope: Scope
    where: str | None = None
    when: ProposedWhen | None = None
    alleged_perpetrator: ProposedParty | None = None
    target: ProposedParty | None = None
    speaker: list[ProposedSpeaker] = []
    stance: Stance
    denied: list[DeniedPart] = []


class _Answer(_Shape):
    claims: list[Proposal]


def answer_schema() -> dict[str, Any]:
    """The JSON schema of a whole answer, for servers that hold a model to one."""
    return _Answer.model_json_schema()


def parse_proposal(value: object) -> Proposal:
    """One proposal. Raises ValueError with what is wrong, in a few words."""
    try:
        return Proposal.model_validate(value)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])[:80]
        more = f" (and {problem.error_count() - 1} more)" if problem.error_count() > 1 else ""
        unknown = first["type"] == "extra_forbidden"
        what = f"unknown key {where!r}" if unknown else f"{where or 'the claim'}: {first['msg'][:120]}"
        raise ValueError(f"not in the form asked for: {what}{more}") from None
