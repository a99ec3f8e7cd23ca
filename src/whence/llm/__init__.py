"""Asking a language model. In comes a Question about one document, out comes the model's Answer, new or kept.

The only room that opens a connection, and only to the endpoint a user has set. It reads no document, knows no record
and does not look into what the model says; that is for `claims.proposed`.
"""

from whence.llm.model import Model, open_model

__all__ = ["Model", "open_model"]
