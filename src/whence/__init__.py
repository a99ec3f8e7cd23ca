"""Whence: every figure of a war with who said it, and what can be counted from them."""

from __future__ import annotations

__version__ = "0.1.0"
