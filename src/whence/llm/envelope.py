"""The protocol of chat completions. In comes a Question or a server's body, out goes a request body or an Answer.

Only the first choice's words are taken: calls of tools, refusals and cut answers are no answers.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from whence.endpoint import Answer, Question
from whence.errors import NoAnswerError

Form = Literal["json_schema", "json_object", "none"]
FORMS: tuple[Form, ...] = ("json_schema", "json_object", "none")
_SHOWN = 200  # characters of a server's own words


def make_body(question: Question, model: str, form: Form) -> dict[str, Any]:
    """The request: two messages, no tools, temperature 0; `form` says how the shape of the answer is asked for."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": question.system},
            {"role": "user", "content": question.user},
        ],
        "temperature": 0,
        "stream": False,
    }
    if form == "json_schema":
        schema = {"name": "claims", "strict": True, "schema": dict(question.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif form == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def parse_envelope(body: bytes) -> Answer:
    """The model's words and the token counts. Raises NoAnswerError: no JSON, a refusal, a cut or empty answer."""
    data = _object(_load(body), "the server's answer")
    choices = data.get("choices")
    if not isinstance(choices, list) or not choices:
        raise NoAnswerError("the server's answer has no choices in it")
    choice = _object(choices[0], "the first choice")
    message = _object(choice.get("message"), "the message")
    if isinstance(refusal := message.get("refusal"), str) and refusal.strip():
        raise NoAnswerError(f"the model refused: {shorten(refusal)}")
    reason = choice.get("finish_reason")
    if reason == "length":
        raise NoAnswerError("the model's answer was cut at its longest (finish_reason length)")
    if reason == "content_filter":
        raise NoAnswerError("the server's filter held the answer back (finish_reason content_filter)")
    content = _content(message.get("content"))
    if not content.strip():
        called = message.get("tool_calls") or message.get("function_call")
        raise NoAnswerError("the model asked for a tool, and has none" if called else "the model's answer is empty")
    usage = data.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    return Answer(content, _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")))


def server_words(body: bytes) -> str:
    """What a server says of an error, on one line and short; empty where it says nothing that can be read."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    error = data.get("error") if isinstance(data, dict) else None
    words = error.get("message") if isinstance(error, dict) else error
    return shorten(words) if isinstance(words, str) else ""


def shorten(words: str) -> str:
    """On one line, at most 200 characters, without anything a terminal would act on."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + " …"


def _load(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise NoAnswerError("the server's answer is not JSON") from None


def _object(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NoAnswerError(f"{what} is not a JSON object")
    return value


def _content(value: object) -> str:
    """Words, or the words of a list of text parts, as some servers send them."""
    if isinstance(value, str):
        return value
    parts = value if isinstance(value, list) else []
    return "".join(part["text"] for part in parts if isinstance(part, dict) and isinstance(part.get("text"), str))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
