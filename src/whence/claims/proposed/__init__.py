"""Claims that a language model proposes. In come a Text and the model's words, out come the Claims the text bears out.

The model is believed in nothing: its quotes and words must stand in the text, and what our own rules can read there
(numbers, times, places, parties, speakers) is read by them. Whoever asks the model is elsewhere; this is pure.
"""

from whence.claims.proposed.find import ProposalsError, find_proposed
from whence.claims.proposed.question import make_question, model_label

__all__ = ["ProposalsError", "find_proposed", "make_question", "model_label"]
