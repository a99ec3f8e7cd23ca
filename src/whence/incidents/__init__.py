"""Claims about one happening, linked. In come claims and what is known of their documents, out comes a `Linking`.

Nothing is dropped: every claim ends in an incident, in a total, or aside with a reason.
"""

from whence.incidents.blocking import block_keys, find_candidates
from whence.incidents.link import link_claims
from whence.incidents.origins import find_origins

__all__ = ["block_keys", "find_candidates", "find_origins", "link_claims"]
