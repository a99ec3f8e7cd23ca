"""From a Document to a Text: sections told apart, sentences with exact offsets, publication date, language, sketch."""

from whence.text.read import READ_KINDS, read_text

__all__ = ["READ_KINDS", "read_text"]
