"""One question to a server over real sockets: what is sent, what is asked again, and what is no answer."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from stub_model import Asked, Reply, StubModel, envelope, says
from whence.endpoint import Answer, Endpoint, Question, Spent
from whence.errors import ModelError, NoAnswerError, UsageError
from whence.llm import open_model
from whence.llm.cache import Cache, answer_key
from whence.llm.client import LARGEST_ANSWER_BYTES, Client
from whence.llm.waiting import parse_retry_after, wait_s

QUESTION = Question("doc-1", "You read reports.", "The report.", {"type": "object"}, "v1")
KEY = "sk-not-to-be-seen-0123456789"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def ask(
    stub: StubModel, *, retries: int = 2, timeout_s: float = 5.0, key: str | None = None
) -> tuple[Answer, list[float]]:
    """One question to the stub; the answer, and the waits before asking again (not slept)."""
    waits: list[float] = []
    endpoint = Endpoint(stub.base_url, "some-model", timeout_s=timeout_s, retries=retries)
    client = Client(endpoint, key, sleep=waits.append)
    try:
        return client.ask(QUESTION), waits
    finally:
        client.close()


def test_what_is_sent_and_what_comes_back() -> None:
    """Two messages, temperature 0, a JSON schema, no tools, no stream; words and token counts come back."""
    with StubModel([Reply(body=envelope('{"claims": []}', usage=(120, 7)))]) as stub:
        answer, waits = ask(stub, key=KEY)
    assert answer == Answer('{"claims": []}', 120, 7)
    assert waits == []
    (asked,) = stub.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["accept-encoding"] == "identity"
    assert asked.body["messages"] == [
        {"role": "system", "content": "You read reports."},
        {"role": "user", "content": "The report."},
    ]
    assert (asked.body["model"], asked.body["temperature"], asked.body["stream"]) == ("some-model", 0, False)
    assert asked.body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert "tools" not in asked.body and "functions" not in asked.body


def test_without_a_key_none_is_sent() -> None:
    """A local server wants none."""
    with StubModel([says()]) as stub:
        ask(stub)
    assert "authorization" not in stub.asked[0].headers


BUSY = [
    (Reply(429), [1.0], "a busy server is asked again after a second"),
    (Reply(429, headers=(("Retry-After", "7"),)), [7.0], "or after the time it names"),
    (Reply(429, headers=(("Retry-After", "0"),)), [1.0], "but never at once"),
    (Reply(429, headers=(("Retry-After", "soon"),)), [1.0], "what is no time is not followed"),
    (Reply(503, headers=(("Retry-After", "3"),)), [3.0], "a failing server may name a time as well"),
    (Reply(500), [1.0], "a fault"),
    (Reply(502, b"<html>bad gateway</html>", HTML), [1.0], "a gateway's page"),
    (Reply(408), [1.0], "a time-out of the server's own"),
    (Reply(body=envelope("{}" * 500), cut_at=300), [1.0], "an answer that breaks off"),
    (Reply(body=envelope("{}"), cut_at=0), [1.0], "an answer that breaks off before it begins"),
]


@pytest.mark.parametrize(("first", "expected", "remark"), BUSY, ids=[row[2] for row in BUSY])
def test_a_busy_server_is_asked_again(first: Reply, expected: list[float], remark: str) -> None:
    """What may pass is waited for, and the answer taken."""
    with StubModel([first, says()]) as stub:
        answer, waits = ask(stub)
    assert answer.content == '{"claims": []}'
    assert waits == expected
    assert len(stub.asked) == 2


def test_it_gives_up_after_the_retries_that_are_set() -> None:
    """Each wait is twice the last one, and the reason says how often it was tried."""
    with StubModel(lambda _: Reply(500)) as stub:
        waits: list[float] = []
        client = Client(Endpoint(stub.base_url, "m", retries=3), None, sleep=waits.append)
        with pytest.raises(NoAnswerError, match=r"the server failed \(HTTP 500\), 4 times in a row"):
            client.ask(QUESTION)
        client.close()
    assert waits == [1.0, 2.0, 4.0]
    assert len(stub.asked) == 4


def test_a_server_that_asks_for_an_hour_is_not_waited_for() -> None:
    """A long Retry-After sets the document aside instead of hanging."""
    an_hour = Reply(429, headers=(("Retry-After", "3600"),))
    with StubModel(lambda _: an_hour) as stub, pytest.raises(NoAnswerError, match="longer than is waited"):
        ask(stub)
    assert len(stub.asked) == 1


SLOW = [
    (Reply(body=envelope("{}"), delay_s=3.0), "nothing comes"),
    (Reply(body=envelope("{}" * 400), drip_s=0.01), "it drips, byte after byte, each in time"),
]


@pytest.mark.parametrize(("slow", "remark"), SLOW, ids=[row[1] for row in SLOW])
def test_a_slow_answer_has_a_limit_as_a_whole(slow: Reply, remark: str) -> None:
    """The limit holds for the whole answer, not for each byte of it."""
    with StubModel(lambda _: slow) as stub:
        began = time.monotonic()
        with pytest.raises(NoAnswerError, match=r"no whole answer within 0\.4 s, 2 times in a row"):
            ask(stub, retries=1, timeout_s=0.4)
        assert time.monotonic() - began < 2.5


NO_ANSWER = [
    (Reply(body=b"I am sorry"), "not JSON"),
    (Reply(body=b"[" * 100_000), "not JSON"),
    (Reply(body=b"[]"), "not a JSON object"),
    (Reply(body=b"{}"), "no choices"),
    (Reply(body=b'{"choices": []}'), "no choices"),
    (Reply(body=b'{"choices": ["x"]}'), "first choice is not a JSON object"),
    (Reply(body=b'{"choices": [{"message": null}]}'), "message is not a JSON object"),
    (Reply(body=envelope("")), "answer is empty"),
    (Reply(body=envelope("  \n")), "answer is empty"),
    (Reply(body=envelope(None)), "answer is empty"),
    (Reply(body=envelope(17)), "answer is empty"),
    (Reply(body=envelope(None, refusal="I cannot help with violence.")), "refused: I cannot help with violence"),
    (Reply(body=envelope('{"claims": [', finish_reason="length")), "cut at its longest"),
    (Reply(body=envelope("", finish_reason="content_filter")), "filter held the answer back"),
    (Reply(body=envelope(None, tool_calls=[{"function": {"name": "open_url"}}])), "asked for a tool, and has none"),
    (Reply(body=b"<html>", headers=HTML), "sent text/html, not JSON"),
    (Reply(body=b"data: {}\n\n", headers=(("Content-Type", "text/event-stream"),)), "text/event-stream, not JSON"),
    (Reply(body=envelope("{}"), headers=()), "something without a type, not JSON"),
    (
        Reply(body=b"\x1f\x8b", headers=(("Content-Type", "application/json"), ("Content-Encoding", "gzip"))),
        "compressed answer",
    ),
    (Reply(body=envelope("x" * LARGEST_ANSWER_BYTES)), "larger than 2,000,000 bytes"),
    (Reply(413, b'{"error": {"message": "context is 8192 tokens"}}'), r"HTTP 413\): context is 8192 tokens"),
]


@pytest.mark.parametrize(("reply", "words"), NO_ANSWER, ids=[row[1] for row in NO_ANSWER])
def test_what_is_no_answer_is_said_and_not_asked_again(reply: Reply, words: str) -> None:
    """One line says what is wrong with it; asking again at temperature 0 would give the same."""
    with StubModel([reply]) as stub, pytest.raises(NoAnswerError, match=words) as caught:
        ask(stub)
    assert "\n" not in str(caught.value)
    assert len(stub.asked) == 1


def test_parts_of_words_are_put_together() -> None:
    """Some servers send the words in parts."""
    parts = [{"type": "text", "text": '{"cla'}, {"type": "text", "text": 'ims": []}'}, {"type": "image"}]
    with StubModel([Reply(body=envelope(parts, usage=None))]) as stub:
        assert ask(stub)[0] == Answer('{"claims": []}')


FORMS = [(400, 1), (400, 2), (422, 1), (501, 2)]


@pytest.mark.parametrize(("status", "refusals"), FORMS)
def test_a_server_without_json_schema_is_asked_for_plain_json(status: int, refusals: int) -> None:
    """First JSON of any shape, then nothing; from then on it is asked as it can answer."""
    refused = Reply(status, b'{"error": {"message": "response_format is not supported"}}')
    with StubModel([*[refused] * refusals, says(), says()]) as stub:
        client = Client(Endpoint(stub.base_url, "m"), None)
        client.ask(QUESTION)
        client.ask(QUESTION)
        client.close()
    formats = [asked.body.get("response_format", {}).get("type") for asked in stub.asked]
    asked_for = ["json_schema", "json_object", None]
    assert formats == [*asked_for[: refusals + 1], asked_for[refusals]]


def test_a_question_refused_in_every_form_says_what_the_first_refusal_said() -> None:
    """A question that is too long is not taken for a server without JSON schemas: the next one is asked in full."""
    said = [Reply(400, json.dumps({"error": {"message": f"too long {n}"}}).encode()) for n in range(3)]
    with StubModel([*said, says()]) as stub:
        client = Client(Endpoint(stub.base_url, "m"), None)
        with pytest.raises(NoAnswerError, match="too long 0"):
            client.ask(QUESTION)
        client.ask(QUESTION)
        client.close()
    assert stub.asked[-1].body["response_format"]["type"] == "json_schema"


FOR_ALL = [
    (Reply(401, json.dumps({"error": {"message": f"Incorrect API key: {KEY}"}}).encode()), "refuses the key in WHENCE"),
    (Reply(403, json.dumps({"error": {"message": f"no: {KEY[:8]}***"}}).encode()), "refuses the key in WHENCE"),
    (Reply(404, b'{"error": {"message": "model not found"}}'), "does not know the model 'some-model'"),
    (Reply(302, headers=(("Location", "http://127.0.0.1:9/other"),)), "points elsewhere"),
]


@pytest.mark.parametrize(("reply", "words"), FOR_ALL, ids=[str(row[0].status) for row in FOR_ALL])
def test_what_holds_for_every_question_stops_the_run(reply: Reply, words: str) -> None:
    """A refused key, an unknown model, a redirect: one line, with what to set, and never the key or a part of it."""
    with StubModel(lambda _: reply) as stub, pytest.raises(ModelError, match=words) as caught:
        ask(stub, key=KEY)
    assert not isinstance(caught.value, NoAnswerError)
    assert KEY[:8] not in str(caught.value)


def test_nobody_there_is_one_line() -> None:
    """A server that is not running is not asked again and again."""
    with StubModel([]) as stub:
        gone = stub.base_url
    client = Client(Endpoint(gone, "m"), None)
    with pytest.raises(ModelError, match=r"nobody answers at .*; start the server, or set llm.base_url"):
        client.ask(QUESTION)
    client.close()


ECHOES = [
    Reply(400, json.dumps({"error": {"message": f"bad request with {KEY}"}}).encode()),
    Reply(400, json.dumps({"error": f"bad request with {KEY}"}).encode()),
    Reply(body=envelope(None, refusal=f"I will not use {KEY}")),
]


@pytest.mark.parametrize("reply", ECHOES)
def test_a_server_that_repeats_the_key_does_not_get_it_shown(reply: Reply) -> None:
    """Whatever a server says, the key is not in the line."""
    with StubModel(lambda _: reply) as stub, pytest.raises(NoAnswerError) as caught:
        ask(stub, key=KEY)
    assert KEY not in str(caught.value)
    assert "[key]" in str(caught.value)


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "ключ", "tab\t"])
def test_a_key_no_header_can_carry_is_refused_without_showing_it(key: str) -> None:
    """The HTTP library would put it into its message."""
    with pytest.raises(UsageError, match="WHENCE_LLM_KEY") as caught:
        Client(Endpoint("http://127.0.0.1:1/v1", "m"), key)
    assert key not in str(caught.value)


def test_a_proxy_of_the_environment_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text goes to the address that was set and nowhere else."""
    with StubModel(lambda _: says()) as stub, StubModel(lambda _: says()) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.base_url.removesuffix("/v1"))
        ask(stub)
    assert (len(stub.asked), len(proxy.asked)) == (1, 0)


def test_it_can_be_asked_from_a_running_loop() -> None:
    """As in a notebook."""
    with StubModel(lambda _: says()) as stub:
        client = Client(Endpoint(stub.base_url, "m"), None)

        async def cell() -> Sequence[Answer]:
            return [client.ask(QUESTION), client.ask(QUESTION)]

        assert len(asyncio.run(cell())) == 2
        client.close()


# ---------------------------------------------------------------- waiting

NOW = datetime(2031, 5, 9, 12, tzinfo=UTC)
RETRY_AFTER = [
    ("5", 5.0, "seconds"),
    (" 12 ", 12.0, "with blanks"),
    (format_datetime(NOW + timedelta(seconds=40), usegmt=True), 40.0, "a date"),
    (format_datetime(NOW - timedelta(days=1), usegmt=True), 0.0, "a date gone by"),
    ("-3", None, "no time"),
    ("99999999999999999999", None, "no number of seconds"),
    ("٥", None, "digits of no header"),
    ("", None, "nothing"),
    (None, None, "no such header"),
]


@pytest.mark.parametrize(("value", "expected", "remark"), RETRY_AFTER, ids=[row[2] for row in RETRY_AFTER])
def test_retry_after_is_seconds_or_a_date(value: str | None, expected: float | None, remark: str) -> None:
    """RFC 9110, section 10.2.3."""
    assert parse_retry_after(value, NOW) == expected


def test_waits_double_up_to_half_a_minute() -> None:
    """And a server's own time is never cut short."""
    assert [wait_s(n, None, NOW) for n in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    assert wait_s(1, "90", NOW) == 90
    assert wait_s(1, "121", NOW) is None


# ---------------------------------------------------------------- answers kept, and what was spent


def endpoint_at(stub: StubModel, folder: Path) -> Endpoint:
    return Endpoint(stub.base_url, "m", price_in=2.0, price_out=10.0, cache=folder)


def test_an_answer_kept_is_not_asked_for_twice(tmp_path: Path) -> None:
    """The folder and its files are the user's alone; the run's costs count what was asked."""
    folder = tmp_path / "answers"
    replies = [Reply(body=envelope('{"claims": []}', usage=(1_000, 500)))]
    with StubModel(replies) as stub, open_model(endpoint_at(stub, folder), {}) as model:
        answer = model.ask(QUESTION)
        model.keep(QUESTION, answer)
        again = model.ask(QUESTION)
        assert model.spent == Spent(asked=1, kept=1, tokens_in=1_000, tokens_out=500, cost=0.007)
    assert again == replace(answer, kept=True)
    assert oct(folder.stat().st_mode)[-3:] == "700"
    (file,) = folder.iterdir()
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert "The report." not in file.read_text(encoding="utf-8")


OTHERWISE = [
    replace(QUESTION, user="Another report."),
    replace(QUESTION, system="Other rules."),
    replace(QUESTION, version="v2"),
    replace(QUESTION, schema={"type": "array"}),
]


@pytest.mark.parametrize("question", OTHERWISE)
def test_an_answer_is_kept_under_all_that_was_asked(question: Question) -> None:
    """Another text, prompt, version, schema, model or address is another question."""
    here = Endpoint("http://127.0.0.1:1/v1", "m")
    keys = {
        answer_key(QUESTION, here),
        answer_key(question, here),
        answer_key(QUESTION, replace(here, model="n")),
        answer_key(QUESTION, replace(here, base_url="http://127.0.0.1:2/v1")),
    }
    assert len(keys) == 4
    assert answer_key(replace(QUESTION, document="doc-2"), here) in keys  # the same text under another name


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"content": 3, "tokens_in": null, "tokens_out": null}', b"\xff"]
)
def test_a_damaged_answer_is_asked_for_again(tmp_path: Path, damage: bytes) -> None:
    """And never believed."""
    cache = Cache(tmp_path / "answers")
    cache.keep("k", Answer("x"))
    (tmp_path / "answers" / "k.json").write_bytes(damage)
    assert cache.find("k") is None


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A file put there by another does not become an answer."""
    cache = Cache(tmp_path / "answers")
    cache.keep("real", Answer("x"))
    (tmp_path / "answers" / "k.json").symlink_to(tmp_path / "answers" / "real.json")
    assert cache.find("real") == Answer("x", kept=True)
    assert cache.find("k") is None


def test_a_folder_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """Answers quote reports."""
    folder = tmp_path / "answers"
    folder.mkdir(mode=0o755)
    with pytest.raises(ModelError, match=r"others may read .*; chmod 700"):
        Cache(folder)
    with pytest.raises(ModelError, match="is not a folder"):
        (tmp_path / "file").touch()
        Cache(tmp_path / "file")


def test_answers_without_token_counts_are_counted(tmp_path: Path) -> None:
    """What a server does not tell is not taken for nothing."""
    replies = [Reply(body=envelope("{}", usage=None))]
    with StubModel(replies) as stub, open_model(Endpoint(stub.base_url, "m", keep=False), {}) as model:
        model.ask(QUESTION)
        assert model.spent == Spent(asked=1, untold=1)


# ---------------------------------------------------------------- what leaves this machine

HOSTS = [
    ("http://127.0.0.1:8080/v1", True),
    ("http://127.9.9.9/v1", True),
    ("http://[::1]:8080/v1", True),
    ("http://localhost:11434/v1", True),
    ("http://0.0.0.0:8080/v1", False),
    ("http://192.168.1.5:8080/v1", False),
    ("http://127.0.0.1.example.org/v1", False),
    ("http://localhost.example.org/v1", False),
    ("https://api.example.org/v1", False),
]


@pytest.mark.parametrize(("base_url", "here"), HOSTS)
def test_text_leaves_this_machine_only_where_a_user_says_so(base_url: str, here: bool) -> None:
    """A loopback address is this machine; any other needs a word from the user and is announced."""
    endpoint = Endpoint(base_url, "m", keep=False)
    assert endpoint.is_here is here
    told: list[str] = []
    if not here:
        with pytest.raises(UsageError, match="is not this machine: the text of the reports would be sent there"):
            open_model(endpoint, {}, tell=told.append)
        assert told == []
    open_model(endpoint, {}, text_may_leave=True, tell=told.append).close()
    open_model(replace(endpoint, text_may_leave=True), {}, tell=told.append).close()
    assert len(told) == (0 if here else 2)
    assert all(("unencrypted" in words) is base_url.startswith("http:") for words in told)


def test_a_stub_really_hears_what_is_sent() -> None:
    """The stub of these tests parses real requests: a wrong path or body would not go unseen."""
    heard: list[Asked] = []
    with StubModel(lambda asked: heard.append(asked) or says()) as stub:  # type: ignore[func-returns-value]
        ask(stub)
    assert heard == stub.asked
