"""What is asked of a language model, and where. In comes the `[llm]` table of `whence.toml`, out comes an `Endpoint`.

A `Question` holds one document's text and never another's; an `Answer` is words, and nothing but words.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from whence.errors import UsageError

KEY_VARIABLE = "WHENCE_LLM_KEY"
MAX_RETRIES = 10
MAX_TIMEOUT_S = 3600.0

# name, an example as it stands in whence.toml, and what it is for
ENDPOINT_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("base_url", '"http://127.0.0.1:11434/v1"', "Where an OpenAI-compatible server answers; the key, if it wants one, "
     f"comes from the environment variable {KEY_VARIABLE} alone."),
    ("model", '"qwen2.5:14b"', "The model's name, as the server calls it."),
    ("timeout_s", "120", "How many seconds one answer may take."),
    ("retries", "3", "How often a busy or failing server is asked again."),
    ("max_chars", "60000", "A report longer than this is set aside, since no model would read all of it."),
    ("price_in", "0.0", "Price of a million tokens sent, in the currency you pay in."),
    ("price_out", "0.0", "Price of a million tokens received."),
    ("cache", '""', 'Folder for answers already got; empty: in your cache folder; "off": none.'),
    ("text_may_leave", "false", "Whether the text of reports may be sent to another machine than this one."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible server and the model asked there. Made by `parse_endpoint`, read by `llm` and the doors.

    Prices are per million tokens, null where the user set none. `cache` is a folder, null for the user's own cache
    folder; `keep` false: no answer is kept. Never holds a key.
    """

    base_url: str
    model: str
    timeout_s: float = 120.0
    retries: int = 3
    max_chars: int = 60_000
    price_in: float | None = None
    price_out: float | None = None
    cache: Path | None = None
    keep: bool = True
    text_may_leave: bool = False

    @property
    def url(self) -> str:
        """Where chat completions are asked for."""
        return f"{self.base_url.rstrip('/')}/chat/completions"

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_here(self) -> bool:
        """Whether what is sent stays on this machine: a loopback address, or `localhost`."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_encrypted(self) -> bool:
        return urlsplit(self.base_url).scheme == "https"


@dataclass(frozen=True, slots=True)
class Question:
    """One document, asked about. Made by `claims.proposed`, sent by `llm`. `schema` is the JSON schema of the answer,
    `version` the prompt's; both are part of what an answer is kept under.
    """

    document: str
    system: str
    user: str
    schema: Mapping[str, Any]
    version: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the model's own words. Token counts are null where none were told; `kept`: from the cache."""

    content: str
    tokens_in: int | None = None
    tokens_out: int | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run has cost. `asked` were sent, `kept` came from the cache, `failed` gave no answer that can be used.

    `untold` answers came without token counts; `cost` is null where no price is set.
    """

    asked: int = 0
    kept: int = 0
    failed: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    untold: int = 0
    cost: float | None = None


def parse_endpoint(table: object, file: str, folder: Path) -> Endpoint:
    """The `[llm]` table of `whence.toml` in `folder`. Raises UsageError: a wrong setting, a key in the file.

    A relative cache folder is meant from where the file lies.
    """
    if not isinstance(table, Mapping):
        raise UsageError(f"{file}: llm is not a table", remedy="write [llm] on a line of its own, see docs/llm.md")
    known = [name for name, _, _ in ENDPOINT_SETTINGS]
    for name in table:
        if "key" in name or "token" in name or "secret" in name:
            raise UsageError(f"{file}: no key belongs in this file", remedy=f"put it into the variable {KEY_VARIABLE}")
        if name not in known:
            raise UsageError(f"{file}: unknown setting llm.{name}", remedy=f"one of {', '.join(known)}")
    cache = _words(table, "cache", file, "")
    return Endpoint(
        base_url=_base_url(_words(table, "base_url", file, None), file),
        model=_words(table, "model", file, None),
        timeout_s=_number(table, "timeout_s", file, 120.0, 0.1, MAX_TIMEOUT_S) or 120.0,
        retries=int(_number(table, "retries", file, 3, 0, MAX_RETRIES, whole=True) or 0),
        max_chars=int(_number(table, "max_chars", file, 60_000, 1, 5_000_000, whole=True) or 60_000),
        price_in=_number(table, "price_in", file, None, 0, 1e6),
        price_out=_number(table, "price_out", file, None, 0, 1e6),
        cache=(folder / Path(cache).expanduser()) if cache not in ("", "off") else None,
        keep=cache != "off",
        text_may_leave=_switch(table, "text_may_leave", file),
    )


def _base_url(words: str, file: str) -> str:
    parts = urlsplit(words)
    if parts.username or parts.password or parts.query:
        raise UsageError(f"{file}: llm.base_url holds more than an address", remedy=f"a key goes into {KEY_VARIABLE}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{file}: llm.base_url is {words!r}", remedy="an address such as http://127.0.0.1:11434/v1")
    return words


def _words(table: Mapping[str, object], name: str, file: str, default: str | None) -> str:
    value = table.get(name, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        missing = "is missing" if name not in table else f"is {value!r}"
        raise UsageError(f"{file}: llm.{name} {missing}", remedy="it must be words in quotation marks, see docs/llm.md")
    return value.strip()


def _number(
    table: Mapping[str, object],
    name: str,
    file: str,
    default: float | None,
    least: float,
    most: float,
    *,
    whole: bool = False,
) -> float | None:
    value = table.get(name, default)
    if value is None:
        return None
    right = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    if not right or not least <= value <= most:  # type: ignore[operator]
        kind = "a whole number" if whole else "a number"
        raise UsageError(f"{file}: llm.{name} is {value!r}", remedy=f"{kind} from {least:g} to {most:g}")
    return float(value)  # type: ignore[arg-type]


def _switch(table: Mapping[str, object], name: str, file: str) -> bool:
    value = table.get(name, False)
    if not isinstance(value, bool):
        raise UsageError(f"{file}: llm.{name} is {value!r}", remedy="true or false")
    return value
