"""How long to wait before a server is asked again. In come which try failed and what it said, out come seconds.

Each wait is twice the last one; a server that names a time (Retry-After, RFC 9110 section 10.2.3) is given it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0
LONGEST_ASKED_WAIT_S = 120.0  # a server that wants a longer rest is not waited for


def wait_s(failed: int, retry_after: str | None, now: datetime) -> float | None:
    """Seconds to wait after the `failed`-th try (from 1); null where the server asks for more than is given."""
    own = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (failed - 1))
    asked = parse_retry_after(retry_after, now)
    if asked is None:
        return own
    return max(own, asked) if asked <= LONGEST_ASKED_WAIT_S else None


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds, from a number of them or from a date; null for none, or for what is neither."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
