"""One question over HTTP. In comes a Question, out comes an Answer, or an error that says what to try.

A busy or failing server is asked again after a wait; an answer has a time and a size it must keep to; no redirect is
followed and no proxy of the environment used, so that a text goes to the address that was set and nowhere else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx

from whence.endpoint import KEY_VARIABLE, Answer, Endpoint, Question
from whence.errors import ModelError, NoAnswerError, UsageError
from whence.llm.envelope import FORMS, Form, make_body, parse_envelope, server_words
from whence.llm.waiting import wait_s

LARGEST_ANSWER_BYTES = 2_000_000
_LARGEST_ERROR_BYTES = 20_000
_TRY_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_NO_SUCH_FORM = frozenset({400, 404, 415, 422, 501})  # what servers say that do not know a response_format


class _BusyError(Exception):
    """The server may answer if it is asked again. `why` is for a person, `retry_after` its own words."""

    def __init__(self, why: str, retry_after: str | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.retry_after = retry_after


class _RefusedError(Exception):
    """The server answers this request with an error that asking again does not mend."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(status)
        self.status = status
        self.words = words


class Client:
    """A connection to one endpoint, used for one question after the other. Close it."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: str | None,
        *,
        tell: Callable[[str], None] = lambda _: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`tell` is called with a sentence when a server is waited for. Raises UsageError for a key no header holds."""
        if key and not (key.isascii() and key.isprintable() and " " not in key):
            raise UsageError(f"the key in {KEY_VARIABLE} has characters that no key has", remedy="set it anew")
        self._endpoint = endpoint
        self._key = key or ""
        self._tell = tell
        self._sleep = sleep
        self._form: Form = "json_schema"
        self._runner = asyncio.Runner()
        self._http: httpx.AsyncClient | None = None

    def close(self) -> None:
        """Let the connection go."""
        if self._http is not None:
            self._run(self._http.aclose())
            self._http = None
        self._runner.close()

    def ask(self, question: Question) -> Answer:
        """The model's answer. A server that does not know JSON schemas is asked for plain JSON, from then on.

        Raises NoAnswerError for this question alone, ModelError where no question would be answered.
        """
        first = FORMS.index(self._form)
        refused: _RefusedError | None = None
        for form in FORMS[first:]:
            try:
                answer = self._ask_patiently(question, form)
            except _RefusedError as problem:
                refused = refused or problem
                if problem.status not in _NO_SUCH_FORM:
                    break
            else:
                self._form = form
                return answer
        assert refused is not None
        raise self._refusal(refused)

    # ------------------------------------------------------------ asking again

    def _ask_patiently(self, question: Question, form: Form) -> Answer:
        tries = self._endpoint.retries + 1
        for failed in range(1, tries + 1):
            try:
                body = self._run(self._ask_once(question, form))
            except _BusyError as problem:
                if failed == tries:
                    again = f", {tries} times in a row" if tries > 1 else ""
                    raise NoAnswerError(f"{problem.why}{again}") from None
                wait = wait_s(failed, problem.retry_after, datetime.now(UTC))
                if wait is None:
                    asked = f"the server asks to wait for longer than is waited (Retry-After {problem.retry_after})"
                    raise NoAnswerError(f"{problem.why}, and {asked}") from None
                self._tell(f"{problem.why}; asking again in {wait:g} s")
                self._sleep(wait)
                continue
            try:
                return parse_envelope(body)
            except NoAnswerError as problem:
                raise NoAnswerError(self._without_key(str(problem))) from None
        raise AssertionError("unreachable: every try returns or raises")

    async def _ask_once(self, question: Question, form: Form) -> bytes:
        """One request; the body of a good answer. All of it, from connecting to the last byte, within `timeout_s`."""
        limit_s = self._endpoint.timeout_s
        try:
            async with asyncio.timeout(limit_s):
                return await self._send(make_body(question, self._endpoint.model, form))
        except (TimeoutError, httpx.TimeoutException):
            raise _BusyError(f"no whole answer within {limit_s:g} s") from None
        except httpx.ConnectError as problem:
            where = self._endpoint.base_url
            if "CERTIFICATE" in str(problem):
                raise ModelError(f"the certificate of {where} is not accepted", remedy="use its proper name") from None
            raise ModelError(f"nobody answers at {where}", remedy="start the server, or set llm.base_url") from None
        except httpx.TransportError:  # after httpx.ConnectError: the connection broke off on the way
            raise _BusyError("the answer broke off") from None

    async def _send(self, body: dict[str, Any]) -> bytes:
        if self._http is None:
            headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "whence"}
            if self._key:
                headers["Authorization"] = f"Bearer {self._key}"
            self._http = httpx.AsyncClient(
                headers=headers, timeout=self._endpoint.timeout_s, trust_env=False, follow_redirects=False
            )
        async with self._http.stream("POST", self._endpoint.url, json=body) as response:
            if response.status_code in _TRY_AGAIN:
                busy = "the server is busy" if response.status_code == 429 else "the server failed"
                raise _BusyError(f"{busy} (HTTP {response.status_code})", response.headers.get("Retry-After"))
            if response.status_code != 200:
                words = server_words(await _read(response, _LARGEST_ERROR_BYTES, cut=True))
                raise _RefusedError(response.status_code, self._without_key(words))
            _refuse_other_content(response)
            return await _read(response, LARGEST_ANSWER_BYTES)

    # ------------------------------------------------------------ below

    def _refusal(self, refused: _RefusedError) -> ModelError:
        """What a server's refusal means for a person; it is asked no more where no question would be answered."""
        status, where = refused.status, self._endpoint.base_url
        if status in (401, 403):  # whose words may hold part of the key
            how = f"the key in {KEY_VARIABLE}" if self._key else f"requests without a key ({KEY_VARIABLE} is not set)"
            return ModelError(f"{where} refuses {how} (HTTP {status})", remedy=f"set {KEY_VARIABLE}")
        said = f": {refused.words}" if refused.words else ""
        if status == 404:
            return ModelError(
                f"{where} does not know the model {self._endpoint.model!r} or the path (HTTP 404){said}",
                remedy="look at llm.model and llm.base_url, which usually ends in /v1",
            )
        if 300 <= status < 400:
            return ModelError(f"{where} points elsewhere (HTTP {status}), which is not followed", remedy="set base_url")
        return NoAnswerError(f"the server refused the question (HTTP {status}){said}")

    def _without_key(self, words: str) -> str:
        return words.replace(self._key, "[key]") if self._key else words

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Wait for it; in a thread of its own where this one already runs a loop (a notebook)."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self._runner.run(work)
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(self._runner.run, work).result()


def _refuse_other_content(response: httpx.Response) -> None:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise NoAnswerError(f"the server sent {kind[:60] or 'something without a type'}, not JSON")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NoAnswerError("the server sent a compressed answer, which was not asked for")


async def _read(response: httpx.Response, largest: int, *, cut: bool = False) -> bytes:
    """The body; never more than `largest` bytes are held. Raises NoAnswerError for a larger one, unless `cut`."""
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_raw():
        size += len(part)
        if size > largest:
            if cut:
                break
            raise NoAnswerError(f"the answer is larger than {largest:,} bytes")
        parts.append(part)
    return b"".join(parts)
