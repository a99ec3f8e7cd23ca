"""Answers already got. In come a question and the endpoint, out comes the answer once given to it, if any.

One small file per answer, named by a hash of all that was asked; the folder and its files are the user's alone. No
report's text is kept, but answers quote it: whoever may not read the reports may not read this folder either.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from pathlib import Path

from whence.endpoint import Answer, Endpoint, Question
from whence.errors import ModelError

_LARGEST_BYTES = 4_000_000


def answer_key(question: Question, endpoint: Endpoint) -> str:
    """A SHA-256 over the text asked about, the prompt with its version, the schema, and the model at its address."""
    asked = [question.system, question.user, question.schema, question.version, endpoint.url, endpoint.model]
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def default_folder(environ: dict[str, str]) -> Path:
    """Where answers are kept unless the user says otherwise (XDG Base Directory)."""
    home = environ.get("XDG_CACHE_HOME") or ""
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "whence" / "llm"


class Cache:
    """A folder of answers; made when the first one is kept."""

    def __init__(self, folder: Path) -> None:
        """Raises ModelError when the folder is there and others may read it."""
        self._folder = folder
        if folder.exists():
            self._refuse_open_folder()

    def find(self, key: str) -> Answer | None:
        """The answer kept under a key; null for none, or for a file that cannot be read."""
        file = self._folder / f"{key}.json"
        try:
            if file.is_symlink() or file.stat().st_size > _LARGEST_BYTES:
                return None
            data = json.loads(file.read_text(encoding="utf-8"))
            content, tokens_in, tokens_out = data["content"], data["tokens_in"], data["tokens_out"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None  # a damaged file is no answer: the question is asked again
        if not isinstance(content, str) or not all(n is None or isinstance(n, int) for n in (tokens_in, tokens_out)):
            return None
        return Answer(content, tokens_in, tokens_out, kept=True)

    def keep(self, key: str, answer: Answer) -> None:
        """Write an answer, whole or not at all. Raises ModelError when the folder cannot be written."""
        words = {"content": answer.content, "tokens_in": answer.tokens_in, "tokens_out": answer.tokens_out}
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".", suffix=".part")  # 0600 by its nature
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(words, file, ensure_ascii=False)
            Path(name).replace(self._folder / f"{key}.json")
        except OSError as problem:
            raise ModelError(
                f"cannot keep answers in {self._folder}: {problem.strerror}",
                remedy='set llm.cache to another folder, or to "off"',
            ) from None

    def _refuse_open_folder(self) -> None:
        if not self._folder.is_dir():
            raise ModelError(f"{self._folder} is not a folder", remedy="set llm.cache to a folder of your own")
        if os.name == "posix" and stat.S_IMODE(self._folder.stat().st_mode) & 0o077:
            raise ModelError(
                f"others may read {self._folder}, where answers that quote reports are kept",
                remedy=f"chmod 700 {self._folder}, or set llm.cache to another folder",
            )
