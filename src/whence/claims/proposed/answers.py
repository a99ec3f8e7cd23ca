"""The model's words as proposals. In come the words, out come proposals and what was set aside of them.

An answer is one JSON object with `claims`, bare or in a code fence, after whatever a model thinks aloud first.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from whence.claims.proposed.shape import Proposal, parse_proposal

MOST_PROPOSALS = 300  # a report with more claims than this is a table; a model that gives more runs in a circle
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_FENCE = re.compile(r"```(?:json|JSON)?[ \t]*\r?\n(.*?)```", re.DOTALL)


class ProposalsError(Exception):
    """The whole answer cannot be used; the message says why in a few words."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals of one answer, each with its place in it (from 1), and reasons for what was set aside."""

    proposals: tuple[tuple[int, Proposal], ...]
    aside: tuple[str, ...]


def parse_answer(content: str) -> Proposed:
    """The proposals of an answer. Raises ProposalsError where it is not the JSON object asked for."""
    data = _load(content)
    if not isinstance(data, dict) or not isinstance(data.get("claims"), list):
        raise ProposalsError("the model's answer is not an object with a list of claims")
    aside = [f"the answer also holds “{_name(key)}”, which is not looked at" for key in data if key != "claims"]
    proposals: list[tuple[int, Proposal]] = []
    for number, value in enumerate(data["claims"][:MOST_PROPOSALS], 1):
        try:
            proposals.append((number, parse_proposal(value)))
        except ValueError as problem:
            aside.append(f"proposal {number}: {problem}")
    if (left := len(data["claims"]) - MOST_PROPOSALS) > 0:
        aside.append(f"{left} proposals after the first {MOST_PROPOSALS} were not looked at")
    return Proposed(tuple(proposals), tuple(aside))


def _load(content: str) -> object:
    content = _THOUGHT.sub("", content).strip()
    fenced = _FENCE.search(content)
    for words in ((fenced[1],) if fenced else ()) + (content,):
        try:
            return json.loads(words, parse_constant=_refuse)
        except (ValueError, RecursionError):
            continue
    raise ProposalsError("the model's answer is not JSON")


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no JSON")


def _name(key: str) -> str:
    return " ".join(key.split())[:40]
