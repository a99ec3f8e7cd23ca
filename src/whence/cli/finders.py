"""Choosing a finder on the command line. In come `--finder` and its kin, out come an open model, what it cost, and the
listing of two finders side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from whence.cli.printing import note, one_line, print_paragraph

if TYPE_CHECKING:
    from whence.agreement import Found
    from whence.endpoint import Spent
    from whence.llm import Model
    from whence.proposing import Finder

_Command = TypeVar("_Command", bound=Callable[..., Any])
_TITLES = {"both": "both finders", "rules": "the rules alone", "llm": "the model alone"}


def finder_options(command: _Command) -> _Command:
    """`--finder` and `--text-may-leave` on every command that reads documents."""
    may_leave = "Let a model on another machine have the text of the reports."
    command = click.option("--text-may-leave", is_flag=True, help=may_leave)(command)
    words = "Who finds the claims: rules (default), llm (a language model you have set), or both."
    return click.option("--finder", metavar="NAME", default="rules", help=words)(command)


@contextmanager
def chosen_model(finder: str, text_may_leave: bool) -> Iterator[tuple[Finder, Model | None]]:
    """The finder by name, and the model it asks, null for the rules; at the end what was spent goes to standard error.

    Raises UsageError for an unknown finder, and all that `whence.open_model` raises.
    """
    if finder == "rules":
        yield "rules", None
        return
    import whence
    from whence.proposing import parse_finder

    chosen = parse_finder(finder)
    with whence.open_model(text_may_leave=text_may_leave, tell=note) as model:
        try:
            yield chosen, model
        finally:
            note(one_line(f"model {model.endpoint.model}: {spent_words(model.spent)}"))


def spent_words(spent: Spent) -> str:
    """What a run asked and cost, on one line."""
    words = [f"{spent.asked} asked"]
    words += [f"{spent.kept} answered from the cache"] if spent.kept else []
    words += [f"{spent.failed} without a usable answer"] if spent.failed else []
    words.append(f"{spent.tokens_in:,} tokens sent, {spent.tokens_out:,} received")
    words += [f"{spent.untold} answers did not say how many tokens they took"] if spent.untold else []
    words.append(f"cost {spent.cost:,.4f} at your prices" if spent.cost is not None else "no price set")
    return ", ".join(words)


def print_diff(found: Iterable[Found]) -> None:
    """Each finding under its document: who found it, the figure, the sentence, and the slots that differ."""
    from whence.explain import figures_words
    from whence.publish.sheets import when_words, where_words

    counts: Counter[str] = Counter()
    document = None
    for one in found:
        if one.document != document:
            document = one.document
            click.echo(click.style(one_line(document), bold=True))
        counts[one.by] += 1
        counts["alike"] += one.by == "both" and not one.differ
        claim = one.claim
        place, when = where_words(claim.where) or "place unknown", when_words(claim.when) or "date unknown"
        figures = figures_words(claim.counts) if claim.counts else f"{claim.act.type} {claim.stance}, no figure"
        print_paragraph(f"{figures}; {place}; {when}", indent=f"  {one.by:<5}  ", hanging="         ")
        for differ in one.differ:
            words = f"{differ.slot}: rules “{differ.rules}”, llm “{differ.llm}”"
            print_paragraph(words, indent="         ", hanging="           ")
        print_paragraph(f"“{claim.quote}”", indent="         ")
    both = f"{counts['both']} found by both finders ({counts['alike']} alike in every slot)"
    note(f"{both}, {counts['rules']} by {_TITLES['rules']}, {counts['llm']} by {_TITLES['llm']}")
