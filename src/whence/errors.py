"""Every error a user can meet, as one tree; each message is one line: what, where, what to try.

WhenceError                 exit 1
├── UsageError              exit 2   an unknown choice, a missing argument
├── InputError              exit 1   a file or line that cannot be read
├── VocabularyError         exit 1   a table or pack with a bad row
├── ModelError              exit 1   the language model's endpoint cannot be used at all
│   └── NoAnswerError       exit 1   it gave no answer that can be used for one document
└── RecordError             exit 1   no record here, a wrong URL, a full disk
    └── NotOnRecordError    exit 1   an id or figure the record does not hold
"""

from __future__ import annotations


class WhenceError(Exception):
    """Something a person can mend. `remedy` says what to try; both are single lines."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(" ".join(message.split()))
        self.remedy = " ".join(remedy.split()) if remedy else None

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}; {self.remedy}" if self.remedy else message


class UsageError(WhenceError):
    """The call itself is wrong: an unknown choice (the message lists the valid ones), a missing argument."""

    exit_code = 2


class InputError(WhenceError):
    """A document or a file of them cannot be read; in a batch it becomes a `Rejected` and the rest goes on."""


class VocabularyError(WhenceError):
    """A vocabulary table or a conflict pack has a bad row; the message names file and line."""


class ModelError(WhenceError):
    """The language model's endpoint cannot be used: nobody listens, the key is refused, the extra is missing."""


class NoAnswerError(ModelError):
    """No usable answer for one document; in a batch it becomes a `Rejected` and the rest goes on."""


class RecordError(WhenceError):
    """The record cannot be opened, found or written."""


class NotOnRecordError(RecordError):
    """An id, an incident code or a figure that the record does not hold."""
