"""A model to ask: the server, the answers kept, and what it has cost. In come questions, out come answers.

Made by `open_model`, which says in one line what is missing and refuses to send a text off this machine unasked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Self

from whence.endpoint import KEY_VARIABLE, Answer, Endpoint, Question, Spent
from whence.errors import ModelError, UsageError
from whence.llm.cache import Cache, answer_key, default_folder

if TYPE_CHECKING:
    from whence.llm.client import Client


_NEEDED = ("httpx", "pydantic")  # the extra


class Model:
    """A language model that is asked one question after the other. Close it, or use it in a `with`."""

    def __init__(self, endpoint: Endpoint, client: Client, cache: Cache | None) -> None:
        self.endpoint = endpoint
        self._client = client
        self._cache = cache
        self._spent = Spent(cost=0.0 if endpoint.price_in is not None or endpoint.price_out is not None else None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()

    @property
    def spent(self) -> Spent:
        """What has been asked and what it cost so far."""
        return self._spent

    def ask(self, question: Question) -> Answer:
        """The answer, kept or new. Raises NoAnswerError for this question alone, ModelError for all."""
        kept = self._cache.find(answer_key(question, self.endpoint)) if self._cache else None
        if kept is not None:
            self._spent = replace(self._spent, kept=self._spent.kept + 1)
            return kept
        self._spent = replace(self._spent, asked=self._spent.asked + 1)
        try:
            answer = self._client.ask(question)
        except ModelError:
            self._spent = replace(self._spent, failed=self._spent.failed + 1)
            raise
        self._count(answer)
        return answer

    def keep(self, question: Question, answer: Answer) -> None:
        """Keep an answer that was found good, so that it is not paid for twice."""
        if self._cache is not None and not answer.kept:
            self._cache.keep(answer_key(question, self.endpoint), answer)

    def _count(self, answer: Answer) -> None:
        spent, endpoint = self._spent, self.endpoint
        tokens_in, tokens_out = answer.tokens_in or 0, answer.tokens_out or 0
        price = tokens_in * (endpoint.price_in or 0.0) + tokens_out * (endpoint.price_out or 0.0)
        self._spent = replace(
            spent,
            tokens_in=spent.tokens_in + tokens_in,
            tokens_out=spent.tokens_out + tokens_out,
            untold=spent.untold + (answer.tokens_in is None and answer.tokens_out is None),
            cost=None if spent.cost is None else spent.cost + price / 1_000_000,
        )


def open_model(
    endpoint: Endpoint | None,
    environ: Mapping[str, str],
    *,
    text_may_leave: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Model:
    """A model at an endpoint. Before anything is sent off this machine, `tell` is called with a sentence that says so.

    Raises UsageError where no endpoint is set or the text may not leave, ModelError where the extra is not installed.
    """
    if endpoint is None:
        raise UsageError(
            "no language model is set", remedy="write base_url and model under [llm] in whence.toml, see docs/llm.md"
        )
    if not endpoint.is_here and not (text_may_leave or endpoint.text_may_leave):
        raise UsageError(
            f"{endpoint.host} is not this machine: the text of the reports would be sent there",
            remedy="if it may, say --text-may-leave, or set text_may_leave = true under [llm] in whence.toml",
        )
    for package in _NEEDED:
        if find_spec(package) is None:
            raise ModelError(
                f"asking a language model needs {package}, which is not installed", remedy="pip install 'whence[llm]'"
            )
    from whence.llm.client import Client

    if not endpoint.is_here:
        how = "" if endpoint.is_encrypted else ", unencrypted"
        tell(f"the text of the reports leaves this machine: it is sent to {endpoint.host}{how}")
    folder = (endpoint.cache or default_folder(dict(environ))) if endpoint.keep else None
    client = Client(endpoint, environ.get(KEY_VARIABLE), tell=tell)
    return Model(endpoint, client, Cache(folder) if folder is not None else None)
